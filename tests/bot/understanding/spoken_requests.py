"""What people say of the card before them without naming its film, and what they do not want."""

from __future__ import annotations

from dataclasses import replace

from bot.understanding.requests import (
    CommandRequest,
    FilmRequest,
    ListRequest,
    Reading,
    SimilarRequest,
    StepRequest,
)
from tests.bot.understanding.english_requests import films

OPEN, STARS, KEEP, SEEN = (FilmRequest(act) for act in ("open", "stars", "keep", "seen"))
SETTINGS, FILTERS = CommandRequest("settings"), CommandRequest("filters")
SINCE_1980, NO_MARVEL, NO_ZOMBIES = films(years=(1980, None)), films(no="Marvel"), films(no="zombies")
THREE_HOURS, TO_TWO_HOURS = films(minutes=(180, None)), films(minutes=(90, 120))
SCARY_WITHOUT_ZOMBIES, NEW = films("Horror", no="zombies"), films(years=(2021, None))
LIKE_THIS = SimilarRequest(())


def without(*names: str, genres: str = "") -> ListRequest:
    """Return a list without films of these themes, whose names have spaces."""
    wish = films(genres)
    return ListRequest(replace(wish.filters, excluded_genres=frozenset(names)))


SPOKEN: dict[str, dict[str, Reading]] = {
    "en": {
        "where can i stream it": OPEN,
        "is it scary?": OPEN,
        "is it ok for kids": OPEN,
        "trailer": OPEN,
        "meh": STARS,
        "remind me later": KEEP,
        "not that": StepRequest(1),
        "change language to french": SETTINGS,
        "switch to german": SETTINGS,
        "what are my filters": FILTERS,
        "anime but not ghibli": without("Studio Ghibli", genres="Animation"),
        "anything but james bond": without("James Bond"),
        "comedy, nothing about high school": without("high school", genres="Comedy"),
        "no zombies or vampires": without("zombies", "vampires"),
        "horror without zombies": SCARY_WITHOUT_ZOMBIES,
        "no old movies": SINCE_1980,
        "stop showing me old movies": SINCE_1980,
        "nothing recent": films(years=(None, 2020)),
        "no short films": films(minutes=(90, None)),
        "no long movies": films(minutes=(None, 150)),
        "at least 3 hours long": THREE_HOURS,
        "under 2 hours long": films(minutes=(None, 120)),
        "between 90 and 120 minutes": TO_TWO_HOURS,
        "90-120 min": TO_TWO_HOURS,
        "comedy 2 to 3 hours": films("Comedy", minutes=(120, 180)),
        "10 random films": films(n=10),
        "hidden gem from the 2010s": films(years=(2010, 2019)),
        "something like get out but less gory": SimilarRequest(("get out",)),
        "don't you have something newer?": NEW,
        "more like this": LIKE_THIS,
        "something similar": LIKE_THIS,
        "like this one but funnier": SimilarRequest((), films("Comedy").filters),
        "movies like it": SimilarRequest(("it",)),
    },
    "de": {
        "wo kann ich den gucken": OPEN,
        "wie lang geht der": OPEN,
        "worum geht's": OPEN,
        "ist der gruselig?": OPEN,
        "fand ich langweilig": STARS,
        "speicher den": KEEP,
        "keine alten filme": SINCE_1980,
        "keine zombies bitte": NO_ZOMBIES,
        "zwischen 90 und 120 minuten": TO_TWO_HOURS,
        "mindestens drei stunden lang": THREE_HOURS,
        "hast du nichts neueres?": NEW,
        "filme wie diesen": LIKE_THIS,
    },
    "fr": {
        "où le voir": OPEN,
        "ça dure combien": OPEN,
        "ça parle de quoi ?": OPEN,
        "j'ai adoré": STARS,
        "j'ai pas aimé": STARS,
        "garde-le pour plus tard": KEEP,
        "change la langue": SETTINGS,
        "pas de vieux films": SINCE_1980,
        "pas de marvel": NO_MARVEL,
        "entre 90 et 120 minutes": TO_TWO_HOURS,
        "quelque chose comme amélie mais plus sombre": SimilarRequest(("amélie",)),
    },
    "es": {
        "dónde la puedo ver": OPEN,
        "cuánto dura": OPEN,
        "de qué va?": OPEN,
        "me encantó": STARS,
        "algo como esta": LIKE_THIS,
        "no me gustó": STARS,
        "guárdala": KEEP,
        "nada antiguo": SINCE_1980,
        "sin zombis": NO_ZOMBIES,
        "entre 90 y 120 minutos": TO_TWO_HOURS,
        "¿no tienes algo de terror?": films("Horror"),
    },
    "pt": {
        "onde posso assistir": OPEN,
        "quanto dura": OPEN,
        "não gostei": STARS,
        "guarda esse": KEEP,
        "nada antigo": SINCE_1980,
        "sem zumbis": NO_ZOMBIES,
    },
    "it": {
        "dove posso vederlo": OPEN,
        "quanto dura": OPEN,
        "mi è piaciuto": STARS,
        "non mi è piaciuto": STARS,
        "salvalo": KEEP,
        "niente film vecchi": SINCE_1980,
        "niente zombie": NO_ZOMBIES,
        "non hai qualcosa di più recente?": NEW,
    },
    "tr": {
        "nerede izlenir": OPEN,
        "konusu ne": OPEN,
        "bunun gibi": LIKE_THIS,
        "çok sevdim": STARS,
        "beğenmedim": STARS,
        "sonraya kaydet": KEEP,
        "savaş filmi ama amerikan olmasın": films("War", no_countries=("United States",)),
        "kore filmi istemiyorum": films(no_languages="Korean"),
        "marvel olmasın": NO_MARVEL,
        "zombi filmi olmasın": NO_ZOMBIES,
        "90'lar olmasın": films(years=(2000, None)),
        "90-120 dakika": TO_TWO_HOURS,
    },
    "bs": {
        "koliko traje": OPEN,
        "o čemu je": OPEN,
        "svidio mi se": STARS,
        "sačuvaj ga": KEEP,
        "bez zombija": NO_ZOMBIES,
    },
    "ru": {
        "где посмотреть": OPEN,
        "сколько длится": OPEN,
        "о чём он?": OPEN,
        "мне понравился": STARS,
        "было скучно": STARS,
        "этот я смотрел": SEEN,
        "ужасы без зомби": SCARY_WITHOUT_ZOMBIES,
        "американский не надо": films(no_countries=("United States",)),
        "не старый": SINCE_1980,
    },
}
