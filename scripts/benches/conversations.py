"""A worker talking with a thousand people: from a tap on a star to the next card's API call, and its memory.

The worker is `python -m bot` itself, in its own process; Telegram is the playground's Bot API behind HTTP.
Everything about films is in the database already, as it is after some days. People tap no faster than
Telegram's pace allows, so that nothing measured is waiting on purpose. At the end some of them use every
command, say what they like in words and bring a file, and the memory is read again.
"""

from __future__ import annotations

import asyncio
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from functools import partial
from http import HTTPStatus
from io import BytesIO
from pathlib import Path
from typing import Any

import numpy as np
from PIL import Image

from bot.handlers.commands import COMMANDS
from bot.playground import actions
from bot.playground.bot_api import BotApi
from bot.playground.call import Json, UploadedFile
from bot.playground.over_http import bot_api_server
from bot.playground.people import TOKEN, Group, Person
from bot.presentation.callback_data import unpack
from bot.presentation.deck_keyboards import RateCardButton
from bot.presentation.question_keyboard import AnswerButton
from bot.settings import Settings
from scripts.benches.measuring import Bench, Options, Row, at_most
from scripts.benches.stocked import environment_of, load_films_and_ratings, train_on_them

PEOPLE = 1000
LANES = 4  # conversations at the same time
TAPS_A_SECOND = 24  # all lanes together; Telegram allows 30 messages
ANSWERS = 5
CARD_METHODS = {
    *("sendmessage", "sendphoto", "senddocument"),
    *("editmessagemedia", "editmessagetext", "editmessagecaption"),
}
PATIENCE_SECONDS = 20
SAYING_EVERYTHING = 40  # people
WORDS = (
    *("matirx", "heat 1995", "the lord of the rings", "something like heat and casino", "hello"),
    *(
        "something funny tonight",
        "90s thriller not too long",
        "french",
        "🎬🍿",
        "no such film whatever it is",
    ),
    *("/recommend 5 comedy 90s no horror", "/rate heat", "/rate heat 4.5", "/ratings heat", "/find alien"),
)
FILE = b"Title,Year,Rating\nHeat,1995,5\nCasino,1995,4\nNo such film,1901,3\n"


class TimedBotApi(BotApi):
    """Notes when the newest card of each chat arrived."""

    def __init__(self, people: list[Person], groups: Sequence[Group]) -> None:
        super().__init__(people=people, groups=groups, fetch_url=_poster)
        self.arrived: dict[int, asyncio.Future[float]] = {}
        self.inline_answered: dict[str, asyncio.Future[float]] = {}

    async def call(
        self, method: str, params: Mapping[str, Any], files: Mapping[str, UploadedFile] | None = None
    ) -> tuple[int, Json]:
        """Answer as ever; a card's arrival is noted first, unless it was refused."""
        moment = time.perf_counter()
        status, answer = await super().call(method, params, files)
        if status == HTTPStatus.OK and method.lower() in CARD_METHODS:
            waiting = self.arrived.get(int(params["chat_id"]))
            if waiting is not None and not waiting.done():
                waiting.set_result(moment)
        if status == HTTPStatus.OK and method.lower() == "answerinlinequery":
            answered = self.inline_answered.get(str(params["inline_query_id"]))
            if answered is not None and not answered.done():
                answered.set_result(moment)
        return status, answer


class Conversation:
    """One person who rates a few films and looks at what is recommended."""

    def __init__(self, bot_api: TimedBotApi, person: Person, seconds: list[float], pause: float) -> None:
        self._bot_api = bot_api
        self._person = person.person_id
        self._seconds = seconds
        self._pause = pause

    async def hold(self) -> None:
        """Talk from /start to a rated recommendation."""
        await self._awaited(lambda: actions.say(self._bot_api, self._person, "/start"))
        await self._awaited(lambda: actions.say(self._bot_api, self._person, "/rate"))
        for _ in range(ANSWERS):
            await self._tap_a_star(AnswerButton)
        await self._tap("My films")
        await self._tap_a_star(RateCardButton)

    async def say_everything(self) -> None:
        """Use every command that is for everybody, say what one likes in words, and bring a file."""
        commands = [f"/{command.name}" for command in COMMANDS if not command.for_admins]
        for words in (*commands, *WORDS):
            await self._awaited(partial(actions.say, self._bot_api, self._person, words))
        file = partial(actions.send_file, self._bot_api, self._person, "ratings.csv", FILE)
        await self._awaited(lambda: asyncio.ensure_future(file()))

    async def _tap_a_star(self, kind: type[AnswerButton | RateCardButton]) -> None:
        stars = 1 + (self._person + len(self._seconds)) % 5
        payload = next(
            button["callback_data"]
            for button in self._buttons()
            if _is_star(button.get("callback_data"), kind, stars)
        )
        self._seconds.append(await self._press(payload))

    async def _tap(self, label: str) -> None:
        await self._press(
            next(button for button in self._buttons() if label in button["text"])["callback_data"]
        )

    async def _press(self, payload: str) -> float:
        message = self._last()
        return await self._awaited(lambda: actions.press(self._bot_api, self._person, message, payload))

    async def _awaited(self, deed: Any) -> float:
        """Do something and return the seconds until the card that answers it arrives."""
        incoming: asyncio.Future[float] = asyncio.get_running_loop().create_future()
        self._bot_api.arrived[self._person] = incoming
        began = time.perf_counter()
        deed()
        async with asyncio.timeout(PATIENCE_SECONDS):
            seconds = await incoming - began
        await asyncio.sleep(max(0.0, self._pause - seconds))
        return seconds

    def _buttons(self) -> list[Json]:
        return list(actions.buttons_of(self._last()))

    def _last(self) -> Json:
        return list(self._bot_api.state.messages[self._person].values())[-1]


def run(options: Options) -> Iterator[Row]:
    """Hold the conversations and report the taps and the worker."""
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(data_dir=Path(folder))
        load_films_and_ratings(settings, options.movielens)
        train_on_them(settings)
        seconds, status, in_the_end, libraries = asyncio.run(_talk(settings))
    yield at_most(f"tap to next card, median of {len(seconds):,}", 1000 * float(np.median(seconds)), 50, "ms")
    yield at_most("tap to next card, p99", 1000 * float(np.percentile(seconds, 99)), 150, "ms")
    yield at_most(f"the worker's memory after {PEOPLE:,} conversations", status["VmRSS"], 160, "MB")
    yield at_most(f"then, after {SAYING_EVERYTHING} of them used everything", in_the_end["VmRSS"], 170, "MB")
    yield Row("its peak", f"{in_the_end['VmHWM']:.0f} MB")
    yield Row(
        "heavy libraries in it",
        ", ".join(sorted(libraries)) or "none",
        "no surprise, no pandas",
        not libraries,
    )


async def _talk(settings: Settings) -> tuple[list[float], dict[str, float], dict[str, float], set[str]]:
    async with conversations(settings, PEOPLE) as talking:
        seconds = await talking.hold(PEOPLE)
        status = _memory_mb(talking.worker_pid)
        await talking.say_everything(SAYING_EVERYTHING)
        in_the_end, libraries = _memory_mb(talking.worker_pid), _heavy_libraries(talking.worker_pid)
        return seconds, status, in_the_end, libraries


@dataclass(frozen=True)
class Conversations:
    """A worker, and people who have not talked with it yet."""

    worker_pid: int
    bot_api: TimedBotApi
    people: list[Person]
    known: list[Conversation] = field(default_factory=list)

    async def hold(self, n_people: int) -> list[float]:
        """Let so many of them talk, and return the seconds from each tap on a star to its card."""
        seconds: list[float] = []
        new = [self.people.pop() for _ in range(n_people)]
        talks = [Conversation(self.bot_api, person, seconds, LANES / TAPS_A_SECOND) for person in new]
        await _side_by_side(talk.hold for talk in talks)
        self.known.extend(talks)
        return seconds

    async def say_everything(self, n_people: int) -> None:
        """Let so many of those who have talked use everything that there is."""
        await _side_by_side(talk.say_everything for talk in self.known[-n_people:])


async def _side_by_side(talks: Iterable[Callable[[], Awaitable[None]]]) -> None:
    """Hold so many conversations at the same time as there are lanes."""
    waiting = iter(talks)

    async def lane(number: int) -> None:
        await asyncio.sleep(number / TAPS_A_SECOND)  # people do not tap in step
        for talk in waiting:
            await talk()

    await asyncio.gather(*(lane(number) for number in range(LANES)))


@asynccontextmanager
async def conversations(
    settings: Settings, n_people: int, groups: Sequence[Group] = ()
) -> AsyncIterator[Conversations]:
    """Run a worker with these settings, and so many people, numbered from 10,000 on."""
    people = [Person(10_000 + number, f"P{number}", "Test", "en") for number in range(n_people)]
    bot_api = TimedBotApi(people, groups)
    async with bot_api_server(bot_api) as url, _worker(settings, url) as pid:
        yield Conversations(pid, bot_api, list(reversed(people)))


@asynccontextmanager
async def _worker(settings: Settings, api_url: str) -> AsyncIterator[int]:
    talking = {"TELEGRAM_BOT_TOKEN": TOKEN, "TELEGRAM_API_URL": api_url, "LOG_LEVEL": "WARNING"}
    worker = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bot", env=environment_of(settings) | talking
    )
    try:
        yield worker.pid
    finally:
        worker.terminate()
        await worker.wait()


def _memory_mb(pid: int) -> dict[str, float]:
    lines = Path(f"/proc/{pid}/status").read_text(encoding="ascii").splitlines()
    return {line.split(":")[0]: int(line.split()[1]) / 1024 for line in lines if line.startswith("Vm")}


def _heavy_libraries(pid: int) -> set[str]:
    maps = Path(f"/proc/{pid}/maps").read_text(encoding="utf-8")
    return {name for name in ("surprise", "pandas") if f"/{name}/" in maps}


def _is_star(payload: str | None, kind: type[AnswerButton | RateCardButton], stars: float) -> bool:
    button = unpack(payload) if payload else None
    return isinstance(button, kind) and button.stars == stars


async def _poster(_url: str) -> bytes:
    picture = BytesIO()
    Image.new("RGB", (300, 450), "navy").save(picture, "JPEG")
    return picture.getvalue()


BENCH = Bench("conversations", "A thousand conversations", run)
