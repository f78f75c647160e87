"""OMDb over HTTP: one request about one film, and one named outcome whatever comes back.

Nothing in here raises, logs or shows a request's address: the key stands in it.
"""

from __future__ import annotations

import asyncio

import httpx

from bot.omdb.answers import read_answer
from bot.omdb.details_cache import Found, Missed, Outcome
from bot.omdb.values import normalised_imdb_id


class OmdbClient:
    """Asks OMDb about a film by its IMDb id."""

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
        try:
            # httpx limits the wait for each piece; a server that drips would be waited for all day.
            async with asyncio.timeout(self._timeout):
                answer = await self._client.get(self._address(asked_id), timeout=self._timeout)
        except (TimeoutError, httpx.TimeoutException):
            return Missed(Outcome.TIMED_OUT)
        except (httpx.HTTPError, httpx.InvalidURL):
            return Missed(Outcome.CONNECTION_FAILED)
        return read_answer(answer.status_code, answer.content, asked_id)

    def _address(self, imdb_id: str) -> httpx.URL:
        asked = {"i": imdb_id, "plot": "short", "r": "json", "apikey": self._api_key}
        return httpx.URL(self._url).copy_merge_params(asked)
