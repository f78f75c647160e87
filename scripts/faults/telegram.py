"""A Bot API that keeps what is not confirmed, delivers it by either way, and counts what it is sent."""

from __future__ import annotations

import asyncio
import json
from collections import Counter, defaultdict
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs

import httpx

from bot.web.addresses import SECRET_HEADER, WEBHOOK_PATH
from scripts.benches.obliging_telegram import ObligingTelegram

LONG_POLL_SECONDS = 0.2
REDELIVERY_SECONDS = 0.1
A_COMMAND = "/recommend"  # as every answer to /help names it, and no other message


@dataclass
class KeepingTelegram(ObligingTelegram):
    """Telegram's queue of updates, and how often each /help was answered."""

    pending: list[dict[str, Any]] = field(default_factory=list)
    answers: Counter[int] = field(default_factory=Counter)
    other_words: Counter[str] = field(default_factory=Counter)
    polls: int = 0
    _has_arrived: asyncio.Event = field(default_factory=asyncio.Event)

    def push(self, update: dict[str, Any]) -> None:
        """Let an update wait for whoever fetches it."""
        self.pending.append(update)
        self._has_arrived.set()

    async def result(self, method: str, body: bytes) -> Any:
        """Return what a method results in; answers to /help are counted by what they answer."""
        if method == "getupdates":
            return await self._updates(int(parse_qs(body.decode()).get("offset", ["0"])[0]))
        if method == "sendmessage":
            self._count({name: values[0] for name, values in parse_qs(body.decode()).items()})
        return await super().result(method, body)

    def _count(self, message: dict[str, str]) -> None:
        answered = json.loads(message.get("reply_parameters", "{}")).get("message_id")
        if answered is not None and A_COMMAND in message["text"]:
            self.answers[answered] += 1
        else:
            self.other_words[message["text"]] += 1

    async def _updates(self, offset: int) -> list[dict[str, Any]]:
        self.polls += 1
        self.pending = [update for update in self.pending if update["update_id"] >= offset]
        if not self.pending:
            self._has_arrived.clear()
            with suppress(TimeoutError):
                await asyncio.wait_for(self._has_arrived.wait(), LONG_POLL_SECONDS)
        return self.pending[:100]


class WebhookDelivery:
    """Delivers each person's updates one after another, each again and again until it is acknowledged."""

    def __init__(self, port: int, secret: str) -> None:
        self._client = httpx.AsyncClient(base_url=f"http://127.0.0.1:{port}", timeout=10)
        self._headers = {SECRET_HEADER: secret}
        self._queues: defaultdict[int, asyncio.Queue[dict[str, Any]]] = defaultdict(asyncio.Queue)
        self._tasks: list[asyncio.Task[None]] = []
        self.waiting = 0

    def push(self, person_id: int, update: dict[str, Any]) -> None:
        """Let an update wait for its delivery."""
        self.waiting += 1
        if person_id not in self._queues:
            self._tasks.append(asyncio.create_task(self._deliver(self._queues[person_id])))
        self._queues[person_id].put_nowait(update)

    async def aclose(self) -> None:
        """Stop delivering."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await self._client.aclose()

    async def _deliver(self, queue: asyncio.Queue[dict[str, Any]]) -> None:
        while True:
            update = await queue.get()
            while not await self._is_acknowledged(update):  # noqa: ASYNC110  # it fires no event
                await asyncio.sleep(REDELIVERY_SECONDS)
            self.waiting -= 1

    async def _is_acknowledged(self, update: dict[str, Any]) -> bool:
        try:
            response = await self._client.post(WEBHOOK_PATH, json=update, headers=self._headers)
        except httpx.HTTPError:
            return False
        return response.status_code == httpx.codes.OK
