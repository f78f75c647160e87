"""Whether this machine could train on a larger MovieLens than the one that is loaded."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from recommender.movielens.sizes import larger_that_fits
from storage.unit_of_work import UnitOfWorkFactory

MEGABYTES_A_RATING = 75e-6  # in PostgreSQL with its index: `scripts.bench database-size`


@dataclass(frozen=True)
class LargerDataSet:
    """A data set that there is room for, and what it takes in the database."""

    name: str
    ratings: int
    last_year: int
    megabytes: float


class DataSets:
    """Looks for a larger data set; training_memory says how many MB a training may take, if anybody knows."""

    def __init__(
        self, unit_of_work: UnitOfWorkFactory, training_memory: Callable[[], int | None], *, n_factors: int
    ) -> None:
        self._unit_of_work = unit_of_work
        self._training_memory = training_memory
        self._n_factors = n_factors

    def larger(self) -> LargerDataSet | None:
        """Return the largest that fits and has films as new as the loaded one; None without one."""
        with self._unit_of_work() as work:
            loaded = work.movielens_ratings.data_set()
        if loaded is None:
            return None
        found = larger_that_fits(self._training_memory(), loaded.rating_count, loaded.name, self._n_factors)
        if found is None:
            return None
        ratings = found.shape.n_ratings
        return LargerDataSet(found.name, ratings, found.last_year, MEGABYTES_A_RATING * ratings)
