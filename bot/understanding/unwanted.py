"""What is not wanted: "no horror", "without war or zombies", "not in English", "amerikan filmi olmasın"."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from bot.understanding.collections import SERIES
from bot.understanding.countries import read_countries
from bot.understanding.genre_words import one_genre_at, theme_at
from bot.understanding.lengths import read_unwanted_length
from bot.understanding.lexicon import Lexicon
from bot.understanding.narrowed import Narrowing
from bot.understanding.words import Words
from bot.understanding.years import read_unwanted_names, read_unwanted_years

MAX_NAME_WORDS = 4


def read_negated(it: Narrowing, place: int) -> int:
    """Read "no horror", "without war or zombies", "-horror", "no French films or old ones"."""
    if it.words.plain(place) in it.lexicon.but and _says_itself(it, place + 1):
        return 0
    no = 0 if it.words.is_hyphen(place) else it.words.match(place, it.lexicon.negations)
    no = no or _too(it, place)
    size = (_unwanted(it, place, place + no) or _behind_names(it, place, place + no)) if no else 0
    while size and (further := _other(it, place + size)):
        size += further
    return size


def _says_itself(it: Narrowing, place: int) -> bool:
    """Return whether a phrase says by itself what is wanted: the "not too long" of "but not too long"."""
    known = (it.lexicon.lengths, it.lexicon.periods, it.lexicon.not_genres)
    return any(it.words.match(place, each) > 1 for each in known)


def _too(it: Narrowing, place: int) -> int:
    """Return the words of "too" in "too long", which is said of a card; "etwas zu Weihnachten" is a wish."""
    size = it.words.match(place, it.lexicon.too)
    is_of_films = it.words.plain(place - 1) in it.lexicon.list_words
    return 0 if is_of_films or theme_at(it, place + size) else size


def read_negated_behind(it: Narrowing, place: int) -> int:
    """Read "amerikan filmi olmasın": the "no" stands behind, where a language has it so; genres know it."""
    topic = theme_at(it, place)
    languages, countries = it.lexicon.languages, it.lexicon.countries
    spoken, made = it.words.match(place, languages), it.words.match(place, countries)
    size = topic[1] if topic else spoken or made
    films = it.words.match(place + size, it.lexicon.list_words)
    no = it.words.match(place + size + films, it.lexicon.not_after)
    if not (size and no):
        return 0
    it.unwanted.update(range(place, place + size + films + no))
    said, old = it.words.phrase(place, size), it.filters
    if topic:
        it.filters = replace(old, excluded_genres=old.excluded_genres | {topic[0]})
    elif spoken:
        it.filters = replace(old, excluded_languages=old.excluded_languages | set(languages[said]))
    else:
        it.filters = replace(old, excluded_countries=old.excluded_countries | set(countries[said]))
    return it.cover(place, size + films + no)


def _not_foreign(it: Narrowing, place: int, start: int) -> int:
    """Read "nothing foreign", "no subtitles": the language that is left."""
    size = it.words.match(start, it.lexicon.marks)
    field, value = it.lexicon.marks[it.words.phrase(start, size)] if size else ("", False)
    if field != "excluded_languages" or not isinstance(value, frozenset):
        return 0
    it.filters = replace(it.filters, languages=it.filters.languages | value)
    return it.cover(place, start + size - place)


def series_at(words: Words, lexicon: Lexicon, place: int) -> int:
    """Return how many words at a place say that series are wanted, too."""
    size = words.match(place, lexicon.marks)
    is_said = size and lexicon.marks[words.phrase(place, size)] == ("features_only", False)
    return size if is_said else 0


def _unwanted(it: Narrowing, place: int, start: int, *, is_first: bool = True) -> int:
    """Read what a "no" at a place keeps away; it begins at start, perhaps with small words."""
    if is_first:
        start = _behind_small_words(it, start)
    excluded, end = _topics(it, start)
    if not excluded:
        size = next((size for rule in _NO_TOPICS if (size := rule(it, place, start))), 0)
    else:
        if len(excluded) > 1 or not _is_said_twice(it, start, end - start):
            excluded -= it.filters.genres  # "horror but not gory" is horror all the same
        it.filters = replace(it.filters, excluded_genres=it.filters.excluded_genres | excluded)
        size = it.cover(place, end - place)
    it.unwanted.update(range(place, place + size))
    return size


def _is_said_twice(it: Narrowing, place: int, size: int) -> bool:
    """Return whether words stand elsewhere, too: "horror, no horror" is nothing, "drama, not sad" is one."""
    said, places = it.words.phrase(place, size), range(len(it.words) - size + 1)
    return any(each != place and it.words.phrase(each, size) == said for each in places)


def _behind_small_words(it: Narrowing, start: int) -> int:
    small = it.lexicon.fillers | it.lexicon.list_words | it.lexicon.about_before
    while not (_topic_at(it, start) or _is_place(it, start)) and (
        it.words.plain(start) in small or it.words.match(start, it.lexicon.negations)
    ):
        start += 1
    return start


def _is_place(it: Narrowing, start: int) -> bool:
    """Return whether a country stands there whose small word belongs to it: "from America", "aus Amerika"."""
    return it.words.match(start, it.lexicon.countries) > 1


def _topics(it: Narrowing, start: int) -> tuple[set[str], int]:
    """Read "horror", "war and no zombies", "horror, war or romance"; where they end."""
    first = _topic_at(it, start)
    if first is None:
        return set(), start
    excluded, end = set(first[0]), start + first[1]
    excluded_too, end = _enumerated(it, end)
    excluded |= excluded_too
    while joint := it.words.match(end, it.lexicon.conjunctions):
        again = it.words.match(end + joint, it.lexicon.negations)
        further = _topic_at(it, end + joint + again)
        if not further:
            break
        excluded |= set(further[0])
        end += joint + again + further[1]
    return excluded, end


def _enumerated(it: Narrowing, end: int) -> tuple[set[str], int]:
    """Read ", war" before "or romance": without an "or", what stands behind a comma is wanted."""
    found: set[str] = set()
    behind = end
    while it.words.has_comma(behind) and (topic := _topic_at(it, behind)):
        found |= set(topic[0])
        behind += topic[1]
    joint = it.words.match(behind, it.lexicon.either) if found else 0
    return (found, behind) if joint and _topic_at(it, behind + joint) else (set(), end)


def _other(it: Narrowing, end: int) -> int:
    """Read "or horror" behind what is not wanted: neither is."""
    films = it.words.match(end, it.lexicon.list_words)
    joint = films + it.words.match(end + films, it.lexicon.either)
    again = it.words.match(end + joint, it.lexicon.negations)
    return _unwanted(it, end, end + joint + again, is_first=again > 0) if joint > films else 0


def _behind_names(it: Narrowing, place: int, start: int) -> int:
    """Read "or horror" behind names that no list knows: "no Tom Cruise or horror"."""
    for behind in range(start, min(start + MAX_NAME_WORDS + 1, len(it.words))):
        joint = it.words.match(behind, it.lexicon.conjunctions) if behind > start else 0
        if joint:
            size = _unwanted(it, behind, behind + joint, is_first=False)
            return behind + size - place if size else 0
        if _topic_at(it, behind) or it.words.match(behind, it.lexicon.list_words):
            break
    return 0


def _topic_at(it: Narrowing, place: int) -> tuple[Collection[str], int] | None:
    """Read a series, a theme, else a genre; how many words it is."""
    if size := it.words.match(place, SERIES):
        return {SERIES[it.words.phrase(place, size)]}, size
    if theme := theme_at(it, place):
        return {theme[0]}, theme[1]
    genres, size = one_genre_at(it, place)
    is_period = it.words.match(place, it.lexicon.periods) > size  # "noir et blanc"
    return (genres, size) if size and not is_period else None


def _no_place(it: Narrowing, place: int, start: int) -> int:
    """Read "not in English or French", "anything but French", "no American"."""
    languages, countries = it.lexicon.languages, it.lexicon.countries
    spoken, made, end = set[str](), set[str](), start
    joint = 0
    while size := it.words.match(end + joint, languages) or it.words.match(end + joint, countries):
        said = it.words.phrase(end + joint, size)
        if said in languages:
            spoken |= set(languages[said])
            end += joint + size
        else:
            named, end = read_countries(it, end + joint)
            made |= named
        joint = it.words.match(end, it.lexicon.conjunctions)
    if end == start:
        return 0
    it.filters = replace(
        it.filters,
        excluded_languages=it.filters.excluded_languages | spoken,
        excluded_countries=it.filters.excluded_countries | made,
    )
    return it.cover(place, end - place)


def _no_series(it: Narrowing, place: int, start: int) -> int:
    """Read "no series", which is so unless they were asked for."""
    size = series_at(it.words, it.lexicon, start)
    if not size:
        return 0
    it.filters = replace(it.filters, features_only=True)
    return it.cover(place, start + size - place)


_NO_TOPICS = (
    _no_place,
    read_unwanted_years,
    read_unwanted_names,
    read_unwanted_length,
    _no_series,
    _not_foreign,
)
