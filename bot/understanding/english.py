"""The English words."""

from __future__ import annotations

from bot.understanding.collections import COLLECTIONS
from bot.understanding.english_acts import ACTS, ACTS_ALONE, ASIDES, THESE
from bot.understanding.english_files import FILES
from bot.understanding.english_subjects import COUNTRIES, GENRES, LANGUAGES, THEMES
from bot.understanding.english_talk import COMMANDS, PLACES, STEPS, TALK
from bot.understanding.lexicon import Lexicon
from bot.understanding.themes import named_themes, phrases_of_themes


def _phrases(text: str) -> frozenset[str]:
    return frozenset(phrase.strip() for phrase in text.split(","))


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

LOUD_GENRES = ("Action", "Horror", "Thriller", "War")
"""What is kept away when something calm is wished for."""
BLOODY_GENRES = ("Crime", "Horror", "War")
"""… and when nothing violent is."""

ENGLISH = Lexicon(
    code="en",
    genres=GENRES,
    genre_forms={},
    not_genres=dict.fromkeys(_phrases("family friendly, kid friendly, not scary, nothing scary"), ("Horror",))
    | dict.fromkeys(
        _phrases(
            "too violent, too gory, too bloody, too brutal, not violent, not too violent, nothing violent, "
            "nothing too violent, no violence, no gore"
        )
        | _phrases("not gory, not bloody, not too bloody, no blood, without violence, without gore"),
        BLOODY_GENRES,
    )
    | dict.fromkeys(
        _phrases("nothing depressing, not depressing, not too depressing, nothing heavy, not too heavy"),
        ("Drama",),
    )
    | dict.fromkeys(
        _phrases("calm, peaceful, gentle, soothing, mellow, chill, chilled, slow paced, laid back, low key")
        | _phrases("something quiet, quiet film, quiet films, quiet movie, quiet movies, something slow"),
        LOUD_GENRES,
    )
    | dict.fromkeys(
        _phrases("less violent, less gory, less bloody, less violence, less gore, less blood"), ()
    ),
    decades=_DECADES,
    periods=dict.fromkeys(_phrases("classic, classics, old, older, oldest, vintage, oldies"), (None, 1979))
    | dict.fromkeys(_phrases("silent, silent era"), (None, 1929))
    | dict.fromkeys(_phrases("black and white"), (None, 1959))
    | dict.fromkeys(_phrases("modern, not old, not too old, this century"), (2000, None)),
    recent=_phrases("new, newer, newest, recent, latest, recently released, just out, new releases")
    | _phrases("last years, last few years, this year, of this year, from this year, lately")
    | _phrases("last films, last movies"),
    last=_phrases("last, past"),
    years=_phrases("years, year"),
    ages=_phrases("year old, year olds, years old, yo, yr old"),
    lengths=dict.fromkeys(
        _phrases("short, shorter, shortest, very short, quick, short one, really short, not much time"),
        (None, 90),
    )
    | dict.fromkeys(
        _phrases("not too long, not long, not so long, not very long, shortish, nothing too long"),
        (None, 120),
    )
    | dict.fromkeys(_phrases("long, longer, longest, very long, really long"), (150, None))
    | dict.fromkeys(_phrases("not too short, not short, feature length"), (90, None)),
    languages=LANGUAGES,
    countries=COUNTRIES,
    numbers=_NUMBERS,
    negations=_phrases("skip, avoid, leave out, minus, excluding, anything except, everything except, less")
    | _phrases("exclude, w o, sans, apart from, aside from, anyone but, anybody but, nor, everything but")
    | _phrases("everyone but, all but, that dont have, that doesnt have, that dont star, that doesnt star")
    | _phrases("that dont feature, that doesnt feature, dont star, doesnt star, which dont have, without any")
    | _phrases(
        "no, not, without, -, except, but not, but no, nothing, none, never, hate, i hate, avoid, hide, "
        "no more"
    )
    | _phrases(
        "never show me, dont show me, never show, dont recommend, never recommend, not interested in, block, "
        "stop showing me, i dont want to see, i dont want to watch, cant stand, i cant stand, sick of, "
        "im sick of, tired of, im tired of, enough of, not a fan of, im not a fan of, dislike, i dislike"
    )
    | _phrases(
        "not in the mood for, anything but, i dont like, dont want, i dont want, other than, dont like, isnt"
    ),
    not_after=frozenset(),
    too=_phrases("too, way too, far too, bit too, much too, little too"),
    conjunctions=_phrases("and, or, &, nor, and no, or no"),
    no_more=_phrases(
        "off, none, no, nothing, clear, clear all, reset, remove, remove all, delete, delete all"
    )
    | _phrases(
        "delete all, without, no filters, all off, turn off, stop, away, take away, drop, drop all, disable"
    ),
    early=_phrases("early"),
    middle=_phrases("mid, middle"),
    late=_phrases("late"),
    after=_phrases("after, newer than, later than, past, made after"),
    since=_phrases("since, starting, from after"),
    before=_phrases("before, older than, earlier than, pre, made before, prior to"),
    until=_phrases("until, till, to, up to, through, thru"),
    between=_phrases("between, from"),
    or_later=_phrases("or later, or newer, and later, onwards, and newer, on, and up, and after, or after"),
    or_earlier=_phrases("or earlier, or older, and earlier, and older, or before, and before"),
    at_most=_phrases("under, less than, at most, max, maximum, up to, below, shorter than, no longer than")
    | _phrases("we have, we only have, we have only, ive only got, we got")
    | _phrases("not longer than, within, no more than, not more than, in under, i have, i only have"),
    at_least=_phrases(
        "at least, over, more than, min, minimum, longer than, above, no less than, rated, from"
    ),
    collections=COLLECTIONS,
    themes=phrases_of_themes(THEMES),
    theme_names=named_themes(THEMES),
    about_before=_phrases("about, with, on, featuring, based on, involving, set in, set during, set at"),
    about_behind=frozenset(),
    about=_phrases("about, around, roughly, approximately, more or less"),
    or_less=_phrases("or less, max, maximum, tops, at most, or shorter, long, long at most"),
    or_more=_phrases("or more, or longer, and up, at least, minimum, and above, or better, and more"),
    and_a_half=_phrases("and a half"),
    hours=_phrases("h, hr, hrs, hour, hours"),
    minutes=_phrases("m, min, mins, minute, minutes"),
    stars=_phrases("star, stars, ★"),
    popular=_phrases(
        "popular, most popular, top, top rated, best, the best, greatest, famous, well known, trending"
    )
    | _phrases("award winning, acclaimed, critically acclaimed, highly rated, best rated")
    | _phrases("highest rated, best ever, the best ever, most loved")
    | _phrases("masterpiece, masterpieces, must see, must sees, top 250, top 100, imdb top 250"),
    marks=dict.fromkeys(
        _phrases("series too, with series, and series, specials too, with specials, tv too, and specials")
        | _phrases("series, tv series, tv shows, tv show, miniseries")
        | _phrases("including series, including specials, shorts too, including shorts, series included"),
        ("features_only", False),
    )
    | dict.fromkeys(
        _phrases(
            "feature films only, feature films, features only, only features, only feature films, "
            "movies only, films only, no specials, no shorts, without specials, without shorts"
        ),
        ("features_only", True),
    )
    | dict.fromkeys(
        _phrases(
            "foreign, foreign language, non english, world cinema, international, with subtitles, subtitled, "
            "subtitles"
        ),
        ("excluded_languages", frozenset({"English"})),
    ),
    likes_behind=_phrases(
        "what else, what next, whats next, what now, what should i watch next, what to watch next"
    ),
    likes=_phrases(
        "in the vein of, in the spirit of, in the mould of, in the mold of, reminiscent of, akin to"
    )
    | _phrases("like, similar to, something like, films like, movies like, more like, similar, same as")
    | _phrases("in the style of, reminds me of, along the lines of, kind of like, just like, anything like")
    | _phrases("with the vibe of, with the vibes of, with the same vibe as, same vibe as, with the feel of")
    | _phrases("if i liked, if i loved, if i like, if you liked, if you like, because i liked, since i liked")
    | _phrases("what to watch after, what should i watch after, what should we watch after"),
    but=_phrases("but, only, just, except, but more"),
    either=_phrases("or, vs, versus, or rather"),
    openers=_phrases("can my, can your, can the, can he, can she, can they")
    | _phrases(
        "can i, can you, can we, could you, could i, do i, do you, does it, does this, did you, how do"
    )
    | _phrases(
        "how can, how many, how much, how long, how does, why do, why did, why is, why cant, why are, why"
    )
    | _phrases("what are, what do, what does, what can, what about, where do, where can, where is, when will")
    | _phrases("who are, who is, is there, is it, is this, are there, are you, will you, would you, should i")
    | _phrases(
        "i am, im, i have, i want, i need, i think, i dont, i cant, i was, we are, we have, my, tell me"
    )
    | _phrases("please, you are, youre, your, this is, that is, thats, there is, its not, it is, it doesnt"),
    name_endings=frozenset(),
    no_endings=frozenset(),
    those=_phrases("those, the ones, stuff, work, works, anything, everything"),
    rating_verbs=_phrases(
        "change, update, rate, i rate, give, i give, i gave, gave, i rated, id give, i would give, ill give, "
        "id rate"
    )
    | _phrases("i will give, gets, gets from me, deserves, is worth, my rating for, id say, i say")
    | _phrases("i would say, solid, a solid, an easy, easy, a strong, strong, im giving, giving it, got"),
    rated_with=_phrases("with, a, an, to, to a"),
    rated=_phrases("to, for, to the film, to the movie, for the film, for the movie, would recommend"),
    out_of=_phrases("out of, of, over"),
    made_by=_phrases(
        "by, directed by, made by, from director, from the director, director, of, from, directs"
    ),
    played_by=_phrases(
        "with, starring, featuring, feat, actor, actress, with actor, with actress, has, who is"
    )
    | _phrases("in which, where, played by, stars"),
    behind_names=_phrases(
        "direct, directed, directs, in, star, stars, it, them, filmography, made, make, best"
    )
    | _phrases("again, anymore, ever, else")
    | _phrases("brothers, sisters, stuff"),
    acts=ACTS,
    acts_alone=ACTS_ALONE,
    asides=ASIDES,
    lead_ins=_phrases("maybe, perhaps, actually, rather, um, uh, umm, hm, hmm, er, oh, ah, oops, ooh, wait")
    | _phrases(
        "and, or, but, also, now, then, plus, sorry, my bad, well, anyway, so, ok, okay, alright, right"
    )
    | _phrases("how about, what about, what if, make it, i said, idk, dunno, i guess, i think, you know")
    | _phrases("basically, honestly, listen, look, dude, bro, guys, mate, thing is, the thing is, anyways"),
    corrections=_phrases("i meant, i mean, i actually meant, i really meant, i meant to say, i meant to type")
    | _phrases("no wait, wait no, wait actually, oh wait, no sorry, sorry no, actually no, hang on, hold on")
    | _phrases("scratch that, scrap that, forget that, forget it, never mind, nevermind, changed my mind")
    | _phrases(
        "i changed my mind, on second thought, on second thoughts, correction, no actually, typo, "
        "no something, nah something"
    ),
    these=THESE,
    commands=COMMANDS,
    on_watchlist=_phrases(
        "from my watchlist, on my watchlist, in my watchlist, off my watchlist, from my list"
    )
    | _phrases(
        "of my watchlist, from the watchlist, on the watchlist, in the watchlist, my watchlist, watchlist"
    )
    | _phrases("on my list, from my watch list, on my watch list, from my saved films, from my saved movies")
    | _phrases("i saved, that i saved, ive saved, that ive saved, i kept for later, from what i saved"),
    steps=STEPS,
    places=PLACES,
    one_film=_phrases("movie, film, one, flick, part, installment, instalment, version"),
    files=FILES,
    requests=_phrases("wanna, i wanna, we wanna, wanna watch, i wanna watch, wanna see, gonna, gimme, lemme")
    | _phrases(
        "rn, atm, right now, tonite, 2nite, 2night, tn, af, tbh, ngl, bored, im bored, so bored, im so bored"
    )
    | _phrases("w my gf, w my bf, with my gf, with my bf, w friends, w the boys, with the boys, w the girls")
    | _phrases(
        "with the girls, with mates, movie nite, for movie nite, for movie night, for film night, put on"
    )
    | _phrases(
        "what should i put on, what should we put on, what to put on, need smth, recs, rec me, any recs"
    )
    | _phrases("dont you have, havent you got, isnt there, arent there, have you nothing")
    | _phrases(
        "pick something, pick one, pick a film, pick a movie, pick me, pick me something, choose something"
    )
    | _phrases(
        "choose one, choose a film, choose a movie, choose for me, choose for us, pick for me, pick for us"
    )
    | _phrases("either, what did, which films did, which movies did, what movies did, what films did")
    | _phrases("what has, what have, what came out, what was released, came out, got, before bed, for bed")
    | _phrases("for a rainy sunday, for a rainy evening, for a lazy sunday, for a cosy night, for a night in")
    | _phrases("before i sleep, on a rainy day, on a lazy sunday, what else, before sleep")
    | _phrases("what should i watch, what should we watch, what can i watch, what can we watch")
    | _phrases("what to watch, what shall we watch, what shall i watch, which film, which movie, i fancy")
    | _phrases(
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
    | _phrases("with my mum, with my mom, with my dad, with my parents, with my husband, with my friends")
    | _phrases("with my sister, with my brother, with friends, with my partner, with my grandma, to watch")
    | _phrases("id love, ive got, got something, need, surprise me, surprise us")
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
        "movie, movies, film, films, cinema, flick, flicks, something, anything, everything, some, any, "
        "stuff, ones, one"
    )
    | _phrases("smth, sth, smthn, smthing, somethin, sumthin, smt, sumn")
    | _phrases("recommendations, suggestions, picks, list, titles, few"),
    fillers=_phrases(
        "w, cult, random, hidden, "
        "gem, gems, underrated, overlooked, beautiful, lovely, wonderful, brilliant, "
        "excellent, fantastic, interesting, amazing"
    )
    | _phrases("whole, entire, monday, tuesday, wednesday, thursday, friday, saturday, sunday")
    | _phrases("everyone, everybody, all, rather, instead, worth, folks")
    | _phrases("decent, solid, awesome, cool, proper, quality, fine, worthwhile, can, could, would, you")
    | _phrases("a, an, the, of, from, in, with, for, to, and, or, on, at, by, is, it, that, which, are, s")
    | _phrases("what, thats, its, will, in order, another")
    | _phrases(
        "really, very, too, so, good, great, nice, made, i, my, we, us, be, but, more, only, just, set, era"
    )
    | _phrases(
        "-, &, +, night, evening, kind, type, sort, genre, language, based, bit, little, lot, there, you"
    )
    | _phrases(
        "slow burn, slow burning, of all time, all time, ever, "
        " right, whole, really good, our, your, should, can, do"
    ),
    talk=TALK,
)
