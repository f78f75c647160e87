"""What a tap, a card, a list and a search ask for is found by index, however many people there are."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.engine import Engine

from scripts.benches.crowd import ACTIONS, fill
from storage.database import create_engine_for, normalise_url
from storage.migrating import upgrade
from storage.unit_of_work import UnitOfWork, unit_of_work_factory

pytestmark = pytest.mark.slow

PEOPLE, FILMS = 600, 2_000
GROWING = {
    *("chat_users", "chat_ratings", "dismissals", "watchlist", "seen_films", "impressions", "decks"),
    *("telegram_updates", "movies", "movielens_ratings", "poster_file_ids", "card_messages", "daily_picks"),
}
Action = Callable[[UnitOfWork, int, int, datetime], None]


@contextmanager
def statements_of(engine: Engine) -> Iterator[list[tuple[str, Any]]]:
    """Note every statement that reads or writes rows, with its values."""
    noted: list[tuple[str, Any]] = []

    def note(_connection: Any, _cursor: Any, statement: str, values: Any, *_: Any) -> None:
        if statement.lstrip().split()[0].upper() in {"SELECT", "INSERT", "UPDATE", "DELETE", "WITH"}:
            noted.append((statement, values))

    sa.event.listen(engine, "before_cursor_execute", note)
    try:
        yield noted
    finally:
        sa.event.remove(engine, "before_cursor_execute", note)


def scanned(engine: Engine, statement: str, values: Any) -> set[str]:
    """Return the tables of which the planner would read every row."""
    with engine.connect() as connection:
        explained = connection.exec_driver_sql(f"EXPLAIN (FORMAT JSON) {statement}", values).scalar_one()
    plans = explained if isinstance(explained, list) else json.loads(explained)
    return {node["Relation Name"] for node in nodes(plans[0]["Plan"]) if node["Node Type"] == "Seq Scan"}


def nodes(plan: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield plan
    for part in plan.get("Plans", []):
        yield from nodes(part)


@pytest.fixture
def crowd(postgresql_engine: Engine) -> Engine:
    fill(postgresql_engine, PEOPLE, FILMS)
    return postgresql_engine


def test_every_query_of_a_tap_a_card_a_list_and_a_search_stays_on_an_index(crowd: Engine) -> None:
    found = {}
    for action in ACTIONS:
        with statements_of(crowd) as noted, unit_of_work_factory(crowd)() as work:
            action(work, 17, 23, datetime.now(UTC))
            work.commit()
        assert noted
        for statement, values in noted:
            whole_tables = scanned(crowd, statement, values) & GROWING
            if whole_tables:
                found[f"{action.__name__}: {statement}"] = whole_tables
    assert found == {}


def test_a_query_without_an_index_would_be_noticed(crowd: Engine) -> None:
    assert scanned(crowd, "SELECT * FROM decks WHERE source = %(source)s", {"source": "x"}) == {"decks"}


def pages_of(engine: Engine, action: Action, person: int) -> int:
    """Return how many pages PostgreSQL looks at for what an action asks, in memory or on disk."""
    with statements_of(engine) as noted, unit_of_work_factory(engine)() as work:
        action(work, person, 23, datetime.now(UTC))
    pages = 0
    for statement, values in noted:
        with engine.connect() as connection:
            explained = connection.exec_driver_sql(
                f"EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) {statement}", values
            ).scalar_one()
            connection.rollback()
        plan = (explained if isinstance(explained, list) else json.loads(explained))[0]["Plan"]
        pages += plan["Shared Hit Blocks"] + plan["Shared Read Blocks"]
    return pages


def test_on_postgresql_ten_times_the_people_cost_hardly_more_pages(postgresql_engine: Engine) -> None:
    fill(postgresql_engine, 200, FILMS)
    few = {action.__name__: pages_of(postgresql_engine, action, 17) for action in ACTIONS}
    fill(postgresql_engine, 2_000, FILMS)
    many = {action.__name__: pages_of(postgresql_engine, action, 1_711) for action in ACTIONS}
    assert {name for name, pages in many.items() if pages > 1.5 * few[name]} == set(), (few, many)


def steps_of(engine: Engine, action: Action, person: int) -> int:
    """Return how many instructions SQLite's machine runs for what an action asks."""
    steps = 0

    def count() -> None:
        nonlocal steps
        steps += 1

    with unit_of_work_factory(engine)() as work:
        connection = work._connection.connection.driver_connection
        assert connection is not None
        connection.set_progress_handler(count, 1)
        try:
            action(work, person, 23, datetime.now(UTC))
        finally:
            connection.set_progress_handler(None, 1)
    return steps


@contextmanager
def sqlite_of(people: int, folder: Path) -> Iterator[Engine]:
    engine = create_engine_for(normalise_url(None, folder / str(people)))
    try:
        upgrade(engine)
        fill(engine, people, FILMS)
        yield engine
    finally:
        engine.dispose()


@pytest.mark.parametrize("action", ACTIONS, ids=lambda action: action.__name__)
def test_on_sqlite_ten_times_the_people_cost_hardly_more_steps(tmp_path: Path, action: Action) -> None:
    with sqlite_of(60, tmp_path) as small, sqlite_of(600, tmp_path) as large:
        assert steps_of(large, action, 17) <= 1.3 * steps_of(small, action, 17)
