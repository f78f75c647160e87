"""Made-up ratings and models in the shapes of MovieLens data sets."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from recommender.artifact import TrainedModel
from recommender.catalogue import GENRES, Catalogue, build_catalogue
from recommender.facts.records import Facts
from recommender.facts.sharing import share_values
from recommender.popularity import Popularity
from recommender.ranking_levels import RANK
from recommender.ranking_model import RankingModel
from recommender.ratings import Ratings, build_ratings
from recommender.star_model import StarModel

FACTORS = 100
LANGUAGES = ("English", "English", "English", "French", "Japanese")
SYLLABLES = ("ba", "ce", "di", "fo", "gu", "ha", "je", "ki", "lo", "mu")


def made_up_ratings(n_users: int, n_items: int, n_ratings: int, seed: int = 0) -> Ratings:
    """Draw about n_ratings ratings: fame by a power law, tastes in eight dimensions, stars by halves."""
    rng = np.random.default_rng(seed)
    fame = 1.0 / (10.0 + np.arange(n_items)) ** 0.8
    activity = rng.lognormal(0.0, 1.0, n_users)
    drawn = int(n_ratings * 1.35)
    users = rng.choice(n_users, drawn, p=activity / activity.sum())
    items = rng.choice(n_items, drawn, p=fame / fame.sum())
    pairs = np.unique(users.astype(np.int64) * n_items + items)
    pairs = np.sort(rng.choice(pairs, min(n_ratings, len(pairs)), replace=False))
    users, items = pairs // n_items, pairs % n_items
    tastes, traits = rng.normal(0, 0.35, (n_users, 8)), rng.normal(0, 1.0, (n_items, 8))
    stars = 3.5 + np.einsum("nf,nf->n", tastes[users], traits[items]) + rng.normal(0, 0.7, len(users))
    return build_ratings(users + 1, items + 1, np.clip(np.rint(stars * 2) / 2, 0.5, 5.0))


def made_up_catalogue(movie_ids: NDArray[np.int32], seed: int = 0) -> Catalogue:
    """Draw a title, a year and two genres for every movie."""
    rng = np.random.default_rng(seed)
    genres = rng.integers(0, len(GENRES), (len(movie_ids), 2)).tolist()
    years = rng.integers(1930, 2024, len(movie_ids)).tolist()
    return build_catalogue(
        (movie_id, _made_up_title(movie_id), year, [GENRES[one], GENRES[two]])
        for movie_id, year, (one, two) in zip(movie_ids.tolist(), years, genres, strict=True)
    )


def made_up_details(movie_ids: NDArray[np.int32], seed: int = 0) -> dict[int, Facts]:
    """Draw makers, a language, a country, votes and a rating for every movie."""
    rng = np.random.default_rng(seed)
    numbers = rng.integers(0, len(movie_ids), (len(movie_ids), 4)).tolist()
    votes = rng.zipf(1.3, len(movie_ids)).clip(10, 2_000_000).tolist()
    return share_values(
        (
            movie_id,
            Facts(
                directors=(f"Director {made_by[0] // 3}",),
                actors=tuple(f"Actor {actor // 2}" for actor in made_by[1:]),
                languages=(LANGUAGES[made_by[0] % len(LANGUAGES)],),
                countries=("United States",),
                runtime_minutes=80 + made_by[1] % 100,
                imdb_rating=1.0 + made_by[2] % 90 / 10,
                imdb_votes=voted,
            ),
        )
        for movie_id, made_by, voted in zip(movie_ids.tolist(), numbers, votes, strict=True)
    )


def _made_up_title(movie_id: int) -> str:
    # In syllables: films that differ in a number only would be taken for one long franchise.
    return "".join(SYLLABLES[int(digit)] for digit in str(movie_id)).title()


def made_up_model(n_items: int, taking_part: int, neighbours: int = 128, seed: int = 0) -> TrainedModel:
    """Build a model as large as a trained one, at random; taking_part items are in the ranking model."""
    rng = np.random.default_rng(seed)
    movie_ids = np.arange(1, 3 * n_items, 3, dtype=np.int32)
    counts = np.sort(rng.zipf(1.3, n_items).clip(1, 100_000))[::-1].astype(np.int64)
    sizes = np.array([2.0, 5.0, 12.0, 30.0, 75.0], dtype=np.float32)
    shape = (len(sizes), taking_part, neighbours)
    kind = np.int16 if taking_part < 2**15 else np.int32  # as training writes them
    ranking = RankingModel(
        item_rows=np.arange(taking_part, dtype=np.int32),
        n_items=n_items,
        support_sizes=sizes,
        bases=rng.random((len(sizes), n_items), dtype=np.float32),
        neighbours=np.sort(rng.integers(0, taking_part, shape, dtype=np.int32), axis=2).astype(kind),
        weights=rng.random(shape, dtype=np.float32).astype(np.float16),
        outward=rng.normal(0, 0.1, (*shape[:2], RANK)).astype(np.float32),
        inward=rng.normal(0, 0.1, (*shape[:2], RANK)).astype(np.float32),
        counts=counts[:taking_part].astype(np.int32),
        star_weight=0.05,
    )
    factors = rng.normal(0, 0.1, (n_items, FACTORS)).astype(np.float32)
    return TrainedModel(
        star_model=StarModel(3.5, rng.normal(0, 0.3, n_items).astype(np.float32), factors),
        ranking_model=ranking,
        popularity=Popularity.from_aggregates(counts, counts * 3.5),
        catalogue=made_up_catalogue(movie_ids, seed),
    )
