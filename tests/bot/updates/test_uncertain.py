"""A note that an update is handled, maybe kept although the connection broke: it is answered all the same."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from datetime import timedelta

import pytest
from sqlalchemy.engine import Engine

from bot.runtime.deliveries import current_delivery
from bot.services.errors import StorageUnavailable
from bot.updates import dispatcher as dispatcher_module
from bot.updates.dispatcher import UpdateDispatcher
from bot.updates.inbox import FinishedUpdate, IncomingUpdate
from tests.bot.updates.test_dispatcher import ADA, inbox_of, update
from tests.support.waiting import until


@pytest.mark.parametrize("is_kept", [True, False])
async def test_a_reply_comes_once_whether_or_not_its_broken_commit_was_kept(
    engine: Engine, monkeypatch: pytest.MonkeyPatch, is_kept: bool
) -> None:
    monkeypatch.setattr(dispatcher_module, "LEFT_WAITING_SECONDS", 0.0)
    monkeypatch.setattr(dispatcher_module, "SWEEP_SECONDS", 0.02)
    inbox, breaks = inbox_of(engine), [True]
    sent: list[str] = []
    finish_all = inbox.finish_all

    def finish_all_and_break_once(finished: Sequence[FinishedUpdate]) -> set[int]:
        if breaks and breaks.pop():
            if is_kept:
                finish_all(finished)
            raise StorageUnavailable("the connection broke during the commit")
        return finish_all(finished)

    async def handle(payload: str) -> None:
        delivery = current_delivery.get()
        assert delivery is not None
        try:
            await delivery.settle()
        except StorageUnavailable:
            delivery.repeat()
        else:
            sent.append(payload)

    monkeypatch.setattr(inbox, "finish_all", finish_all_and_break_once)
    dispatcher = UpdateDispatcher(inbox, handle)
    sweeping = asyncio.create_task(dispatcher.sweep())
    await dispatcher.accept(IncomingUpdate(1, ADA, update(1)))
    await until(lambda: bool(sent))
    await asyncio.sleep(0.1)  # some sweeps more
    dispatcher.stop()
    await sweeping
    await dispatcher.aclose(5)
    assert sent == [update(1)]
    assert inbox_of(engine).pending_count() == 0


def test_another_process_s_note_is_not_taken_back(engine: Engine) -> None:
    inbox = inbox_of(engine)
    inbox.receive([IncomingUpdate(1, ADA, update(1))])
    [waiting] = inbox.pending_of(ADA)
    ours = inbox.now() - timedelta(seconds=1)
    inbox.finish(1)
    inbox.take_back(ADA, waiting, ours)
    assert inbox.pending_count() == 0
