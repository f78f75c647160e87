"""A database as it stands after some days, for benchmarks of whole processes."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import numpy as np

from bot.settings import Settings
from bot.toolbox.building import build_artifact_cache, build_engine
from recommender.artifact import SCHEMA_VERSION
from recommender.movielens.reading import read_movielens
from scripts.benches.synthetic import made_up_model, made_up_ratings
from scripts.benches.typed_titles import made_up_titles
from storage.migrating import upgrade
from storage.movielens.loading import load
from storage.records.catalogue import Movie, MovieDetails
from storage.unit_of_work import unit_of_work_factory


def load_films_and_ratings(settings: Settings, source: Path, *, films: int = 0) -> None:
    """Put a data set's films, with made-up details, and its ratings into a new database.

    Made-up films fill it up to so many; nobody has rated them.
    """
    engine = build_engine(settings)
    upgrade(engine)
    data = read_movielens(source)
    first = max(movie.movie_id for movie in data.movies) + 1
    more = made_up_titles(max(0, films - len(data.movies)), seed=0)
    made_up = [Movie(first + number, each.title, each.year) for number, each in enumerate(more)]
    load(engine, [*data.movies, *made_up], data.user_ids, data.movie_ids, data.stars, data.rated_at)
    with unit_of_work_factory(engine)() as work:
        for movie in data.movies:
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


def serve_made_up_model(settings: Settings, films: int, taking_part: int) -> None:
    """Let a made-up model of so many films serve, with a new database of the same films."""
    engine = build_engine(settings)
    upgrade(engine)
    model = made_up_model(films, taking_part)
    known = model.catalogue
    ids, years = known.movie_ids.tolist(), known.years.tolist()
    movies = [Movie(*each) for each in zip(ids, known.titles, years, strict=True)]
    ratings = made_up_ratings(200, films, 5_000)
    rated_at = np.full(ratings.n_ratings, 1_000_000_000)
    load(engine, movies, ratings.user_rows + 1, known.movie_ids[ratings.item_rows], ratings.stars, rated_at)
    unit_of_work, now = unit_of_work_factory(engine), datetime.now(UTC)
    stored = build_artifact_cache(settings, unit_of_work).add(model)
    with unit_of_work() as work:
        version = work.trained_models.start("a benchmark", 0, now)
        work.trained_models.finish(
            version,
            "kept",
            now,
            report={},
            artifact=stored.pieces(),
            signature=stored.signature,
            schema_version=SCHEMA_VERSION,
        )
        work.trained_models.promote(version, now)
        work.commit()
    engine.dispose()


def environment_of(settings: Settings) -> dict[str, str]:
    """Return the environment of a process with these settings and no others."""
    foreign = {name.upper() for name in Settings.model_fields}
    kept = {name: value for name, value in os.environ.items() if name not in foreign}
    return kept | {"DATA_DIR": str(settings.data_dir)}


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
