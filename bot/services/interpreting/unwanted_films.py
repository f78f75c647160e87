"""Which films are unwanted: titles behind a "no", where nobody is called so."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.search.title_index import SURE
from bot.services.interpreting.judging import KNOWN_SCORE, films_in
from bot.services.interpreting.meanings import ChooseFilm, Meaning, OpenList, OpenSimilar, UnknownUnwanted
from bot.services.interpreting.named_films import NamedFilms
from bot.services.interpreting.unwanted_people import unknown_names
from bot.services.people_search import PeopleFinder
from bot.services.views import Film, Filters, film_name
from bot.understanding.requests import Request, SimilarRequest, Unwanted


class UnwantedFilms:
    """Looks up names that are nobody's among the titles."""

    def __init__(self, films: NamedFilms, people: PeopleFinder) -> None:
        self._films = films
        self._people = people

    def unknown_names(self, asked: Sequence[Unwanted]) -> tuple[str, ...]:
        """Return what is unwanted and is neither somebody's name nor a title."""
        titled = self._titled(asked)
        return tuple(name for name in unknown_names(self._people, asked) if name not in titled)

    def are_named(self, request: Request) -> bool:
        """Return whether a text names unwanted films."""
        return bool(self._titled(_unwanted_in(request)))

    def kept_out_of(self, meaning: Meaning, request: Request) -> Meaning:
        """Return what a text means, with the unwanted films kept out of its list."""
        match meaning:
            case OpenList(filters) | OpenSimilar(filters=filters) | ChooseFilm(is_like=True, filters=filters):
                return replace(meaning, filters=self.without(filters, request))
            case UnknownUnwanted(besides=OpenList(filters) | OpenSimilar(filters=filters) as besides):
                return replace(meaning, besides=replace(besides, filters=self.without(filters, request)))
            case _:
                return meaning

    def without(self, filters: Filters, request: Request) -> Filters:
        """Return filters that keep out the films whose titles a text has behind a "no"."""
        films = (film for called in self._titled(_unwanted_in(request)).values() for film in called)
        names = frozenset(film_name(film.title, film.year) for film in films)
        return replace(filters, excluded_films=filters.excluded_films | names)

    def _titled(self, asked: Sequence[Unwanted]) -> dict[str, tuple[Film, ...]]:
        """Return the films of each name that is a title; what films are about is none."""
        named = [each for each in asked if each.role is None and not each.is_topic]
        called = {
            name: (each.whole and self._called(each.whole)) or self._called(name)
            for each in named
            for name in unknown_names(self._people, [each])
        }
        return {name: films for name, films in called.items() if films}

    def _called(self, name: str) -> tuple[Film, ...]:
        """Return the films of a title, else of a series; a single word has to be one that many know."""
        is_word = len(name.split()) == 1  # "nothing slow"
        sure = [each for each in self._films.find(name) if each.score >= (KNOWN_SCORE if is_word else SURE)]
        called = [each for each in sure if each.is_exact]
        return films_in(called or self._films.series_called(name) or sure[: 0 if is_word else 1])


def _unwanted_in(request: Request) -> tuple[Unwanted, ...]:
    """Return what a text does not want, beside what it asks for or beside the films to be like."""
    beside = () if request.people is None else request.people.unwanted
    likes = (each.unwanted for each in request.readings if isinstance(each, SimilarRequest))
    return tuple(dict.fromkeys([*beside, *(unwanted for each in likes for unwanted in each)]))
