"""Films, what is known of them, and MovieLens ratings as arrays."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True)
class Movie:
    """One film of the catalogue."""

    movie_id: int
    title: str
    year: int | None = None
    genres: tuple[str, ...] = ()
    imdb_id: str | None = None
    tmdb_id: int | None = None


@dataclass(frozen=True)
class CatalogueState:
    """What changes when films are added or a data set is loaded."""

    films: int
    last_movie_id: int
    ratings: int


@dataclass(frozen=True)
class MovieStatistics:
    """How often each movie was rated and the sum of its stars, over MovieLens and chat ratings."""

    movie_ids: NDArray[np.int32]
    counts: NDArray[np.int64]
    star_sums: NDArray[np.float64]


@dataclass(frozen=True)
class RatingArrays:
    """Ratings as three arrays of one length."""

    user_ids: NDArray[np.int64]
    movie_ids: NDArray[np.int32]
    stars: NDArray[np.float32]

    def __iter__(self) -> Any:
        """Unpack like a tuple: `user_ids, movie_ids, stars = …`."""
        return iter((self.user_ids, self.movie_ids, self.stars))


@dataclass(frozen=True)
class MovieDetails:
    """What OMDb said about a film, or why it said nothing (`outcome`)."""

    imdb_id: str
    outcome: str
    fetched_at: datetime
    plot: str | None = None
    director: str | None = None
    runtime_minutes: int | None = None
    imdb_rating: float | None = None
    poster_url: str | None = None
    title: str | None = None
    year: int | None = None
    actors: str | None = None


@dataclass(frozen=True)
class DataSet:
    """The MovieLens data set that is loaded."""

    name: str
    digest: str
    rating_count: int
    user_count: int
    movie_count: int
