"""Telegram's updates by webhook: many people's taps through two web processes, every one recorded, in order.

Telegram is one that says yes to everything at once, and its limit of messages a second is lifted: what is
measured is this program, not the waiting that Telegram asks for.
"""

from __future__ import annotations

import asyncio
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
from sqlalchemy.engine import Engine

from bot.app import build_inbox
from bot.presentation.callback_data import pack
from bot.presentation.question_keyboard import AnswerButton
from bot.settings import Settings
from bot.web.addresses import SECRET_HEADER, WEBHOOK_PATH
from scripts.benches.http_load import Connections, SentRequests, post, send_steadily
from scripts.benches.measuring import Bench, Options, Row, at_most
from scripts.benches.obliging_telegram import TOKEN, obliging_telegram, tap_update
from scripts.benches.synthetic import made_up_model, made_up_ratings
from scripts.benches.web_process import let_live, own_postgres, stock, web_process
from storage.unit_of_work import unit_of_work_factory

PER_SECOND, SECONDS, PEOPLE = 300, 60, 1000
FIRST_PERSON = 5_000_000
SECRET = "a-secret-for-the-benchmark"  # noqa: S105  # only this benchmark's own processes know it
SETTINGS = {
    "TELEGRAM_BOT_TOKEN": TOKEN,
    "TELEGRAM_MESSAGES_PER_SECOND": "100000",
    "WEBHOOK_URL": "https://matinee.test",
    "WEBHOOK_SECRET": SECRET,
}


@dataclass(frozen=True)
class SentTap:
    """One person gives one film stars."""

    update_id: int
    chat_user_id: int
    movie_id: int
    stars: float

    def request(self) -> bytes:
        """Return what Telegram sends."""
        payload = pack(AnswerButton(self.chat_user_id, self.movie_id, self.stars))
        update = tap_update(self.update_id, self.chat_user_id, payload)
        return post(WEBHOOK_PATH, update, f"{SECRET_HEADER}: {SECRET}\r\n")


def run(_: Options) -> Iterator[Row]:
    """Send, wait until everything is handled, compare with what should be there."""
    model = made_up_model(9_700, 3_000)
    made_up = made_up_ratings(610, 500, 20_000)
    ratings = replace(made_up, movie_ids=model.catalogue.movie_ids[: made_up.n_items])
    taps = _taps(model.catalogue.movie_ids[:500].tolist())
    with own_postgres() as engine, tempfile.TemporaryDirectory() as folder:
        stock(engine, ratings, model.catalogue)
        let_live(engine, model)
        outcome, tail, memory = asyncio.run(_load(engine, Path(folder), taps))
        wrong = _wrong(engine, taps)
    yield Row("load", f"{PER_SECOND} updates/s for {SECONDS} s, {PEOPLE:,} people, two web processes")
    yield Row("acknowledged, median", f"{outcome.percentile(50):.1f} ms")
    yield at_most("acknowledged, p99", outcome.percentile(99), 250, "ms")
    yield at_most("updates not acknowledged", outcome.errors, 0, "")
    yield at_most("ratings lost, doubled or out of order", wrong, 0, "")
    yield Row("everything handled after the last update", f"{tail:.1f} s")
    yield Row("memory of the larger process", f"{memory:.0f} MB")


def _taps(movie_ids: list[int]) -> list[SentTap]:
    """Let everybody tap in turn; each film is tapped twice, so that only the right order ends right."""
    rng = np.random.default_rng(0)
    return [
        SentTap(
            update_id=1 + number,
            chat_user_id=FIRST_PERSON + number % PEOPLE,
            movie_id=movie_ids[(number % PEOPLE + number // PEOPLE // 2) % len(movie_ids)],
            stars=float(rng.integers(1, 6)),
        )
        for number in range(PER_SECOND * SECONDS)
    ]


async def _load(engine: Engine, folder: Path, taps: list[SentTap]) -> tuple[SentRequests, float, float]:
    async with obliging_telegram() as (_, url):
        settings = SETTINGS | {"TELEGRAM_API_URL": url}
        async with (
            web_process(engine.url, folder / "one", settings, "telegram") as one,
            web_process(engine.url, folder / "other", settings, "telegram") as other,
        ):
            processes = Connections(one.port), Connections(other.port)
            requests = [partial(_sent, processes, tap, tap.request()) for tap in taps]
            outcome = await send_steadily(requests, PER_SECOND)
            begun = time.perf_counter()
            await _until_handled(engine)
            tail = time.perf_counter() - begun
            for connections in processes:
                connections.close()
            return outcome, tail, max(one.memory_mb(), other.memory_mb())


def _sent(processes: tuple[Connections, ...], tap: SentTap, request: bytes) -> tuple[Connections, bytes]:
    """Send a person's next tap to the other process."""
    return processes[(tap.update_id // PEOPLE + tap.update_id) % len(processes)], request


async def _until_handled(engine: Engine) -> None:
    settings = Settings.model_validate({"telegram_bot_token": TOKEN})
    inbox = build_inbox(settings, engine)
    async with asyncio.timeout(600):
        while inbox.pending_count():  # noqa: ASYNC110  # another process empties it
            await asyncio.sleep(0.1)
    inbox.close()


def _wrong(engine: Engine, taps: list[SentTap]) -> int:
    """Return how many ratings are not what their last tap says."""
    expected: dict[int, dict[int, Any]] = {}
    for tap in taps:
        expected.setdefault(tap.chat_user_id, {})[tap.movie_id] = tap.stars
    wrong = 0
    with unit_of_work_factory(engine)() as work:
        for chat_user_id, ratings in expected.items():
            found = work.chat_ratings.of(chat_user_id)
            wrong += len(ratings.items() ^ found.items())
    return wrong


BENCH = Bench("webhook", "Updates by webhook", run)
