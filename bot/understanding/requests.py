"""What a text may mean."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from recommender.filtering import NO_FILTERS, Filters

__all__ = [
    "NO_FILTERS",
    "Filters",
    "ListRequest",
    "NotUnderstood",
    "RatingRequest",
    "Reading",
    "Request",
    "SimilarRequest",
    "SmallTalk",
    "Talk",
    "TitleRequest",
]

Talk = Literal["greeting", "thanks", "help", "recommend", "bye", "yes", "no"]


@dataclass(frozen=True)
class ListRequest:
    """A list narrowed to something; popular films when they were asked for."""

    filters: Filters = NO_FILTERS
    amount: int | None = None
    is_popular: bool = False


@dataclass(frozen=True)
class SimilarRequest:
    """Films like those of these titles, perhaps narrowed to something."""

    titles: tuple[str, ...]
    filters: Filters = NO_FILTERS


@dataclass(frozen=True)
class TitleRequest:
    """The film of this title, as it was typed."""

    title: str


@dataclass(frozen=True)
class RatingRequest:
    """Stars for the film of this title."""

    title: str
    stars: float


@dataclass(frozen=True)
class SmallTalk:
    """A greeting, thanks, a call for help, a wish for anything at all."""

    talk: Talk


@dataclass(frozen=True)
class NotUnderstood:
    """A text without a word in it."""


Reading = ListRequest | SimilarRequest | TitleRequest | RatingRequest | SmallTalk | NotUnderstood


@dataclass(frozen=True)
class Request:
    """The readings of a text, the likeliest first; who has an index of titles may prefer another.

    uncovered is what no word list knows; covered_share is the share of the telling words that one does.
    """

    readings: tuple[Reading, ...]
    uncovered: str = ""
    covered_share: float = 0.0

    @property
    def best(self) -> Reading:
        """Return the likeliest reading."""
        return self.readings[0]
