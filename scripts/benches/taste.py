"""A picture of one's taste: from the ratings in the database to the PNG, for people who rated a lot.

Each is drawn twice: by a child that has to be started for it, as after a pause, and by one that is there.
"""

from __future__ import annotations

import asyncio
import os
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from bot.models.live_model import ModelHolder
from bot.posters.drawing_process import DrawingProcess
from bot.presentation import taste, taste_layout
from bot.presentation.locale import ENGLISH
from bot.presentation.taste_sheet import PictureTheme, TasteSheet
from bot.runtime.clock import utc_now
from bot.services.taste_profiles import OwnTaste
from bot.settings import Settings
from bot.toolbox.building import build_artifact_cache, build_engine, build_use_cases
from recommender.movielens.reading import read_movielens
from scripts.benches.measuring import Bench, Options, Row, at_most, in_child
from scripts.benches.stocked import load_films_and_ratings, train_on_them
from storage.unit_of_work import UnitOfWorkFactory, unit_of_work_factory

FILMS = 87_585
PEOPLE, RATED, FIRST_PERSON = 30, 300, 1


def run(options: Options) -> Iterator[Row]:
    """Measure one picture after another, on one core."""
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(data_dir=Path(folder))
        load_films_and_ratings(settings, options.movielens, films=FILMS)
        train_on_them(settings)
        took = in_child(draw_many, threads=1, data_dir=folder, source=str(options.movielens))
    pictures = f"picture of {RATED} ratings, {FILMS:,} films"
    for name in ("cold", "warm"):
        yield at_most(f"{pictures}, child {name}: p99 of {PEOPLE}", took[f"{name} p99"], 1.5, "s")
        yield Row("the same: median", f"{took[f'{name} median']:.2f} s")
    yield Row("processor time in the worker: median", f"{took['cpu']:.3f} s")
    yield Row("memory of the child, the most", f"{took['child']:.0f} MB")
    yield Row("size of a picture, largest", f"{took['kilobytes']:.0f} kB")


def draw_many(data_dir: str, source: str) -> dict[str, float]:
    """Draw pictures for people who rated different films, and return what each took."""
    settings = Settings(data_dir=Path(data_dir))
    unit_of_work = unit_of_work_factory(build_engine(settings))
    models = ModelHolder(unit_of_work, build_artifact_cache(settings, unit_of_work), utc_now)
    models.refresh()
    services = build_use_cases(unit_of_work, models)
    movie_ids = [movie.movie_id for movie in read_movielens(Path(source)).movies]
    seconds: dict[str, list[float]] = {"cold": [], "warm": []}
    cpu, sizes, child = [], [], []
    for person in range(FIRST_PERSON, FIRST_PERSON + PEOPLE):
        _rate(unit_of_work, person, movie_ids)
        began, worked = time.perf_counter(), time.process_time()
        own = services.taste_profiles.of(person)
        if not isinstance(own, OwnTaste):
            raise TypeError("nobody here has rated too little")
        taste.caption(ENGLISH, own)
        sheet = taste_layout.sheet(ENGLISH, own)
        cpu.append(time.process_time() - worked)
        worked_out = time.perf_counter() - began
        cold, warm, size, peak = asyncio.run(_draw(sheet))
        seconds["cold"].append(worked_out + cold)
        seconds["warm"].append(worked_out + warm)
        sizes.append(size)
        child.append(peak)
    figures = {
        f"{name} {what}": value
        for name, taken in seconds.items()
        for what, value in (("median", float(np.median(taken))), ("p99", float(np.percentile(taken, 99))))
    }
    figures |= {"cpu": float(np.median(cpu)), "kilobytes": max(sizes) / 1000, "child": max(child)}
    return figures


def _rate(unit_of_work: UnitOfWorkFactory, person: int, movie_ids: list[int]) -> None:
    random = np.random.default_rng(person)
    with unit_of_work() as work:
        work.chat_users.touch(person, None, None, utc_now())
        for movie_id in random.choice(movie_ids, RATED, replace=False).tolist():
            work.chat_ratings.rate(person, movie_id, float(random.integers(1, 11)) / 2, utc_now())
        work.commit()


async def _draw(sheet: TasteSheet) -> tuple[float, float, int, float]:
    """Draw in both themes with a new child; return the seconds of each, the size, the child's peak in MB."""
    drawing, seconds, size = DrawingProcess(), [], 0
    for theme in PictureTheme:
        began = time.perf_counter()
        size = len(await drawing.draw("taste", sheet, theme))
        seconds.append(time.perf_counter() - began)
    peak = _peak_of_children()
    await drawing.aclose()
    return seconds[0], seconds[1], size, peak


def _peak_of_children() -> float:
    pids = Path(f"/proc/self/task/{os.getpid()}/children").read_text("ascii").split()
    return max(map(_peak_mb, pids), default=0.0)


def _peak_mb(pid: str) -> float:
    lines = Path(f"/proc/{pid}/status").read_text("ascii").splitlines()
    return next(int(line.split()[1]) / 1024 for line in lines if line.startswith("VmHWM"))


BENCH = Bench("taste", "A picture of one's taste", run)
