"""How alike a typed text and a title are, 0 to 1: as a whole, as a beginning, and word by word."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from rapidfuzz.distance import OSA
from rapidfuzz.process import cdist

from bot.search.normalising import TitleKey
from bot.search.words import LEADING_ARTICLES

Similarities = NDArray[np.float32]

_MAX_QUERY_WORDS, _MAX_TITLE_WORDS = 12, 16
_MIN_PREFIX_LENGTH = 3
_ALIKE = 0.7  # below this two words have nothing to do with each other
_SHORT_WORD = 3  # words up to this length must be equal: "her" is not "heat" with an error
# What a title scores of which a part was typed: at least the first figure, with all of it the sum.
_PREFIX_BASE, _PREFIX_COVERAGE = 0.66, 0.26
_WORDS_BASE, _WORDS_COVERAGE = 0.62, 0.32
_ONLY_SMALL_WORDS = 0.7  # "of the" is in many titles and names none
_SMALL_WORDS = LEADING_ARTICLES | {
    *(
        "and",
        "as",
        "at",
        "by",
        "de",
        "des",
        "di",
        "die",
        "du",
        "en",
        "et",
        "for",
        "from",
        "i",
        "in",
        "is",
        "it",
    ),
    *("me", "my", "of", "on", "or", "part", "to", "und", "vs", "with", "y", "you"),
}


def similarities(query: TitleKey, keys: Sequence[TitleKey]) -> Similarities:
    """Return how alike each key is to the query; 1 for the same words."""
    if not keys or not query.words:
        return np.zeros(len(keys), dtype=np.float32)
    compact = [key.compact for key in keys]
    whole = _alike(query.compact, compact)
    with_articles = _alike(query.full, [key.full for key in keys])  # "teh matrix" is "the matrix"
    best = np.maximum(whole, with_articles)
    best = np.maximum(best, _as_beginning(query.compact, compact))
    return np.maximum(best, _word_by_word(query.words.split(" "), [key.words.split(" ") for key in keys]))


def _alike(text: str, others: Sequence[str]) -> Similarities:
    """Return 1 - (optimal string alignment distance / the longer one's length)."""
    return np.asarray(cdist([text], others, scorer=OSA.normalized_similarity, dtype=np.float32)[0])


def _as_beginning(text: str, titles: Sequence[str]) -> Similarities:
    """Return how well the text fits as the first letters of each title."""
    if len(text) < _MIN_PREFIX_LENGTH:
        return np.zeros(len(titles), dtype=np.float32)
    fits = _alike(text, [title[: len(text)] for title in titles])
    coverage = np.array([min(len(text) / len(title), 1.0) for title in titles], dtype=np.float32)
    return np.asarray(fits**2 * (_PREFIX_BASE + _PREFIX_COVERAGE * coverage), dtype=np.float32)


def _word_by_word(query: list[str], titles: list[list[str]]) -> Similarities:
    """Return how much of the query's words a title has, in any order, and how much of the title that is."""
    query = query[:_MAX_QUERY_WORDS]
    titles = [title[:_MAX_TITLE_WORDS] for title in titles]
    vocabulary = sorted({word for title in titles for word in title})
    alike = _words_alike(query, vocabulary)
    numbers = {word: number for number, word in enumerate(vocabulary)}
    places = np.full((len(titles), max(map(len, titles))), len(vocabulary))
    for row, title in enumerate(titles):
        places[row, : len(title)] = [numbers[word] for word in title]
    padded = np.pad(alike, ((0, 0), (0, 1)))[:, places]  # (query words, titles, words of a title)
    query_weights = _weights(query)
    title_weights = np.append(_weights(vocabulary), 0.0)[places]
    of_query = query_weights @ padded.max(axis=2) / query_weights.sum()
    of_title = (padded.max(axis=0) * title_weights).sum(axis=1) / title_weights.sum(axis=1)
    if _SMALL_WORDS.issuperset(query):
        of_query = of_query * _ONLY_SMALL_WORDS
    return np.asarray(of_query**2 * (_WORDS_BASE + _WORDS_COVERAGE * of_title), dtype=np.float32)


def _words_alike(query: list[str], vocabulary: list[str]) -> Similarities:
    """Return how alike every two words are, beginnings and typing errors included."""
    alike = cdist(query, vocabulary, scorer=OSA.normalized_similarity, score_cutoff=_ALIKE, dtype=np.float32)
    last = len(query) - 1
    for row, word in enumerate(query):
        if len(word) <= _SHORT_WORD:
            alike[row] = np.floor(alike[row])
        if len(word) >= _MIN_PREFIX_LENGTH or row == last:
            for column, other in enumerate(vocabulary):
                if other.startswith(word):
                    alike[row, column] = 0.75 + 0.25 * len(word) / len(other)
    return np.asarray(alike, dtype=np.float32)


def _weights(words: list[str]) -> Similarities:
    """Return what each word counts: "of" little, a long word more than a short one."""
    return np.array([1.0 if word in _SMALL_WORDS else 3.0 + min(len(word), 8) for word in words], np.float32)
