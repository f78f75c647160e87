"""A database as it stands after some days, for benchmarks of whole processes."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import numpy as np

from bot.app import build_engine
from bot.settings import Settings
from recommender.catalogue import Catalogue
from recommender.movielens.reading import read_movielens
from scripts.benches.synthetic import made_up_catalogue, made_up_ratings
from scripts.benches.training import SMALL
from storage.migrating import upgrade
from storage.movielens.loading import load
from storage.records import Movie, MovieDetails
from storage.unit_of_work import unit_of_work_factory


def load_films_and_ratings(settings: Settings, source: Path | None) -> None:
    """Films with details and ratings, a data set's or made-up ones, in a new database."""
    engine = build_engine(settings)
    upgrade(engine)
    if source is None:
        ratings = made_up_ratings(**SMALL)
        movies = list(_made_up_movies(made_up_catalogue(ratings.movie_ids)))
        columns = (ratings.user_rows + 1, ratings.movie_ids[ratings.item_rows], ratings.stars)
        load(engine, movies, *columns, np.full(len(ratings.stars), 10**9))
    else:
        data = read_movielens(source)
        movies = [Movie(m.movie_id, m.title, m.year, m.genres, m.imdb_id, m.tmdb_id) for m in data.movies]
        load(engine, movies, data.user_ids, data.movie_ids, data.stars, data.rated_at)
    with unit_of_work_factory(engine)() as work:
        for movie in movies:
            if movie.imdb_id is not None:
                work.movie_details.put(_details(movie.imdb_id))
        work.commit()
    engine.dispose()


def train_on_them(settings: Settings) -> None:
    """Let a model trained on that database live."""
    subprocess.run(  # our own interpreter and our own module
        [sys.executable, "-m", "scripts.retrain", "--force"],
        env=environment_of(settings),
        check=True,
        capture_output=True,
    )


def environment_of(settings: Settings) -> dict[str, str]:
    """The environment of a process with these settings and no others."""
    foreign = {name.upper() for name in Settings.model_fields}
    kept = {name: value for name, value in os.environ.items() if name not in foreign}
    return kept | {"DATA_DIR": str(settings.data_dir)}


def _made_up_movies(catalogue: Catalogue) -> Iterator[Movie]:
    for row, (movie_id, title) in enumerate(zip(catalogue.movie_ids.tolist(), catalogue.titles, strict=True)):
        genres = tuple(genre for genre in ("Comedy", "Drama") if catalogue.has_genre(genre)[row])
        yield Movie(movie_id, title, 1990, genres, f"tt{movie_id:07d}")


def _details(imdb_id: str) -> MovieDetails:
    return MovieDetails(
        imdb_id,
        "found",
        datetime.now(UTC),
        plot="Somebody wants something, somebody else does not, and it rains a lot. " * 3,
        director="Ada Director",
        runtime_minutes=101,
        imdb_rating=7.3,
        poster_url=f"https://posters.example/{imdb_id}.jpg",
    )
