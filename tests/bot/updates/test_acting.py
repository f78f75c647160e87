"""What is shown while an answer takes its time, where, and what never waits for it."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from typing import Any, cast

import pytest
from telegram import Bot, Update
from telegram.error import NetworkError

from bot.runtime.actions import uploading
from bot.runtime.deliveries import Delivery, current_delivery
from bot.updates import acting as acting_module
from bot.updates.acting import acting
from tests.support.waiting import until

ADA = {"id": 11, "is_bot": False, "first_name": "Ada"}
PRIVATE = {"id": 11, "type": "private", "first_name": "Ada"}
GROUP = {"id": -1001, "type": "supergroup", "title": "Film night"}


@dataclass
class FakeBot:
    """Notes actions, and whether they were sent as part of an update."""

    shown: list[tuple[int, str]] = field(default_factory=list)
    deliveries: list[object] = field(default_factory=list)
    is_away: bool = False

    async def send_chat_action(self, chat_id: int, action: str) -> None:
        """Note it."""
        self.shown.append((chat_id, action))
        self.deliveries.append(current_delivery.get())
        if self.is_away:
            raise NetworkError("away")


@pytest.fixture(autouse=True)
def at_once(monkeypatch: pytest.MonkeyPatch, no_actions: None) -> None:
    monkeypatch.setattr(acting_module, "AFTER_SECONDS", 0.0)
    monkeypatch.setattr(acting_module, "AGAIN_SECONDS", 0.01)


@pytest.fixture
def bot() -> FakeBot:
    return FakeBot()


def message_in(chat: dict[str, Any], kind: str = "message") -> Update:
    body = {"message_id": 1, "date": 1_700_000_000, "chat": chat, "from": ADA, "text": "/recommend"}
    update = Update.de_json({"update_id": 1, kind: body}, None)
    assert update is not None
    return update


async def test_an_answer_that_takes_long_is_announced_again_and_again(bot: FakeBot) -> None:
    async with acting(cast(Bot, bot), message_in(PRIVATE)):
        await until(lambda: len(bot.shown) >= 2)
    assert set(bot.shown) == {(11, "typing")}
    count = len(bot.shown)
    await asyncio.sleep(0.03)
    assert len(bot.shown) == count


async def test_an_answer_that_comes_at_once_is_not_announced(
    bot: FakeBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(acting_module, "AFTER_SECONDS", 3600)
    async with acting(cast(Bot, bot), message_in(PRIVATE)):
        await asyncio.sleep(0.01)
    assert bot.shown == []


async def test_a_picture_on_its_way_is_said_so(bot: FakeBot) -> None:
    async with acting(cast(Bot, bot), message_in(PRIVATE)):
        uploading()
        await until(lambda: bool(bot.shown))
    assert bot.shown[0] == (11, "upload_photo")
    uploading()  # outside of an update it says nothing


@pytest.mark.parametrize(("chat", "kind"), [(GROUP, "message"), (PRIVATE, "edited_message")])
async def test_in_groups_and_for_what_is_not_answered_nothing_is_shown(
    bot: FakeBot, chat: dict[str, Any], kind: str
) -> None:
    async with acting(cast(Bot, bot), message_in(chat, kind)):
        await asyncio.sleep(0.02)
    assert bot.shown == []


async def test_what_goes_wrong_with_it_is_nobodys_trouble(bot: FakeBot) -> None:
    bot.is_away = True
    async with acting(cast(Bot, bot), message_in(PRIVATE)):
        await until(lambda: len(bot.shown) >= 2)


async def test_it_is_no_part_of_the_update_that_is_handled(bot: FakeBot) -> None:
    async def nothing() -> None:
        """Do nothing."""

    token = current_delivery.set(Delivery(nothing, nothing))
    async with acting(cast(Bot, bot), message_in(PRIVATE)):
        await until(lambda: bool(bot.deliveries))
    current_delivery.reset(token)
    assert bot.deliveries[0] is None
