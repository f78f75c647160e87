"""Whatever can break at each wait between an update and its answer: nothing is lost, nothing comes twice."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from bot.playground.request import PlaygroundRequest
from bot.updates.dispatcher import UpdateDispatcher
from scripts.faults import __main__ as program
from scripts.faults.breakable import BreakableTelegram
from scripts.faults.breaks import BREAKS, AwaitCost
from scripts.faults.each_await import strike_at_each_await

pytestmark = [
    pytest.mark.slow,
    # What a killed bot held is closed in no order.
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning", "ignore::ResourceWarning"),
]

KILLED = {"killed": BREAKS["killed"]}


@pytest.mark.parametrize(("mode", "database"), [("polling", "sqlite"), ("webhook", "postgresql")])
async def test_whatever_breaks_at_some_awaits_costs_nothing(mode: str, database: str) -> None:
    costs = await strike_at_each_await(mode, database, every=6)
    assert costs.keys() == BREAKS.keys()
    for name, cost in costs.items():
        assert cost.waits >= 3, name
        assert (cost.lost, cost.doubled, cost.unforeseen) == (0, 0, 0), name
        assert cost.unanswered == 0 or name.startswith("killed"), name


async def test_a_reply_that_comes_twice_is_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    async def ask_at_once(self: Any, *args: Any, **kwargs: Any) -> tuple[int, bytes]:
        return await PlaygroundRequest.do_request(self, *args, **kwargs)

    monkeypatch.setattr(BreakableTelegram, "do_request", ask_at_once)  # the update is noted when all is done
    assert (await strike_at_each_await("webhook", "sqlite", every=2, breaks=KILLED))["killed"].doubled


async def test_an_update_that_is_lost_is_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    accept: Any = UpdateDispatcher.accept
    storing: list[asyncio.Task[None]] = []

    async def acknowledge_at_once(self: Any, incoming: Any, *, is_answered: bool) -> None:
        storing.append(asyncio.create_task(accept(self, incoming, is_answered=is_answered)))

    monkeypatch.setattr(UpdateDispatcher, "accept", acknowledge_at_once)
    assert (await strike_at_each_await("webhook", "sqlite", every=4, breaks=KILLED))["killed"].lost


def test_the_program_fails_where_something_was_lost(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    async def strike(_mode: str, _database: str, _every: int) -> dict[str, AwaitCost]:
        return {"killed": AwaitCost(7, lost=costs.pop())}

    monkeypatch.setattr(program, "strike_at_each_await", strike)
    for lost in (0, 1):
        costs = [lost]
        assert program.main(["--each-await", "--mode", "polling", "--database", "sqlite"]) == lost
        assert f"| polling | sqlite | killed | 7 | {lost} | 0 | 0 | 0 |" in capsys.readouterr().out
