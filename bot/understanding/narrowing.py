"""From words to filters: each rule reads what stands at one place and says how many words it took."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from bot.understanding.lexicon import Lexicon, Span
from bot.understanding.requests import NO_FILTERS, Filters
from bot.understanding.words import Words, closest

MAX_FILMS = 50
FIRST_YEAR, LAST_YEAR = 1880, 2039
RECENT_YEARS = 5
ABOUT_MINUTES = 15
MAX_MINUTES = 600

_DECADE = re.compile(r"(1[89]|20)?([0-9])0s")
_CLOCK = re.compile(r"([1-9])h([0-5][0-9])?m?")
_MINUTES = re.compile(r"([1-9][0-9]{1,2})(?:m|min|mins)")


@dataclass
class Narrowing:
    """What was read so far: filters, an amount, and which words said it."""

    words: Words
    lexicon: Lexicon
    this_year: int
    filters: Filters = NO_FILTERS
    amounts: dict[int, int] = field(default_factory=dict)
    is_popular: bool = False
    covered: set[int] = field(default_factory=set)
    phrase_count: int = 0

    def cover(self, place: int, size: int) -> int:
        """Note that these words are understood, and return how many they are."""
        self.covered.update(range(place, place + size))
        self.phrase_count += 1
        return size


def read(
    words: Words, lexicon: Lexicon, this_year: int, first: int = 0, behind: int | None = None
) -> Narrowing:
    """Read every place once, from left to right."""
    narrowing = Narrowing(words, lexicon, this_year)
    place, behind = first, len(words) if behind is None else behind
    while place < behind:
        asked = words.match(place, lexicon.requests)
        if asked > 1:  # the "love" of "I love" is no romance
            place += asked
            continue
        size = next((size for rule in _RULES if (size := rule(narrowing, place))), 0)
        place += max(size, 1)
    return narrowing


def _stars(it: Narrowing, place: int) -> int:
    """Read "at least 4 stars", "4+ stars", "4 stars or more"."""
    words, lexicon = it.words, it.lexicon
    before = words.match(place, lexicon.at_least)
    start = place + before
    mark = 1 if words.plain(start) == "★" else 0
    stars = _number(it, start + mark)
    if stars is None or not 0.5 <= stars <= 5:
        return 0
    end = start + mark + 1
    plus = 1 if words.plain(end) == "+" else 0
    unit = words.match(end + plus, lexicon.stars)
    after = words.match(end + plus + unit, lexicon.or_more)
    if not (mark or unit) or not (before or plus or after):
        return 0
    it.filters = replace(it.filters, min_stars=stars)
    return it.cover(place, end + plus + unit + after - place)


def _length(it: Narrowing, place: int) -> int:
    """Read "under 2 hours", "90 min", "at least 1h30", "short"."""
    return _timed(it, place) or _named_length(it, place)


def _named_length(it: Narrowing, place: int) -> int:
    size = it.words.match(place, it.lexicon.lengths)
    return _narrow_length(it, place, size, it.lexicon.lengths[it.words.phrase(place, size)]) if size else 0


def _timed(it: Narrowing, place: int) -> int:
    words, lexicon = it.words, it.lexicon
    at_most, at_least = words.match(place, lexicon.at_most), words.match(place, lexicon.at_least)
    about = words.match(place, lexicon.about)
    before = max(at_most, at_least, about)
    minutes, size = _duration(it, place + before)
    if not size:
        return 0
    or_more = words.match(place + before + size, lexicon.or_more)
    or_less = words.match(place + before + size, lexicon.or_less)
    span: Span = (None, minutes)
    if about > max(at_most, at_least):
        span = (minutes - ABOUT_MINUTES, minutes + ABOUT_MINUTES)
    elif at_least > at_most or or_more:
        span = (minutes, None)
    return _narrow_length(it, place, before + size + max(or_more, or_less), span)


def _narrow_length(it: Narrowing, place: int, size: int, span: Span) -> int:
    shortest, longest = span
    it.filters = replace(
        it.filters,
        min_minutes=it.filters.min_minutes if shortest is None else shortest,
        max_minutes=it.filters.max_minutes if longest is None else longest,
    )
    return it.cover(place, size)


def _duration(it: Narrowing, place: int) -> tuple[int, int]:
    """Read "2 hours", "1h30", "90min", "an hour and a half"; the minutes and how many words."""
    if clock := _CLOCK.fullmatch(it.words.plain(place)):
        return _clock(it, place, int(clock[1]), clock[2])
    if short := _MINUTES.fullmatch(it.words.plain(place)):
        return int(short[1]), 1
    number = _number(it, place)
    if number is None or not 0 < number <= MAX_MINUTES:
        return 0, 0
    if unit := it.words.match(place + 1, it.lexicon.minutes):
        return round(number), 1 + unit
    unit = it.words.match(place + 1, it.lexicon.hours)
    return _hours(it, place + 1 + unit, number, 1 + unit) if unit else (0, 0)


def _clock(it: Narrowing, place: int, hours: int, minutes: str | None) -> tuple[int, int]:
    """Read "1h30", "2h", "1h 30 min"."""
    if minutes is not None:
        return 60 * hours + int(minutes), 1 + it.words.match(place + 1, it.lexicon.minutes)
    more, size = _minutes_behind(it, place + 1)
    return 60 * hours + more, 1 + size


def _hours(it: Narrowing, place: int, hours: float, size: int) -> tuple[int, int]:
    half = it.words.match(place, it.lexicon.and_a_half)
    more, further = (30, half) if half else _minutes_behind(it, place)
    return round(60 * hours) + more, size + further


def _minutes_behind(it: Narrowing, place: int) -> tuple[int, int]:
    number = _number(it, place)
    unit = it.words.match(place + 1, it.lexicon.minutes) if number is not None else 0
    return (round(number), 1 + unit) if number is not None and unit else (0, 0)


def _years(it: Narrowing, place: int) -> int:
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
    return _narrow_years(it, place, end + max(or_later, or_earlier, plus), span_asked)


def _narrow_years(it: Narrowing, place: int, end: int, span: Span) -> int:
    first, last = span
    earlier, later = it.filters.first_year, it.filters.last_year
    if earlier is not None and later is not None and first is not None and last is not None:
        first, last = min(earlier, first), max(later, last)  # "80s or 90s"
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
    while words.plain(start) in lexicon.fillers and words.plain(start) != "-" and start < place + 2:
        start += 1
    early, late = words.match(start, lexicon.early), words.match(start, lexicon.late)
    start += max(early, late)
    start += 1 if (early or late) and words.plain(start) == "-" else 0
    word = words.plain(start)
    if (
        word.isdecimal()
        and len(word) == 4
        and FIRST_YEAR <= int(word) <= LAST_YEAR
        and not early
        and not late
    ):
        return (int(word), int(word)), start + 1 - place
    decade = _decade(it, start)
    if decade is None:
        return (0, 0), 0
    first, size = decade
    span = (first, first + 4) if early else (first + 5, first + 9) if late else (first, first + 9)
    return span, start + size - place


def _decade(it: Narrowing, place: int) -> tuple[int, int] | None:
    size = it.words.match(place, it.lexicon.decades)
    if size:
        return it.lexicon.decades[it.words.phrase(place, size)], size
    if match := _DECADE.fullmatch(it.words.plain(place)):
        century = match[1] or ("20" if match[2] in "012" else "19")
        return int(f"{century}{match[2]}0"), 1
    return None


def _named_years(it: Narrowing, place: int) -> int:
    """Read "classic", "recent"."""
    if size := it.words.match(place, it.lexicon.periods):
        return _narrow_years(it, place, place + size, it.lexicon.periods[it.words.phrase(place, size)])
    if size := it.words.match(place, it.lexicon.recent):
        return _narrow_years(it, place, place + size, (it.this_year - RECENT_YEARS, None))
    return 0


def _negated(it: Narrowing, place: int) -> int:
    """Read "no horror", "without war or romance", "-horror"."""
    size = it.words.match(place, it.lexicon.negations)
    if not size:
        return 0
    start = place + size
    while it.words.plain(start) in it.lexicon.fillers or it.words.match(start, it.lexicon.negations):
        start += 1
    genres, taken = _one_genre_at(it, start)
    if not taken:
        return 0
    excluded, end = set(genres), start + taken
    while joint := it.words.match(end, it.lexicon.conjunctions):
        again = it.words.match(end + joint, it.lexicon.negations)
        genres, taken = _one_genre_at(it, end + joint + again)
        if not taken:
            break
        excluded |= set(genres)
        end += joint + again + taken
    it.filters = replace(it.filters, excluded_genres=it.filters.excluded_genres | excluded)
    return it.cover(place, end - place)


def _genres(it: Narrowing, place: int) -> int:
    """Read "comedy", "funny", "comdey"."""
    if size := it.words.match(place, it.lexicon.not_genres):
        away = it.lexicon.not_genres[it.words.phrase(place, size)]
        it.filters = replace(it.filters, excluded_genres=it.filters.excluded_genres | set(away))
        return it.cover(place, size)
    genres, size = _genres_at(it, place)
    if not size:
        return 0
    it.filters = replace(it.filters, genres=it.filters.genres | set(genres))
    return it.cover(place, size)


def _one_genre_at(it: Narrowing, place: int) -> tuple[tuple[str, ...], int]:
    """Read a word for one genre if there is one: "no horror comedy" leaves no comedy out."""
    single = {phrase for phrase, genres in it.lexicon.genres.items() if len(genres) == 1}
    if size := it.words.match(place, single):
        return it.lexicon.genres[it.words.phrase(place, size)], size
    return _genres_at(it, place)


def _genres_at(it: Narrowing, place: int) -> tuple[tuple[str, ...], int]:
    words, known = it.words, it.lexicon.genres
    if size := words.match(place, known):
        return known[words.phrase(place, size)], size
    hyphened = words.plain(place) + " " + words.plain(place + 2) if words.plain(place + 1) == "-" else ""
    if hyphened in known:
        return known[hyphened], 3
    word = words.plain(place)
    if word in it.lexicon.fillers or word in it.lexicon.list_words or word in it.lexicon.requests:
        return (), 0
    meant = closest(word, tuple(known))
    return (known[meant], 1) if meant else ((), 0)


def _places(it: Narrowing, place: int) -> int:
    """Read "french", "from France", "british"."""
    if size := it.words.match(place, it.lexicon.languages):
        names = it.lexicon.languages[it.words.phrase(place, size)]
        it.filters = replace(it.filters, languages=it.filters.languages | set(names))
        return it.cover(place, size)
    if size := it.words.match(place, it.lexicon.countries):
        names = it.lexicon.countries[it.words.phrase(place, size)]
        it.filters = replace(it.filters, countries=it.filters.countries | set(names))
        return it.cover(place, size)
    return 0


def _form(it: Narrowing, place: int) -> int:
    """Read "popular", "series too"."""
    if size := it.words.match(place, it.lexicon.with_series):
        it.filters = replace(it.filters, features_only=False)
        return it.cover(place, size)
    if size := it.words.match(place, it.lexicon.popular):
        it.is_popular = True
        return it.cover(place, size)
    return 0


def _amount(it: Narrowing, place: int) -> int:
    """Note a number; whether it is an amount or part of a title, the other words say."""
    number = _number(it, place)
    is_article = it.words.plain(place) in it.lexicon.fillers
    if number is None or is_article or number != int(number) or not 1 <= number <= MAX_FILMS:
        return 0
    it.amounts[place] = int(number)
    return 1


def _number(it: Narrowing, place: int) -> float | None:
    word = it.words.plain(place)
    if re.fullmatch(r"[0-9]{1,4}(?:[.,][0-9]{1,2})?", word):
        return float(word.replace(",", "."))
    return it.lexicon.numbers.get(word)


_RULES = (_stars, _length, _years, _negated, _form, _genres, _named_years, _places, _amount)
