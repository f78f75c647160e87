"""The real bot from the inbox to the handlers, which can be killed, on services that can fail."""

from __future__ import annotations

import asyncio
import itertools
import json
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import httpx
from pydantic import SecretStr
from sqlalchemy.engine import Engine
from telegram.error import TelegramError

from bot.app import build_application, build_inbox
from bot.chat.retrying import RetryingRateLimiter
from bot.handlers.register import ALLOWED_UPDATES, callback_router
from bot.lifecycle import dispatcher_of
from bot.playground.bot_api import BotApi
from bot.playground.call import Json
from bot.playground.people import TOKEN
from bot.services.errors import StorageUnavailable
from bot.settings import Settings
from bot.toolbox.building import build_toolbox
from bot.updates.parsing import parse_update
from bot.updates.polling import UpdatePoller
from scripts.faults.breakable import BreakableDatabase, BreakableOmdb, BreakableTelegram, Clocks
from scripts.faults.suspensions import Suspensions


@dataclass(frozen=True)
class World:
    """What outlives a bot: Telegram, the disk, the time; and the way that updates take."""

    bot_api: BotApi
    engine: Engine
    folder: Path
    clocks: Clocks
    mode: str


class MortalBot:
    """A bot that takes updates by polling or by webhook until it dies or ends."""

    def __init__(self, world: World) -> None:
        self.suspensions = Suspensions()
        self.telegram = BreakableTelegram(world.bot_api)
        self.database = BreakableDatabase(world.engine.url)
        self.omdb = BreakableOmdb()
        self.sweeps = 0
        self._world = world
        self._tasks: list[asyncio.Task[None]] = []
        self._taking: asyncio.Task[None] | None = None
        self._idling: asyncio.Task[None] | None = None
        self._build()

    def _build(self) -> None:
        settings = Settings(
            data_dir=self._world.folder,
            telegram_bot_token=SecretStr(TOKEN),
            omdb_api_key=SecretStr("a-key"),
        )
        self._http = httpx.AsyncClient(transport=httpx.MockTransport(self.omdb.answer))
        clock, engine = self._world.clocks.now, self.database.engine
        self.toolbox = build_toolbox(settings, engine, self._http, clock)
        limiter = RetryingRateLimiter(
            messages_per_second=100_000,
            settles_when_written=True,
            clock=itertools.count(step=3600.0).__next__,
            sleep=_no_time,
        )
        self._application = build_application(
            self.toolbox, TOKEN, self.telegram, self.telegram, rate_limiter=limiter
        )
        self._inbox = build_inbox(settings, engine, clock)
        counted = self._counting_sweeps(self._inbox.people_left_waiting)
        self._inbox.people_left_waiting = counted  # type: ignore[assignment,method-assign]
        self._dispatcher = dispatcher_of(self._application, self._inbox)

    async def begin(self) -> None:
        """Begin as a process does: the model first, then what waits in the inbox, then new updates."""
        self.suspensions.watch()
        self.toolbox.models.refresh()
        self.toolbox.services.title_search.refresh()
        await self._application.initialize()
        await self._application.start()
        await self._dispatcher.catch_up()
        self._tasks.append(asyncio.create_task(self._dispatcher.sweep()))
        if self._world.mode == "polling":
            poller = UpdatePoller(
                self._application.bot, self._dispatcher.accept_all, ALLOWED_UPDATES, _no_time
            )
            self._tasks.append(asyncio.create_task(poller.run()))

    def take(self, update: Json) -> None:
        """Be sent an update by webhook."""
        self._taking = asyncio.create_task(self._accept(update))

    @property
    def has_refused(self) -> bool:
        """Return whether it said that the update cannot be taken now."""
        return self._taking is not None and self._taking.done() and self._taking.exception() is not None

    @property
    def has_acknowledged(self) -> bool:
        """Return whether the update was taken, so that Telegram does not send it again."""
        return self._taking is not None and self._taking.done() and self._taking.exception() is None

    def is_idle(self, *, has_all: bool) -> bool:
        """Return whether everything is handled to its end; asked again and again, with whether all came."""
        if not has_all or (self._taking is not None and not self._taking.done()):
            self._idling = None
        elif self._idling is None:
            self._idling = asyncio.create_task(self._dispatcher.idle())
        elif self._idling.done():
            self._idling = None
            return True
        return False

    def mend(self) -> None:
        """Let everything be reached again that was cut."""
        self.telegram.lost_requests = self.telegram.lost_answers = self.database.lost_answers = 0
        self.database.is_away = self.omdb.is_away = False

    async def end(self) -> None:
        """End a bot, dead or alive; a dead one has no effect any more on what outlives it."""
        if self.suspensions.is_dead:
            await asyncio.to_thread(self._inbox.close)  # the server releases a dead process's locks
            self.telegram.is_gone = self.database.is_away = True
        await self.suspensions.bury()
        toolbox, application = self.toolbox, self._application
        await self._dispatcher.aclose(0)
        for close in (
            application.stop,
            toolbox.details.aclose,
            toolbox.card_log.aclose,
            toolbox.drawing.aclose,
            application.shutdown,
        ):
            with suppress(StorageUnavailable, TelegramError):
                await close()
        await self._http.aclose()
        await self.database.close()

    def _counting_sweeps(self, look: Callable[[float], list[int]]) -> Callable[[float], list[int]]:
        def counted(for_seconds: float) -> list[int]:
            self.sweeps += 1
            return look(for_seconds)

        return counted

    async def _accept(self, update: Json) -> None:
        """Take an update in; a tap that needs no words is answered with the acknowledgement."""
        incoming = parse_update(json.dumps(update).encode())
        tap = incoming.tap
        is_answered = tap is not None and tap.button in callback_router().kinds_without_words
        await self._dispatcher.accept(incoming, is_answered=is_answered)
        if tap is not None and is_answered:
            await self._world.bot_api.call("answerCallbackQuery", {"callback_query_id": tap.query_id})


async def _no_time(_seconds: float) -> None:
    """Wait for nothing but the others' turn."""
    await asyncio.sleep(0)
