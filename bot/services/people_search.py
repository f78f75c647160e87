"""Find who made films by a typed name, among everybody whom the facts of the live model's films name."""

from __future__ import annotations

import threading
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence, Sized
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Literal, Protocol

from bot.models.live_model import ModelHolder
from bot.search.names import FoundName, NameIndex
from bot.services.views import Filters
from bot.understanding.requests import Role
from recommender.catalogue import Catalogue

FILMS_OF_A_DIRECTOR = 2
REMEMBERED_NAMES = 64
FILMS_OF_A_KNOWN_NAME = 3  # by so many, a bare name is rather theirs than a little known film's


@dataclass(frozen=True)
class FoundPerson:
    """Somebody who made films, what they are meant for, and how many of these films are known."""

    name: str
    role: Role
    film_count: int
    is_exact: bool
    is_whole: bool = True
    wanted: Literal["in_all", "no_director", "nowhere"] = "in_all"
    """Whether films are to be theirs, not directed by them, or without them."""

    def narrow(self, filters: Filters) -> Filters:
        """Return filters that leave only this person's films, or those of others."""
        if self.wanted != "in_all":
            not_by = replace(filters, excluded_directors=filters.excluded_directors | {self.name})
            actors = filters.excluded_actors | ({self.name} if self.wanted == "nowhere" else set())
            return replace(not_by, excluded_actors=actors)
        if self.role == "director":
            return replace(filters, directors=filters.directors | {self.name})
        return replace(filters, actors=filters.actors | {self.name})


class PeopleFinder(Protocol):
    """Finds who made films by name; fulfilled by PeopleSearch."""

    def find(self, names: Sequence[str], role: Role | None = None) -> tuple[FoundPerson, ...]:
        """Return whom these names mean; nobody when one of them is unknown."""
        ...


def as_known(people: PeopleFinder, names: Sequence[str], longer: Sequence[Sequence[str]]) -> tuple[str, ...]:
    """Return each name, with the small word beside it where somebody is called exactly so: "Woody Allen"."""
    others = [*longer, *[()] * len(names)]
    return tuple(
        next((text for text in more if any(each.is_exact for each in people.find([text]))), name)
        for name, more in zip(names, others, strict=False)
    )


@dataclass(frozen=True)
class _Names:
    """The names of one catalogue, by role."""

    catalogue: Catalogue
    find_director: Callable[[str], FoundName | None]
    find_actor: Callable[[str], FoundName | None]


class PeopleSearch:
    """Searches names; the index is made anew when the facts of films have changed."""

    def __init__(self, models: ModelHolder) -> None:
        self._models = models
        self._names: _Names | None = None
        self._making = threading.Lock()

    def find(self, names: Sequence[str], role: Role | None = None) -> tuple[FoundPerson, ...]:
        """Return whom these names mean, in their order; nobody when one of them is unknown."""
        known = self._current()
        found = [self._find(known, name, role) for name in names]
        return tuple(each for each in found if each is not None) if None not in found else ()

    def _find(self, known: _Names, name: str, role: Role | None) -> FoundPerson | None:
        makers = known.catalogue.makers
        found = (
            _person(known.find_director(name), "director", makers.directors, role),
            _person(known.find_actor(name), "actor", makers.actors, role),
        )
        people = [
            each for each in found if each is not None and (each.is_whole or role or each.film_count > 1)
        ]
        return max(people, key=lambda each: _likelihood(each, role), default=None)

    def _current(self) -> _Names:
        catalogue = self._models.current().recommender.model.catalogue
        with self._making:
            if self._names is None or self._names.catalogue is not catalogue:
                self._names = _Names(
                    catalogue,
                    _remembering(NameIndex(_weights(catalogue, "director"))),
                    _remembering(NameIndex(_weights(catalogue, "actor"))),
                )
            return self._names


def _remembering(names: NameIndex) -> Callable[[str], FoundName | None]:
    """Return what finds a name; the last ones are remembered: what one text means asks for them often."""
    return lru_cache(REMEMBERED_NAMES)(names.find)


def _person(
    found: FoundName | None, role: Role, films: Mapping[str, Sized], asked: Role | None
) -> FoundPerson | None:
    """Return who was found; "films by Kurosawa" are those of no actress of that name."""
    if found is None or (asked is not None and asked != role and not found.is_whole):
        return None
    return FoundPerson(found.name, role, len(films.get(found.name, ())), found.is_exact, found.is_whole)


def _likelihood(person: FoundPerson, asked: Role | None) -> tuple[bool, bool, bool, int]:
    """Return what speaks for a person: people who say a last name alone mostly mean a director."""
    is_likely_director = (
        not person.is_whole and person.role == "director" and person.film_count >= FILMS_OF_A_DIRECTOR
    )
    return person.is_exact, person.role == asked, is_likely_director, person.film_count


def _weights(catalogue: Catalogue, role: Role) -> Iterable[tuple[str, float]]:
    """Return each name with how often people voted for its films at IMDb."""
    weights: dict[str, float] = defaultdict(float)
    for facts in catalogue.details.values():
        for name in facts.directors if role == "director" else facts.actors:
            weights[name] += 1 + facts.imdb_votes
    return weights.items()
