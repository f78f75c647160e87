"""The English words for genres, moods, languages and countries."""

from __future__ import annotations


def _phrases(text: str) -> frozenset[str]:
    return frozenset(phrase.strip() for phrase in text.split(","))


def _meaning(*pairs: tuple[tuple[str, ...], str]) -> dict[str, tuple[str, ...]]:
    return {phrase: names for names, text in pairs for phrase in _phrases(text)}


GENRES = _meaning(
    (("Comedy",), "dark comedy, dark comedies, black comedy, light and funny"),
    (("War",), "world war 2, world war ii, world war two, ww2, wwii, world war 1, ww1"),
    (("Action",), "action, action packed, explosions, fights, fast paced, martial arts, kung fu"),
    (("Adventure",), "adventure, adventures, adventurous, epic, swashbuckler"),
    (("Animation",), "animation, animations, animated, cartoon, cartoons, anime, pixar"),
    (
        ("Children",),
        "children, childrens, kids, kid, family, for kids, for the kids, for children, with kids",
    ),
    (
        ("Comedy",),
        "comedy, comedies, funny, funnier, hilarious, comic, laugh, laughs, lighthearted, humor, humour",
    ),
    (
        ("Comedy",),
        "make me laugh, to laugh, a laugh, feel good, feelgood, light hearted, uplifting, cheerful",
    ),
    (("Crime",), "crime, crimes, gangster, gangsters, mafia, mob, heist, heists, detective, police"),
    (("Documentary",), "documentary, documentaries, docu, doc, docs, true story, nonfiction"),
    (
        ("Drama",),
        "drama, dramas, dramatic, sad, tearjerker, make me cry, to cry, moving, touching, emotional",
    ),
    (("Fantasy",), "fantasy, fantasies, magic, magical, fairy tale, fairy tales, dragons, wizards"),
    (("Film-Noir",), "film noir, film noirs, noir, noirs"),
    (
        ("Horror",),
        "horror, horrors, scary, scarier, creepy, spooky, terrifying, frightening, zombie, zombies",
    ),
    (("Horror",), "slasher, slashers, ghost, ghosts, vampires, halloween, scare me"),
    (("IMAX",), "imax"),
    (("Musical",), "musical, musicals, singing, songs"),
    (("Mystery",), "mystery, mysteries, mysterious, whodunit, whodunnit, whodunits, murder mystery"),
    (("Romance",), "romance, romances, romantic, love, love story, love stories, date night, chick flick"),
    (
        ("Sci-Fi",),
        "sci fi, scifi, science fiction, sciencefiction, sf, space, aliens, alien, robots, futuristic",
    ),
    (("Thriller",), "thriller, thrillers, suspense, suspenseful, thrilling, tense, gripping, exciting"),
    (("War",), "war, wars, war film, war films, war movie, war movies, military"),
    (("Western",), "western, westerns, cowboy, cowboys, wild west"),
    (("Comedy", "Romance"), "romcom, romcoms, rom com, rom coms, romantic comedy, romantic comedies"),
    (("Comedy", "Drama"), "dramedy, dramedies, tragicomedy, bittersweet"),
    (("Comedy", "Horror"), "horror comedy, horror comedies"),
    (("Action", "Sci-Fi"), "superhero movies, superhero films, superheroes, marvel movies, marvel films"),
    (("Action", "Sci-Fi"), "superhero movie, superhero film, dc movies, dc films, comic book, comic books"),
    (("Comedy",), "cheer me up, cheers me up, funniest, for a party, party movie, silly, goofy, brainless"),
    (("Horror",), "scariest, creepiest, to be scared, scare us, get scared, nightmares"),
    (
        ("Drama",),
        "make me think, makes you think, saddest, arthouse, art house, indie",
    ),
    (("Action",), "popcorn, popcorn movie, popcorn film, turn off my brain, blockbuster, blockbusters"),
    (("Romance",), "first date, most romantic, date movie night"),
    (("Action", "Thriller"), "spy, spies, spy movies, spy films, secret agent, secret agents"),
    (("Animation", "Children"), "disney, disney movies, disney films"),
    (("Comedy",), "something light, light, easy to watch, relaxing, cozy, cosy, wholesome, heartwarming"),
    (("Drama",), "thought provoking, deep, inspiring, inspirational, biopic, biopics, biography, courtroom"),
    (("Mystery",), "plot twist, plot twists, twist, twists, twist ending, mind blowing, mind bending"),
    (("Sci-Fi",), "time travel, time travelling, dystopian, dystopia, cyberpunk"),
    (("Thriller",), "serial killer, serial killers, something dark, psychological"),
    (("Animation",), "ghibli, studio ghibli"),
    (("Children",), "year old, years old, year olds, toddler, toddlers, my kids, my children, my son"),
    (("Children",), "with the kids, my daughter, the kids"),
)

LANGUAGES = _meaning(
    (("French",), "french, in french"),
    (("German",), "german, in german"),
    (("Spanish",), "spanish, in spanish"),
    (("Italian",), "italian, in italian"),
    (("Portuguese",), "portuguese, in portuguese"),
    (("Turkish",), "turkish, in turkish"),
    (("Russian",), "russian, in russian"),
    (("Japanese",), "japanese, in japanese"),
    (("Korean",), "korean, in korean"),
    (("Chinese", "Mandarin", "Cantonese"), "chinese, in chinese"),
    (("Mandarin",), "mandarin, in mandarin"),
    (("Cantonese",), "cantonese, in cantonese"),
    (("Hindi",), "hindi, in hindi, bollywood"),
    (("Swedish",), "swedish, in swedish"),
    (("Danish",), "danish, in danish"),
    (("Norwegian",), "norwegian, in norwegian"),
    (("Finnish",), "finnish, in finnish"),
    (("Dutch",), "dutch, in dutch"),
    (("Polish",), "polish, in polish"),
    (("Czech",), "czech, in czech"),
    (("Hungarian",), "hungarian, in hungarian"),
    (("Greek",), "greek, in greek"),
    (("Arabic",), "arabic, in arabic"),
    (("Persian",), "persian, iranian, farsi, in persian, in farsi"),
    (("Hebrew",), "hebrew, in hebrew"),
    (("Thai",), "thai, in thai"),
    (("Bosnian",), "bosnian, in bosnian"),
    (("Serbian",), "serbian, in serbian"),
    (("Croatian",), "croatian, in croatian"),
    (("English",), "english, in english"),
)
COUNTRIES = _meaning(
    (("United States",), "american, us, usa, from the us, from the usa, from america, hollywood"),
    (("United Kingdom",), "british, uk, from the uk, from britain, from england"),
    (("Australia",), "australian, from australia"),
    (("Canada",), "canadian, from canada"),
    (("India",), "indian, from india"),
    (("Ireland",), "irish, from ireland"),
    (("Mexico",), "mexican, from mexico"),
    (("Brazil",), "brazilian, from brazil"),
    (("Argentina",), "argentinian, argentine, from argentina"),
    (("France",), "from france"),
    (("Germany",), "from germany"),
    (("Spain",), "from spain"),
    (("Italy",), "from italy"),
    (("Japan",), "from japan"),
    (("South Korea",), "from korea, from south korea"),
    (("China",), "from china"),
    (("Hong Kong",), "hong kong, from hong kong"),
    (("Sweden",), "from sweden"),
    (("Denmark",), "from denmark"),
    (("Norway",), "from norway"),
    (("Poland",), "from poland"),
    (("Russia",), "from russia"),
    (("Turkey",), "from turkey"),
    (("Iran",), "from iran"),
)
