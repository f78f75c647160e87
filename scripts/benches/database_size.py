"""What MovieLens takes in PostgreSQL, measured on made-up ratings of two sizes."""

from __future__ import annotations

from collections.abc import Iterator

import sqlalchemy as sa
from sqlalchemy.engine import Engine

from scripts.benches.measuring import Bench, Options, Row
from scripts.benches.synthetic import made_up_ratings
from scripts.benches.web_process import own_postgres
from storage.movielens.loading import load
from storage.records.catalogue import Movie

SIZES = ((610, 9_700, 100_000), (6_040, 3_700, 1_000_000))


def run(_: Options) -> Iterator[Row]:
    """Load, vacuum, and ask the server."""
    for n_users, n_items, n_ratings in SIZES:
        with own_postgres() as engine:
            ratings = made_up_ratings(n_users, n_items, n_ratings)
            movie_ids = ratings.movie_ids
            movies = [
                Movie(int(m), f"A Film about the Number {m}", 2000, ("Drama",), f"tt{m:07}", int(m))
                for m in movie_ids
            ]
            load(
                engine,
                movies,
                ratings.user_rows + 1,
                movie_ids[ratings.item_rows],
                ratings.stars,
                ratings.user_rows * 0 + 1_700_000_000,
            )
            rated, listed = _bytes(engine, "movielens_ratings"), _bytes(engine, "movies")
        rows = len(ratings.stars)
        yield Row(
            f"{rows:,} ratings", f"{rated / 1e6:,.1f} MB, {rated / rows:.1f} bytes each with their index"
        )
        yield Row(
            f"{len(movie_ids):,} films", f"{listed / 1e6:,.1f} MB, {listed / len(movie_ids):.0f} bytes each"
        )


def _bytes(engine: Engine, table: str) -> int:
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.exec_driver_sql(f"VACUUM ANALYZE {table}")
        return int(connection.scalar(sa.select(sa.func.pg_total_relation_size(table))) or 0)


BENCH = Bench("database-size", "What MovieLens takes in PostgreSQL", run)
