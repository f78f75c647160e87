"""What is not wanted: "no horror", "without war or zombies", "not in English", "amerikan filmi olmasın"."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from bot.understanding.genre_words import one_genre_at, theme_at
from bot.understanding.lengths import read_unwanted_length
from bot.understanding.lexicon import Lexicon
from bot.understanding.narrowed import Narrowing
from bot.understanding.words import Words
from bot.understanding.years import read_unwanted_names, read_unwanted_years


def read_negated(it: Narrowing, place: int) -> int:
    """Read "no horror", "without war or zombies", "-horror"."""
    size = it.words.match(place, it.lexicon.negations)
    if not size:
        return 0
    start = place + size
    small = it.lexicon.fillers | it.lexicon.list_words | it.lexicon.about_before
    while not (found := _unwanted_at(it, start)) and (
        it.words.plain(start) in small or it.words.match(start, it.lexicon.negations)
    ):
        start += 1
    if not found:
        return _no_place(it, place, start)
    excluded, end = set(found[0]), start + found[1]
    while joint := it.words.match(end, it.lexicon.conjunctions):
        again = it.words.match(end + joint, it.lexicon.negations)
        further = _unwanted_at(it, end + joint + again)
        if not further:
            break
        excluded |= set(further[0])
        end += joint + again + further[1]
    if len(excluded) > 1:  # "horror but not gory" is horror all the same; "horror, no horror" is nothing
        excluded -= it.filters.genres
    it.filters = replace(it.filters, excluded_genres=it.filters.excluded_genres | excluded)
    return it.cover(place, end - place)


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
    said, old = it.words.phrase(place, size), it.filters
    if topic:
        it.filters = replace(old, excluded_genres=old.excluded_genres | {topic[0]})
    elif spoken:
        it.filters = replace(old, excluded_languages=old.excluded_languages | set(languages[said]))
    else:
        it.filters = replace(old, excluded_countries=old.excluded_countries | set(countries[said]))
    return it.cover(place, size + films + no)


def series_at(words: Words, lexicon: Lexicon, place: int) -> int:
    """Return how many words at a place say that series are wanted, too."""
    size = words.match(place, lexicon.marks)
    is_said = size and lexicon.marks[words.phrase(place, size)] == ("features_only", False)
    return size if is_said else 0


def _unwanted_at(it: Narrowing, place: int) -> tuple[Collection[str], int] | None:
    """Read what a "no" keeps away: a theme, else a genre; how many words it is."""
    if theme := theme_at(it, place):
        return {theme[0]}, theme[1]
    genres, size = one_genre_at(it, place)
    return (genres, size) if size else None


def _no_place(it: Narrowing, place: int, start: int) -> int:
    """Read "not in English", "anything but French", "no American"."""
    if size := it.words.match(start, it.lexicon.languages):
        names = it.filters.excluded_languages | set(it.lexicon.languages[it.words.phrase(start, size)])
        it.filters = replace(it.filters, excluded_languages=names)
        return it.cover(place, start + size - place)
    if size := it.words.match(start, it.lexicon.countries):
        names = it.filters.excluded_countries | set(it.lexicon.countries[it.words.phrase(start, size)])
        it.filters = replace(it.filters, excluded_countries=names)
        return it.cover(place, start + size - place)
    rules = (read_unwanted_years, read_unwanted_names, read_unwanted_length, _no_series)
    return next((size for rule in rules if (size := rule(it, place, start))), 0)


def _no_series(it: Narrowing, place: int, start: int) -> int:
    """Read "no series", which is so unless they were asked for."""
    size = series_at(it.words, it.lexicon, start)
    if not size:
        return 0
    it.filters = replace(it.filters, features_only=True)
    return it.cover(place, start + size - place)
