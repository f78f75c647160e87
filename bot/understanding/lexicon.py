"""The words of one language, as data: adding a language is one module with one Lexicon.

Phrases are lower-case words with a single space between them, without accents, apostrophes and hyphens.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from bot.understanding.requests import Talk

Span = tuple[int | None, int | None]
"""The lowest and the highest value, None where there is no bound."""


@dataclass(frozen=True)
class Lexicon:
    """Everything that the rules know of one language."""

    code: str
    genres: Mapping[str, tuple[str, ...]]
    """Genres and moods: which genres a word stands for, all of them together."""
    genre_forms: Mapping[str, tuple[str, ...]]
    """Other forms of these words, which nothing that is only nearly so is taken for."""
    not_genres: Mapping[str, tuple[str, ...]]
    """Words that keep genres away ("family friendly": no horror)."""
    decades: Mapping[str, int]
    periods: Mapping[str, Span]
    """Words for years ("silent", "classic")."""
    recent: frozenset[str]
    lengths: Mapping[str, Span]
    """Words for minutes ("short")."""
    languages: Mapping[str, tuple[str, ...]]
    countries: Mapping[str, tuple[str, ...]]
    numbers: Mapping[str, float]
    negations: frozenset[str]
    conjunctions: frozenset[str]
    early: frozenset[str]
    late: frozenset[str]
    after: frozenset[str]
    since: frozenset[str]
    before: frozenset[str]
    until: frozenset[str]
    between: frozenset[str]
    or_later: frozenset[str]
    or_earlier: frozenset[str]
    at_most: frozenset[str]
    at_least: frozenset[str]
    about: frozenset[str]
    or_less: frozenset[str]
    or_more: frozenset[str]
    hours: frozenset[str]
    and_a_half: frozenset[str]
    minutes: frozenset[str]
    stars: frozenset[str]
    popular: frozenset[str]
    marks: Mapping[str, tuple[str, bool | int | float]]
    """Phrases that set a filter by themselves ("series too"): its field and the value."""
    likes: frozenset[str]
    """What stands before the title of a film that others should be like."""
    likes_behind: frozenset[str]
    """… and what stands behind it, where a language has it so."""
    rating_verbs: frozenset[str]
    """What says that stars are given, before or behind both."""
    rated: frozenset[str]
    """What stands between the stars and the title that gets them ("to", "to the film")."""
    rated_with: frozenset[str]
    """What stands before the stars ("with", "un")."""
    requests: frozenset[str]
    """What surrounds a wish and is no part of a title ("show me", "please")."""
    list_words: frozenset[str]
    """What says that a list is wanted ("movies", "something")."""
    fillers: frozenset[str]
    """Small words that say nothing by themselves, but stand in titles."""
    talk: Mapping[str, Talk]

    @cached_property
    def genre_words(self) -> Mapping[str, tuple[str, ...]]:
        """Return the words for genres by their first letter, for a look at those that are nearly so."""
        words: dict[str, list[str]] = {}
        for word in self.genres:
            words.setdefault(word[0], []).append(word)
        return {letter: tuple(those) for letter, those in words.items()}
