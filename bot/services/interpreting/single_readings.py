"""What one reading of a text means: a list, a film with what is said of it, films like others."""

from __future__ import annotations

from dataclasses import replace

from bot.search.title_index import SURE
from bot.services.interpreting.composing import narrowed
from bot.services.interpreting.judging import is_rather_no_title, likely
from bot.services.interpreting.meanings import (
    ActOnFilm,
    ChooseBetween,
    ChooseFilm,
    Meaning,
    OpenFilm,
    OpenList,
    OpenSimilar,
    UnknownMakers,
    UnknownTitle,
    UnknownUnwanted,
)
from bot.services.interpreting.named_films import NamedFilms
from bot.services.interpreting.numbers_behind_titles import given_no_stars, rated
from bot.services.interpreting.unwanted_films import UnwantedFilms
from bot.services.interpreting.unwanted_people import find_unwanted
from bot.services.people_search import PeopleFinder
from bot.understanding.requests import (
    Act,
    BetweenRequest,
    FilmRequest,
    ListRequest,
    NumberRequest,
    RatingRequest,
    Reading,
    SimilarRequest,
    TitleRequest,
)


class SingleReadings:
    """Looks up what one reading names; one whose films do not exist means nothing here."""

    def __init__(self, films: NamedFilms, people: PeopleFinder, unwanted: UnwantedFilms) -> None:
        self._films = films
        self._people = people
        self._unwanted = unwanted

    def meaning(self, reading: Reading) -> Meaning | None:
        """Return what a reading means; None where its films do not exist."""
        match reading:
            case ListRequest(filters, amount, is_popular):
                return OpenList(filters, amount, is_popular)
            case SimilarRequest():
                return self._similar(reading)
            case BetweenRequest((one, other)):
                return self._between(one, other)
            case TitleRequest(title) | NumberRequest(title):
                return self._about(reading, title)
            case RatingRequest(title) | FilmRequest(_, title) if title:
                return self._about(reading, title)
            case _:
                return reading

    def _about(self, reading: Reading, title: str) -> Meaning | None:
        """Return what is said of the film of a title."""
        match reading:
            case RatingRequest(stars=stars):
                return rated(self._films, title, stars)
            case FilmRequest(act):
                return self.acted_on(title, act)
            case NumberRequest():
                return given_no_stars(self._films, reading)
            case _:
                return self._films.film(title)

    def _between(self, one: str, other: str) -> ChooseBetween | None:
        films = [self._films.film(title) for title in (one, other)]
        match films:
            case [OpenFilm(first, None), OpenFilm(second, None)] if first != second:
                return ChooseBetween((first, second))
            case _:
                return None

    def acted_on(self, title: str, act: Act) -> OpenFilm | ActOnFilm | ChooseFilm | UnknownTitle | None:
        """Return the act where its film is beyond doubt; whoever only looks may be guessed at."""
        found = self._films.find(title)
        winner = self._films.winner(found)
        if act == "series":
            is_one = winner is not None and winner.is_exact
            return OpenFilm(winner.film) if winner and is_one else UnknownTitle(title, act=act)
        if winner is not None and act == "open":
            return OpenFilm(winner.film)
        if winner is not None and winner.score >= SURE:
            return ActOnFilm(winner.film, act)
        if not found:
            return None
        return ChooseFilm(title, likely(found), act=act, is_doubtful=found[0].score < SURE)

    def _similar(
        self, asked: SimilarRequest
    ) -> (
        SimilarRequest
        | OpenSimilar
        | OpenList
        | ChooseFilm
        | UnknownTitle
        | UnknownMakers
        | UnknownUnwanted
        | None
    ):
        """Return films like all that were named, without the films of those who are left out."""
        filters = narrowed(asked.filters, find_unwanted(self._people, asked.unwanted))
        like = self._like(replace(asked, filters=filters, unwanted=()))
        unknown = self._unwanted.unknown_names(asked.unwanted)
        if not unknown:
            return like
        match like:
            case ChooseFilm(films=films, filters=filters):
                return UnknownUnwanted(unknown, OpenSimilar(films, filters))
            case OpenSimilar() | SimilarRequest():
                return UnknownUnwanted(unknown, like if isinstance(like, OpenSimilar) else None)
            case _:
                return None

    def _like(
        self, asked: SimilarRequest
    ) -> SimilarRequest | OpenSimilar | OpenList | ChooseFilm | UnknownTitle | UnknownMakers | None:
        """Return films like all that were named; of one that is not clear, the likeliest is taken."""
        liked, titles, filters = [], asked.titles, asked.filters
        if not titles:
            return asked
        for title, maker in zip(titles, asked.makers or titles, strict=True):
            found = self._films.find(title)
            winner = self._films.likeliest(found)
            if asked.is_whole and (winner is None or not winner.is_exact):
                return None
            people = self._people.find([maker])
            if people and (winner is None or is_rather_no_title(people, winner)):
                return OpenList(narrowed(filters, people), None, False)
            if not found:
                return UnknownTitle(title, is_like=True) if maker == title else UnknownMakers((maker,))
            if len(titles) == 1 and (winner is None or winner.score < SURE):
                is_doubtful = found[0].score < SURE
                return ChooseFilm(
                    title, likely(found), is_like=True, is_doubtful=is_doubtful, filters=filters
                )
            liked.append((winner or found[0]).film)
        return OpenSimilar(tuple(liked), filters)
