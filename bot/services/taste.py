"""What a person has told us: their ratings, linked ones included, and the films not to show them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from statistics import fmean

from storage.records.people import ChatUser
from storage.unit_of_work import UnitOfWork


@dataclass(frozen=True)
class Taste:
    """Ratings (movie_id → stars), dismissed films (movie_id → why), boldness (-1 safer … 1 bolder).

    watched are films seen without giving stars; they may be asked about, for stars can still be given. linked
    are films whose stars are but those of a linked MovieLens user.
    """

    ratings: dict[int, float]
    dismissals: Mapping[int, str]
    boldness: float
    watched: frozenset[int] = frozenset()
    linked: frozenset[int] = frozenset()

    @property
    def usual_stars(self) -> float | None:
        """Return what the person gives on average; None before the first rating."""
        return fmean(self.ratings.values()) if self.ratings else None

    @property
    def hidden(self) -> frozenset[int]:
        """Films that the person does not want to see again."""
        return frozenset(movie_id for movie_id, kind in self.dismissals.items() if kind == "not_interested")

    @property
    def seen(self) -> frozenset[int]:
        """Films that no list shows: rated, watched or hidden."""
        return self.hidden | self.watched | self.ratings.keys()

    def without(self, movie_id: int) -> dict[int, float]:
        """Return the ratings as if this film had not been rated, to judge it honestly."""
        return {other: stars for other, stars in self.ratings.items() if other != movie_id}


def taste_of(work: UnitOfWork, chat_user_id: int, person: ChatUser | None = None) -> Taste:
    """Read a person's taste; chat ratings override those of a linked MovieLens user.

    `person` need not be read again if the caller has just read them.
    """
    person = person or work.chat_users.get(chat_user_id)
    linked: dict[int, float] = {}
    if person is not None and person.movielens_user_id is not None:
        linked = work.movielens_ratings.of_user(person.movielens_user_id)
    said = work.tastes.of(chat_user_id)
    return Taste(
        ratings={**linked, **said.ratings},
        dismissals=said.dismissals,
        boldness=0.0 if person is None else person.boldness,
        watched=said.seen,
        linked=frozenset(linked.keys() - said.ratings.keys()),
    )
