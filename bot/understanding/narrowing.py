"""From words to filters: each rule reads what stands at one place and says how many words it took."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from typing import Any

from bot.understanding.collections import COLLECTIONS, SERIES
from bot.understanding.countries import read_countries
from bot.understanding.genre_words import genres_at, theme_at
from bot.understanding.lengths import read_length
from bot.understanding.lexicon import Lexicon
from bot.understanding.narrowed import Narrowing, number_at
from bot.understanding.requests import NO_FILTERS, Filters
from bot.understanding.unwanted import read_negated, read_negated_behind
from bot.understanding.words import Words
from bot.understanding.years import read_last_years, read_named_years, read_years

__all__ = ["MAX_FILMS", "Narrowing", "read"]

MAX_FILMS = 50
OLDEST_CHILD = 12
MAX_EXPECTED = 4.5  # of no film all five stars are expected, and "5 star films" are wanted all the same


def read(
    words: Words,
    lexicon: Lexicon,
    this_year: int,
    first: int = 0,
    behind: int | None = None,
    *,
    known: Filters = NO_FILTERS,
) -> Narrowing:
    """Read every place once, from left to right, on top of filters that are known."""
    narrowing = Narrowing(words, lexicon, this_year, known)
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
    """Read "at least 4 stars", "4+ stars", "4 stars or more", "4 star comedies"."""
    words, lexicon = it.words, it.lexicon
    before = words.match(place, lexicon.at_least)
    start = place + before
    mark = 1 if words.plain(start) == "★" else 0
    stars = number_at(it, start + mark)
    if stars is None or not 0.5 <= stars <= 5:
        return 0
    end = start + mark + 1
    plus = 1 if words.plain(end) == "+" else 0
    unit = words.match(end + plus, lexicon.stars)
    after = words.match(end + plus + unit, lexicon.or_more)
    is_said = before or plus or after
    if not (mark or unit) or not (is_said or _begins_a_list(it, end + unit)):
        return 0
    stars = stars if is_said else min(stars, MAX_EXPECTED)
    it.filters = replace(it.filters, min_stars=stars)
    return it.cover(place, end + plus + unit + after - place)


def _begins_a_list(it: Narrowing, place: int) -> bool:
    """Return whether what stands behind stars is a list of such films, and no title that gets them."""
    words, lexicon = it.words, it.lexicon
    genre = words.match(place, lexicon.genres) or words.match(place, lexicon.genre_forms)
    behind = place + genre + words.match(place + genre, lexicon.list_words)
    return place < behind == len(words)


def _genres(it: Narrowing, place: int) -> int:
    """Read "comedy", "funny", "comdey"."""
    if size := it.words.match(place, it.lexicon.not_genres):
        away = set(it.lexicon.not_genres[it.words.phrase(place, size)]) - it.filters.genres
        it.filters = replace(it.filters, excluded_genres=it.filters.excluded_genres | away)
        return it.cover(place, size)
    genres, size = genres_at(it, place)
    if not size:
        return 0
    others, end = _others(it, place + size)
    if others:
        theme = it.lexicon.themes.get(it.words.phrase(place, size))
        one = {theme} if theme and others & it.lexicon.theme_names.keys() else set(genres)
        it.filters = replace(it.filters, any_genres=it.filters.any_genres | one | others)
        return it.cover(place, end - place)
    it.filters = replace(it.filters, genres=it.filters.genres | set(genres))
    return it.cover(place, size)


def _others(it: Narrowing, end: int) -> tuple[set[str], int]:
    """Read "or horror or time travel" behind a genre or a theme: of which one will do, and where they end."""
    others: set[str] = set()
    while size := it.words.match(end, it.lexicon.either):
        topics, taken = _topics_at(it, end + size)
        if not topics:
            break
        others |= topics
        end += size + taken
    return others, end


def _topics_at(it: Narrowing, place: int) -> tuple[set[str], int]:
    """Read a theme, else a genre, behind small words; how many words both are."""
    small, start = it.lexicon.fillers | it.lexicon.about_before, place
    while not (found := theme_at(it, start)) and (
        it.words.plain(start) in small or it.words.match(start, it.lexicon.list_words)
    ):
        start += 1
    if found:
        return {found[0]}, start + found[1] - place
    genres, size = genres_at(it, start)
    return set(genres), start + size - place


def _places(it: Narrowing, place: int) -> int:
    """Read "french", "from France", "british"."""
    if size := it.words.match(place, it.lexicon.languages):
        names = it.lexicon.languages[it.words.phrase(place, size)]
        it.filters = replace(it.filters, languages=it.filters.languages | set(names))
        return it.cover(place, size + _or_before(it, place + size, it.lexicon.languages))
    countries, end = read_countries(it, place)
    if not countries:
        return 0
    it.filters = replace(it.filters, countries=it.filters.countries | countries)
    return it.cover(place, end - place + _or_before(it, end, it.lexicon.countries))


def _or_before(it: Narrowing, place: int, names: Collection[str]) -> int:
    """Return how many words the "or" of "french or italian" has; 0 where no such name follows."""
    size = it.words.match(place, it.lexicon.either)
    return size if size and it.words.match(place + size, names) else 0


def _form(it: Narrowing, place: int) -> int:
    """Read "popular", "series too"."""
    if size := it.words.match(place, it.lexicon.marks):
        name, value = it.lexicon.marks[it.words.phrase(place, size)]
        changed: dict[str, Any] = {name: value}
        it.filters = replace(it.filters, **changed)
        return it.cover(place, size)
    if size := it.words.match(place, it.lexicon.popular):
        it.is_popular = True
        return it.cover(place, size)
    return 0


def _amount(it: Narrowing, place: int) -> int:
    """Note a number; whether it is an amount or part of a title, the other words say."""
    number = number_at(it, place)
    if size := _age(it, place):
        return size
    is_article = it.words.plain(place) in it.lexicon.fillers | it.lexicon.list_words  # "the one with …"
    if number is None or is_article or number != int(number) or not 1 <= number <= MAX_FILMS:
        return 0
    it.amounts[place] = int(number)
    return 1


def _age(it: Narrowing, place: int) -> int:
    """Read "for a 6 year old": who is to watch, and no number of films."""
    age, size = number_at(it, place), it.words.match(place + 1, it.lexicon.ages)
    is_said = not place or place - 1 in it.covered or it.words.plain(place - 1) in it.lexicon.fillers
    if age is None or not size or age > OLDEST_CHILD or not is_said:
        return 0
    it.filters = replace(it.filters, genres=it.filters.genres | {"Children"})
    return it.cover(place, 1 + size)


def _themes(it: Narrowing, place: int) -> int:
    """Read "about time travel", "with vampires", "alien movies"; a bare "robots" may be a title."""
    words, lexicon = it.words, it.lexicon
    before = 0 if theme_at(it, place) else words.match(place, lexicon.about_before)  # "mit Oscar"
    start = place + before
    while before and words.plain(start) in lexicon.fillers and not theme_at(it, start):
        start += 1
    theme, size = theme_at(it, start) or ("", 0)
    behind = words.match(start + size, lexicon.about_behind)
    is_compound = words.plain(start).endswith(("film", "filme"))
    last = words.plain(_behind_either(it, start + size)) if size else ""
    beside = (words.plain(place - 1), last)  # "alien movies", "film d'espions", "vampires or zombies movies"
    is_kind = words.match(start + size, lexicon.genres)  # "zombie comedy"
    says_films = (
        before or behind or is_compound or is_kind or any(each in lexicon.list_words for each in beside)
    )
    if not size or (size == 1 and not says_films and theme not in COLLECTIONS.values()):
        return 0
    themes, end = {theme}, start + size
    others, end = _others(it, end)
    if others:
        it.filters = replace(it.filters, any_genres=it.filters.any_genres | themes | others)
    else:
        further, end = _further_themes(it, end) if before else (set(), end)
        it.filters = replace(it.filters, themes=it.filters.themes | themes | further)
    return it.cover(place, end + words.match(end, lexicon.about_behind) - place)


def _behind_either(it: Narrowing, end: int) -> int:
    """Return where "or zombies" behind a theme ends."""
    size = it.words.match(end, it.lexicon.either)
    return end + size + it.words.match(end + size, it.lexicon.themes) if size else end


def _further_themes(it: Narrowing, end: int) -> tuple[set[str], int]:
    """Read "and zombies" behind "about vampires": all of them are meant."""
    further: set[str] = set()
    while joint := it.words.match(end, it.lexicon.conjunctions):
        found = theme_at(it, end + joint)
        if found is None:
            break
        further.add(found[0])
        end += joint + found[1]
    return further, end


def _title(it: Narrowing, place: int) -> int:
    """Pass over a name that is always a title: the "star" of "star wars" is "old" in Bosnian."""
    return it.words.match(place, SERIES)


_RULES = (
    read_negated_behind,
    _themes,
    _title,
    _stars,
    read_length,
    read_last_years,
    read_years,
    read_negated,
    _form,
    _genres,
    read_named_years,
    _places,
    _amount,
)
