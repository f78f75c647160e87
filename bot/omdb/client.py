"""OMDb over HTTP: one request about one film, and one named outcome whatever comes back.

Nothing in here raises, logs or shows a request's address: the key stands in it.
"""

from __future__ import annotations

import asyncio

import httpx

from bot.omdb.answers import read_answer, read_search
from bot.omdb.details_cache import Found, Missed, Outcome
from bot.omdb.values import normalised_imdb_id
from bot.services.views import HitKind, TitleHit


class OmdbClient:
    """Asks OMDb about a film by its IMDb id, and for films by title."""

    def __init__(self, client: httpx.AsyncClient, url: str, api_key: str, *, timeout: float = 5.0) -> None:
        self._client = client
        self._url = url
        self._api_key = api_key
        self._timeout = timeout

    async def fetch(self, imdb_id: str) -> Found | Missed:
        """Ask once, within the time-out (seconds, for the whole answer); never raises."""
        asked_id = normalised_imdb_id(imdb_id)
        if asked_id is None:
            return Missed(Outcome.INCORRECT_IMDB_ID)
        answer = await self._get(i=asked_id, plot="short")
        return answer if isinstance(answer, Missed) else read_answer(*answer, asked_id)

    async def search(
        self, title: str, year: int | None = None, kind: HitKind = "movie"
    ) -> tuple[TitleHit, ...] | Missed:
        """Search films (or series) by title once, within the time-out; never raises."""
        asked = {"s": title, "type": kind} | ({} if year is None else {"y": str(year)})
        answer = await self._get(**asked)
        return answer if isinstance(answer, Missed) else read_search(*answer)

    async def _get(self, **asked: str) -> tuple[int, bytes] | Missed:
        parameters = asked | {"r": "json", "apikey": self._api_key}
        try:
            address = httpx.URL(self._url).copy_merge_params(parameters)
            # httpx limits the wait for each piece; a server that drips would be waited for all day.
            async with asyncio.timeout(self._timeout):
                answer = await self._client.get(address, timeout=self._timeout)
        except (TimeoutError, httpx.TimeoutException):
            return Missed(Outcome.TIMED_OUT)
        except (httpx.HTTPError, httpx.InvalidURL):
            return Missed(Outcome.CONNECTION_FAILED)
        return answer.status_code, answer.content
