"""Training on Spark on this machine: seconds of each part by ratings and tasks, and the one-machine lists."""

from __future__ import annotations

import importlib.util
import shutil
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np

from scripts.benches.measuring import Bench, Options, Row, in_child
from scripts.benches.scale import SHAPES

TASKS = (1, 2, 4)
DRIVER_MB = 4_000
PEOPLE_COMPARED = 1_000
RATED = 10  # of each person compared


def write_files(folder: str, millions: int) -> dict[str, Any]:
    """Make ratings up and write them as Parquet, in a process of its own."""
    from recommender.parquet_ratings import draw_person_numbers, write_partitions  # noqa: PLC0415
    from scripts.benches.synthetic import made_up_ratings  # noqa: PLC0415

    ratings = made_up_ratings(*SHAPES[millions], millions * 1_000_000)
    numbers = draw_person_numbers(ratings.n_users, np.random.default_rng(0))
    size = write_partitions(ratings, Path(folder), numbers, 4 * millions)
    return {"n_ratings": ratings.n_ratings, "bytes": size}


def trained_on_spark(folder: str, millions: int, tasks: int, out: str | None) -> dict[str, Any]:
    """Train with as many tasks at once, and tell the seconds of each part."""
    from recommender import artifact  # noqa: PLC0415
    from recommender.spark import sums  # noqa: PLC0415
    from recommender.spark.reading import read_people  # noqa: PLC0415
    from recommender.spark.session import open_session  # noqa: PLC0415
    from recommender.spark.training import train_on_spark  # noqa: PLC0415
    from recommender.training import Progress  # noqa: PLC0415
    from scripts.benches.synthetic import made_up_catalogue  # noqa: PLC0415

    clock = _Clock()
    clock.watch(sums.SumsOnSpark, "moments")
    stages: dict[str, float] = {}

    def note(progress: Progress) -> None:
        stages[progress.stage] = time.perf_counter()

    movie_ids = np.arange(1, SHAPES[millions][1] + 1, dtype=np.int32)
    settings = {"spark.driver.memory": "3g", "spark.ui.enabled": "false"}
    with open_session(f"local[{tasks}]", settings) as session:
        began = time.perf_counter()
        people = read_people(session, [folder], movie_ids)
        counted = people.totals.n_ratings
        read = time.perf_counter()
        catalogue = made_up_catalogue(movie_ids)
        model = train_on_spark(people, catalogue, seed=0, memory_mb=DRIVER_MB, report=note)
        ended = time.perf_counter()
    if out is not None:
        artifact.write(model, Path(out))
    return {
        "n_ratings": counted,
        "seconds": ended - began,
        "reading": read - began,
        "stars": stages["svd"] - read,
        "sums": clock.seconds,
        "rest": ended - stages["svd"] - clock.seconds,
        "films": len(model.ranking_model.item_rows) if model.ranking_model else 0,
    }


def same_lists(folder: str, millions: int, made_on_spark: str) -> dict[str, Any]:
    """Train in one process on the same files; return how many of 1,000 people get the same top ten."""
    from recommender import artifact  # noqa: PLC0415
    from recommender.parquet_ratings import read_parquet  # noqa: PLC0415
    from recommender.recommender import Recommender  # noqa: PLC0415
    from recommender.training import train  # noqa: PLC0415
    from scripts.benches.synthetic import made_up_catalogue  # noqa: PLC0415

    movie_ids = np.arange(1, SHAPES[millions][1] + 1, dtype=np.int32)
    ratings, _ = read_parquet(folder, movie_ids)
    began = time.perf_counter()
    one = train(ratings, made_up_catalogue(movie_ids), seed=0, memory_mb=None)
    seconds = time.perf_counter() - began
    both = [Recommender(one), Recommender(artifact.read(Path(made_on_spark)))]
    starts = np.searchsorted(ratings.user_rows, np.arange(PEOPLE_COMPARED + 1))
    same = 0
    for first in starts[:-1]:
        part = slice(first, first + RATED)
        rated = dict(
            zip(movie_ids[ratings.item_rows[part]].tolist(), ratings.stars[part].tolist(), strict=True)
        )
        lists = [[film.movie_id for film in each.recommend(rated, n=10).items] for each in both]
        same += lists[0] == lists[1]
    return {"same": same, "seconds": seconds}


class _Clock:
    """Adds up the seconds that a method takes."""

    def __init__(self) -> None:
        self.seconds = 0.0

    def watch(self, owner: Any, name: str) -> None:
        """Put a watched method in the place of one."""
        method = getattr(owner, name)

        def watched(*arguments: Any) -> Any:
            began = time.perf_counter()
            try:
                return method(*arguments)
            finally:
                self.seconds += time.perf_counter() - began

        setattr(owner, name, watched)


def run(options: Options) -> Iterator[Row]:
    """Train each shape with one, two and four tasks at once, then in one process."""
    if importlib.util.find_spec("pyspark") is None or shutil.which("java") is None:
        yield Row("Spark", "not measured: pyspark or Java is missing")
        return
    for millions in options.millions:
        with tempfile.TemporaryDirectory() as parent:
            folder, out = str(Path(parent) / "ratings"), str(Path(parent) / "spark.model")
            written = in_child(write_files, folder=folder, millions=millions)
            a_rating = written["bytes"] / written["n_ratings"]
            yield Row(f"{millions}M: bytes of Parquet a rating", f"{a_rating:.1f}")
            for tasks in TASKS:
                found = in_child(
                    trained_on_spark, threads=1, folder=folder, millions=millions, tasks=tasks, out=out
                )
                yield _row(f"{millions}M: local[{tasks}], {found['films']:,} films", found)
            compared = in_child(same_lists, threads=1, folder=folder, millions=millions, made_on_spark=out)
            yield Row(f"{millions}M: one process, training alone", f"{compared['seconds']:.0f} s")
            share = compared["same"] / PEOPLE_COMPARED
            name = f"{millions}M: people with the same top ten as one process gives them"
            yield Row(name, f"{share:.1%}", "≥ 99.5 %", share >= 0.995)


def _row(name: str, found: dict[str, Any]) -> Row:
    parts = ", ".join(f"{part} {found[part]:.0f} s" for part in ("reading", "stars", "sums", "rest"))
    return Row(name, f"{found['seconds']:.0f} s ({parts})")


BENCH = Bench("spark", "Training on Spark, on this machine", run)
