"""The English words for genres, moods, languages and countries."""

from __future__ import annotations

from collections.abc import Mapping


def _phrases(text: str) -> frozenset[str]:
    return frozenset(phrase.strip() for phrase in text.split(","))


def _meaning(*pairs: tuple[tuple[str, ...], str]) -> dict[str, tuple[str, ...]]:
    return {phrase: names for names, text in pairs for phrase in _phrases(text)}


GENRES = _meaning(
    (
        ("Comedy",),
        "dark comedy, dark comedies, black comedy, light and funny, happy ending, with a happy ending",
    ),
    (("Crime",), "nordic noir, scandinavian noir, scandi noir"),
    (("War",), "world war 2, world war ii, world war two, ww2, wwii, world war 1, ww1"),
    (("Action",), "action, action packed, explosions, fights, fast paced, martial arts, kung fu"),
    (
        ("Adventure",),
        "road movie, road movies, road trip, adventure, adventures, adventurous, epic, swashbuckler",
    ),
    (("Animation",), "animation, animations, animated, cartoon, cartoons, anime"),
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
    (
        ("Crime",),
        "crime, crimes, gangster, gangsters, mafia, mob, heist, heists, detective, police",
    ),
    (("Documentary",), "documentary, documentaries, docu, doc, docs, true story, nonfiction"),
    (
        ("Drama",),
        "drama, dramas, dramatic, sad, tearjerker, make me cry, to cry, good cry, moving, touching, "
        "emotional",
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
    (
        ("Romance",),
        "romance, romances, romantic, love, love story, love stories, date night, chick flick, chick flicks",
    ),
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
    (("Action", "Sci-Fi"), "superhero movies, superhero films, superheroes"),
    (("Action", "Sci-Fi"), "superhero movie, superhero film, comic book, comic books"),
    (
        ("Comedy",),
        "im sad, i am sad, im so sad, im a bit sad, i feel sad, i feel down, feeling down, feeling sad",
    ),
    (("Comedy",), "im depressed, i feel depressed, im heartbroken, i had a bad day, bad day, rough day"),
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
    (("Mystery",), "mindfuck, mind fuck, mindfucks, mindblowing, mindbending, trippy, confusing"),
    (("Horror",), "fucked up, disturbing, creature feature, creature features"),
    (("Comedy",), "stoner, stoner comedy, so bad its good, dumb fun"),
    (("Sci-Fi",), "time travel, time travelling, dystopian, dystopia, cyberpunk"),
    (("Thriller",), "serial killer, serial killers, something dark, psychological"),
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
    (("Swedish", "Danish", "Norwegian"), "scandinavian, nordic"),
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
    (("India",), "indian, india, from india"),
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

# What films may be about: the first word is the theme's name, the others are forms in which it is typed.
THEMES: Mapping[str, str] = {
    "aliens": "aliens, alien, extraterrestrials, ufos",
    "boxing": "boxing, boxers, a boxer",
    "chess": "chess",
    "Christmas": "Christmas, xmas",
    "courtrooms": "courtrooms, courtroom, lawyers, trials, a trial",
    "dogs": "dogs, dog, a dog",
    "drugs": "drugs, drug dealers, addiction",
    "ghosts": "ghosts, ghost, a ghost, haunted houses",
    "heists": "heists, heist, a heist, bank robberies, bank robbery, bank robbers, rob a bank, rob banks, "
    "robbing a bank, robbing banks, robs a bank, they rob a bank",
    "high school": "high school, high schools, teenagers, teens, teen, teenage, school",
    "journalism": "journalism, journalists, reporters, newspapers",
    "martial arts": "martial arts, kung fu, karate",
    "music": "music, musicians, bands, a band",
    "politics": "politics, politicians, presidents, elections",
    "prison": "prison, prisons, prisoners, prison break, jail",
    "religion": "religion, faith, priests, the bible",
    "revenge": "revenge, vengeance",
    "robots": "robots, robot, a robot, androids, artificial intelligence, ai",
    "samurai": "samurai, samurais",
    "serial killers": "serial killers, serial killer, a serial killer",
    "spies": "spies, spy, a spy, espionage, secret agents",
    "sports": "sports, sport, football, soccer, baseball, basketball, golf, athletes",
    "superheroes": "superheroes, superhero, super heroes, comic books",
    "survival": "survival, the end of the world, the apocalypse",
    "the Holocaust": "the Holocaust, holocaust",
    "the Second World War": "the Second World War, second world war, world war 2, world war ii, ww2, wwii",
    "the Vietnam War": "the Vietnam War, vietnam war, vietnam",
    "time travel": "time travel, time loop, time loops, time travelling, time traveling, time travelers",
    "true stories": "true stories, a true story, true story, real events, true events",
    "twist endings": "twist endings, twist ending, a twist ending, plot twists, a plot twist, a twist",
    "vampires": "vampires, vampire, a vampire",
    "zombies": "zombies, zombie, a zombie, the undead",
}
