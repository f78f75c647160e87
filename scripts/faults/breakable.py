"""Telegram, OMDb, the database and the clocks, as a bot uses them, made to fail on purpose."""

from __future__ import annotations

import asyncio
import json
import time
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
import psycopg2
import sqlalchemy as sa
from sqlalchemy.engine import URL
from sqlalchemy.pool import QueuePool
from telegram.error import NetworkError, TimedOut

from bot.playground.request import PlaygroundRequest
from bot.runtime.deliveries import before_writing
from scripts.benches.small_database import hurry
from storage.database import create_engine_for


class BreakableTelegram(PlaygroundRequest):
    """Requests that do not reach Telegram, or whose answers do not come back."""

    is_gone = False
    lost_requests = 0
    lost_answers = 0

    async def do_request(self, *args: Any, **kwargs: Any) -> tuple[int, bytes]:
        """Do a request as the real ones do it: an update is settled when its message can be written."""
        if self.is_gone or self.lost_requests > 0:
            self.lost_requests -= 1
            raise NetworkError("cut before the request")
        before = before_writing.get()
        if before is not None:
            await before()
        answer = await super().do_request(*args, **kwargs)
        if self.lost_answers > 0:
            self.lost_answers -= 1
            raise TimedOut("cut before the answer")
        return answer


class BreakableDatabase:
    """An engine whose statements fail, or whose commits are kept without anybody being told."""

    def __init__(self, url: URL) -> None:
        self.engine = create_engine_for(url)
        self.is_away = False
        self.lost_answers = 0
        self._commit = self.engine.dialect.do_commit
        self.engine.dialect.do_commit = self._do_commit  # type: ignore[assignment,method-assign]
        hurry(self.engine)
        sa.event.listen(self.engine, "before_cursor_execute", self._before_statement)

    async def close(self) -> None:
        """Close all connections, when the threads that use some are done with them."""
        while isinstance(self.engine.pool, QueuePool) and self.engine.pool.checkedout():  # noqa: ASYNC110
            await asyncio.sleep(0.001)
        self.engine.dispose()

    def _before_statement(self, *_: object) -> None:
        if self.is_away:
            raise psycopg2.OperationalError("cut before the statement")

    def _do_commit(self, connection: Any) -> None:
        self._before_statement()
        self._commit(connection)
        if self.lost_answers > 0:
            self.lost_answers -= 1
            raise psycopg2.OperationalError("cut before the answer to the commit")


class BreakableOmdb:
    """OMDb, which knows every film, or refuses connections."""

    is_away = False

    def answer(self, request: httpx.Request) -> httpx.Response:
        """Answer a request about a film."""
        if self.is_away:
            raise httpx.ConnectError("cut")
        about = {"Response": "True", "Title": "A film", "imdbID": request.url.params.get("i")}
        return httpx.Response(200, text=json.dumps(about | {"Poster": "https://omdb.test/1.jpg"}))


class Clocks:
    """The clock on the wall and the event loop's, which go on when they are told to."""

    def __init__(self) -> None:
        self._wall = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
        self._ahead = 0.0
        loop = asyncio.get_running_loop()
        loop.time = lambda: time.monotonic() + self._ahead  # type: ignore[method-assign]

    def now(self) -> datetime:
        """Return the next moment: no two things happen at the same one."""
        self._wall += timedelta(milliseconds=1)
        return self._wall

    def pass_by(self, seconds: float) -> None:
        """Let so much time pass at once, as for a process that was stopped."""
        self._wall += timedelta(seconds=seconds)
        self._ahead += seconds
