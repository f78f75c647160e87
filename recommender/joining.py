"""Films that joined after a training: rows of the live model until the next one, scored without ratings.

They come behind all others, so that no row of the model moves. Nobody rated them: their counts and bases are
0, their stars the usual ones; what IMDb's voters say of them (`cold_films.py`, `imdb_prior.py`) is added
where a model begins to serve.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from recommender.artifact import TrainedModel
from recommender.catalogue import Catalogue
from recommender.popularity import Popularity
from recommender.ranking_model import RankingModel
from recommender.star_model import StarModel

Kind = TypeVar("Kind", bound=np.generic)


def with_joined(model: TrainedModel, films: Catalogue) -> TrainedModel:
    """Return the model with those of some films whose ids come after all that it has."""
    last = int(model.catalogue.movie_ids.max(initial=-1))
    later = films.reorder_to(films.movie_ids[films.movie_ids > last])
    n = len(later.movie_ids)
    if n == 0:
        return model
    return TrainedModel(
        star_model=None if model.star_model is None else _more_stars(model.star_model, n),
        ranking_model=None if model.ranking_model is None else _more_bases(model.ranking_model, n),
        popularity=_more_unrated(model.popularity, n),
        catalogue=model.catalogue.followed_by(later),
    )


def _more_stars(model: StarModel, n: int) -> StarModel:
    return replace(
        model, item_biases=_padded(model.item_biases, n), item_factors=_padded(model.item_factors, n)
    )


def _more_bases(model: RankingModel, n: int) -> RankingModel:
    bases = np.pad(model.bases, ((0, 0), (0, n)))
    return replace(model, n_items=model.n_items + n, bases=bases)


def _more_unrated(popularity: Popularity, n: int) -> Popularity:
    """Return the numbers of everybody with n films that nobody rated, whose mean is that of all ratings."""
    total = int(popularity.counts.sum())
    overall = float(popularity.counts @ popularity.means.astype(np.float64)) / total if total else 0.0
    return Popularity(
        scores=np.append(popularity.scores, np.full(n, overall, dtype=np.float32)),
        counts=_padded(popularity.counts, n),
        means=np.append(popularity.means, np.full(n, overall, dtype=np.float32)),
    )


def _padded(values: NDArray[Kind], n: int) -> NDArray[Kind]:
    """Return the values with n rows of zeros behind them."""
    padded: NDArray[Kind] = np.concatenate([values, np.zeros((n, *values.shape[1:]), dtype=values.dtype)])
    return padded
