"""Ratings of any scale to stars: 0.5 to 5.0 in halves."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from bot.importing.cells import text_of
from bot.importing.errors import UnclearScale

SCALES = (5, 10, 100)
_TEN = 10
_NUMBER = r"(\d{1,4}(?:[.,]\d{1,4})?)"
_OUT_OF = "/|out of|of|von|sur|de|su|di|od|из"
_STARS = "stars?|sterne?|[ée]toiles?|estrellas?|estrelas?|stell[ae]|yıldız|zvjezdic[ae]|зв[её]зд[аы]?"
_RATING = re.compile(rf"^{_NUMBER}\s*(?:(?:{_OUT_OF})\s*(5|10|100)|(%))?\s*(?:{_STARS})?$", re.IGNORECASE)
_GLYPHS = re.compile(r"^(★{1,5})\s*(½|1/2)?☆*$|^(½)$")
# As people type them in tables of their own.
_STAR_SIGNS = str.maketrans({"⭐": "★", "🌟": "★", "\ufe0f": None})
_ASTERISKS = re.compile(r"\*{1,5}")
_HALF = re.compile(r"(?<=\d)(?:\s?½|\s1/2)$")
_STAR_AT_A_NUMBER = re.compile(r"^★\s?(?=\d)|(?<=[\d.½])\s?[★*]$")


@dataclass(frozen=True, slots=True)
class ReadRating:
    """A number as a cell has it, and out of how many where the cell says so."""

    value: float
    out_of: int | None = None

    def stars(self, scale: int) -> float | None:
        """Return stars in halves, rounded half up, at least one half; None for nothing or too much."""
        scale = self.out_of or scale
        if not 0 < self.value <= scale:
            return None
        halves = int(self.value / scale * 10 + 0.5)
        return max(halves, 1) / 2


def read_rating(value: object) -> ReadRating | None:
    """Return what a cell says: "4.5", "4½", "8/10", "85 %", "★★★½", "4 stars"; None when it is no rating."""
    text = _as_usual(text_of(value))
    glyphs = _GLYPHS.match(text)
    if glyphs:
        return ReadRating(len(glyphs[1] or "") + 0.5 * bool(glyphs[2] or glyphs[3]), out_of=5)
    found = _RATING.match(text)
    if not found:
        return None
    out_of = 100 if found[3] else int(found[2]) if found[2] else None
    number = float(found[1].replace(",", "."))
    return ReadRating(number, out_of) if out_of is None or number <= out_of else None


def _as_usual(text: str) -> str:
    """Return a rating as most people write it: "5*" is "5", "4 ½" is "4.5", "****" is four stars."""
    if text.isascii() and text.replace(".", "", 1).isdecimal():  # nearly all are
        return text
    text = text.translate(_STAR_SIGNS).strip()
    if _ASTERISKS.fullmatch(text):
        return "★" * len(text)
    return _HALF.sub(".5", _STAR_AT_A_NUMBER.sub("", text))


def guess_scale(ratings: Iterable[ReadRating | None]) -> int:
    """Return the smallest scale that holds every rating that does not name its own.

    Whoever gives at most ten to every other film gives no hundred: what is above ten is a slip of the hand.
    UnclearScale where most are above a hundred; fewer of these count as slips, too.
    """
    values = sorted(rating.value for rating in ratings if rating and rating.out_of is None)
    usual = values[len(values) // 2] if values else 0.0
    if usual > SCALES[-1]:
        raise UnclearScale(highest=values[-1])
    highest = max((value for value in values if value <= SCALES[-1]), default=0.0)
    if highest > _TEN >= usual:
        return _TEN
    return next(scale for scale in SCALES if highest <= scale)
