"""The English words."""

from __future__ import annotations

from bot.understanding.lexicon import Lexicon
from bot.understanding.requests import Talk


def _phrases(text: str) -> frozenset[str]:
    return frozenset(phrase.strip() for phrase in text.split(","))


def _meaning(*pairs: tuple[tuple[str, ...], str]) -> dict[str, tuple[str, ...]]:
    return {phrase: names for names, text in pairs for phrase in _phrases(text)}


_GENRES = _meaning(
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
)

_LANGUAGES = _meaning(
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
_COUNTRIES = _meaning(
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
_NUMBERS = {
    word: float(number)
    for number, word in enumerate(
        ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"], start=1
    )
} | {"a": 1.0, "an": 1.0, "half": 0.5, "twelve": 12.0, "twenty": 20.0, "ninety": 90.0}
_DECADES = {
    century + word: first
    for word, first in {
        "twenties": 1920, "thirties": 1930, "forties": 1940, "fifties": 1950, "sixties": 1960,
        "seventies": 1970, "eighties": 1980, "nineties": 1990,
    }.items()
    for century in ("", "nineteen ")
} | {"noughties": 2000, "two thousands": 2000, "twenty tens": 2010}  # fmt: skip

_TALK_PHRASES: tuple[tuple[Talk, str], ...] = (
    (
        "greeting",
        "hi, hello, hey, hiya, yo, howdy, good morning, good evening, good afternoon, greetings",
    ),
    ("greeting", "how are you, whats up, sup, hello there, hi there, hey there, nice to meet you"),
    (
        "thanks",
        "cheers mate, ta, thanks so much, thank you very much, much appreciated, appreciate it, "
        "thanks mate, thanks a million, thanks a bunch, thanks a ton, "
        "thanks, thank you, thank you so much, thanks a lot, many thanks, thx, ty, cheers, great thanks",
    ),
    (
        "help",
        "help me out, could you help me, can you help me, could you help me out, can you help, i need help, "
        "help, what can you do, how does this work, how do you work, commands, help me, who are you",
    ),
    ("help", "what do you do, how do i use this, what is this, instructions, menu"),
    (
        "recommend",
        "recommend, recommendation, recommendations, suggest, suggestion, suggestions, surprise me",
    ),
    (
        "recommend",
        "what should i watch, what to watch, what can i watch, what shall i watch, im bored, anything",
    ),
    (
        "recommend",
        "what should we watch, what shall we watch, what could i watch, what are we watching, "
        "what now, what next, whats next, pick one, pick something, you choose, whats good, movie time",
    ),
    ("bye", "bye, goodbye, see you, see ya, good night, bye bye, cya, later, im done, farewell"),
    ("yes", "yes, yeah, yep, sure, ok, okay, yes please, of course, y"),
    ("no", "no, nope, nah, no thanks, no thank you, not now, n"),
)
_TALK = {phrase: talk for talk, text in _TALK_PHRASES for phrase in _phrases(text)}

ENGLISH = Lexicon(
    code="en",
    genres=_GENRES,
    genre_forms={},
    not_genres=dict.fromkeys(
        _phrases("family friendly, kid friendly, not scary, nothing scary"), ("Horror",)
    ),
    decades=_DECADES,
    periods=dict.fromkeys(_phrases("classic, classics, old, older, vintage, oldies"), (None, 1979))
    | dict.fromkeys(_phrases("silent, silent era"), (None, 1929))
    | dict.fromkeys(_phrases("modern, not old, not too old, this century"), (2000, None)),
    recent=_phrases("new, newer, newest, recent, latest, recently released, just out, new releases"),
    lengths=dict.fromkeys(
        _phrases("short, shorter, very short, quick, short one, really short, not much time"), (None, 90)
    )
    | dict.fromkeys(
        _phrases("not too long, not long, not so long, not very long, shortish, nothing too long"),
        (None, 120),
    )
    | dict.fromkeys(_phrases("long, longer, very long, really long"), (150, None))
    | dict.fromkeys(_phrases("not too short, not short, feature length"), (90, None)),
    languages=_LANGUAGES,
    countries=_COUNTRIES,
    numbers=_NUMBERS,
    negations=_phrases(
        "no, not, without, -, except, but not, but no, nothing, none, never, hate, i hate, avoid"
    )
    | _phrases(
        "not in the mood for, anything but, i dont like, dont want, i dont want, other than, dont like, isnt"
    ),
    conjunctions=_phrases("and, or, &, nor, and no, or no"),
    early=_phrases("early"),
    late=_phrases("late"),
    after=_phrases("after, newer than, later than, past, made after"),
    since=_phrases("since, starting, from after"),
    before=_phrases("before, older than, earlier than, pre, made before, prior to"),
    until=_phrases("until, till, to, up to, through, thru"),
    between=_phrases("between, from"),
    or_later=_phrases("or later, or newer, and later, onwards, and newer, on, and up, and after, or after"),
    or_earlier=_phrases("or earlier, or older, and earlier, and older, or before, and before"),
    at_most=_phrases("under, less than, at most, max, maximum, up to, below, shorter than, no longer than")
    | _phrases("not longer than, within, no more than, not more than, in under, i have, i only have"),
    at_least=_phrases(
        "at least, over, more than, min, minimum, longer than, above, no less than, rated, from"
    ),
    about=_phrases("about, around, roughly, approximately"),
    or_less=_phrases("or less, max, maximum, tops, at most, or shorter, long, long at most"),
    or_more=_phrases("or more, or longer, and up, at least, minimum, and above, or better, and more"),
    and_a_half=_phrases("and a half"),
    hours=_phrases("h, hr, hrs, hour, hours"),
    minutes=_phrases("m, min, mins, minute, minutes"),
    stars=_phrases("star, stars, ★"),
    popular=_phrases(
        "popular, most popular, top, top rated, best, the best, greatest, famous, well known, trending"
    ),
    marks=dict.fromkeys(
        _phrases("series too, with series, and series, specials too, with specials, tv too, and specials")
        | _phrases("including series, including specials, shorts too, including shorts, series included"),
        ("features_only", False),
    ),
    likes_behind=frozenset(),
    likes=_phrases(
        "in the vein of, in the spirit of, in the mould of, in the mold of, reminiscent of, akin to"
    )
    | _phrases("like, similar to, something like, films like, movies like, more like, similar, same as")
    | _phrases("in the style of, reminds me of, along the lines of, kind of like, just like, anything like"),
    rating_verbs=_phrases(
        "rate, i rate, give, i give, i gave, gave, i rated, id give, i would give, ill give"
    )
    | _phrases("i will give, gets, gets from me, deserves, is worth, my rating for"),
    rated_with=_phrases("with, a"),
    rated=_phrases("to, for, to the film, to the movie, for the film, for the movie"),
    requests=_phrases(
        "for us, for me, got a, got some, got an, wed like, wed love, wed love to see, we want, we would like"
    )
    | _phrases("were looking for, worth watching, worth seeing, worth a watch, is there, are there, to you")
    | _phrases("fancy, i fancy, no idea, no idea what, i have no idea what, dont know what, not sure what")
    | _phrases(
        "i dont know what, i dont know, any idea what, any ideas, i could do with, could go for, craving"
    )
    | _phrases(
        "im craving, feeling like, in need of, id be up for, up for, can i get, can i have, hook me up with"
    )
    | _phrases("for a rainy day, with my girlfriend, with my boyfriend, with my wife")
    | _phrases("with my husband, with friends, with my friends, id love, ive got, got something")
    | _phrases("please, pls, plz, show me, show, give me, find, find me, search, search for, i want, i need")
    | _phrases(
        "i want to watch, i want to see, i would like, id like, i feel like, im looking for, looking for"
    )
    | _phrases(
        "can you, could you, do you have, do you know, got any, have you got, whats, what is, open, watch"
    )
    | _phrases(
        "tonight, today, now, for tonight, this evening, lets watch, "
        "lets see, im in the mood for, in the mood for"
    )
    | _phrases(
        "tell me about, i love, i like, recommend, recommend me, suggest, suggest me, i want something, me"
    )
    | _phrases(
        "the film, the movie, a film called, a movie called, "
        "film called, movie called, hi, hello, hey, thanks"
    )
    | _phrases(
        "to see, to watch, tomorrow, this weekend, for the weekend, "
        "maybe, perhaps, would like, i d like, thank you"
    ),
    list_words=_phrases(
        "movie, movies, film, films, flick, flicks, something, anything, some, any, stuff, ones, one"
    )
    | _phrases("recommendations, suggestions, picks, list, titles, few"),
    fillers=_phrases("whole, entire, monday, tuesday, wednesday, thursday, friday, saturday, sunday")
    | _phrases("everyone, everybody, all, rather, instead, worth, folks")
    | _phrases("decent, solid, awesome, cool, proper, quality, fine, worthwhile, can, could, would, you")
    | _phrases("a, an, the, of, from, in, with, for, to, and, or, on, at, by, is, it, that, which, are, s")
    | _phrases(
        "really, very, too, so, good, great, nice, made, i, my, we, us, be, but, more, only, just, set, era"
    )
    | _phrases(
        "-, &, +, night, evening, kind, type, sort, genre, language, based, bit, little, lot, there, you"
    ),
    talk=_TALK,
)
