"""The facts of one film, parsed once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from typing import Any

from recommender.film_facts import MovieFacts


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of one film; empty, None or 0 where nothing is.

    Languages and countries are English names in one spelling, the most spoken language first; keywords are
    what people tagged the film with.
    """

    film_type: str = "movie"
    directors: tuple[str, ...] = ()
    writers: tuple[str, ...] = ()
    actors: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    runtime_minutes: int = 0
    certificate: str | None = None
    imdb_rating: float | None = None
    imdb_votes: int = 0
    keywords: tuple[str, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """Return what is known, lists as lists."""
        return {
            field.name: list(value) if isinstance(value, tuple) else value
            for field in fields(self)
            if (value := getattr(self, field.name)) != field.default
        }

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> Facts:
        """Return the facts that to_json wrote; what only a newer program knows is left out."""
        known: dict[str, Any] = {
            field.name: tuple(stored[field.name]) if isinstance(field.default, tuple) else stored[field.name]
            for field in fields(cls)
            if field.name in stored
        }
        return cls(**known)

    def over(self, older: Facts) -> Facts:
        """Return these facts, and what they do not tell as older ones had it."""
        if self == Facts():
            return older
        untold = (field.name for field in fields(self) if getattr(self, field.name) == field.default)
        return replace(self, **{name: getattr(older, name) for name in untold if name != "film_type"})

    @property
    def for_filters(self) -> MovieFacts:
        """Return what lists are narrowed by.

        Of the languages it is the first, the one that most of a film is in: who asks for French films does
        not mean every film in which a sentence is French.
        """
        is_feature = self.film_type == "movie" and not 0 < self.runtime_minutes < MIN_FEATURE_MINUTES
        return MovieFacts(self.runtime_minutes, self.languages[:1], self.countries, is_feature)


MIN_FEATURE_MINUTES = 40  # minutes, as the Academy of Motion Picture Arts and Sciences has it
