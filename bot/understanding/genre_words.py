"""Words for genres: as the lists have them, in other forms, with an error in them; and for themes."""

from __future__ import annotations

from bot.understanding.collections import NAMESAKES
from bot.understanding.narrowed import Narrowing
from bot.understanding.words import closest


def one_genre_at(it: Narrowing, place: int) -> tuple[tuple[str, ...], int]:
    """Read a word for one genre if there is one: "no horror comedy" leaves no comedy out."""
    single = {phrase for phrase, genres in it.lexicon.genres.items() if len(genres) == 1}
    if size := it.words.match(place, single):
        return it.lexicon.genres[it.words.phrase(place, size)], size
    return genres_at(it, place)


def genres_at(it: Narrowing, place: int) -> tuple[tuple[str, ...], int]:
    """Read a word for genres, perhaps one with an error in it; how many words it is."""
    words, known = it.words, it.lexicon.genres
    if size := words.match(place, known):
        return known[words.phrase(place, size)], size
    if size := words.match(place, it.lexicon.genre_forms):
        return it.lexicon.genre_forms[words.phrase(place, size)], size
    hyphened = words.plain(place) + " " + words.plain(place + 2) if words.plain(place + 1) == "-" else ""
    if hyphened in known:
        return known[hyphened], 3
    word = words.plain(place)
    if _means_something_else(it, place):
        return (), 0
    near = it.lexicon.genre_words.get(word[:1], ()) if _may_be_mistyped(it, place) else ()
    meant = closest(word, near)
    if meant is None:
        return (), 0
    it.guessed.add(place)
    return known[meant], 1


def theme_at(it: Narrowing, place: int) -> tuple[str, int] | None:
    """Read the name of a theme or a collection, and how many words it is."""
    for known in (it.lexicon.collections, it.lexicon.themes):
        size = it.words.match(place, known)
        if size and not it.words.match(place + size - 1, NAMESAKES):
            return known[it.words.phrase(place, size)], size
    return None


def _means_something_else(it: Narrowing, place: int) -> bool:
    """Return whether a word is known, so that it is no error in another: "alten" in "alien"."""
    lexicon = it.lexicon
    small = lexicon.fillers, lexicon.list_words, lexicon.requests, lexicon.numbers
    years = lexicon.periods, lexicon.recent, lexicon.decades, lexicon.years
    others = lexicon.lengths, lexicon.popular, lexicon.marks, lexicon.languages, lexicon.countries
    return any(it.words.plain(place) in known for known in (*small, *years, *others))


def _may_be_mistyped(it: Narrowing, place: int) -> bool:
    """Return whether a word may be a genre with an error: behind an unknown word it is rather a last name."""
    before = it.words.plain(place - 1)
    known = (it.lexicon.fillers, it.lexicon.requests, it.lexicon.list_words, it.lexicon.negations)
    return (
        not before
        or place - 1 in it.covered
        or any(before in words for words in known)
        or before in it.lexicon.conjunctions
        or before in it.lexicon.numbers
        or not before.isalpha()
    )
