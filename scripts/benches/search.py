"""Finding films by typed titles: time, memory, how often the right one is first, and an import's matches."""

from __future__ import annotations

import csv
import gc
import os
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from scripts.benches.measuring import Bench, Options, Row, at_most, in_child

if TYPE_CHECKING:
    from bot.search.title_index import TitleIndex
    from bot.search.titles import IndexedTitle
    from scripts.benches.typed_titles import TypedTitle

N_TITLES, N_SEARCHES, N_CORRUPTED, N_IMPORTED = 87_585, 2_000, 2_000, 2_000
SEED = 7
WANTED = 5
_STATUS = Path("/proc/self/status")


def write_titles(path: str) -> dict[str, Any]:
    """Write made-up titles and texts typed for them to two files."""
    from scripts.benches.typed_titles import corrupted_titles, made_up_titles  # noqa: PLC0415 - in the child only

    films = list(made_up_titles(N_TITLES, SEED))
    with Path(path).open("w", newline="") as file:
        csv.writer(file).writerows((film.movie_id, film.title, film.year, film.popularity) for film in films)
    texts = [typed.text for typed in corrupted_titles(films, N_SEARCHES, SEED)]
    Path(f"{path}.texts").write_text("\n".join(texts))
    return {}


def search_titles(path: str) -> dict[str, Any]:
    """Build an index of the titles in a file and search it, on one core."""
    import numpy as np  # noqa: PLC0415 - the worker has it before any search

    _stay_on_one_core()
    gc.collect()
    before = _resident_mb()
    from bot.search.title_index import TitleIndex  # noqa: PLC0415 - its memory counts

    began = time.perf_counter()
    index = TitleIndex.build(_read_titles(path))
    build_seconds = time.perf_counter() - began
    gc.collect()
    memory = _resident_mb() - before
    seconds, cpu = [], []
    for text in Path(f"{path}.texts").read_text().splitlines():
        began, worked = time.perf_counter(), time.thread_time()
        index.search(text, n=WANTED)
        seconds.append(time.perf_counter() - began)
        cpu.append(time.thread_time() - worked)
    p50, p99 = (float(value) * 1e3 for value in np.percentile(seconds, [50, 99]))
    cpu_p99 = float(np.percentile(cpu, 99)) * 1e3
    return {"build": build_seconds, "memory": memory, "p50": p50, "p99": p99, "cpu_p99": cpu_p99}


def find_corrupted(source: str) -> dict[str, Any]:
    """Search a data set for its own titles, corrupted."""
    from bot.search.title_index import TitleIndex  # noqa: PLC0415 - in the child only
    from scripts.benches.typed_titles import corrupted_titles  # noqa: PLC0415

    films = _read_movielens(source)
    index = TitleIndex.build(films)
    typed = corrupted_titles(films, N_CORRUPTED, SEED)
    found = [[match.movie_id for match in index.search(title.text, n=3)] for title in typed]
    first = sum(ids[:1] == [title.movie_id] for ids, title in zip(found, typed, strict=True))
    among_three = sum(title.movie_id in ids for ids, title in zip(found, typed, strict=True))
    return {
        "first": first / len(typed) * 100,
        "among_three": among_three / len(typed) * 100,
        "local": _local_found(index, films),
    }


def _local_found(index: TitleIndex, films: list[IndexedTitle]) -> float:
    """Return of how many titles of other countries, with an error in each, the film is first, in percent."""
    from scripts.benches.typed_titles import mistyped_local_titles  # noqa: PLC0415 - in the child only

    typed = mistyped_local_titles(films, N_CORRUPTED, SEED)
    found = [index.search(title.text, n=1) for title in typed]
    first = sum(
        bool(each) and each[0].movie_id == title.movie_id for each, title in zip(found, typed, strict=True)
    )
    return first / len(typed) * 100


def match_import(source: str) -> dict[str, Any]:
    """Match a data set's titles, written as Letterboxd exports them, and those of other countries."""
    from bot.search.title_index import TitleIndex  # noqa: PLC0415 - in the child only
    from scripts.benches.typed_titles import TypedTitle, letterboxd_titles  # noqa: PLC0415

    _stay_on_one_core()
    films = _read_movielens(source)
    index = TitleIndex.build(films)
    exported = letterboxd_titles(films, SEED)
    began = time.perf_counter()
    right, wrong = _matched(index, exported)
    seconds = time.perf_counter() - began
    local = [TypedTitle(title, film.movie_id, film.year) for film in films for title in film.local_titles]
    local_right, local_wrong = _matched(index, local)
    return {
        "right": right,
        "wrong": wrong,
        "local_right": local_right,
        "local_wrong": local_wrong,
        "seconds": seconds / len(exported) * N_IMPORTED,
    }


def _matched(index: TitleIndex, exported: list[TypedTitle]) -> tuple[float, float]:
    """Return how many titles are matched with their film and with another one, in percent."""
    from bot.search.matching import Matched, match_title  # noqa: PLC0415 - in the child only

    found = [match_title(index, title.text, title.year) for title in exported]
    matched = [
        match.movie_id == title.movie_id
        for match, title in zip(found, exported, strict=True)
        if isinstance(match, Matched)
    ]
    return sum(matched) / len(exported) * 100, (len(matched) - sum(matched)) / len(exported) * 100


def _read_titles(path: str) -> Iterator[IndexedTitle]:
    """Yield the films of a file; the first of them have the real ones' titles of other countries."""
    from bot.search.local_titles import local_titles, shipped_titles  # noqa: PLC0415 - in the child only
    from bot.search.titles import IndexedTitle  # noqa: PLC0415

    known = iter(shipped_titles())
    with Path(path).open(newline="") as file:
        for movie_id, title, year, popularity in csv.reader(file):
            elsewhere = local_titles(next(known, None))
            yield IndexedTitle(int(movie_id), title, int(year), int(popularity), elsewhere)


def _read_movielens(source: str) -> list[IndexedTitle]:
    from collections import Counter  # noqa: PLC0415 - in the child only

    from bot.search.local_titles import local_titles  # noqa: PLC0415
    from bot.search.titles import IndexedTitle  # noqa: PLC0415
    from recommender.movielens.reading import read_movielens  # noqa: PLC0415

    data = read_movielens(Path(source))
    counts = Counter(data.movie_ids.tolist())
    return [
        IndexedTitle(
            movie.movie_id, movie.title, movie.year, counts[movie.movie_id], local_titles(movie.imdb_id)
        )
        for movie in data.movies
    ]


def _stay_on_one_core() -> None:
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})


def _resident_mb() -> float:
    """Return this process's resident memory; 0 where the system does not say."""
    if not _STATUS.exists():
        return 0.0
    line = next(line for line in _STATUS.read_text().splitlines() if line.startswith("VmRSS"))
    return int(line.split()[1]) / 1024


def _at_least(measure: str, value: float, bar: float) -> Row:
    return Row(measure, f"{value:.2f} %", f"≥ {bar:g} %", value >= bar)


def run(options: Options) -> Iterator[Row]:
    """Yield speed and memory with made-up titles, then quality with the data set's own."""
    with tempfile.TemporaryDirectory() as folder:
        path = str(Path(folder) / "titles.csv")
        in_child(write_titles, path=path)
        searched = in_child(search_titles, threads=1, path=path)
    yield Row(f"building the index of {N_TITLES:,} titles", f"{searched['build']:.1f} s")
    yield at_most("its memory, with the code it needs", searched["memory"], 25, "MB")
    yield Row("a search, median", f"{searched['p50']:.1f} ms")
    yield at_most("a search, p99", searched["p99"], 30, "ms")
    yield Row("the same in CPU time, p99 (whatever else runs)", f"{searched['cpu_p99']:.1f} ms")
    source = str(options.movielens)
    found = in_child(find_corrupted, threads=1, source=source)
    yield _at_least(f"{N_CORRUPTED:,} corrupted titles: the film comes first", found["first"], 93)
    yield _at_least("the same: among the first three", found["among_three"], 97)
    yield _at_least(f"{N_CORRUPTED:,} local titles with an error: the film comes first", found["local"], 93)
    matched = in_child(match_import, threads=1, source=source)
    yield _at_least("titles as Letterboxd exports them: matched rightly", matched["right"], 97)
    yield at_most("the same: matched with a wrong film", matched["wrong"], 0.2, "%")
    yield _at_least("local titles with their years: matched rightly", matched["local_right"], 97)
    yield at_most("the same: matched with a wrong film", matched["local_wrong"], 0.2, "%")
    yield at_most(f"Letterboxd's: {N_IMPORTED:,} rows, one core", matched["seconds"], 2, "s")


BENCH = Bench("search", "Finding films by typed titles", run)
