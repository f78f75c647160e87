"""What six people notice of one who sends 300 messages at once.

Compared with the same six alone, in the same process, by polling and by webhook. Telegram says yes at once,
and its limits are lifted. On a busy machine the clock says little: what the process worked between a tap and
its card, for whomever, is counted beside it. The six tap at moments that have nothing to do with the burst's
beginning; what the one notices who taps right behind it is a row of its own.
"""

from __future__ import annotations

import asyncio
import re
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from typing import Any

import numpy as np
from sqlalchemy.engine import Engine

from bot.presentation.callback_data import pack
from bot.presentation.question_keyboard import AnswerButton
from bot.settings import PROJECT_ROOT, Settings
from scripts.benches.measuring import Bench, Options, Row, at_most
from scripts.benches.obliging_telegram import TOKEN, obliging_telegram, tap_update
from scripts.benches.stocked import environment_of
from scripts.benches.web_process import free_port
from scripts.faults.telegram import KeepingTelegram, WebhookDelivery
from scripts.faults.walk import stocked_database

SIX = range(7_000_001, 7_000_007)
BEHIND, LOUD = 7_000_998, 7_000_999
MESSAGES = 300
ROUNDS, TAPS_EACH = 3, 12
PATIENCE_SECONDS = 120
SECRET = "a-secret-for-the-benchmark"  # noqa: S105  # only this benchmark's own processes know it
_CHAT = re.compile(rb'(?:^|&)chat_id=(-?\d+)|name="chat_id"\r\n\r\n(-?\d+)')


def processor_ms(process_id: int) -> float:
    """Return the processor time that a process's threads have used."""
    threads = Path(f"/proc/{process_id}/task").glob("*/schedstat")
    return sum(int(thread.read_text().split()[0]) for thread in threads) / 1e6


def chat_named_in(body: bytes) -> int | None:
    """Return the chat that a request is about."""
    found = _CHAT.search(body)
    return int(found[1] or found[2]) if found is not None else None


@dataclass
class Telegram(KeepingTelegram):
    """Notes when each chat's cards come."""

    waiting: dict[int, asyncio.Future[float]] = field(default_factory=dict)
    cards_of_loud: int = 0

    async def result(self, method: str, body: bytes) -> Any:
        """Return what a method results in."""
        is_card = method.startswith(("send", "edit")) and method != "sendchataction"
        if is_card and (chat_id := chat_named_in(body)) is not None:
            self.cards_of_loud += chat_id == LOUD
            arrived = self.waiting.get(chat_id)
            if arrived is not None and not arrived.done():
                arrived.set_result(time.perf_counter())
        return await super().result(method, body)


@dataclass(frozen=True)
class Noticed:
    """The p99 of what lies between a tap and its card: milliseconds, and those that the process worked."""

    clock: float
    work: float


class PlayedScene:
    """A running process, six people, and one who is loud."""

    def __init__(
        self,
        mode: str,
        telegram: Telegram,
        delivery: WebhookDelivery,
        films: list[int],
        process_id: int,
    ) -> None:
        self._mode = mode
        self._telegram = telegram
        self._delivery = delivery
        self._films = films
        self._process_id = process_id
        self._number = 0

    async def taps(self, each: int = TAPS_EACH) -> Noticed:
        """Let each of the six tap once a second; return what they noticed."""
        seconds: list[float] = []
        work: list[float] = []

        async def lane(person: int, place: int) -> None:
            await asyncio.sleep((place + 0.5) / len(SIX))  # people do not tap in step
            for number in range(each):
                worked = processor_ms(self._process_id)
                seconds.append(await self._tap(person, number))
                work.append(processor_ms(self._process_id) - worked)
                await asyncio.sleep(max(0.0, 1 - seconds[-1]))

        await asyncio.gather(*(lane(person, place) for place, person in enumerate(SIX)))
        return Noticed(float(np.percentile(seconds, 99)) * 1000, float(np.percentile(work, 99)))

    async def shout(self) -> None:
        """Let the loud one send everything at once."""
        for number in range(MESSAGES):
            self._push(LOUD, self._update(LOUD, number))

    async def tap_behind(self) -> float:
        """Return how many milliseconds somebody waits who taps now."""
        return await self._tap(BEHIND, self._number) * 1000

    async def silence(self, bursts: int) -> None:
        """Return when so many bursts of the loud one are answered."""
        with suppress(TimeoutError):
            async with asyncio.timeout(PATIENCE_SECONDS):
                while self._telegram.cards_of_loud < bursts * MESSAGES:  # noqa: ASYNC110  # they are counted
                    await asyncio.sleep(0.1)

    def send(self, person: int, number: int = 0) -> None:
        """Send a tap of somebody without waiting for what comes of it."""
        self._push(person, self._update(person, number))

    async def _tap(self, person: int, number: int) -> float:
        arrived = asyncio.get_running_loop().create_future()
        self._telegram.waiting[person] = arrived
        begun = time.perf_counter()
        self._push(person, self._update(person, number))
        async with asyncio.timeout(PATIENCE_SECONDS):
            return float(await arrived - begun)

    def _update(self, person: int, number: int) -> dict[str, Any]:
        self._number += 1
        film = self._films[number % len(self._films)]
        return tap_update(self._number, person, pack(AnswerButton(person, film, 1.0 + self._number % 5)))

    def _push(self, person: int, update: dict[str, Any]) -> None:
        if self._mode == "webhook":
            self._delivery.push(person, update)
        else:
            self._telegram.push(update)


def run(_: Options) -> Iterator[Row]:
    """Measure both modes on SQLite."""
    yield Row("load", f"six people who tap once a second; SQLite; medians of {ROUNDS} rounds")
    for mode in ("polling", "webhook"):
        with (
            tempfile.TemporaryDirectory() as folder,
            stocked_database("sqlite", Path(folder)) as (engine, films),
        ):
            measured = asyncio.run(_measure(mode, engine, Path(folder), films))
        rounds = [*zip(measured.alone, measured.beside, strict=True)]
        yield Row(f"{mode}: the six alone, p99", _in_words(measured.alone))
        yield Row(f"{mode}: beside {MESSAGES} messages of one person, p99", _in_words(measured.beside))
        yield at_most(
            f"{mode}: with against without",
            median(loud.clock / quiet.clock for quiet, loud in rounds),
            1.2,
            "×",
        )
        works = median(loud.work / quiet.work for quiet, loud in rounds)
        yield Row(f"{mode}: the same, counted in work", f"{works:.2f} ×")
        yield Row(f"{mode}: the tap right behind the {MESSAGES}", f"{median(measured.behind):.0f} ms")
        yield at_most(
            f"{mode}: SIGTERM beside {MESSAGES} more messages, to the end", measured.ended_seconds, 15, "s"
        )


def _in_words(noticed: list[Noticed]) -> str:
    clock, work = median(each.clock for each in noticed), median(each.work for each in noticed)
    return f"{clock:.0f} ms, {work:.0f} ms of work"


@dataclass
class Measured:
    """What was noticed in each round: alone, beside a burst, right behind it; and how long the end took."""

    alone: list[Noticed] = field(default_factory=list)
    beside: list[Noticed] = field(default_factory=list)
    behind: list[float] = field(default_factory=list)
    ended_seconds: float = 0.0


async def _measure(mode: str, engine: Engine, folder: Path, films: list[int]) -> Measured:
    telegram, port, measured = Telegram(), free_port(), Measured()
    async with (
        obliging_telegram(telegram) as (_, url),
        bot_process(mode, engine, folder, url, port) as process,
    ):
        delivery = WebhookDelivery(port, SECRET)
        stage = PlayedScene(mode, telegram, delivery, films, process.pid)
        await stage.taps(1)  # until the process answers
        await stage.tap_behind()
        for number in range(ROUNDS):
            await _play_round(stage, measured)
            await stage.silence(number + 1)
        await stage.shout()
        await asyncio.sleep(0.3)
        begun = time.perf_counter()
        process.terminate()
        await process.wait()
        measured.ended_seconds = time.perf_counter() - begun
        await delivery.aclose()
    return measured


async def _play_round(stage: PlayedScene, measured: Measured) -> None:
    measured.alone.append(await stage.taps())
    await stage.shout()
    behind, beside = await asyncio.gather(stage.tap_behind(), stage.taps())
    measured.behind.append(behind)
    measured.beside.append(beside)


@asynccontextmanager
async def bot_process(
    mode: str, engine: Engine, folder: Path, url: str, port: int
) -> AsyncIterator[asyncio.subprocess.Process]:
    """Run the bot by polling or by webhook; killed at the end if it still runs."""
    ours = {
        "DATABASE_URL": engine.url.set(drivername=engine.url.get_backend_name()).render_as_string(
            hide_password=False
        ),
        "TELEGRAM_BOT_TOKEN": TOKEN,
        "TELEGRAM_API_URL": url,
        "TELEGRAM_MESSAGES_PER_SECOND": "1000",
        "LOG_LEVEL": "ERROR",
    }
    if mode == "webhook":
        ours |= {"WEBHOOK_URL": "https://matinee.test", "WEBHOOK_SECRET": SECRET}
        ours |= {"WEB_HOST": "127.0.0.1", "PORT": str(port)}
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "bot.web" if mode == "webhook" else "bot",
        cwd=PROJECT_ROOT,
        env=environment_of(Settings(data_dir=folder)) | ours,
    )
    try:
        yield process
    finally:
        if process.returncode is None:
            process.kill()
        await process.wait()


BENCH = Bench("bystanders", "One person's burst, and everybody else", run)
