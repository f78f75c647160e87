"""A BotApi with a clock that stands still and no way out to the network."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest

from bot.playground.bot_api import BotApi
from bot.playground.fetching import PhotoNotFetched
from tests.bot.playground.asking import ADA, BRUNO, started


@dataclass
class HandClock:
    """A clock that only goes on when somebody moves it."""

    now: datetime = datetime(2026, 3, 1, 20, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now

    def move(self, seconds: float) -> None:
        self.now += timedelta(seconds=seconds)


async def no_network(url: str) -> bytes:
    """Fetch a URL as it fails without a network."""
    raise PhotoNotFetched(url)


@pytest.fixture
def clock() -> HandClock:
    return HandClock()


@pytest.fixture
async def bot_api(clock: HandClock) -> BotApi:
    """Start with Ada and Bruno having begun a chat; nothing waits for the bot."""
    return started(BotApi(clock=clock, fetch_url=no_network), ADA, BRUNO)
