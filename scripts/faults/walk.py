"""One walk: people tap, the process is killed again and again, and in the end everything must be there."""

from __future__ import annotations

import asyncio
import logging
import random
import tempfile
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager, suppress
from dataclasses import dataclass
from functools import partial
from multiprocessing.process import BaseProcess
from pathlib import Path

import httpx
from pydantic import SecretStr
from sqlalchemy.engine import Engine

from bot.app import build_inbox
from bot.runtime import offload
from bot.settings import Settings
from scripts.benches.obliging_telegram import TOKEN, obliging_telegram
from scripts.benches.small_database import small_database, stock_small_database
from scripts.benches.stocked import environment_of
from scripts.benches.web_process import free_port
from scripts.faults.away import be_away
from scripts.faults.people import FIRST_PERSON, Cost, Deeds, cost_of
from scripts.faults.processes import start
from scripts.faults.telegram import KeepingTelegram, WebhookDelivery
from storage.unit_of_work import unit_of_work_factory

logger = logging.getLogger(__name__)

FILMS = 40
SECRET = "a-secret-for-the-fault-walk"  # noqa: S105  # only this walk's own processes know it
PATIENCE_SECONDS = 240
LIFE_SECONDS = (0.1, 1.5)
SECONDS_BESIDE_OUTAGE = 3.0


@dataclass(frozen=True)
class Walk:
    """What is done to which processes on which database: kills first, then a database that is away."""

    mode: str
    database: str
    kills: int = 20
    people: int = 20
    per_second: float = 25
    seed: int = 0
    away_seconds: float = 0


def walk(plan: Walk) -> Cost:
    """Do it, and return what it cost."""
    with tempfile.TemporaryDirectory() as folder, small_database(plan.database, Path(folder)) as engine:
        movie_ids = list(stock_small_database(engine))
        deeds = Deeds(movie_ids[:FILMS], plan.people, plan.seed)
        answers = asyncio.run(_Walker(plan, engine, Path(folder), deeds).go())
        found = {}
        with unit_of_work_factory(engine)() as work:
            for number in range(plan.people):
                found[FIRST_PERSON + number] = dict(work.chat_ratings.of(FIRST_PERSON + number))
        return cost_of(deeds, plan.kills, found, answers)


class _Walker:
    def __init__(self, plan: Walk, engine: Engine, folder: Path, deeds: Deeds) -> None:
        self._plan = plan
        self._engine = engine
        self._folder = folder
        self._deeds = deeds
        self._telegram = KeepingTelegram()
        self._port = free_port()
        self._random = random.Random(plan.seed)  # nothing secret depends on it

    async def go(self) -> dict[int, int]:
        """Do what is planned, let the last process finish; return how often each /help was answered."""
        async with obliging_telegram(self._telegram) as (_, url):
            delivery = WebhookDelivery(self._port, SECRET)
            tapping = asyncio.create_task(self._tap(delivery))
            async with self._disturbed(url) as process:
                tapping.cancel()
                await asyncio.gather(tapping, return_exceptions=True)
                await self._until_all_is_handled(delivery, process)
                process.terminate()  # a last answer may be on its way
                await offload.run(process.join)
            await delivery.aclose()
        for words, times in self._telegram.other_words.items():
            logger.warning("%d times: %.200s", times, words)
        return self._telegram.answers

    @asynccontextmanager
    async def _disturbed(self, url: str) -> AsyncIterator[BaseProcess]:
        """Kill one process after another, take the database away from the last one; it lives on."""
        for _ in range(self._plan.kills):
            async with self._process(url):
                await asyncio.sleep(self._random.uniform(*LIFE_SECONDS))
        async with self._process(url) as process:
            if self._plan.away_seconds:
                await asyncio.sleep(SECONDS_BESIDE_OUTAGE)
                await be_away(self._engine, self._plan.away_seconds)
                await asyncio.sleep(SECONDS_BESIDE_OUTAGE)
            yield process

    async def _tap(self, delivery: WebhookDelivery) -> None:
        while True:
            person, update = self._deeds.next()
            if self._plan.mode == "webhook":
                delivery.push(person, update)
            else:
                self._telegram.push(update)
            await asyncio.sleep(1 / self._plan.per_second)

    @asynccontextmanager
    async def _process(self, url: str) -> AsyncIterator[BaseProcess]:
        """Run a process that takes updates; kill it at the end."""
        polls_before = self._telegram.polls
        process = start(self._plan.mode, self._environment(url))
        try:
            await _until(lambda: self._telegram.polls > polls_before, self._is_ready, process)
            yield process
        finally:
            process.kill()
            await offload.run(process.join)

    def _environment(self, url: str) -> dict[str, str]:
        url_of_database = self._engine.url.set(drivername=self._plan.database)
        ours = {
            "DATABASE_URL": url_of_database.render_as_string(hide_password=False),
            "TELEGRAM_BOT_TOKEN": TOKEN,
            "TELEGRAM_API_URL": url,
            "TELEGRAM_MESSAGES_PER_SECOND": "1000",
            "LOG_LEVEL": "ERROR",
        }
        if self._plan.mode == "webhook":
            ours |= {"WEBHOOK_URL": "https://matinee.test", "WEBHOOK_SECRET": SECRET}
            ours |= {"WEB_HOST": "127.0.0.1", "PORT": str(self._port)}
        return environment_of(Settings(data_dir=self._folder)) | ours

    async def _is_ready(self) -> bool:
        if self._plan.mode != "webhook":
            return False
        with suppress(httpx.HTTPError, KeyError, ValueError):
            async with httpx.AsyncClient() as client:
                answer = await client.get(f"http://127.0.0.1:{self._port}/ready")
                return bool(answer.json()["checks"]["telegram"]["ok"])
        return False

    async def _until_all_is_handled(self, delivery: WebhookDelivery, process: BaseProcess) -> None:
        inbox = build_inbox(
            Settings(telegram_bot_token=SecretStr(TOKEN), data_dir=self._folder), self._engine
        )

        def left() -> int:
            return len(self._telegram.pending) + delivery.waiting + inbox.pending_count()

        async def is_less(before: int) -> bool:
            return left() < before

        while before := left():  # as long as it takes on a busy machine, while it goes on
            await _until(lambda: False, partial(is_less, before), process)
        inbox.close()


async def _until(
    is_so: Callable[[], bool], is_so_too: Callable[[], Awaitable[bool]], process: BaseProcess
) -> None:
    async with asyncio.timeout(PATIENCE_SECONDS):
        while not (is_so() or await is_so_too()):
            if process.exitcode is not None:
                raise RuntimeError(f"the process has ended with {process.exitcode}")
            await asyncio.sleep(0.02)


@contextmanager
def stocked_database(kind: str, folder: Path) -> Iterator[tuple[Engine, list[int]]]:
    """Open a new database with films and a model; yields it and the films that people rate."""
    with small_database(kind, folder) as engine:
        yield engine, list(stock_small_database(engine))
