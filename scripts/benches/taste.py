"""A picture of one's taste: from the ratings in the database to the PNG, and what others notice of it.

Each is drawn twice: by a child that has to be started for it, as after a pause, and by one that is there.
Then the worker, `python -m bot` itself: people who rate films at their pace, alone, and beside one who asks
for a picture every second.
"""

from __future__ import annotations

import asyncio
import itertools
import os
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from bot.models.live_model import ModelHolder
from bot.playground import actions
from bot.posters.drawing_process import DrawingProcess
from bot.presentation import taste, taste_layout
from bot.presentation.locale import ENGLISH
from bot.presentation.taste_sheet import PictureTheme, TasteSheet
from bot.runtime.clock import utc_now
from bot.services.taste_profiles import OwnTaste
from bot.settings import Settings
from bot.toolbox.building import build_artifact_cache, build_engine, build_use_cases
from recommender.movielens.reading import read_movielens
from scripts.benches.conversations import Conversations, conversations
from scripts.benches.measuring import Bench, Options, Row, at_most, in_child
from scripts.benches.stocked import load_films_and_ratings, train_on_them
from storage.unit_of_work import UnitOfWorkFactory, unit_of_work_factory

FILMS = 87_585
PEOPLE, RATED, FIRST_PERSON = 30, 300, 1
TALKING = 60  # people who rate films, each time
ROUNDS = 2
PICTURE_INTERVAL_SECONDS = 1.0
PATIENCE_SECONDS = 20


def run(options: Options) -> Iterator[Row]:
    """Measure one picture after another, on one core; then everybody else without and with them beside."""
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(data_dir=Path(folder))
        load_films_and_ratings(settings, options.movielens, films=FILMS)
        train_on_them(settings)
        took = in_child(draw_many, threads=1, data_dir=folder, source=str(options.movielens))
        without, beside, shown = asyncio.run(_measure(settings))
    pictures = f"picture of {RATED} ratings, {FILMS:,} films"
    for name in ("cold", "warm"):
        yield at_most(f"{pictures}, child {name}: p99 of {PEOPLE}", took[f"{name} p99"], 1.5, "s")
        yield Row("the same: median", f"{took[f'{name} median']:.2f} s")
    yield Row("processor time in the worker: median", f"{took['cpu']:.3f} s")
    yield Row("memory of the child, the most", f"{took['child']:.0f} MB")
    yield Row("size of a picture, largest", f"{took['kilobytes']:.0f} kB")
    yield at_most(f"/me to its picture, through the worker, p99 of {len(shown)}", _p99(shown), 1.5, "s")
    yield Row("tap to next card, p99, nobody asks for a picture", f"{1000 * _p99(without):.0f} ms")
    yield Row("the same, a picture a second beside", f"{1000 * _p99(beside):.0f} ms")
    yield at_most("with against without", _p99(beside) / _p99(without), 2, "×")


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
        work.chat_users.touch(person, utc_now())
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


async def _measure(settings: Settings) -> tuple[list[float], list[float], list[float]]:
    async with conversations(settings, (1 + 2 * ROUNDS) * TALKING) as talking:
        known = [person.person_id for person in talking.people[-TALKING:]]
        await talking.hold(TALKING)  # from now on these have a taste
        asking = itertools.cycle(known)
        without: list[float] = []
        beside: list[float] = []
        pictures: list[float] = []
        for _ in range(ROUNDS):
            without += await talking.hold(TALKING)
            looking = asyncio.create_task(_look_on(talking, asking, pictures))
            beside += await talking.hold(TALKING)
            looking.cancel()
            await asyncio.gather(looking, return_exceptions=True)
        return without, beside, pictures


async def _look_on(talking: Conversations, asking: Iterator[int], pictures: list[float]) -> None:
    """Let one person after another ask for the picture of their taste, for ever."""
    for person in asking:
        arrived = talking.bot_api.arrived[person] = asyncio.get_running_loop().create_future()
        began = time.perf_counter()
        actions.say(talking.bot_api, person, "/me")
        async with asyncio.timeout(PATIENCE_SECONDS):
            pictures.append(await arrived - began)
        await asyncio.sleep(max(0.0, PICTURE_INTERVAL_SECONDS - pictures[-1]))


def _p99(seconds: list[float]) -> float:
    return float(np.percentile(seconds, 99))


BENCH = Bench("taste", "A picture of one's taste", run)
