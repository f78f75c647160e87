"""What a model is trained from: every rating as arrays, one person a row, wherever they rated."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

from bot.models.known_facts import known_facts
from bot.retraining.reasons import NothingToLearnFrom
from recommender.catalogue import Catalogue, build_catalogue
from recommender.evaluation.holding_out import draws
from recommender.imdb_prior import imdb_numbers
from recommender.memory_budget import DataShape
from recommender.ratings import Ratings, build_ratings
from storage.unit_of_work import UnitOfWork


@dataclass(frozen=True, eq=False)
class TrainingData:
    """Ratings, the person of each user row, the films, and what was left out.

    person_ids: int64[n_users] ascending; a MovieLens user's own id, anybody else's chat user id negated.
    chat_person_ids: int64[], those of them who rated in the chat.
    """

    ratings: Ratings
    person_ids: NDArray[np.int64]
    catalogue: Catalogue
    chat_ratings: int
    chat_people: int
    unknown_movie_ratings: int
    chat_person_ids: NDArray[np.int64] = field(default_factory=lambda: np.zeros(0, dtype=np.int64))

    def fingerprint(self) -> str:
        """Return the SHA-256 of everything a training depends on here."""
        digest = hashlib.sha256()
        rows = (self.ratings.user_rows, self.ratings.item_rows, self.ratings.stars, self.ratings.movie_ids)
        for array in (self.person_ids, *rows):
            digest.update(np.ascontiguousarray(array).data)
        digest.update(content_of(self.catalogue))
        return digest.hexdigest()

    def held_out(self, share: float) -> Ratings:
        """Return the ratings of the people who are held out at a share."""
        return self.ratings.restrict_to_users(np.flatnonzero(draws(self.person_ids) < share))

    def only_held_out(self, share: float) -> TrainingData:
        """Return what evaluating at this share or a smaller one needs, without the ratings trained on."""
        kept = np.flatnonzero(draws(self.person_ids) < share)
        return replace(self, ratings=self.ratings.restrict_to_users(kept), person_ids=self.person_ids[kept])

    def trained_on(self, share: float) -> Ratings:
        """Return the ratings of everybody else."""
        return self.ratings.restrict_to_users(np.flatnonzero(draws(self.person_ids) >= share))


def content_of(catalogue: Catalogue) -> bytes:
    """Return everything of films that a training depends on."""
    arrays = (catalogue.years, catalogue.genre_bits, catalogue.title_bytes)
    details = repr(sorted(catalogue.details.items())).encode()
    return b"".join((*(np.ascontiguousarray(array).tobytes() for array in arrays), details))


def count_data(work: UnitOfWork) -> DataShape:
    """Return how much there is to read, as counted when it was written."""
    data_set = work.movielens_ratings.data_set()
    chat_ratings = work.chat_ratings.total()
    if data_set is None:
        return DataShape(chat_ratings)
    return DataShape(data_set.rating_count + chat_ratings, data_set.user_count, data_set.movie_count)


def read_training_data(work: UnitOfWork, facts: str | None = None) -> TrainingData:
    """Read everything; InvalidRatings when there is nothing to learn from.

    facts names a table, or "none"; without it the one that ships with the project counts, and what OMDb told.

    The ratings of a linked chat user join those of their MovieLens user and override them.
    """
    catalogue = read_catalogue(work, facts)
    movielens, chat = work.movielens_ratings.as_arrays(), work.chat_ratings.as_arrays()
    persons = persons_of(chat.user_ids, work.chat_users.links())
    user_ids = np.concatenate([movielens.user_ids, persons])
    movie_ids = np.concatenate([movielens.movie_ids, chat.movie_ids])
    stars = np.concatenate([movielens.stars, chat.stars])
    del movielens  # of many ratings no copy is held longer than it is needed
    known = np.isin(movie_ids, catalogue.movie_ids)
    if not known.any():
        raise NothingToLearnFrom(has_ratings=bool(len(stars)))
    if not known.all():
        user_ids, movie_ids, stars = user_ids[known], movie_ids[known], stars[known]
    person_ids = np.unique(user_ids)
    items = np.union1d(np.unique(movie_ids), films_with_votes(catalogue))
    ratings = build_ratings(user_ids, movie_ids, stars, item_ids=items)
    return TrainingData(
        ratings=ratings,
        person_ids=person_ids,
        catalogue=catalogue.reorder_to(ratings.movie_ids),
        chat_ratings=len(chat.stars),
        chat_people=len(np.unique(chat.user_ids)),
        unknown_movie_ratings=int((~known).sum()),
        chat_person_ids=np.unique(persons),
    )


def read_catalogue(work: UnitOfWork, facts: str | None = None) -> Catalogue:
    """Read all films with what is known of them."""
    catalogue = build_catalogue((m.movie_id, m.title, m.year, m.genres) for m in work.movies.all())
    return catalogue.with_details(known_facts(work, facts))


def films_with_votes(catalogue: Catalogue) -> NDArray[np.int32]:
    """Return the ids of the films that IMDb's voters know: lists may hold them before anybody rated them."""
    voted: NDArray[np.int32] = catalogue.movie_ids[imdb_numbers(catalogue).votes > 0]
    return voted


def persons_of(chat_user_ids: NDArray[np.int64], links: dict[int, int]) -> NDArray[np.int64]:
    """Return as whom each rating of the chat counts: a linked MovieLens user, or the person themselves."""
    persons = -chat_user_ids
    taken: set[int] = set()
    # Of several people who linked one MovieLens user only the first counts as them: more would blur them.
    for chat_user_id, movielens_user_id in sorted(links.items()):
        if movielens_user_id not in taken:
            persons[chat_user_ids == chat_user_id] = movielens_user_id
            taken.add(movielens_user_id)
    return persons
