"""What a typed text means here, where it is known which films there are and who made them."""

from __future__ import annotations

from dataclasses import dataclass

from bot.services.views import Film, Filters
from bot.understanding.requests import (
    Act,
    CommandRequest,
    FilmRequest,
    NotUnderstood,
    RatingRequest,
    SmallTalk,
    StepRequest,
)


@dataclass(frozen=True)
class OpenFilm:
    """The card of one film; where it is doubtful, what was asked for: the film's title is another."""

    film: Film
    doubted: str | None = None


@dataclass(frozen=True)
class ChooseFilm:
    """One of several films is meant; with stars, they are for the one that is chosen.

    `is_like`: it was named for films like it; `act` is what should be done with it. `is_doubtful`: none of
    them is called so, another film may be meant.
    """

    asked: str
    films: tuple[Film, ...]
    stars: float | None = None
    is_like: bool = False
    act: Act = "open"
    is_doubtful: bool = False


@dataclass(frozen=True)
class SaveStars:
    """Stars for one film."""

    film: Film
    stars: float


@dataclass(frozen=True)
class ActOnFilm:
    """Something to be done with one film."""

    film: Film
    act: Act


@dataclass(frozen=True)
class OpenList:
    """A list narrowed to something."""

    filters: Filters
    amount: int | None
    is_popular: bool


@dataclass(frozen=True)
class ChooseBetween:
    """Two films of which one is to be chosen."""

    films: tuple[Film, Film]


@dataclass(frozen=True)
class OpenSimilar:
    """Films like these."""

    films: tuple[Film, ...]
    filters: Filters


@dataclass(frozen=True)
class UnknownTitle:
    """A title that the catalogue does not have; of a sentence it is unlikely that it is one."""

    title: str
    is_sentence: bool = False


@dataclass(frozen=True)
class UnknownMakers:
    """Names of people whose films are not known, or of whatever else films are not known by."""

    names: tuple[str, ...]


ThisCard = FilmRequest | RatingRequest
"""What is said of the film on a card, without its title: who knows which card it is does it."""

Meaning = (
    OpenFilm
    | ChooseFilm
    | ChooseBetween
    | SaveStars
    | ActOnFilm
    | ThisCard
    | OpenList
    | OpenSimilar
    | UnknownTitle
    | UnknownMakers
    | CommandRequest
    | StepRequest
    | SmallTalk
    | NotUnderstood
)
