"""Kept sums, and what is there now: what a retrain goes on from."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime

import numpy as np

from bot.retraining.changed_people import ChangedPeople
from bot.retraining.report import DataCounts
from bot.retraining.training_data import TrainingData, content_of
from recommender.catalogue import Catalogue
from recommender.kept_sums import SumsIndex


@dataclass(frozen=True)
class SumsOrigin:
    """What kept sums are of: how models are made, of which MovieLens, when and of how much, and what since.

    made_as: parameters and seed as JSON; share: of people held out; changed: how many ratings were taken away
    or added since; fingerprint: of the ratings, catalogue: of the films they were last brought up to, which
    was read_at (ISO 8601).
    """

    made_as: str
    movielens: str
    share: float
    begun_at: str
    n_ratings: int
    changed: int
    fingerprint: str
    catalogue: str
    read_at: str


@dataclass(frozen=True, eq=False)
class Increment:
    """Kept sums, and what is there now, read at a moment."""

    index: SumsIndex
    origin: SumsOrigin
    catalogue: Catalogue
    people: ChangedPeople
    read_at: datetime

    @property
    def changes_nothing(self) -> bool:
        """Return whether ratings and films are those of the sums."""
        return self.people.n_changed == 0 and self.origin.catalogue == digest_of(self.catalogue)

    @property
    def n_news(self) -> int:
        """Return how many ratings there are to learn from anew: as many as all when somebody is gone."""
        if self.people.n_gone:
            return self.origin.n_ratings
        return 0 if self.changes_nothing else max(self.people.n_changed, 1)

    @property
    def n_people_changed(self) -> int:
        """Return how many people who take part rated otherwise, or are gone."""
        return len(np.union1d(self.people.before.person_ids, self.people.now.person_ids))

    def counts(self) -> DataCounts:
        """Return what the model is trained from, once the sums are up to date."""
        held_out, films = self.people.held_out.ratings, self.index.films
        return DataCounts(
            ratings=int(films.n_ratings.sum()) + held_out.n_ratings,
            people=films.n_people + held_out.n_users,
            movies=len(films.movie_ids),
            chat_ratings=self.people.chat_ratings,
            chat_people=self.people.chat_people,
            unknown_movie_ratings=0,
            held_out_people=held_out.n_users,
        )

    def training_data(self) -> TrainingData:
        """Return what the gate needs: the people held out, and the films."""
        return TrainingData(
            ratings=self.people.held_out.ratings,
            person_ids=self.people.held_out.person_ids,
            catalogue=self.catalogue,
            chat_ratings=self.people.chat_ratings,
            chat_people=self.people.chat_people,
            unknown_movie_ratings=0,
        )


def digest_of(catalogue: Catalogue) -> str:
    """Return a digest of all films and what is known of them."""
    return hashlib.sha256(content_of(catalogue)).hexdigest()
