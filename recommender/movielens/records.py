"""What a MovieLens data set holds once it is read: plain records and arrays."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True)
class MovieLensMovie:
    """One film as MovieLens lists it: article in front, year cut off the title, IMDb id with its zeros."""

    movie_id: int
    title: str
    year: int | None
    genres: tuple[str, ...]
    imdb_id: str | None
    tmdb_id: int | None


@dataclass(frozen=True, eq=False)
class MovieLens:
    """A whole data set; arrays of one entry a rating: int32, int32, float32 stars, int64 unix seconds."""

    user_ids: NDArray[np.int32]
    movie_ids: NDArray[np.int32]
    stars: NDArray[np.float32]
    rated_at: NDArray[np.int64]
    movies: tuple[MovieLensMovie, ...]
