"""What a typed text asks for: readings of its words, decided by which films there are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from bot.services.title_search import FoundFilm
from bot.services.views import Film, Filters
from bot.understanding.requests import (
    ListRequest,
    NotUnderstood,
    RatingRequest,
    Reading,
    Request,
    SimilarRequest,
    SmallTalk,
    TitleRequest,
)

MAX_CHOICES = 5


@dataclass(frozen=True)
class OpenFilm:
    """The card of one film."""

    film: Film


@dataclass(frozen=True)
class ChooseFilm:
    """One of several films is meant; with stars, they are for the one that is chosen.

    `is_like`: it was named for films like it.
    """

    asked: str
    films: tuple[Film, ...]
    stars: float | None = None
    is_like: bool = False


@dataclass(frozen=True)
class SaveStars:
    """Stars for one film."""

    film: Film
    stars: float


@dataclass(frozen=True)
class OpenList:
    """A list narrowed to something."""

    filters: Filters
    amount: int | None
    is_popular: bool


@dataclass(frozen=True)
class OpenSimilar:
    """Films like these."""

    films: tuple[Film, ...]
    filters: Filters


@dataclass(frozen=True)
class UnknownTitle:
    """A title that the catalogue does not have."""

    title: str


Meaning = (
    OpenFilm | ChooseFilm | SaveStars | OpenList | OpenSimilar | UnknownTitle | SmallTalk | NotUnderstood
)


class TitleFinder(Protocol):
    """Finds films by what somebody typed; fulfilled by TitleSearch."""

    def find(self, text: str, n: int) -> tuple[FoundFilm, ...]:
        """Return the n films that fit the text best, best first."""
        ...

    def winner(self, found: Sequence[FoundFilm]) -> FoundFilm | None:
        """Return the film that is meant, None when a person should choose."""
        ...


class Interpreting:
    """Decides between the readings of a text; one whose films do not exist gives way to the next."""

    def __init__(self, titles: TitleFinder) -> None:
        self._titles = titles

    def interpret(self, request: Request) -> Meaning:
        """Return what a request means here; UnknownTitle when it can only be a film that is not there."""
        for reading in request.readings:
            meaning = self._meaning(reading)
            if meaning is not None:
                return meaning
        return _nothing_found(request.readings)

    def find(self, title: str) -> Meaning:
        """Return the film of a title, those it may be, or UnknownTitle."""
        return self._film(title) or UnknownTitle(title)

    def _meaning(self, reading: Reading) -> Meaning | None:
        match reading:
            case ListRequest(filters, amount, is_popular):
                return OpenList(filters, amount, is_popular)
            case SimilarRequest(titles, filters):
                return self._similar(titles, filters)
            case TitleRequest(title):
                return self._film(title)
            case RatingRequest(title, stars):
                return self._rated(title, stars)
            case _:
                return reading

    def _film(self, title: str) -> OpenFilm | ChooseFilm | None:
        found = self._titles.find(title, MAX_CHOICES)
        winner = self._titles.winner(found)
        if winner is not None:
            return OpenFilm(winner.film)
        return ChooseFilm(title, _films(found)) if found else None

    def _rated(self, title: str, stars: float) -> OpenFilm | SaveStars | ChooseFilm | None:
        numbered = self._numbered(title, stars)
        if numbered is not None:
            return OpenFilm(numbered)
        film = self._film(title)
        if isinstance(film, OpenFilm):
            return SaveStars(film.film, stars)
        return None if film is None else ChooseFilm(title, film.films, stars)

    def _numbered(self, title: str, stars: float) -> Film | None:
        """Return the film whose title ends in this number: "toy story 2" gives no film two stars."""
        if stars != int(stars):
            return None
        winner = self._titles.winner(self._titles.find(f"{title} {int(stars)}", MAX_CHOICES))
        return winner.film if winner is not None and winner.is_exact else None

    def _similar(self, titles: Sequence[str], filters: Filters) -> OpenSimilar | ChooseFilm | UnknownTitle:
        """Return films like all that were named; of one that is not clear, the likeliest is taken."""
        liked = []
        for title in titles:
            found = self._titles.find(title, MAX_CHOICES)
            if not found:
                return UnknownTitle(title)
            winner = self._titles.winner(found)
            if winner is None and len(titles) == 1:
                return ChooseFilm(title, _films(found), is_like=True)
            liked.append((winner or found[0]).film)
        return OpenSimilar(tuple(liked), filters)


def _films(found: Sequence[FoundFilm]) -> tuple[Film, ...]:
    return tuple(each.film for each in found)


def _nothing_found(readings: Sequence[Reading]) -> UnknownTitle | NotUnderstood:
    for reading in readings:
        if isinstance(reading, TitleRequest | RatingRequest):
            return UnknownTitle(reading.title)
    return NotUnderstood()
