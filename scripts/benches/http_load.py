"""Requests at a steady pace to a server on this machine, and how long each took from when it was due.

Open loop: a slow answer delays no later request, and waiting for a free connection counts as waiting.
"""

from __future__ import annotations

import asyncio
import json
import re
import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import numpy as np

HOST = "127.0.0.1"
_STATUS = re.compile(rb"^HTTP/1\.1 (\d{3})")
_LENGTH = re.compile(rb"\r\ncontent-length: *(\d+)", re.IGNORECASE)


@dataclass
class SentRequests:
    """Seconds each request took, the statuses (0: no answer), and what they cost."""

    seconds: list[float] = field(default_factory=list)
    statuses: Counter[int] = field(default_factory=Counter)
    processor_seconds: float = 0.0  # of the server, where whoever sends them looks at it

    @property
    def errors(self) -> int:
        """How many were not answered with 200."""
        return self.statuses.total() - self.statuses[200]

    def percentile(self, percent: float) -> float:
        """Return the milliseconds within which so many percent were answered."""
        return float(np.percentile(self.seconds, percent)) * 1000


class Connections:
    """Keep-alive connections to one port, as many as a client's pool has: fewer than one address may open."""

    def __init__(self, port: int, most: int = 100) -> None:
        self._port = port
        self._places = asyncio.Semaphore(most)
        self._free: list[tuple[asyncio.StreamReader, asyncio.StreamWriter]] = []

    async def send(self, request: bytes) -> int:
        """Send one request and return its status, 0 when there was no answer."""
        async with self._places:
            return await self._send(request)

    async def _send(self, request: bytes) -> int:
        try:
            reader, writer = (
                self._free.pop() if self._free else await asyncio.open_connection(HOST, self._port)
            )
            writer.write(request)
            head = await reader.readuntil(b"\r\n\r\n")
            status, length = _STATUS.match(head), _LENGTH.search(head)
            if length is not None:
                await reader.readexactly(int(length.group(1)))
        except (OSError, asyncio.IncompleteReadError):
            return 0
        self._free.append((reader, writer))
        return int(status.group(1)) if status else 0

    def close(self) -> None:
        """Close what is open."""
        for _, writer in self._free:
            writer.close()


async def send_steadily(
    requests: Sequence[Callable[[], tuple[Connections, bytes]]], per_second: float
) -> SentRequests:
    """Send each request when it is due, and return what came of all of them."""
    outcome, begun = SentRequests(), time.perf_counter()

    async def send(due: float, make: Callable[[], tuple[Connections, bytes]]) -> None:
        connections, content = make()
        outcome.statuses[await connections.send(content)] += 1
        outcome.seconds.append(time.perf_counter() - due)

    async with asyncio.TaskGroup() as group:
        for number, make in enumerate(requests):
            due = begun + number / per_second
            await asyncio.sleep(max(0.0, due - time.perf_counter()))
            group.create_task(send(due, make))
    return outcome


def get(path: str) -> bytes:
    """Return a GET request."""
    return f"GET {path} HTTP/1.1\r\nHost: {HOST}\r\n\r\n".encode()


def post(path: str, content: object, headers: str = "") -> bytes:
    """Return a POST request with a JSON body."""
    body = json.dumps(content).encode()
    head = (
        f"POST {path} HTTP/1.1\r\nHost: {HOST}\r\nContent-Type: application/json\r\n"
        f"Content-Length: {len(body)}\r\n{headers}\r\n"
    )
    return head.encode() + body
