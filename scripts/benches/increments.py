"""A nightly retrain from kept sums: 500 people rated 5,000 films since the full training.

Half of them are new and rated ten films each; half had rated before, gave half of their ten films other stars
and have five new ones. Reading the database and the gate are not in it: they are those of every retrain.
"""

from __future__ import annotations

import tempfile
import time
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import numpy as np

from scripts.benches.measuring import Bench, Options, Row, at_most, in_child
from scripts.benches.scale import MEMORY_MB, SHAPES, write_ratings

PEOPLE, FILMS_EACH = 500, 10
SECONDS_BAR, MEMORY_BAR = 60.0, 1_200.0
COMPARED_UP_TO = 1  # million ratings: everything is summed up anew for it
FACTORS = 100
FILMS_OF_32M = 10_110  # that fit into 2,000 MB


def keep_sums(folder: str, memory_mb: int, strip_threads: int) -> dict[str, Any]:
    """Sum up everybody and keep that, beside models of zeros."""
    from recommender.film_sums import sum_up_films  # noqa: PLC0415
    from recommender.kept_sums import SumsFolder  # noqa: PLC0415 - in the child only
    from recommender.pair_sums import sum_up_pairs  # noqa: PLC0415
    from recommender.ranking_training import participants  # noqa: PLC0415
    from recommender.sum_terms import begin_terms  # noqa: PLC0415

    ratings = _ratings(folder)
    began = time.perf_counter()
    terms, people = begin_terms(ratings, participants(ratings, memory_mb, FACTORS))
    sums, checksums = SumsFolder(Path(folder) / "sums"), {}
    for kind, strips in sum_up_pairs(people, terms, threads=strip_threads):
        checksums[kind.name] = sums.write(kind, strips)
    _write_index(sums, terms, sum_up_films(ratings, people), ratings.n_ratings, checksums)
    size = sum(path.stat().st_size for path in (Path(folder) / "sums").iterdir())
    return {"seconds": time.perf_counter() - began, "films": len(terms.movie_ids), "size_mb": size / 1e6}


def go_on(folder: str, strip_threads: int) -> dict[str, Any]:
    """Bring the sums up to date and learn from them."""
    from bot.retraining.changed_people import ChangedPeople  # noqa: PLC0415 - in the child only
    from bot.retraining.increment import Increment, SumsOrigin  # noqa: PLC0415
    from bot.retraining.increments import Increments  # noqa: PLC0415
    from recommender.keeping import SumsKeeper  # noqa: PLC0415
    from recommender.kept_sums import SumsFolder  # noqa: PLC0415
    from scripts.benches.synthetic import made_up_catalogue  # noqa: PLC0415

    sums = SumsFolder(Path(folder) / "sums")
    before, now = _changed(folder)
    catalogue = made_up_catalogue(now.ratings.movie_ids)
    began, worked = time.perf_counter(), time.process_time()
    index = sums.read_index()
    nobody = _nobody()
    people = ChangedPeople(before, now, nobody, nobody, PEOPLE * FILMS_EACH, 0, 0, 0)
    increments = Increments(SumsKeeper(sums), {}, threads=strip_threads)
    origin = SumsOrigin(**index.origin)
    read_at = datetime.fromisoformat(origin.read_at)
    increment = increments.bring_up_to_date(Increment(index, origin, catalogue, people, read_at))
    brought, work_of_that = time.perf_counter(), time.process_time() - worked
    increments.train(increment, lambda _: None)
    ended = time.perf_counter()
    return {
        "seconds": ended - began,
        "update_seconds": brought - began,
        "learn_seconds": ended - brought,
        "processor_seconds": time.process_time() - worked,
        "update_processor_seconds": work_of_that,
    }


def compare(folder: str, strip_threads: int) -> dict[str, Any]:
    """Sum up everybody as they are now, by the same terms, and compare every number."""
    from recommender.kept_sums import SumsFolder  # noqa: PLC0415 - in the child only
    from recommender.pair_sums import sum_up_pairs  # noqa: PLC0415
    from recommender.sum_terms import people_under  # noqa: PLC0415

    sums = SumsFolder(Path(folder) / "sums")
    index = sums.read_index()
    before, now = _changed(folder)
    people = people_under(index.terms, _instead(_ratings(folder), before, now))
    equal = True
    for kind, strips in sum_up_pairs(people, index.terms, threads=strip_threads):
        kept = sums.read(kind, index.checksums[kind.name])
        for (_, mine), (_, anew) in zip(kept, strips, strict=True):
            equal = equal and bool(np.array_equal(mine, anew))
    return {"equal": equal}


def make_up_sums(folder: str) -> dict[str, Any]:
    """Write sums in the shape of 32M within 2,000 MB: their values change no figure."""
    from recommender.film_sums import UNIT, FilmSums  # noqa: PLC0415 - in the child only
    from recommender.kept_sums import SumsFolder  # noqa: PLC0415
    from recommender.pair_sums import PairKind  # noqa: PLC0415
    from recommender.sum_terms import SIZES, SumTerms  # noqa: PLC0415

    n_items, m, gram_unit = SHAPES[32][1], FILMS_OF_32M, 2.0**22
    movie_ids = np.arange(1, n_items + 1, dtype=np.int32)
    np.save(Path(folder) / "movie_ids.npy", movie_ids)
    known = (1e6 / (10.0 + np.arange(m)) ** 0.8).astype(np.float32)
    terms = SumTerms(movie_ids[:m], known, 160.0, gram_unit, (2.0**14,) * len(SIZES), 1e7)
    directions = np.random.default_rng(0).normal(size=(m, 32)).astype(np.float32)
    sums, checksums = SumsFolder(Path(folder) / "sums"), {}

    def rows_of(strip: slice) -> Any:
        return directions[strip] @ directions.T

    def gram_of(strip: slice) -> Any:
        rows = rows_of(strip)[:, strip.start :] * gram_unit**2
        return rows.astype(np.int64) + np.eye(*rows.shape, dtype=np.int64) * int(1e3 * gram_unit**2)

    for size in SIZES:
        gram, cross = PairKind("gram", size, m), PairKind("cross", size, m)
        checksums[gram.name] = sums.write(gram, ((strip, gram_of(strip)) for strip in gram.strips()))
        checksums[cross.name] = sums.write(
            cross, ((strip, (rows_of(strip) * 2**14).astype(np.int32)) for strip in cross.strips())
        )
    many = np.full(n_items, 10**6, dtype=np.int64)
    none = np.zeros((len(SIZES), m), dtype=np.int64)
    likes = many * int(UNIT)
    films = FilmSums(movie_ids, many, 7 * many, likes, 0 * many, none, none, 2 * 10**5 * int(UNIT), 2 * 10**5)
    _write_index(sums, terms, films, 32_000_000, checksums)
    return {}


def _write_index(sums: Any, terms: Any, films: Any, n_ratings: int, checksums: Any) -> None:
    """Write what belongs to the strips, beside a star model and a ranking model of zeros."""
    from recommender.kept_sums import SumsIndex  # noqa: PLC0415 - in the child only
    from recommender.ranking_levels import RANK, WEIGHTS_A_ROW  # noqa: PLC0415
    from recommender.ranking_model import RankingModel  # noqa: PLC0415
    from recommender.ranking_training import SUPPORT_SIZES  # noqa: PLC0415
    from recommender.star_model import StarModel  # noqa: PLC0415

    n_items, m, s = len(films.movie_ids), len(terms.movie_ids), len(SUPPORT_SIZES)
    zeros = np.zeros((n_items, FACTORS), dtype=np.float32)
    ranking_model = RankingModel(
        item_rows=np.arange(m, dtype=np.int32),
        n_items=n_items,
        support_sizes=np.array(SUPPORT_SIZES, dtype=np.float32),
        bases=np.zeros((s, n_items), dtype=np.float32),
        neighbours=np.zeros((s, m, WEIGHTS_A_ROW), dtype=np.int16),
        weights=np.zeros((s, m, WEIGHTS_A_ROW), dtype=np.float16),
        outward=np.zeros((s, m, RANK), dtype=np.float32),
        inward=np.zeros((s, m, RANK), dtype=np.float32),
        counts=np.ones(m, dtype=np.int32),
        star_weight=0.05,
    )
    sums.write_index(
        SumsIndex(
            terms=terms,
            films=films,
            star_model=StarModel(3.5, zeros[:, 0].copy(), zeros),
            ranking_model=ranking_model,
            unlearned=np.zeros(s, dtype=np.int64),
            people=_nobody().to_keep(),
            origin=_origin(n_ratings),
            checksums=checksums,
        )
    )


def _shape_of_32m(threads: int) -> Iterator[Row]:
    """Measure an increment in 32M's shape: all sums are brought up to date, one support size is learned."""
    name = f"32M's shape, {FILMS_OF_32M:,} films"
    with tempfile.TemporaryDirectory() as folder:
        in_child(make_up_sums, threads=threads, folder=folder)
        went = in_child(go_on, threads=threads, folder=folder, strip_threads=threads)
    yield from _told_of(name, went)


def _told_of(name: str, went: dict[str, Any]) -> Iterator[Row]:
    yield at_most(f"{name}: gone on from", went["seconds"], SECONDS_BAR, "s")
    yield Row(f"{name}: of that, sums brought up to date", f"{went['update_seconds']:,.1f} s")
    yield Row(f"{name}: of that, learned from them", f"{went['learn_seconds']:,.1f} s")
    yield Row(f"{name}: its processor time", f"{went['processor_seconds']:,.1f} s")
    yield Row(f"{name}: of that, sums brought up to date", f"{went['update_processor_seconds']:,.1f} s")
    yield at_most(f"{name}: peak memory", went["peak_mb"], MEMORY_BAR, "MB")


def run(options: Options) -> Iterator[Row]:
    """Keep the sums of each size, go on from them, and up to 1M compare them with sums taken anew."""
    yield from _shape_of_32m(options.threads)
    for millions in options.millions:
        name, threads = f"{millions}M", options.threads
        with tempfile.TemporaryDirectory() as folder:
            in_child(write_ratings, folder=folder, millions=millions)
            kept = in_child(
                keep_sums, threads=threads, folder=folder, memory_mb=MEMORY_MB, strip_threads=threads
            )
            yield Row(f"{name}: everybody summed up and kept", f"{kept['seconds']:,.0f} s")
            yield Row(f"{name}: films, on disk", f"{kept['films']:,}, {kept['size_mb']:,.0f} MB")
            yield Row(f"{name}: peak memory of that", f"{kept['peak_mb']:,.0f} MB")
            went = in_child(go_on, threads=threads, folder=folder, strip_threads=threads)
            yield from _told_of(name, went)
            if millions <= COMPARED_UP_TO:
                equal = in_child(compare, threads=threads, folder=folder, strip_threads=threads)["equal"]
                yield Row(f"{name}: against sums taken anew", _told(equal=equal), "equal", equal)


def _told(*, equal: bool) -> str:
    return "equal" if equal else "different"


def _ratings(folder: str) -> Any:
    """Return the written ratings; they are in order already."""
    from recommender.ratings import Ratings  # noqa: PLC0415

    columns = [np.load(Path(folder) / f"{name}.npy") for name in ("user_rows", "item_rows", "stars")]
    movie_ids = np.load(Path(folder) / "movie_ids.npy")
    return Ratings(columns[0], columns[1], columns[2], movie_ids, int(columns[0][-1]) + 1)


def _changed(folder: str) -> tuple[Any, Any]:
    """Return the people who changed, as they were and as they are: the same ones at every call."""
    from bot.retraining.changed_people import PeopleRatings  # noqa: PLC0415
    from recommender.ratings import build_ratings  # noqa: PLC0415

    if not (Path(folder) / "user_rows.npy").exists():
        return _made_up_change(np.load(Path(folder) / "movie_ids.npy"))
    user_rows, item_rows, stars = (
        np.load(Path(folder) / f"{name}.npy", mmap_mode="r") for name in ("user_rows", "item_rows", "stars")
    )
    movie_ids = np.load(Path(folder) / "movie_ids.npy")
    rng = np.random.default_rng(1)
    n_users = int(user_rows[-1]) + 1
    known = np.sort(rng.choice(n_users, PEOPLE // 2, replace=False))
    parts = [slice(*np.searchsorted(user_rows, [user, user + 1]).tolist()) for user in known.tolist()]
    had = [np.concatenate([column[part] for part in parts]) for column in (user_rows, item_rows, stars)]
    again = np.concatenate([part.start + np.arange(FILMS_EACH // 2) for part in parts])
    users = [had[0], user_rows[again], np.repeat(known, FILMS_EACH // 2)]
    users.append(np.repeat(n_users + np.arange(PEOPLE - len(known)), FILMS_EACH))
    newly = rng.choice(min(len(movie_ids), 20_000), len(users[2]) + len(users[3]))
    items = [had[1], item_rows[again], newly]
    given = [had[2], rng.integers(1, 11, len(again) + len(newly)) / np.float32(2)]
    before = build_ratings(had[0], movie_ids[had[1]], had[2], item_ids=movie_ids)
    everybody = np.concatenate(users)
    now = build_ratings(
        everybody, movie_ids[np.concatenate(items)], np.concatenate(given), item_ids=movie_ids
    )
    return PeopleRatings(np.unique(had[0]), before), PeopleRatings(np.unique(everybody), now)


def _made_up_change(movie_ids: Any) -> tuple[Any, Any]:
    """Return 250 people who rated 160 films and change ten of them, and 250 who rate ten."""
    from bot.retraining.changed_people import PeopleRatings  # noqa: PLC0415
    from recommender.ratings import build_ratings  # noqa: PLC0415

    rng = np.random.default_rng(1)
    fame = 1.0 / (10.0 + np.arange(len(movie_ids))) ** 0.8
    sizes = np.repeat([160, FILMS_EACH], PEOPLE // 2)
    users = np.repeat(np.arange(PEOPLE), sizes)
    films = movie_ids[rng.choice(len(movie_ids), len(users), p=fame / fame.sum())]
    stars = rng.integers(1, 11, len(users)) / np.float32(2)
    old = users < PEOPLE // 2
    again = old & (np.arange(len(users)) % 160 < FILMS_EACH)
    changed = np.where(again, 5.5 - stars, stars).astype(np.float32)
    before = build_ratings(users[old], films[old], stars[old], item_ids=movie_ids)
    now = build_ratings(users, films, changed, item_ids=movie_ids)
    return PeopleRatings(np.arange(PEOPLE // 2), before), PeopleRatings(np.arange(PEOPLE), now)


def _instead(ratings: Any, before: Any, now: Any) -> Any:
    """Return all ratings with some people as they are now."""
    from recommender.ratings import build_ratings  # noqa: PLC0415

    others = ~np.isin(ratings.user_rows, before.person_ids)
    return build_ratings(
        np.concatenate([ratings.user_rows[others], now.person_ids[now.ratings.user_rows]]),
        ratings.movie_ids[np.concatenate([ratings.item_rows[others], now.ratings.item_rows])],
        np.concatenate([ratings.stars[others], now.ratings.stars]),
        item_ids=ratings.movie_ids,
    )


def _nobody() -> Any:
    from bot.retraining.changed_people import PeopleRatings  # noqa: PLC0415
    from recommender.ratings import build_ratings  # noqa: PLC0415

    none = np.zeros(0, dtype=np.int64)
    return PeopleRatings(none, build_ratings(none, none.astype(np.int32), none.astype(np.float32)))


def _origin(n_ratings: int) -> dict[str, Any]:
    return {
        "made_as": "",
        "movielens": "",
        "share": 0.0,
        "begun_at": "2026-01-01T00:00:00+00:00",
        "read_at": "2026-01-01T00:00:00+00:00",
        "n_ratings": n_ratings,
        "changed": 0,
        "fingerprint": "",
        "catalogue": "",
    }


BENCH = Bench("increments", "A retrain that goes on from kept sums", run)
