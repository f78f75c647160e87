"""What six people notice of a chat in which Telegram lets the bot write nothing for a minute.

Compared with the same six without it, in the same process, by polling and by webhook.
"""

from __future__ import annotations

import asyncio
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from typing import Any

from sqlalchemy.engine import Engine

from scripts.benches.bystanders import ROUNDS, SECRET, SIX, PlayedScene, Telegram, bot_process, chat_named_in
from scripts.benches.measuring import Bench, Options, Row, at_most
from scripts.benches.obliging_telegram import FloodWait, obliging_telegram
from scripts.benches.web_process import free_port
from scripts.faults.telegram import WebhookDelivery
from scripts.faults.walk import stocked_database

WAIT_SECONDS = 60
FLOODED = 7_100_000
TAPS_OF_FLOODED = 5


@dataclass
class FloodedTelegram(Telegram):
    """Refuses to write to some chats."""

    refused: set[int] = field(default_factory=set)

    async def result(self, method: str, body: bytes) -> Any:
        """Return what a method results in, or how long to wait."""
        if method.startswith(("send", "edit")) and chat_named_in(body) in self.refused:
            return FloodWait(WAIT_SECONDS)
        return await super().result(method, body)


def run(_: Options) -> Iterator[Row]:
    """Measure both modes on SQLite."""
    yield Row("load", f"{len(SIX)} people who tap once a second; SQLite; medians of {ROUNDS} rounds")
    for mode in ("polling", "webhook"):
        with (
            tempfile.TemporaryDirectory() as folder,
            stocked_database("sqlite", Path(folder)) as (engine, films),
        ):
            alone, beside = asyncio.run(_measure(mode, engine, Path(folder), films))
        ratios = [flooded / quiet for quiet, flooded in zip(alone, beside, strict=True)]
        yield Row(f"{mode}: the six alone, p99", f"{median(alone):.0f} ms")
        yield Row(f"{mode}: beside a chat that waits {WAIT_SECONDS} s, p99", f"{median(beside):.0f} ms")
        yield at_most(f"{mode}: with against without", median(ratios), 1.2, "×")


async def _measure(
    mode: str, engine: Engine, folder: Path, films: list[int]
) -> tuple[list[float], list[float]]:
    telegram, port = FloodedTelegram(), free_port()
    alone, beside = [], []
    async with (
        obliging_telegram(telegram) as (_, url),
        bot_process(mode, engine, folder, url, port) as process,
    ):
        delivery = WebhookDelivery(port, SECRET)
        stage = PlayedScene(mode, telegram, delivery, films, process.pid)
        await stage.taps(1)  # until the process answers
        for number in range(ROUNDS):
            alone.append((await stage.taps()).clock)
            telegram.refused.add(FLOODED + number)
            for tap in range(TAPS_OF_FLOODED):
                stage.send(FLOODED + number, tap)
            beside.append((await stage.taps()).clock)
        await delivery.aclose()
    return alone, beside


BENCH = Bench("flood-wait", "A chat that must wait, and everybody else", run)
