"""A picture of one's taste: from the ratings in the database to the PNG, for people who rated a lot."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from bot.models.live_model import ModelHolder
from bot.pictures.taste_picture import taste_picture
from bot.presentation import taste, taste_layout
from bot.presentation.locale import ENGLISH
from bot.presentation.taste_sheet import PictureTheme
from bot.runtime.clock import utc_now
from bot.services.taste_profiles import OwnTaste
from bot.settings import Settings
from bot.toolbox.building import build_artifact_cache, build_engine, build_use_cases
from recommender.movielens.reading import read_movielens
from scripts.benches.measuring import Bench, Options, Row, at_most, in_child
from scripts.benches.stocked import load_films_and_ratings, train_on_them
from storage.unit_of_work import unit_of_work_factory

FILMS = 87_585
PEOPLE, RATED, FIRST_PERSON = 30, 300, 1


def run(options: Options) -> Iterator[Row]:
    """Measure one picture after another, on one core."""
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(data_dir=Path(folder))
        load_films_and_ratings(settings, options.movielens, films=FILMS)
        train_on_them(settings)
        took = in_child(draw_many, threads=1, data_dir=folder, source=str(options.movielens))
    yield at_most(f"picture of {RATED} ratings, {FILMS:,} films, p99 of {PEOPLE}", took["p99"], 1.5, "s")
    yield Row("the same: median", f"{took['median']:.2f} s")
    yield Row("processor time: median", f"{took['cpu']:.2f} s")
    yield Row("size of a picture, largest", f"{took['kilobytes']:.0f} kB")


def draw_many(data_dir: str, source: str) -> dict[str, float]:
    """Draw pictures for people who rated different films, and return the seconds each took."""
    settings = Settings(data_dir=Path(data_dir))
    unit_of_work = unit_of_work_factory(build_engine(settings))
    models = ModelHolder(unit_of_work, build_artifact_cache(settings, unit_of_work), utc_now)
    models.refresh()
    services = build_use_cases(unit_of_work, models)
    movie_ids = [movie.movie_id for movie in read_movielens(Path(source)).movies]
    random = np.random.default_rng(0)
    seconds, cpu, sizes = [], [], []
    for person in range(FIRST_PERSON, FIRST_PERSON + PEOPLE):
        with unit_of_work() as work:
            work.chat_users.touch(person, None, None, utc_now())
            for movie_id in random.choice(movie_ids, RATED, replace=False).tolist():
                work.chat_ratings.rate(person, movie_id, float(random.integers(1, 11)) / 2, utc_now())
            work.commit()
        began, worked = time.perf_counter(), time.process_time()
        own = services.taste_profiles.of(person)
        if not isinstance(own, OwnTaste):
            raise TypeError("nobody here has rated too little")
        taste.caption(ENGLISH, own)
        sizes.append(len(taste_picture(taste_layout.sheet(ENGLISH, own), PictureTheme.LIGHT)))
        seconds.append(time.perf_counter() - began)
        cpu.append(time.process_time() - worked)
    return {
        "median": float(np.median(seconds)),
        "p99": float(np.percentile(seconds, 99)),
        "cpu": float(np.median(cpu)),
        "kilobytes": max(sizes) / 1000,
    }


BENCH = Bench("taste", "A picture of one's taste", run)
