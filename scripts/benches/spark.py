"""Training on Spark on this machine: seconds of each part by ratings and tasks, and the one-process lists.

Beside the seconds stand those of processor time, of this process, Java and its workers together: on a machine
where others work they say more.
"""

from __future__ import annotations

import importlib.util
import shutil
import tempfile
import time
from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np

from scripts.benches.measuring import Bench, Options, Row, in_child
from scripts.benches.process_tree import ProcessTree, watched_tree
from scripts.benches.scale import SHAPES

DRIVER_MB = 2_000  # as `scale`; on Spark 10,636 films take part of 4M's shape and of 16M's
MANY_FILMS = 10_000  # ml-latest-small has fewer, 4M's shape more
BLOCKS = ((6_040, 3_706, 3_706), (6_280, 87_585, 10_000), (6_280, 87_585, 20_000))  # people, films, ranked
SUPPORT_SIZE = 12.0
PEOPLE_COMPARED = 1_000
RATED = 10  # of each person compared
LENGTH = 10  # of the lists compared

Clocks = Callable[[], tuple[float, float]]  # seconds by the clock, and of processor time


def write_files(folder: str, millions: int, movielens: str = "") -> dict[str, Any]:
    """Make ratings up, or read those of a data set (0 millions), and write them as Parquet."""
    from recommender.movielens.reading import read_movielens  # noqa: PLC0415
    from recommender.parquet_ratings import draw_person_numbers, write_partitions  # noqa: PLC0415
    from recommender.ratings import build_ratings  # noqa: PLC0415
    from scripts.benches.synthetic import made_up_ratings  # noqa: PLC0415

    if millions:
        ratings = made_up_ratings(*SHAPES[millions], millions * 1_000_000)
    else:
        data_set = read_movielens(Path(movielens), with_times=False)
        ratings = build_ratings(data_set.user_ids, data_set.movie_ids, data_set.stars)
    numbers = draw_person_numbers(ratings.n_users, np.random.default_rng(0))
    size = write_partitions(ratings, Path(folder), numbers, 4 * max(millions, 1))
    np.save(_beside(folder), ratings.movie_ids)
    return {"n_ratings": ratings.n_ratings, "bytes": size}


def _beside(folder: str) -> str:
    return f"{folder}.movie_ids.npy"


def trained_on_spark(folder: str, tasks: int, out: str | None) -> dict[str, Any]:
    """Train with as many tasks at once, and tell the seconds of each part."""
    from recommender import artifact  # noqa: PLC0415
    from recommender.spark import sums  # noqa: PLC0415
    from recommender.spark.reading import read_people  # noqa: PLC0415
    from recommender.spark.session import open_session  # noqa: PLC0415
    from recommender.spark.training import train_on_spark  # noqa: PLC0415
    from recommender.training import Progress  # noqa: PLC0415
    from scripts.benches.synthetic import made_up_catalogue  # noqa: PLC0415

    stages: dict[str, tuple[float, float]] = {}

    def note(progress: Progress) -> None:
        stages[progress.stage] = clocks()

    movie_ids = np.load(_beside(folder))
    # Two sums and their way through Java at a time: 3 GB for 4,000 films, 8 for 11,000, 10 for 12,000.
    java_memory = "3g" if len(movie_ids) < MANY_FILMS else "10g"
    settings = {"spark.driver.memory": java_memory, "spark.ui.enabled": "false"}
    with watched_tree() as tree, open_session(f"local[{tasks}]", settings) as session:
        clocks = _clocks_of(tree)
        sums_took = _watch(sums.SumsOnSpark, "moments", clocks)
        began = clocks()
        people = read_people(session, [folder], movie_ids)
        counted = people.totals.n_ratings
        read = clocks()
        catalogue = made_up_catalogue(movie_ids)
        model = train_on_spark(people, catalogue, seed=0, memory_mb=DRIVER_MB, report=note)
        ended = clocks()
    if out is not None:
        artifact.write(model, Path(out))
    found: dict[str, Any] = {
        "all": _between(began, ended),
        "reading": _between(began, read),
        "stars": _between(read, stages["svd"]),
        "sums": tuple(sums_took),
    }
    found["rest"] = tuple(
        whole - sum(found[part][place] for part in ("reading", "stars", "sums"))
        for place, whole in enumerate(found["all"])
    )
    return found | {
        "n_ratings": counted,
        "films": len(model.ranking_model.item_rows) if model.ranking_model else 0,
    }


def same_lists(folder: str, made_on_spark: str) -> dict[str, Any]:
    """Train in one process on the same files and films; return how many people get the same top ten."""
    from recommender import artifact  # noqa: PLC0415
    from recommender.coded_text import NOTHING  # noqa: PLC0415
    from recommender.parquet_ratings import read_parquet  # noqa: PLC0415
    from recommender.ranking_model import RankingModel  # noqa: PLC0415
    from recommender.ranking_training import learn_from_ratings  # noqa: PLC0415
    from recommender.ratings import Ratings  # noqa: PLC0415
    from recommender.recommender import Recommender  # noqa: PLC0415
    from recommender.star_biases import share_for_factors  # noqa: PLC0415
    from recommender.training import train  # noqa: PLC0415
    from scripts.benches.synthetic import made_up_catalogue  # noqa: PLC0415

    movie_ids = np.load(_beside(folder))
    ratings, _ = read_parquet(folder, movie_ids)
    on_spark = artifact.read(Path(made_on_spark))
    films = np.empty(0, np.int32) if on_spark.ranking_model is None else on_spark.ranking_model.item_rows

    def rank(ratings: Ratings, **how: Any) -> RankingModel:
        """Let the films of the other model take part, not as many as would fit."""
        return learn_from_ratings(ratings, films, NOTHING, how["attributes"], threads=how["threads"])

    with watched_tree() as tree:
        clocks = _clocks_of(tree)
        began = clocks()
        one = train(ratings, made_up_catalogue(movie_ids), seed=0, rank=rank)
        seconds, processor = _between(began, clocks())
    both = [Recommender(one), Recommender(on_spark)]
    people = min(PEOPLE_COMPARED, ratings.n_users)
    starts = np.searchsorted(ratings.user_rows, np.arange(people + 1))
    same = shared = 0
    for first, end in pairwise(starts.tolist()):
        part = slice(first, min(first + RATED, end))
        rated = dict(
            zip(movie_ids[ratings.item_rows[part]].tolist(), ratings.stars[part].tolist(), strict=True)
        )
        lists = [[film.movie_id for film in each.recommend(rated, n=LENGTH).items] for each in both]
        same += lists[0] == lists[1]
        shared += len(set(lists[0]) & set(lists[1]))
    return {
        "people": people,
        "same": same / people,
        "shared": shared / (LENGTH * people),
        "share_for_factors": share_for_factors(ratings.n_ratings),
        "seconds": seconds,
        "processor": processor,
    }


def seconds_of_a_block(n_people: int, n_items: int, films: int) -> dict[str, Any]:
    """Take the sums of a million ratings at one support size, as one task does; return processor times."""
    from recommender import block_sums  # noqa: PLC0415
    from recommender.ranking_training import most_rated  # noqa: PLC0415
    from scripts.benches.synthetic import made_up_ratings  # noqa: PLC0415

    ratings = made_up_ratings(n_people, n_items, 1_000_000)
    totals = block_sums.count_totals(ratings)
    taking_part = most_rated(totals.counts, films)
    counts = totals.counts[taking_part].astype(np.float32)
    people = block_sums.people_of(ratings, block_sums.Everybody(taking_part, counts, totals.mean_size))
    found = {}
    for name in ("items", "grams", "crosses"):
        began = time.process_time()
        getattr(block_sums, f"sum_of_{name}")([people], len(taking_part), SUPPORT_SIZE)
        found[name] = time.process_time() - began
    return found | {"films": len(taking_part)}


def _watch(owner: Any, name: str, clocks: Clocks) -> list[float]:
    """Put a watched method in the place of one; return the seconds it takes, which grow, by both clocks."""
    method, took = getattr(owner, name), [0.0, 0.0]

    def watched(*arguments: Any) -> Any:
        began = clocks()
        try:
            return method(*arguments)
        finally:
            for place, seconds in enumerate(_between(began, clocks())):
                took[place] += seconds

    setattr(owner, name, watched)
    return took


def _clocks_of(tree: ProcessTree) -> Clocks:
    """Return what tells the seconds by the clock, and those of processor time of a tree of processes."""
    return lambda: (time.perf_counter(), tree.look())


def _between(one: tuple[float, float], other: tuple[float, float]) -> tuple[float, float]:
    return other[0] - one[0], other[1] - one[1]


def run(options: Options) -> Iterator[Row]:
    """Sum up a million ratings; then train each shape with so many tasks at once, and in one process."""
    for n_people, n_items, films in BLOCKS:
        found = in_child(seconds_of_a_block, threads=1, n_people=n_people, n_items=n_items, films=films)
        seconds = sum(found[name] for name in ("items", "grams", "crosses"))
        name = (
            f"1M ratings, {found['films']:,} films, one support size, one task: processor time, peak memory"
        )
        yield Row(name, f"{seconds:.1f} s, {found['peak_mb']:,.0f} MB")
    if importlib.util.find_spec("pyspark") is None or shutil.which("java") is None:
        yield Row("Spark", "not measured: pyspark or Java is missing")
        return
    yield from _compared("the data set", 0, (2,), str(options.movielens))
    for millions in options.millions:
        yield from _compared(f"{millions}M", millions, options.tasks)


def _compared(name: str, millions: int, tasks: tuple[int, ...], movielens: str = "") -> Iterator[Row]:
    """Train some ratings on Spark, with so many tasks at once, and in one process."""
    with tempfile.TemporaryDirectory() as parent:
        folder, out = str(Path(parent) / "ratings"), str(Path(parent) / "spark.model")
        written = in_child(write_files, folder=folder, millions=millions, movielens=movielens)
        yield Row(f"{name}: bytes of Parquet a rating", f"{written['bytes'] / written['n_ratings']:.1f}")
        for count in tasks:
            found = in_child(trained_on_spark, threads=1, folder=folder, tasks=count, out=out)
            yield _row(f"{name}: local[{count}], {found['films']:,} films", found)
        compared = in_child(same_lists, threads=1, folder=folder, made_on_spark=out)
    took = f"{compared['seconds']:.0f} s, {compared['processor']:.0f} s of processor time"
    yield Row(f"{name}: one process, training alone", took)
    yield _row_of_lists(name, compared)


def _row_of_lists(name: str, compared: dict[str, Any]) -> Row:
    """Return how many lists are equal; no bar where each model learned its factors from other people."""
    measure = f"{name}: the same top ten as of one process"
    of_people = f"{compared['same']:.1%} of {compared['people']:,} people"
    if compared["share_for_factors"] < 1:
        return Row(f"{measure}, factors from other people", f"{of_people}, {compared['shared']:.1%} of films")
    return Row(measure, of_people, "≥ 99.5 %", compared["same"] >= 0.995)


def _row(name: str, found: dict[str, Any]) -> Row:
    of_each = {part: found[part] for part in ("all", "reading", "stars", "sums", "rest")}
    told = (f"{part} {seconds:.0f} / {processor:.0f} s" for part, (seconds, processor) in of_each.items())
    return Row(f"{name}: by the clock / processor time", ", ".join(told))


BENCH = Bench("spark", "Training on Spark, on this machine", run)
