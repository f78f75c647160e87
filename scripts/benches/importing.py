"""Previewing, importing and undoing a file of 2,000 rows, and what other people notice of it."""

from __future__ import annotations

import csv
import io
import re
import statistics
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from sqlalchemy.engine import Engine

from bot.importing.matching import KnownIds, match_entries
from bot.importing.reading import read_file
from bot.models.live_model import ModelHolder
from bot.runtime.clock import utc_now
from bot.runtime.numeric_threads import use_one_numeric_thread
from bot.runtime.sharing import SWITCH_INTERVAL_SECONDS
from bot.services.catalogue_titles import exact_titles
from bot.services.use_cases import UseCases
from bot.settings import Settings
from bot.toolbox.building import build_artifact_cache, build_engine, build_use_cases
from recommender.movielens.reading import read_movielens
from scripts.benches.measuring import Bench, Options, Row, at_most
from scripts.benches.stocked import train_on_them
from storage.migrating import upgrade
from storage.movielens.loading import load
from storage.records.catalogue import Movie
from storage.unit_of_work import UnitOfWorkFactory, unit_of_work_factory

ROWS, CATALOGUE = 2_000, 87_585  # as many films as MovieLens 32M has
SECONDS, TIMES_IDLE = 2, 2
MATCHED, WRONG = 97.0, 0.2
RUNS, LISTS, ROUNDS = 5, 10, 3
IMPORTER, OTHER = 1, 2
_BRACKETS = re.compile(r"\s*\([^()]*\)")


@dataclass(frozen=True)
class _Stage:
    """A stocked database and films of it to be named in files."""

    unit_of_work: UnitOfWorkFactory
    services: UseCases
    movies: tuple[Movie, ...]


def run(options: Options) -> Iterator[Row]:
    """Measure on SQLite, with made-up films beside the data set's."""
    with tempfile.TemporaryDirectory() as folder:
        use_one_numeric_thread()  # as a serving process does, and the next
        sys.setswitchinterval(SWITCH_INTERVAL_SECONDS)
        settings = Settings(data_dir=Path(folder))
        engine = build_engine(settings)
        movies = _load(engine, options.movielens)
        train_on_them(settings)
        unit_of_work = unit_of_work_factory(engine)
        models = ModelHolder(unit_of_work, build_artifact_cache(settings, unit_of_work), utc_now)
        models.refresh()
        stage = _Stage(unit_of_work, build_use_cases(unit_of_work, models), movies)
        stage.services.title_search.refresh()
        yield from _matches(stage)
        yield from _times(stage)
        yield from _what_others_notice(stage)
        engine.dispose()


def _load(engine: Engine, source: Path) -> tuple[Movie, ...]:
    """Put a data set and made-up films into a new database and return the data set's."""
    upgrade(engine)
    data = read_movielens(source)
    known = max(movie.movie_id for movie in data.movies)
    more = range(known + 1, known + 1 + max(CATALOGUE - len(data.movies), 0))
    made_up = [Movie(movie_id, f"Made Up {movie_id}", 1990 + movie_id % 30) for movie_id in more]
    load(engine, [*data.movies, *made_up], data.user_ids, data.movie_ids, data.stars, data.rated_at)
    with unit_of_work_factory(engine)() as work:
        return tuple(work.movies.get_many([movie.movie_id for movie in data.movies]).values())


def letterboxd_file(movies: Sequence[Movie]) -> bytes:
    """Return a Letterboxd export of these films: names without other titles, and years; no ids."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(("Date", "Name", "Year", "Letterboxd URI", "Rating"))
    for number, movie in enumerate(movies):
        writer.writerow(
            ("2024-05-01", _name(movie), movie.year, f"https://boxd.it/{number}", 0.5 + number % 10 / 2)
        )
    return out.getvalue().encode()


def _name(movie: Movie) -> str:
    return _BRACKETS.sub("", movie.title) or movie.title


def _sample(stage: _Stage, seed: int) -> list[Movie]:
    rows = np.random.default_rng(seed).permutation(len(stage.movies))[:ROWS]
    return [stage.movies[row] for row in rows]


def _matches(stage: _Stage) -> Iterator[Row]:
    """Name every film by title and year: how many are found, and how many are taken for another."""
    exact = exact_titles(stage.unit_of_work, [_name(movie) for movie in stage.movies])
    titles = stage.services.title_search.titles() or exact
    right = wrong = 0
    for movie in stage.movies:  # one by one: a file names two films of one name and year only once
        (entry,) = read_file(letterboxd_file([movie])).entries
        found = match_entries([entry], KnownIds({}, {}, {}), titles).matched
        right += any(movie_id == movie.movie_id for _, movie_id in found)
        wrong += any(movie_id != movie.movie_id for _, movie_id in found)
    of = len(stage.movies)
    share, mistaken = 100 * right / of, 100 * wrong / of
    yield Row(f"matched by name and year, of {of:,}", f"{share:.2f} %", f"≥ {MATCHED:g} %", share >= MATCHED)
    yield at_most("matched with another film", mistaken, WRONG, "%")


def _times(stage: _Stage) -> Iterator[Row]:
    previews, imports, undos = [], [], []
    for seed in range(RUNS):
        content = letterboxd_file(_sample(stage, seed))
        began = time.perf_counter()
        preview = stage.services.importing.preview(IMPORTER, content, "ratings.csv")
        previewed = time.perf_counter()
        stage.services.importing.apply(IMPORTER, preview.import_id)
        imported = time.perf_counter()
        stage.services.importing.undo(IMPORTER, preview.import_id)
        previews.append(previewed - began)
        imports.append(imported - previewed)
        undos.append(time.perf_counter() - imported)
    size = f"{ROWS:,} rows"
    yield at_most(f"{size} previewed, median of {RUNS}", statistics.median(previews), SECONDS, "s")
    yield Row("the same, the slowest", f"{max(previews):.2f} s")
    yield Row(f"{size} imported, undone, medians", f"{_seconds(imports)}, {_seconds(undos)}")


def _what_others_notice(stage: _Stage) -> Iterator[Row]:
    """Rate the cards of another person's list, alone and while previews run one after another in a thread."""
    content = letterboxd_file(_sample(stage, 0))
    _p99(stage.services)  # the first lists of a process take longer
    idle, busy = [], []
    for _ in range(ROUNDS):
        idle.append(_p99(stage.services))
        with Repeating(lambda: stage.services.importing.preview(IMPORTER, content, "ratings.csv")):
            busy.append(_p99(stage.services))
    quiet, meanwhile = statistics.median(idle), statistics.median(busy)
    yield Row(
        f"a star saved and the next card chosen, p99, idle, median of {ROUNDS}", f"{1000 * quiet:.0f} ms"
    )
    yield at_most(
        f"the same while previews run: {1000 * meanwhile:.0f} ms, against idle",
        meanwhile / quiet,
        TIMES_IDLE,
        "×",
    )


def _p99(services: UseCases) -> float:
    taken: list[float] = []
    for _ in range(LISTS):
        page = services.decks.open(OTHER)
        for _ in range(page.size):
            began = time.perf_counter()
            page = services.deck_acts.rate(OTHER, page.deck_id, page.film.movie_id, 4.0)
            taken.append(time.perf_counter() - began)
            time.sleep(0.02)
    services.people.forget(OTHER)
    return float(np.percentile(taken, 99))


class Repeating:
    """Does something again and again in a thread until the block is left."""

    def __init__(self, work: Callable[[], object]) -> None:
        self._work = work
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._run)

    def _run(self) -> None:
        while not self._over.is_set():
            self._work()

    def __enter__(self) -> None:
        self._thread.start()

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._thread.join()


def _seconds(values: Sequence[float]) -> str:
    return f"{statistics.median(values):.2f} s"


BENCH = Bench("importing", "Importing", run)
