"""Photos by URL: Telegram's servers fetch them, so the playground does, shortly and not again and again."""

from __future__ import annotations

import time
from collections.abc import Awaitable, Callable

import httpx

MAX_BYTES = 5 * 1024 * 1024
TIMEOUT_SECONDS = 3.0
FAILURE_SECONDS = 300.0

FetchUrl = Callable[[str], Awaitable[bytes]]


class PhotoNotFetched(Exception):
    """The URL gave no photo."""


class UrlFetcher:
    """Fetches photos over HTTP; a host that cannot be reached is left alone for some minutes."""

    def __init__(
        self,
        *,
        transport: httpx.AsyncBaseTransport | None = None,
        now: Callable[[], float] = time.monotonic,
    ) -> None:
        self._transport = transport
        self._now = now
        self._failed_at: dict[str, float] = {}

    async def __call__(self, url: str) -> bytes:
        """Return the bytes behind the URL, or raise PhotoNotFetched."""
        try:
            host = httpx.URL(url).host
        except httpx.InvalidURL as error:
            raise PhotoNotFetched(url) from error
        if self._now() - self._failed_at.get(host, -FAILURE_SECONDS) < FAILURE_SECONDS:
            raise PhotoNotFetched(url)
        try:
            return await self._fetch(url)
        except httpx.TransportError as error:
            self._failed_at[host] = self._now()
            raise PhotoNotFetched(url) from error
        except (httpx.HTTPError, httpx.InvalidURL) as error:  # a redirect may lead to no URL
            raise PhotoNotFetched(url) from error

    async def _fetch(self, url: str) -> bytes:
        async with (
            httpx.AsyncClient(
                transport=self._transport, timeout=TIMEOUT_SECONDS, follow_redirects=True, max_redirects=3
            ) as client,
            client.stream("GET", url) as response,
        ):
            response.raise_for_status()
            content = bytearray()
            async for chunk in response.aiter_bytes():
                content += chunk
                if len(content) > MAX_BYTES:
                    raise PhotoNotFetched(url)
            return bytes(content)
