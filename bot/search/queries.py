"""What a typed text may mean: a title, a title with its year, a title with a usual abbreviation in it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from bot.search.normalising import MAX_TEXT_LENGTH, TitleKey, split_key
from bot.search.words import LEADING_ARTICLES

_YEAR = re.compile(r"(?<![\w/.-])\(?((?:18[89]|19\d|20[0-4])\d)\)?(?![\w/.-])")
_SHORT_YEAR = re.compile(r"(?<=\S)\s+['’]?([0-9]{2})\s*$")
_LAST_SHORT_YEAR = 29  # "heat 95" is of 1995, "dune 21" of 2021
_MAX_WORDS_WITH_ABBREVIATION = 4
_ABBREVIATIONS = {
    "anh": "star wars episode iv a new hope",
    "aotc": "star wars episode ii attack of the clones",
    "bttf": "back to the future",
    "bvs": "batman v superman dawn of justice",
    "dkr": "the dark knight rises",
    "dofp": "x men days of future past",
    "eeaao": "everything everywhere all at once",
    "esb": "star wars episode v the empire strikes back",
    "esotsm": "eternal sunshine of the spotless mind",
    "ff": "fast and furious",
    "fmj": "full metal jacket",
    "fotr": "the lord of the rings the fellowship of the ring",
    "gotg": "guardians of the galaxy",
    "hp": "harry potter",
    "hsm": "high school musical",
    "httyd": "how to train your dragon",
    "ij": "indiana jones",
    "jp": "jurassic park",
    "jw": "john wick",
    "lotr": "the lord of the rings",
    "mi": "mission impossible",
    "mib": "men in black",
    "mmfr": "mad max fury road",
    "ncfom": "no country for old men",
    "ouatih": "once upon a time in hollywood",
    "ouatitw": "once upon a time in the west",
    "pota": "planet of the apes",
    "potc": "pirates of the caribbean",
    "rotj": "star wars episode vi return of the jedi",
    "rotk": "the lord of the rings the return of the king",
    "rots": "star wars episode iii revenge of the sith",
    "sotl": "the silence of the lambs",
    "sw": "star wars",
    "t1": "the terminator",
    "t2": "terminator 2 judgment day",
    "t3": "terminator 3 rise of the machines",
    "tdk": "the dark knight",
    "tdkr": "the dark knight rises",
    "tesb": "star wars episode v the empire strikes back",
    "tfa": "star wars episode vii the force awakens",
    "thg": "the hunger games",
    "tlj": "star wars the last jedi",
    "tpm": "star wars episode i the phantom menace",
    "twbb": "there will be blood",
    "wotw": "war of the worlds",
}
_EDITION = re.compile(
    r"[\s:,([–—-]+(?:the\s+)?(?:"
    r"(?:(?:director['’]?s|final|extended|theatrical|special|collector['’]?s|ultimate|anniversary|uncut|unrated"
    r"|remastered|long)\s+){1,2}(?:cut|edition|version|release|fassung)"
    r"|redux|extended|remastered|uncut|unrated"
    r"|langfassung|kinofassung|version\s+(?:longue|restaurée|intégrale)"
    r"|(?:versión|version|edición|edicion)\s+(?:extendida|del\s+director|especial)|montaje\s+del\s+director"
    r"|(?:versão|versao|edição|edicao)\s+(?:estendida|do\s+diretor|especial)"
    r"|(?:versione|edizione)\s+(?:estesa|integrale|speciale|del\s+regista)"
    r"|(?:режисс[её]рская|расширенная|полная)\s+версия|yönetmenin\s+kurgusu|uzatılmış\s+versiyon"
    r"|(?:produžena|produzena|rediteljska|redateljska)\s+verzija"
    r")\W*$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Query:
    """One reading of a text; discount is what is taken off its scores because it needed an interpretation.

    is_guess: initials may stand for another title, which a usual abbreviation does not.
    """

    key: TitleKey
    year: int | None = None
    discount: float = 0.0
    is_guess: bool = False


def written_out(words: str) -> str:
    """Return what a usual abbreviation stands for: "hp" is Harry Potter."""
    return _ABBREVIATIONS.get(words, words)


def spelled_out(text: str) -> str:
    """Return a title as others know it, too: no abbreviation in its place, no cut of the film behind it."""
    title = without_edition(text)
    return _ABBREVIATIONS.get(title.strip().casefold(), title)


def split_year(text: str) -> tuple[str, int | None]:
    """Return a title without the year in it, and that year: "dune 2021", "Dune (2021)"."""
    query = next(_with_year(text), None)
    if query is None or not query.key.words:
        return text, None
    found = list(_YEAR.finditer(text))[-1]
    return " ".join((text[: found.start()] + " " + text[found.end() :]).split()), query.year


def read_queries(text: str, expand: Callable[[str], tuple[str, ...]]) -> tuple[Query, ...]:
    """Return the readings of a text; expand returns what initials may stand for."""
    texts = dict.fromkeys((text[:MAX_TEXT_LENGTH], without_edition(text[:MAX_TEXT_LENGTH])))
    readings = (reading for each in texts for reading in _readings(each, expand))
    return tuple(dict.fromkeys(reading for reading in readings if reading.key.words))


def without_edition(text: str) -> str:
    """Return a title without which cut of its film is meant: "blade runner final cut"."""
    title = _EDITION.sub("", text)
    return text if title.casefold() in LEADING_ARTICLES else title  # "The Final Cut"


def _readings(text: str, expand: Callable[[str], tuple[str, ...]]) -> Iterator[Query]:
    yield Query(split_key(text))
    yield from _with_year(text)
    yield from _with_short_year(text)
    yield from _with_abbreviation(text, expand)


def _with_year(text: str) -> Iterator[Query]:
    """Yield the text without its last year ("heat 1995", "(1995)"), if there is more than a year."""
    found = list(_YEAR.finditer(text))
    if found:
        without = text[: found[-1].start()] + " " + text[found[-1].end() :]
        yield Query(split_key(without), year=int(found[-1][1]))


def _with_short_year(text: str) -> Iterator[Query]:
    """Yield the text without the two figures of a year at its end: "heat 95", "psycho '98"."""
    if found := _SHORT_YEAR.search(text):
        number = int(found[1])
        year = number + (2000 if number <= _LAST_SHORT_YEAR else 1900)
        yield Query(split_key(text[: found.start()]), year=year, discount=0.01)


def _with_abbreviation(text: str, expand: Callable[[str], tuple[str, ...]]) -> Iterator[Query]:
    """Yield the text with its first word written out: "lotr two towers", "hp", "t2"."""
    words = text.casefold().split()
    if not 0 < len(words) <= _MAX_WORDS_WITH_ABBREVIATION:
        return
    first = words[0].strip(".,!?:;\"'")
    usual = _ABBREVIATIONS.get(first)
    if usual is not None:
        yield Query(split_key(" ".join((usual, *words[1:]))), discount=0.01)
        return
    is_plausible = len(words) == 1 or 3 * sum(letter in "aeiou" for letter in first) < len(first)
    for meaning in expand(first) if is_plausible else ():
        yield Query(split_key(" ".join((meaning, *words[1:]))), discount=0.03, is_guess=True)
