"""A web process killed or stopped in the middle of its work: what it acknowledged stays, the rest is redone.

A real `python -m bot.web`, a real PostgreSQL, and a Telegram that sends again what was not acknowledged.
"""

from __future__ import annotations

import asyncio
import os
import signal
import socket
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx
import pytest
from sqlalchemy.engine import URL, Engine

from bot.app import build_inbox
from bot.presentation.callback_data import pack
from bot.presentation.question_keyboard import AnswerButton
from bot.settings import PROJECT_ROOT, Settings
from bot.web.addresses import SECRET_HEADER, WEBHOOK_PATH
from scripts.benches.obliging_telegram import TOKEN, obliging_telegram, tap_update
from storage.unit_of_work import UnitOfWorkFactory
from tests.bot.web.test_webhook import SECRET, shared_database
from tests.support.small_world import SmallWorld
from tests.support.waiting import PATIENCE_SECONDS, until

pytestmark = pytest.mark.slow

__all__ = ["shared_database"]

FIRST_PERSON, PEOPLE, FILMS = 5001, 12, 6


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return int(listener.getsockname()[1])


@dataclass
class Deliveries:
    """Telegram's queue for everybody: one update after another for each, sent again until acknowledged."""

    world: SmallWorld
    acknowledged: set[int] = field(default_factory=set)

    def updates_of(self, number: int) -> list[dict[str, Any]]:
        """Every film gets one star first and four in the end."""
        person = FIRST_PERSON + number
        films = [int(movie.movie_id) for movie in self.world.movies[:FILMS]]
        taps = [(film, stars) for stars in (1.0, 4.0) for film in films]
        return [
            tap_update(number * 1000 + place, person, pack(AnswerButton(person, film, stars)))
            for place, (film, stars) in enumerate(taps)
        ]

    async def all_to(self, client: httpx.AsyncClient) -> None:
        await asyncio.gather(*(self._to(client, number) for number in range(PEOPLE)))

    async def _to(self, client: httpx.AsyncClient, number: int) -> None:
        for update in self.updates_of(number):
            if update["update_id"] not in self.acknowledged:
                response = await client.post(WEBHOOK_PATH, json=update, headers={SECRET_HEADER: SECRET})
                if response.status_code != 200:
                    return
                self.acknowledged.add(update["update_id"])


@asynccontextmanager
async def web_process(
    url: URL, telegram_url: str, port: int, folder: Path
) -> AsyncIterator[asyncio.subprocess.Process]:
    """Start `python -m bot.web` and wait until it takes updates."""
    environment = {
        "PATH": os.environ["PATH"],
        "DATABASE_URL": url.render_as_string(hide_password=False),
        "DATA_DIR": str(folder),
        "TELEGRAM_BOT_TOKEN": TOKEN,
        "TELEGRAM_API_URL": telegram_url,
        "TELEGRAM_MESSAGES_PER_SECOND": "1000",
        "WEBHOOK_URL": "https://matinee.test",
        "WEBHOOK_SECRET": SECRET,
        "WEB_HOST": "127.0.0.1",
        "PORT": str(port),
    }
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bot.web", cwd=PROJECT_ROOT, env=environment, stdout=asyncio.subprocess.DEVNULL
    )
    try:
        await is_ready(port, process)
        yield process
    finally:
        if process.returncode is None:
            process.kill()
        await process.wait()


async def is_ready(port: int, process: asyncio.subprocess.Process) -> None:
    async with asyncio.timeout(PATIENCE_SECONDS), httpx.AsyncClient() as client:
        while process.returncode is None:
            try:
                answer = await client.get(f"http://127.0.0.1:{port}/ready")
                if answer.json()["checks"].get("telegram", {}).get("ok"):
                    return
            except httpx.HTTPError:
                pass
            await asyncio.sleep(0.1)
    raise AssertionError(f"the web process ended with {process.returncode}")


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGKILL], ids=["SIGTERM", "kill -9"])
async def test_what_was_acknowledged_is_there_and_the_rest_is_redone(
    how: signal.Signals,
    shared_database: UnitOfWorkFactory,  # the fixture of the webhook's tests
    postgresql_engine: Engine,
    world: SmallWorld,
    tmp_path: Path,
) -> None:
    deliveries, port = Deliveries(world), free_port()
    inbox = build_inbox(Settings(telegram_bot_token=TOKEN, data_dir=tmp_path), postgresql_engine)  # type: ignore[arg-type]
    async with (
        obliging_telegram() as (_, telegram_url),
        httpx.AsyncClient(base_url=f"http://127.0.0.1:{port}", timeout=PATIENCE_SECONDS) as client,
    ):
        async with web_process(postgresql_engine.url, telegram_url, port, tmp_path) as process:
            delivering = asyncio.create_task(deliveries.all_to(client))
            await until(lambda: len(deliveries.acknowledged) >= PEOPLE * FILMS // 2)
            process.send_signal(how)
            await asyncio.gather(delivering, return_exceptions=True)
            async with asyncio.timeout(30):  # what Heroku gives after SIGTERM
                code = await process.wait()
        assert code == (0 if how == signal.SIGTERM else -how)
        acknowledged_before = set(deliveries.acknowledged)
        assert len(acknowledged_before) < PEOPLE * FILMS * 2

        async with web_process(postgresql_engine.url, telegram_url, port, tmp_path):
            await until(lambda: inbox.pending_count() == 0)
            with shared_database() as work:
                for number in range(PEOPLE):
                    rated = work.chat_ratings.of(FIRST_PERSON + number)
                    for update, movie in zip(
                        deliveries.updates_of(number), world.movies[:FILMS], strict=False
                    ):
                        assert update["update_id"] not in acknowledged_before or int(movie.movie_id) in rated
            await deliveries.all_to(client)  # Telegram sends again what nobody acknowledged
            await until(lambda: inbox.pending_count() == 0)
    inbox.close()
    with shared_database() as work:
        for number in range(PEOPLE):
            expected = {int(movie.movie_id): 4.0 for movie in world.movies[:FILMS]}
            assert work.chat_ratings.of(FIRST_PERSON + number) == expected
