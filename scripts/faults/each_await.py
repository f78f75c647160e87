"""A fault at each wait between an update and its answer: whatever can break, by either way in.

A bot in this process is sent an update again and again; each time the fault strikes one wait later, until
there is none left. Then what is on disk and in the chat is compared with what must be there.
"""

from __future__ import annotations

import asyncio
import io
import logging
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from PIL import Image
from pydantic import SecretStr

from bot.app import build_inbox
from bot.playground import actions
from bot.playground.bot_api import BotApi
from bot.playground.call import Json
from bot.playground.people import PEOPLE, TOKEN
from bot.playground.state import is_from_bot
from bot.presentation.callback_data import pack
from bot.presentation.question_keyboard import AnswerButton
from bot.presentation.texts import STORAGE_IS_AWAY
from bot.settings import Settings
from scripts.benches.small_database import hurry, small_database, stock_small_database
from scripts.faults.breakable import Clocks
from scripts.faults.breaks import BREAKS, AwaitCost, Break
from scripts.faults.mortal_bot import MortalBot, World
from storage.unit_of_work import unit_of_work_factory

PERSON = PEOPLE[0]
LOOK_INTERVAL_SECONDS = 0.001
LOOKS_BEFORE_TIME_PASSES = 30
PASSING_SECONDS = 5.0
MAX_LOOKS = 20_000


@dataclass(frozen=True)
class Deed:
    """What must come of an update: stars on disk, and one answer; that to a tap may be an edited message."""

    stars: tuple[int, float] | None = None
    tapped: Json | None = None


async def strike_at_each_await(
    mode: str, database: str, every: int = 1, breaks: dict[str, Break] = BREAKS
) -> dict[str, AwaitCost]:
    """Let each fault strike at each wait, or at one of so many; return what each cost."""
    with tempfile.TemporaryDirectory() as folder, small_database(database, Path(folder)) as engine:
        hurry(engine)
        titles = stock_small_database(engine)
        clocks = Clocks()
        bot_api = BotApi(fetch_url=_poster, clock=clocks.now)
        walk = _Walk(World(bot_api, engine, Path(folder), clocks, mode), titles)
        await walk.begin()
        try:
            return {name: await walk.strike(breaking, every) for name, breaking in breaks.items()}
        finally:
            await walk.end()


class _Walk:
    """One person, and the bot that lives at the moment."""

    def __init__(self, world: World, titles: dict[int, str]) -> None:
        self._world = world
        self._bot_api = world.bot_api
        self._titles = list(titles.items())
        self._bot = MortalBot(world)
        settings = Settings(data_dir=world.folder, telegram_bot_token=SecretStr(TOKEN))
        self._inbox = build_inbox(settings, world.engine, world.clocks.now)
        self._errors = _UnforeseenErrors()
        self._deeds = 0
        self._update: Json | None = None

    async def begin(self) -> None:
        logging.getLogger().addHandler(self._errors)
        self._bot_api.state.started.add(PERSON.person_id)
        await self._bot.begin()
        self._say("/rate")
        while not self._newest_answer:
            await self._until_settled()

    async def end(self) -> None:
        await self._bot.end()
        asyncio.get_running_loop().set_task_factory(None)
        self._inbox.close()
        logging.getLogger().removeHandler(self._errors)

    async def strike(self, breaking: Break, every: int) -> AwaitCost:
        cost = AwaitCost()
        for deed in (self._give_stars, self._ask_for_help, self._look_for_a_film):
            number = 1
            while await self._strike_once(number, deed, breaking, cost):
                number += every
        return cost

    async def _strike_once(
        self, number: int, do: Callable[[], Deed], breaking: Break, cost: AwaitCost
    ) -> bool:
        """Do something with a fault at this wait; False when there was no such wait."""
        bot, newest = self._bot, self._newest
        bot.suspensions.choose(number, lambda: breaking(bot, self._world))
        deed = do()
        await self._until_settled()
        has_struck = bot.suspensions.has_struck
        self._bot.suspensions.choose(None)
        await self._until_the_next_sweep()  # what failed is done again then
        cost.waits += has_struck
        self._count(deed, newest, cost)
        return has_struck

    def _count(self, deed: Deed, newest: int, cost: AwaitCost) -> None:
        messages, tapped = self._messages(), deed.tapped
        new = sum(_is_answer(each, newest) for each in messages.values())
        is_edited = tapped is not None and tapped is not messages.get(tapped["message_id"])
        cost.doubled += new > 1
        cost.unanswered += not (new or is_edited)
        if deed.stars is not None:
            movie_id, stars = deed.stars
            cost.lost += self._stars_on_disk().get(movie_id) != stars
        cost.unforeseen += self._errors.take()

    async def _until_settled(self) -> None:
        """Return when everything that was sent is handled, by this bot or by one after it."""
        for look in range(1, MAX_LOOKS):
            await asyncio.sleep(LOOK_INTERVAL_SECONDS)
            if self._bot.suspensions.is_dead:
                await self._begin_another()
            elif self._bot.has_refused and self._update is not None:
                self._bot.take(self._update)
            elif self._bot.is_idle(has_all=self._is_all_taken()):
                return
            if look % LOOKS_BEFORE_TIME_PASSES == 0:
                self._let_time_pass()
        raise TimeoutError("updates are left")

    async def _until_the_next_sweep(self) -> None:
        """Return when what the bot has noticed to be left over is handled, too."""
        sweeps = self._bot.sweeps
        while self._bot.sweeps == sweeps:
            self._let_time_pass()
            await self._until_settled()

    def _let_time_pass(self) -> None:
        """Let everything be there again, and a few seconds go by."""
        self._bot.mend()
        self._world.clocks.pass_by(PASSING_SECONDS)

    def _is_all_taken(self) -> bool:
        return not self._bot_api.state.updates.pending_count and not self._inbox.pending_count()

    async def _begin_another(self) -> None:
        """Let another bot live; Telegram sends it what was not acknowledged."""
        dead, self._bot = self._bot, MortalBot(self._world)
        if dead.has_acknowledged:
            self._update = None
        with self._errors.ignored():
            await dead.end()
        await self._bot.begin()
        if self._update is not None:
            self._bot.take(self._update)

    def _give_stars(self) -> Deed:
        self._deeds += 1
        movie_id, _ = self._titles[self._deeds % len(self._titles)]
        stars = self._stars_on_disk().get(movie_id, 0.0) % 5 + 1
        message = self._messages()[self._newest_answer]
        button = AnswerButton(PERSON.person_id, movie_id, stars)
        actions.press(self._bot_api, PERSON.person_id, message, pack(button))
        self._send()
        return Deed((movie_id, stars), message)

    def _ask_for_help(self) -> Deed:
        self._say("/help")
        return Deed()

    def _look_for_a_film(self) -> Deed:
        self._deeds += 1
        self._say(f"/find {self._titles[self._deeds % len(self._titles)][1]}")
        return Deed()

    def _say(self, text: str) -> None:
        actions.say(self._bot_api, PERSON.person_id, text)
        self._send()

    def _send(self) -> None:
        """Send what waits for the bot to it; one that polls fetches it."""
        if self._world.mode == "webhook":
            [self._update] = self._bot_api.state.updates.to_json()["pending"]
            self._bot_api.state.updates.drop_all()
            self._bot.take(self._update)

    def _messages(self) -> dict[int, Json]:
        return self._bot_api.state.messages.get(PERSON.person_id, {})

    @property
    def _newest(self) -> int:
        return max(self._messages(), default=0)

    @property
    def _newest_answer(self) -> int:
        return max((number for number, each in self._messages().items() if is_from_bot(each)), default=0)

    def _stars_on_disk(self) -> dict[int, float]:
        with unit_of_work_factory(self._world.engine)() as work:
            return dict(work.chat_ratings.of(PERSON.person_id))


class _UnforeseenErrors(logging.Handler):
    """Counts what is logged with a trace."""

    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self._count = 0

    def emit(self, record: logging.LogRecord) -> None:
        """Count an error."""
        self._count += bool(record.exc_info)

    @contextmanager
    def ignored(self) -> Iterator[None]:
        """Count nothing meanwhile."""
        logging.getLogger().removeHandler(self)
        try:
            yield
        finally:
            logging.getLogger().addHandler(self)

    def take(self) -> int:
        """Return how many there were since the last look."""
        count, self._count = self._count, 0
        return count


def _is_answer(message: Json, newest: int) -> bool:
    """Return whether the bot wrote this since then, other than that it cannot answer now."""
    return message["message_id"] > newest and is_from_bot(message) and message.get("text") != STORAGE_IS_AWAY


async def _poster(_url: str) -> bytes:
    picture = io.BytesIO()
    Image.new("RGB", (30, 45), "navy").save(picture, "JPEG")
    return picture.getvalue()
