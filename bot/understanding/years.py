"""Years: "1999", "after 2010", "60s-80s", "classic"."""

from __future__ import annotations

import re
from dataclasses import replace

from bot.understanding.lexicon import Lexicon, Span
from bot.understanding.narrowed import Narrowing, no_behind, number_at
from bot.understanding.words import Words

FIRST_YEAR, LAST_YEAR = 1880, 2039
RECENT_YEARS = 5
MAX_LAST_YEARS = 100

_DECADE = re.compile(r"(1[89]|20)?([0-9])0s")


def read_years(it: Narrowing, place: int) -> int:
    """Read "1999", "after 2010", "between 1990 and 1995", "60s-80s", "before the 70s"."""
    words, lexicon = it.words, it.lexicon
    for phrases, bound in (
        (lexicon.between, "between"),
        (lexicon.after, "after"),
        (lexicon.since, "since"),
        (lexicon.before, "before"),
        (lexicon.until, "until"),
    ):
        before = words.match(place, phrases)
        if before and (size := _bounded(it, place, before, bound)):
            return size
    return _bounded(it, place, 0, "")


def read_last_years(it: Narrowing, place: int) -> int:
    """Read "last ten years", "dix dernières années"."""
    count, size = _last_years(it, place)
    return _narrow_years(it, place, place + size, (it.this_year - count, None)) if size else 0


def _last_years(it: Narrowing, place: int) -> tuple[int, int]:
    """Return how many years up to now are meant, and how many words say so."""
    words, lexicon = it.words, it.lexicon
    before = number_at(it, place)
    start = place if before is None else place + 1
    last = words.match(start, lexicon.last)
    behind = number_at(it, start + last) if before is None else None
    end = start + last + (behind is not None)
    years = words.match(end, lexicon.years)
    count = before if before is not None else behind
    if not (last and years and count) or count > MAX_LAST_YEARS:
        return 0, 0
    return int(count), end + years - place


def read_unwanted_years(it: Narrowing, place: int, start: int) -> int:
    """Read "not from the 60s", "nothing before 2000": the years that are left, those after where both are.

    place is where the negation stands; start what follows it and its small words, of which a decade may
    need one: "nada de los 60".
    """
    count, last = _last_years(it, start)
    if last:  # "nothing from the last 5 years"
        return _narrow_years(it, place, start + last, (None, it.this_year - count - 1))
    begin = place + it.words.match(place, it.lexicon.negations)
    places = range(begin, start + 1)
    return next((size for each in places if (size := _unwanted(it, place, each))), 0)


def _unwanted(it: Narrowing, place: int, start: int) -> int:
    words, lexicon = it.words, it.lexicon
    bounds = ((lexicon.after, "after"), (lexicon.before, "before"))
    found = ((words.match(start, phrases), bound) for phrases, bound in bounds)
    size, bound = next((each for each in found if each[0]), (0, ""))
    (first, last), years = _period(it, start + size)
    if not years or it.words.plain(start - 1) == "-":
        return 0  # "-90s" leaves out what only genres can be
    unwanted: Span = {"after": (last + 1, None), "before": (None, first - 1)}.get(bound, (first, last))
    return _narrow_years(it, place, start + size + years, _left(it, unwanted))


def read_unwanted_names(it: Narrowing, place: int, start: int) -> int:
    """Read "no old movies", "nothing recent": the years that are left."""
    if size := it.words.match(start, it.lexicon.periods):
        span = it.lexicon.periods[it.words.phrase(start, size)]
        return _narrow_years(it, place, start + size, _left(it, span))
    if size := it.words.match(start, it.lexicon.recent):
        return _narrow_years(it, place, start + size, _left(it, (it.this_year - RECENT_YEARS, None)))
    return 0


def _left(it: Narrowing, unwanted: Span) -> Span:
    """Return the years that are left: those before unwanted ones that reach to now, else those after."""
    first, last = unwanted
    if first is None:
        return (None if last is None else last + 1), None
    reaches_now = last is None or last >= it.this_year - RECENT_YEARS
    return (None, first - 1) if reaches_now or last is None else (last + 1, None)


def _bounded(it: Narrowing, place: int, before: int, bound: str) -> int:
    span, size = _period(it, place + before)
    if not size:
        return 0
    first, last = span
    end = place + before + size
    joint = _joint(it, end, is_between=bound == "between")
    further, further_size = _period(it, end + joint) if joint else (span, 0)
    if further_size:
        return _narrow_years(
            it, place, end + joint + further_size, (min(first, further[0]), max(last, further[1]))
        )
    or_later, or_earlier = (
        it.words.match(end, it.lexicon.or_later),
        it.words.match(end, it.lexicon.or_earlier),
    )
    plus = 1 if it.words.plain(end) == "+" else 0
    bounds: dict[str, Span] = {
        "after": (last + 1, None),
        "since": (first, None),
        "before": (None, first - 1),
        "until": (None, last),
    }
    span_asked = bounds.get(bound, (first, last))
    if or_later or plus:
        span_asked = (first, None)
    elif or_earlier:
        span_asked = (None, last)
    end += max(or_later, or_earlier, plus)
    if no := it.words.match(end, it.lexicon.not_after):  # "2000 öncesi olmasın"
        return _narrow_years(it, place, end + no, _left(it, span_asked))
    return _narrow_years(it, place, end, span_asked)


def _narrow_years(it: Narrowing, place: int, end: int, span: Span) -> int:
    first, last = span
    earlier, later = it.filters.first_year, it.filters.last_year
    if earlier is not None and later is not None and first is not None and last is not None:
        first, last = min(earlier, first), max(later, last)  # "80s or 90s"
    if earlier is None and first is None and later is not None and last is not None:
        last = min(later, last)  # "black and white classics"
    it.filters = replace(
        it.filters,
        first_year=earlier if first is None else first,
        last_year=later if last is None else last,
    )
    return it.cover(place, end - place)


def _joint(it: Narrowing, place: int, *, is_between: bool) -> int:
    """Return how many words join two years to a range."""
    if it.words.plain(place) == "-" or it.words.match(place, it.lexicon.until):
        return 1
    return it.words.match(place, it.lexicon.conjunctions) if is_between else 0


def _period(it: Narrowing, place: int) -> tuple[tuple[int, int], int]:
    """Read one year or decade: its first and last year, and how many words."""
    words, lexicon = it.words, it.lexicon
    start = place
    while _is_small(it, start) and start < place + 2:
        start += 1
    (first_part, last_part), size = _part_of_a_decade(words, lexicon, start)
    start += size
    word = words.plain(start)
    if word.isdecimal() and len(word) == 4 and FIRST_YEAR <= int(word) <= LAST_YEAR and not size:
        return (int(word), int(word)), start + 1 - place
    decade = _decade(it, start)
    if decade is None:
        return (0, 0), 0
    first, size = decade
    return (first + first_part, first + last_part), start + size - place


def _part_of_a_decade(words: Words, lexicon: Lexicon, place: int) -> tuple[tuple[int, int], int]:
    """Read "early", "mid-" and "late" before a decade: its first and last year, how many words."""
    parts = ((lexicon.early, (0, 4)), (lexicon.middle, (3, 6)), (lexicon.late, (5, 9)))
    for phrases, part in parts:
        if size := words.match(place, phrases):
            return part, size + (words.plain(place + size) == "-")
    return (0, 9), 0


def _is_small(it: Narrowing, place: int) -> bool:
    """Return whether a word before a year says nothing; the "los" of "los 90" makes it a decade."""
    word = it.words.plain(place)
    return word in it.lexicon.fillers and word != "-" and not it.words.match(place, it.lexicon.decades)


def _decade(it: Narrowing, place: int) -> tuple[int, int] | None:
    size = it.words.match(place, it.lexicon.decades)
    if size:
        return it.lexicon.decades[it.words.phrase(place, size)], size
    if match := _DECADE.fullmatch(it.words.plain(place)):
        century = match[1] or ("20" if match[2] in "012" else "19")
        return int(f"{century}{match[2]}0"), 1
    return None


def read_named_years(it: Narrowing, place: int) -> int:
    """Read "classic", "recent", "eski film olmasın"."""
    size, recent = it.words.match(place, it.lexicon.periods), it.words.match(place, it.lexicon.recent)
    if not (size or recent):
        return 0
    span = it.lexicon.periods[it.words.phrase(place, size)] if size else (it.this_year - RECENT_YEARS, None)
    end = place + (size or recent)
    no = no_behind(it, end)
    return _narrow_years(it, place, end + no, _left(it, span) if no else span)
