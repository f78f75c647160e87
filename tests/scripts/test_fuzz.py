"""A short run of the fuzzer on each database, and the parts that find, tell and shrink faults."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from random import Random
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.engine import URL, Engine

from bot.handlers.callback_router import CallbackRouter
from bot.playground.bot_api import Answered
from bot.playground.call import Call
from bot.presentation.buttons import Payload
from bot.presentation.callback_data import StaleButton, known_kinds, unpack
from scripts.benches.small_database import NotEmpty, small_database, stock_small_database
from scripts.fuzz import __main__ as program
from scripts.fuzz.buttons import damaged, payload
from scripts.fuzz.invariants import Fault, _broken_limit, senders_of
from scripts.fuzz.mutations import mutated, places_of
from scripts.fuzz.rows import RowWatch
from scripts.fuzz.run import Findings, FoundCase, fuzz
from scripts.fuzz.shrinking import shrink
from scripts.fuzz.soak import Held, Soaked, soak
from scripts.fuzz.updates import BODIES, Surroundings, UpdateMaker
from storage.tables.people import chat_users

pytestmark = pytest.mark.slow

UPDATES = 150
NO_SURROUNDINGS = Surroundings([1, 4], ["Badi", "Cefo"], [{"file_id": "f", "file_unique_id": "f"}], {})


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest) -> str:
    """Return the name of a database to fuzz on: each kind in turn."""
    if request.param == "sqlite":
        return "sqlite"
    make: Callable[[str], URL] = request.getfixturevalue("empty_postgres_database")
    return make("fuzzed").render_as_string(hide_password=False)


async def test_a_few_hundred_updates_break_nothing(database: str) -> None:
    findings = await fuzz(UPDATES, seed=1, database=database)
    assert findings.cases == {}
    assert (findings.sent, findings.left_in_inbox) == (UPDATES, 0)


async def test_a_soak_tells_what_the_process_holds() -> None:
    soaked = await soak(200, seed=1)
    assert soaked.left_in_inbox == 0
    assert soaked.late.tasks <= soaked.early.tasks
    assert soaked.late.connections == 0
    assert 6 < soaked.hours < 100  # about a day, by how often the clock is looked at


def test_what_is_left_over_is_not_clean() -> None:
    early = Held(100, 5, 4, 0)
    assert Soaked(early, Held(109, 5, 4, 0), 24, 0).is_clean
    for late in (Held(111, 5, 4, 0), Held(100, 6, 4, 0), Held(100, 5, 5, 0), Held(100, 5, 4, 1)):
        assert not Soaked(early, late, 24, 0).is_clean
    assert not Soaked(early, early, 24, 1).is_clean


async def test_what_breaks_is_found_and_shrunk(monkeypatch: pytest.MonkeyPatch) -> None:
    handle: Any = CallbackRouter._handle

    async def break_on_films(router: CallbackRouter, tap: Any, button: Payload, context: Any) -> None:
        if hasattr(button, "movie_id"):
            raise ZeroDivisionError
        await handle(router, tap, button, context)

    monkeypatch.setattr(CallbackRouter, "_handle", break_on_films)
    monkeypatch.setattr("scripts.fuzz.run.MAX_KINDS_OF_FAULTS", 1)  # ends with the first that it finds
    findings = await fuzz(1_000, seed=2)
    assert not findings.is_clean
    [case] = [each for kind, each in findings.cases.items() if kind.startswith("ZeroDivisionError")]
    assert case.is_repeatable
    [update] = case.updates
    assert hasattr(unpack(update["callback_query"]["data"]), "movie_id")
    assert "last_name" not in update["callback_query"]["from"]


def test_a_tap_that_is_not_answered_would_be_found() -> None:
    assert senders_of({"update_id": 1, "x": {"from": {"id": 3}}, "y": {"user": {"id": 4}}}) == {3, 4}
    assert senders_of({"update_id": 1, "x": {"from": {"id": []}, "chat": {"id": 5}}, "y": 7}) == set()


async def test_a_history_is_shrunk_to_the_two_updates_that_matter() -> None:
    async def breaks(case: list[dict[str, Any]]) -> bool:
        return any("first" in each for each in case) and "x" in str(case[-1].get("last"))

    history = [
        {"update_id": 1, "first": 1},
        {"update_id": 2},
        {"update_id": 3, "last": "xyz", "more": [1, 2]},
    ]
    assert await shrink(history, breaks) == [{"update_id": 1, "first": 1}, {"update_id": 3, "last": "xyz"}]
    assert await shrink([{"update_id": 2}], breaks) is None


def test_a_changed_row_of_anybody_is_seen(engine: Engine) -> None:
    with engine.begin() as connection:
        connection.execute(sa.insert(chat_users), [person(1), person(2)])
    watch = RowWatch(engine)
    try:
        watch.changed_people()
        assert watch.changed_people() == set()
        with engine.begin() as connection:
            connection.execute(
                sa.update(chat_users).where(chat_users.c.chat_user_id == 2).values(boldness=1.0)
            )
        assert watch.changed_people() == {("chat_users", 2)}
        with engine.begin() as connection:
            connection.execute(sa.delete(chat_users).where(chat_users.c.chat_user_id == 1))
        assert watch.changed_people() == {("chat_users", 1)}
    finally:
        watch.close()


def person(chat_user_id: int) -> dict[str, Any]:
    """Return a row of somebody."""
    now = datetime(2026, 11, 22, tzinfo=UTC)
    names = {"chat_user_id": chat_user_id, "first_name": "A", "boldness": 0.0}
    return names | {"created_at": now, "last_seen_at": now}


def test_the_same_seed_makes_the_same_updates_and_every_kind_comes() -> None:
    one, other = (UpdateMaker(Random(7), NO_SURROUNDINGS) for _ in range(2))
    made = [one.make() for _ in range(2000)]
    assert made == [other.make() for _ in range(2000)]
    assert {kind for update in made for kind in update} == {"update_id", *BODIES}


def test_mutations_leave_the_original_alone_and_change_something() -> None:
    rng, update = Random(3), UpdateMaker(Random(3), NO_SURROUNDINGS).make()
    before = str(update)
    assert sum(str(mutated(rng, update)) != before for _ in range(100)) > 90
    assert str(update) == before
    assert all(container[key] is not None for container, key in places_of({"a": [1, {"b": 2}]}))


def test_payloads_are_real_ones_and_damaged_ones() -> None:
    rng = Random(4)
    kinds, stale = set(), 0
    for _ in range(2000):
        try:
            kinds.add(type(unpack(payload(rng, 5, [1, 4]))))
        except StaleButton:
            stale += 1
    assert len(kinds) == len(known_kinds()) - 1
    assert 100 < stale < 600
    assert damaged(rng, "1s:5") is not None


def test_a_database_in_use_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with small_database("sqlite", tmp_path) as engine:
        stock_small_database(engine)
    with pytest.raises(NotEmpty), small_database("sqlite", tmp_path):
        pass
    assert program.main(["--database", f"sqlite:///{tmp_path / 'matinee.db'}"]) == 2
    assert "the database has movies; give an empty one" in capsys.readouterr().err


def test_a_case_is_told_as_json_and_is_an_exit_code(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    async def find(*_: object) -> Findings:
        findings = Findings(sent=3)
        findings.cases["it hangs"] = FoundCase(Fault("it hangs", "somewhere"), [{"update_id": 1}], True)
        findings.times["it hangs"] = 2
        return findings

    monkeypatch.setattr(program, "fuzz", find)
    assert program.main(["--updates", "3"]) == 1
    told = capsys.readouterr().out
    assert '## it hangs (2 times)\n\nsomewhere\n{"update_id": 1}' in told
    assert "1 kinds of faults, 0 updates left in the inbox" in told


@pytest.mark.parametrize(
    ("method", "words", "is_fault"),
    [
        ("sendMessage", "Bad Request: message is too long", True),
        ("editMessageText", "Bad Request: message is not modified", False),
        ("deleteEphemeralMessage", "Bad Request: message not found", False),  # it is a question
    ],
)
def test_a_refusal_is_a_fault_unless_it_was_foreseen(method: str, words: str, is_fault: bool) -> None:
    answered = Answered(Call(method, {}, {}), 400, {"description": words})
    assert (_broken_limit(answered) is not None) == is_fault
