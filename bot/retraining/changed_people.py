"""Whose ratings are others than when they were summed up: before and now.

MovieLens ratings only change by loading another data set. So only people who rated in the chat are compared,
whether they rated, changed their mind, linked, were forgotten or came back; those held out come along, for
they judge the model. What they had is kept with the sums, or read again: a MovieLens user's own ratings are
still there.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

import numpy as np
from numpy.typing import NDArray

from bot.retraining.training_data import TrainingData, films_with_votes, persons_of
from recommender.catalogue import Catalogue
from recommender.evaluation.holding_out import draws
from recommender.kept_sums import RatingsOfPeople
from recommender.ratings import STAR_BITS, Ratings, build_ratings
from storage.unit_of_work import UnitOfWork


@dataclass(frozen=True, eq=False)
class PeopleRatings:
    """Ratings with the person of each user row: person_ids int64[n_users] ascending."""

    person_ids: NDArray[np.int64]
    ratings: Ratings

    def of(self, mask: NDArray[np.bool_]) -> PeopleRatings:
        """Return some of the people."""
        rows = np.flatnonzero(mask)
        return PeopleRatings(self.person_ids[rows], self.ratings.restrict_to_users(rows))

    def to_keep(self) -> RatingsOfPeople:
        """Return them as they are kept with the sums."""
        starts = np.searchsorted(self.ratings.user_rows, np.arange(self.ratings.n_users + 1))
        return RatingsOfPeople(
            self.person_ids,
            starts.astype(np.int64),
            self.ratings.movie_ids[self.ratings.item_rows],
            np.rint(2 * self.ratings.stars).astype(np.uint8),
        )


@dataclass(frozen=True, eq=False)
class ChangedPeople:
    """The people who changed and take part in training, before and now, over the same films.

    to_keep: everybody who may have changed by the next time; held_out: who judges the model; n_changed: how
    many ratings are there now and were not, or the other way round, of those held out, too; n_gone: how many
    who take part have no ratings in the chat any more, forgotten or unlinked, or came back as somebody new.
    """

    before: PeopleRatings
    now: PeopleRatings
    to_keep: PeopleRatings
    held_out: PeopleRatings
    n_changed: int
    n_gone: int
    chat_ratings: int
    chat_people: int


def people_to_keep(data: TrainingData, share: float) -> PeopleRatings:
    """Return who may change until the next training, of all people, and who is held out."""
    everybody = PeopleRatings(data.person_ids, data.ratings)
    return everybody.of(np.isin(data.person_ids, data.chat_person_ids) | (draws(data.person_ids) < share))


def read_changed_people(
    work: UnitOfWork,
    kept: RatingsOfPeople,
    share: float,
    catalogue: Catalogue,
    kept_movie_ids: NDArray[np.int32],
    *,
    since: datetime,
) -> ChangedPeople:
    """Compare what was summed up, of films that were kept, with what is there; that was read at `since`."""
    chat, links = work.chat_ratings.as_arrays(), work.chat_users.links()
    chat_ids = persons_of(chat.user_ids, links)
    came_back = persons_of(np.array(work.chat_users.joined_since(since), dtype=np.int64), links)
    known = np.isin(chat.movie_ids, catalogue.movie_ids)
    item_ids = np.unique(np.concatenate([kept_movie_ids, chat.movie_ids[known], films_with_votes(catalogue)]))
    asked = np.union1d(kept.person_ids, chat_ids)
    own = _of_movielens(work, asked[asked >= 0].tolist())
    now = _people(
        [own.user_ids, chat_ids[known]],
        [own.movie_ids, chat.movie_ids[known]],
        [own.stars, chat.stars[known]],
        item_ids,
    )
    newly_linked = ~np.isin(own.user_ids, kept.person_ids)
    before = _people(
        [np.repeat(kept.person_ids, np.diff(kept.starts)), own.user_ids[newly_linked]],
        [kept.movie_ids, own.movie_ids[newly_linked]],
        [kept.half_stars.astype(np.float32) / np.float32(2), own.stars[newly_linked]],
        item_ids,
    )
    changed_ids, n_changed = _difference(before, now)
    is_held_out = draws(now.person_ids) < share
    took_part = kept.person_ids[draws(kept.person_ids) >= share]
    return ChangedPeople(
        before=before.of(np.isin(before.person_ids, changed_ids) & (draws(before.person_ids) >= share)),
        now=now.of(np.isin(now.person_ids, changed_ids) & ~is_held_out),
        to_keep=now.of(np.isin(now.person_ids, chat_ids) | is_held_out),
        held_out=now.of(is_held_out),
        n_changed=n_changed,
        n_gone=int((~np.isin(took_part, chat_ids) | np.isin(took_part, came_back)).sum()),
        chat_ratings=len(chat.stars),
        chat_people=len(np.unique(chat.user_ids)),
    )


@dataclass(frozen=True, eq=False)
class _Own:
    """What MovieLens users rated themselves."""

    user_ids: NDArray[np.int64]
    movie_ids: NDArray[np.int32]
    stars: NDArray[np.float32]


def _of_movielens(work: UnitOfWork, user_ids: Iterable[int]) -> _Own:
    rated = [(user_id, work.movielens_ratings.of_user(user_id)) for user_id in user_ids]
    return _Own(
        np.repeat(
            np.array([user_id for user_id, _ in rated], dtype=np.int64),
            [len(ratings) for _, ratings in rated],
        ),
        np.array([movie_id for _, ratings in rated for movie_id in ratings], dtype=np.int32),
        np.array([stars for _, ratings in rated for stars in ratings.values()], dtype=np.float32),
    )


def _people(
    user_ids: list[NDArray[np.int64]],
    movie_ids: list[NDArray[np.int32]],
    stars: list[NDArray[np.float32]],
    item_ids: NDArray[np.int32],
) -> PeopleRatings:
    """Return people's ratings; of a film rated twice the last stars count."""
    users = np.concatenate(user_ids)
    ratings = build_ratings(users, np.concatenate(movie_ids), np.concatenate(stars), item_ids=item_ids)
    return PeopleRatings(np.unique(users), ratings)


def _difference(before: PeopleRatings, now: PeopleRatings) -> tuple[NDArray[np.int64], int]:
    """Return who rated otherwise than before, and how many ratings only one of both has."""
    everybody = np.union1d(before.person_ids, now.person_ids)
    only_in_one = np.setxor1d(_keys(before, everybody), _keys(now, everybody), assume_unique=True)
    n_items = max(now.ratings.n_items, 1)
    return everybody[np.unique((only_in_one >> STAR_BITS) // n_items)], len(only_in_one)


def _keys(people: PeopleRatings, everybody: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return person, film and half stars of each rating in one number."""
    ratings = people.ratings
    rows = np.searchsorted(everybody, people.person_ids)[ratings.user_rows]
    pairs = rows * max(ratings.n_items, 1) + ratings.item_rows
    keys: NDArray[np.int64] = (pairs << STAR_BITS) | np.rint(2 * ratings.stars).astype(np.int64)
    return keys
