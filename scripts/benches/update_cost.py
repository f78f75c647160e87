"""What one update costs in processor time, from its bytes to the edited card: both ways in, both databases.

In this process, with the threads and the event loop of a real one; Telegram says yes to everything and is a
process of its own. By webhook a tap is answered with its acknowledgement, which is not part of it.
"""

from __future__ import annotations

import asyncio
import json
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path

import httpx
import uvloop
from sqlalchemy.engine import Engine

from bot.app import build_application, build_inbox
from bot.lifecycle import dispatcher_of
from bot.presentation.callback_data import pack
from bot.presentation.question_keyboard import AnswerButton
from bot.runtime.sharing import share_the_interpreter
from bot.settings import PROJECT_ROOT, Settings
from bot.toolbox.building import build_toolbox
from bot.updates.dispatcher import UpdateDispatcher
from bot.updates.parsing import parse_update
from scripts.benches.measuring import Bench, Options, Row
from scripts.benches.obliging_telegram import TOKEN, tap_update
from scripts.benches.small_database import small_database
from scripts.benches.synthetic import made_up_model, made_up_ratings
from scripts.benches.web_process import let_live, stock

PEOPLE, FILMS, FIRST_PERSON = 400, 500, 5_000_000
FIRST_ONES, TAPS = 300, 600
BATCH, SIDE_BY_SIDE = 4, 8
TELEGRAM = """
import asyncio
from scripts.benches.obliging_telegram import obliging_telegram
async def serve():
    async with obliging_telegram() as (_, url):
        print(url, flush=True)
        await asyncio.Event().wait()
asyncio.run(serve())
"""


def run(_: Options) -> Iterator[Row]:
    """Measure each way in on each database."""
    for database in ("sqlite", "postgresql"):
        for way in ("polling", "webhook"):
            with (
                tempfile.TemporaryDirectory() as folder,
                small_database(database, Path(folder)) as engine,
            ):
                films = _stock(engine)
                milliseconds = uvloop.run(_measure(engine, Path(folder), films, way))
            yield Row(f"{way}, {database}: processor time of an update", f"{milliseconds:.1f} ms")


def _stock(engine: Engine) -> list[int]:
    model = made_up_model(9_700, 3_000)
    made_up = made_up_ratings(610, FILMS, 20_000)
    films = model.catalogue.movie_ids[: made_up.n_items]
    stock(engine, replace(made_up, movie_ids=films), model.catalogue)
    let_live(engine, model)
    return [int(each) for each in films]


async def _measure(engine: Engine, folder: Path, films: list[int], way: str) -> float:
    share_the_interpreter()
    async with _telegram() as url, httpx.AsyncClient() as client:
        settings = Settings.model_validate(
            {
                "data_dir": folder,
                "telegram_bot_token": TOKEN,
                "telegram_api_url": url,
                "telegram_messages_per_second": 100_000,
            }
        )
        toolbox = build_toolbox(settings, engine, client)
        toolbox.models.refresh()
        async with build_application(toolbox, TOKEN) as application:
            dispatcher = dispatcher_of(application, build_inbox(settings, engine))
            await _send(dispatcher, _taps(films, 0, FIRST_ONES), way)
            before = time.process_time()
            await _send(dispatcher, _taps(films, FIRST_ONES, TAPS), way)
            seconds = time.process_time() - before
            await dispatcher.aclose(5)
    return 1000 * seconds / TAPS


@asynccontextmanager
async def _telegram() -> AsyncIterator[str]:
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-c", TELEGRAM, cwd=PROJECT_ROOT, stdout=asyncio.subprocess.PIPE
    )
    try:
        said = await process.stdout.readline() if process.stdout else b""
        yield said.decode().strip()
    finally:
        process.terminate()
        await process.wait()


async def _send(dispatcher: UpdateDispatcher, taps: list[bytes], way: str) -> None:
    """Bring updates in as they come: a few at a time by webhook, in small batches by polling."""
    places = asyncio.Semaphore(SIDE_BY_SIDE)

    async def push(tap: bytes) -> None:
        async with places:
            await dispatcher.accept(parse_update(tap), is_answered=True)

    if way == "webhook":
        await asyncio.gather(*map(push, taps))
    else:
        for start in range(0, len(taps), BATCH):
            await dispatcher.accept_all([parse_update(tap) for tap in taps[start : start + BATCH]])
    await dispatcher.idle()


def _taps(films: list[int], first: int, count: int) -> list[bytes]:
    """Let everybody in turn give stars to a film they were asked about."""
    return [
        json.dumps(
            tap_update(1 + number, person, pack(AnswerButton(person, film, 1.0 + number % 5)))
        ).encode()
        for number in range(first, first + count)
        for person in (FIRST_PERSON + number % PEOPLE,)
        for film in (films[(number % PEOPLE + number // PEOPLE) % len(films)],)
    ]


BENCH = Bench("update-cost", "The processor time of an update", run)
