"""A hundred people who tapped while nobody was there: how soon after its start the worker stored that.

PostgreSQL, by polling.
"""

from __future__ import annotations

import asyncio
import tempfile
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy.engine import Engine

from bot.presentation.callback_data import pack
from bot.presentation.question_keyboard import AnswerButton
from bot.runtime import offload
from scripts.benches.bystanders import bot_process
from scripts.benches.measuring import Bench, Options, Row, at_most
from scripts.benches.obliging_telegram import obliging_telegram, tap_update
from scripts.benches.web_process import free_port
from scripts.faults.telegram import KeepingTelegram
from scripts.faults.walk import stocked_database
from storage.tables.people import chat_ratings

PEOPLE = 100
FIRST_PERSON = 8_000_000
PATIENCE_SECONDS = 120


def run(_: Options) -> Iterator[Row]:
    """Start once."""
    with (
        tempfile.TemporaryDirectory() as folder,
        stocked_database("postgresql", Path(folder)) as (engine, films),
    ):
        seconds, stored = asyncio.run(_measure(engine, Path(folder), films))
    yield Row("ratings stored", f"{stored} of {PEOPLE}", f"{PEOPLE}", stored == PEOPLE)
    yield at_most("from the start of the process to the last of them", seconds, 10, "s")


async def _measure(engine: Engine, folder: Path, films: list[int]) -> tuple[float, int]:
    telegram, stored = KeepingTelegram(), 0
    for number in range(PEOPLE):
        person, film = FIRST_PERSON + number, films[number % len(films)]
        telegram.push(tap_update(1 + number, person, pack(AnswerButton(person, film, 4.0))))
    begun = time.perf_counter()
    async with (
        obliging_telegram(telegram) as (_, url),
        bot_process("polling", engine, folder, url, free_port()),
    ):
        with suppress(TimeoutError):
            async with asyncio.timeout(PATIENCE_SECONDS):
                while stored < PEOPLE:
                    await asyncio.sleep(0.05)
                    stored = await offload.run(_stored, engine)
        return time.perf_counter() - begun, stored


def _stored(engine: Engine) -> int:
    with engine.connect() as connection:
        return int(connection.scalar(sa.select(sa.func.count()).select_from(chat_ratings)) or 0)


BENCH = Bench("start-crowd", "A hundred people at the worker's start", run)
