"""A database with a few hundred made-up films and a made-up model, for programs that only need some."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Engine

from scripts.benches.synthetic import made_up_model, made_up_ratings
from scripts.benches.web_process import let_live, own_postgres, stock
from storage.database import create_engine_for, normalise_url
from storage.migrating import upgrade
from storage.tables.catalogue import movies
from storage.tables.people import chat_users

FILMS, RATED_FILMS, TAKING_PART = 300, 100, 100


class NotEmpty(Exception):
    """A database that is in use must not be filled with made-up things."""


@contextmanager
def small_database(where: str, folder: Path) -> Iterator[Engine]:
    """Open a database with every table: "sqlite", a file in the folder; "postgresql", a server of its own;
    or the address of an empty one, raises NotEmpty when it is not.
    """
    if where == "postgresql":
        with own_postgres() as engine:
            yield engine
        return
    engine = create_engine_for(normalise_url(None if where == "sqlite" else where, folder))
    try:
        upgrade(engine)
        _check_empty(engine)
        yield engine
    finally:
        engine.dispose()


def stock_small_database(engine: Engine) -> dict[int, str]:
    """Load films, ratings and a model that serves; return the titles of the films that were rated."""
    model = made_up_model(FILMS, TAKING_PART)
    made_up = made_up_ratings(50, RATED_FILMS, 1_000)
    ratings = replace(made_up, movie_ids=model.catalogue.movie_ids[: made_up.n_items])
    stock(engine, ratings, model.catalogue)
    let_live(engine, model)
    films = zip(model.catalogue.movie_ids.tolist(), model.catalogue.titles, strict=True)
    return dict(list(films)[:RATED_FILMS])


def hurry(engine: Engine) -> None:
    """Let commits not wait for the disk: nothing here needs to outlive a power cut."""
    is_sqlite = engine.dialect.name == "sqlite"
    statement = "PRAGMA synchronous = OFF" if is_sqlite else "SET synchronous_commit = off"

    def prepare(connection: Any, _record: object) -> None:
        cursor = connection.cursor()
        cursor.execute(statement)
        cursor.close()
        connection.commit()

    engine.dispose()
    sa.event.listen(engine, "connect", prepare)


def _check_empty(engine: Engine) -> None:
    with engine.connect() as connection:
        for table in (movies, chat_users):
            if connection.scalar(sa.select(sa.func.count()).select_from(table)):
                raise NotEmpty(f"the database has {table.name.replace('_', ' ')}; give an empty one")
