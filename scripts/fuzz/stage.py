"""The real bot from the inbox to the handlers, with Telegram and the web in the same process.

The clock ticks with every look at it, not with the wall's: the same seed gives the same run.
"""

from __future__ import annotations

import asyncio
import io
import itertools
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import httpx
from PIL import Image
from pydantic import SecretStr
from sqlalchemy.engine import Engine

from bot.app import build_application, build_inbox
from bot.chat.retrying import RetryingRateLimiter
from bot.lifecycle import dispatcher_of
from bot.playground.bot_api import BotApi
from bot.playground.call import Json
from bot.playground.people import TOKEN
from bot.playground.request import PlaygroundRequest
from bot.posters.card_log import CardLog
from bot.retraining.runner import RetrainRunner
from bot.settings import Settings
from bot.toolbox.building import build_toolbox
from bot.updates.dispatcher import UpdateDispatcher, sweeping
from bot.updates.inbox import Inbox
from bot.updates.parsing import NotAnUpdate, parse_update
from scripts.fuzz.people import ADMIN, GROUPS, PEOPLE
from scripts.fuzz.updates import Surroundings

PATIENCE_SECONDS = 60
DOCUMENTS = {
    "ratings.csv": b"Date,Name,Year,Letterboxd URI,Rating\n2020-01-01,Badi,2000,https://boxd.it/1,4.5\n",
    "ratings\x00.csv": b"Const,Your Rating,Date Rated,Title\ntt0000004,7,2020-01-01,Ba\n",
    "watched.csv": b"Date,Name,Year,Letterboxd URI\n2020-01-01,Ba,2000,https://boxd.it/1\n",
    "\u202egnp.csv": b"movieId,rating,timestamp\n1,5.0,1\n4,1e999,NaN\n-1,0.5,x\n",
    "empty.csv": b"",
    "binary.csv": bytes(range(256)) * 4,
    "nested.json": b"[" * 5000 + b"]" * 5000,
    "matinee.json": b'{"ratings": [{"movie_id": 1, "stars": 1e999}, {"movie_id": "x"}, null]}',
    "archive.zip": b"PK\x03\x04" + b"\x00" * 60,
}


class TickingClock:
    """A clock that goes on by so much with every look at it."""

    def __init__(self, step: timedelta = timedelta(milliseconds=10)) -> None:
        self.now = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
        self._step = step

    def __call__(self) -> datetime:
        """Return the next moment."""
        self.now += self._step
        return self.now


@dataclass(frozen=True)
class FuzzedBot:
    """A running bot that is sent updates one after another."""

    bot_api: BotApi
    dispatcher: UpdateDispatcher
    inbox: Inbox
    engine: Engine
    surroundings: Surroundings
    card_log: CardLog
    numbers: set[int] = field(default_factory=set)

    async def send(self, update: Json) -> bool:
        """Send an update as JSON and wait until it is handled; raises TimeoutError.

        Returns False when it is none, or one whose number came before: that is not handled again.
        """
        try:
            incoming = parse_update(json.dumps(update).encode())
        except NotAnUpdate:
            return False
        is_new = incoming.update_id not in self.numbers
        self.numbers.add(incoming.update_id)
        async with asyncio.timeout(PATIENCE_SECONDS):
            await self.dispatcher.accept_all([incoming])
            await self.dispatcher.idle()
            await self.card_log.flush()  # or it would be written while somebody else is served
        return is_new


@asynccontextmanager
async def stage(
    engine: Engine, folder: Path, titles: dict[int, str], clock: TickingClock | None = None
) -> AsyncIterator[FuzzedBot]:
    """Run the bot on a stocked database; nothing leaves this process."""
    clock = clock or TickingClock()
    settings = Settings(
        data_dir=folder, telegram_bot_token=SecretStr(TOKEN), admin_user_ids=(ADMIN.person_id,)
    )
    bot_api = BotApi(people=PEOPLE, groups=GROUPS, clock=clock, fetch_url=_poster)
    bot_api.state.started |= {person.person_id for person in PEOPLE}
    async with httpx.AsyncClient(transport=httpx.MockTransport(lambda _: httpx.Response(503))) as http:
        toolbox = replace(
            build_toolbox(settings, engine, http, clock),
            retrains=RetrainRunner({}, clock, command=("true",)),
        )
        toolbox.models.refresh()
        toolbox.services.title_search.refresh()
        limiter = RetryingRateLimiter(
            messages_per_second=100_000, clock=itertools.count(step=3600.0).__next__
        )
        application = build_application(
            toolbox, TOKEN, PlaygroundRequest(bot_api), PlaygroundRequest(bot_api), rate_limiter=limiter
        )
        inbox = build_inbox(settings, engine, clock)
        dispatcher = dispatcher_of(application, inbox)
        documents = [
            await bot_api.state.files.add_document(name, content, "text/csv")
            for name, content in DOCUMENTS.items()
        ]
        about = Surroundings(list(titles), list(titles.values()), documents, bot_api.state.messages)
        async with application:
            await application.start()
            await toolbox.drawing.draw("photo_check", b"")  # the child is there before anything is counted
            try:
                async with sweeping(dispatcher, grace=5):
                    yield FuzzedBot(bot_api, dispatcher, inbox, engine, about, toolbox.card_log)
            finally:
                await toolbox.retrains.close()
                await application.stop()
                await toolbox.details.aclose()
                await toolbox.drawing.aclose()


async def _poster(_url: str) -> bytes:
    picture = io.BytesIO()
    Image.new("RGB", (30, 45), "navy").save(picture, "JPEG")
    return picture.getvalue()
