"""The tables themselves refuse what makes no sense, on both databases."""

from __future__ import annotations

import pytest
import sqlalchemy as sa
from sqlalchemy.engine import Engine

from storage.tables import metadata
from storage.tables.catalogue import movielens_ratings, movies
from storage.tables.people import chat_ratings, dismissals
from storage.tables.running import live_model, model_versions
from storage.unit_of_work import UnitOfWorkFactory
from tests.storage.conftest import ANNA, NOON

HALVES = [half / 2 for half in range(1, 11)]


@pytest.mark.parametrize("table", [chat_ratings, movielens_ratings], ids=lambda table: str(table.name))
def test_stars_go_from_one_half_to_five_in_halves(
    stocked: UnitOfWorkFactory, engine: Engine, table: sa.Table
) -> None:
    person = {"chat_user_id": ANNA} if table is chat_ratings else {"movielens_user_id": 1}
    statement = sa.insert(table).values(person | {"movie_id": 1, "rated_at": NOON})
    for stars in HALVES:
        with engine.connect() as connection:
            connection.execute(statement.values(stars=stars))
    for stars in (-1.0, 0.0, 0.25, 3.3, 4.9999, 5.5, float("nan"), float("inf")):
        with engine.connect() as connection, pytest.raises(sa.exc.IntegrityError):
            connection.execute(statement.values(stars=stars))


@pytest.mark.parametrize(
    "statement",
    [
        sa.insert(chat_ratings).values(chat_user_id=ANNA, movie_id=99, stars=3, rated_at=NOON),
        sa.insert(chat_ratings).values(chat_user_id=1, movie_id=1, stars=3, rated_at=NOON),
        sa.insert(movielens_ratings).values(movielens_user_id=1, movie_id=99, stars=3, rated_at=NOON),
        sa.insert(dismissals).values(chat_user_id=ANNA, movie_id=1, kind="bored", dismissed_at=NOON),
        sa.insert(live_model).values(slot=1, version=1),
        sa.insert(live_model).values(slot=2, version=1),
        sa.insert(model_versions).values(state="asleep", requested_by="", seed=0, created_at=NOON, report={}),
        sa.delete(movies).where(movies.c.movie_id == 1),
    ],
    ids=str,
)
def test_references_and_names_are_checked(
    stocked: UnitOfWorkFactory, engine: Engine, statement: sa.Insert
) -> None:
    with engine.connect() as connection, pytest.raises(sa.exc.IntegrityError):
        connection.execute(statement)


def test_every_name_is_in_lower_case_and_every_constraint_has_one() -> None:
    for table in metadata.tables.values():
        names = [table.name, *(column.name for column in table.c)]
        names += [str(constraint.name) for constraint in table.constraints]
        assert [name for name in names if name != name.lower() or name == "None"] == []


def test_every_reference_to_a_movie_or_person_has_an_index() -> None:
    for table in metadata.tables.values():
        leading = {next(iter(index.columns)).name for index in table.indexes}
        leading |= {next(iter(table.primary_key.columns)).name}
        referring = {column.name for column in table.c if column.foreign_keys}
        # movielens_ratings is only ever replaced as a whole, live_model has one row
        exempt = {"movielens_ratings", "live_model"}
        assert table.name in exempt or referring <= leading, table.name
