"""Answer some requests before anybody asks: what a process does for the first time takes much longer.

Statements are compiled, threads and connections made, sources of routes read, pages of the model mapped: the
first callers would pay for all of it at once.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterator, Sequence
from contextlib import suppress

from starlette.types import ASGIApp, Message, Scope

from bot.services.views import Film

REHEARSAL = "matinee.rehearsal"
"""Marks a request of our own in its scope, where no caller can: let in, and neither counted nor logged."""

SECONDS = 0.5  # for all of it, also where OMDb or the database is slow
RATED = 5
SIMULTANEOUS = 4  # of each kind: as many threads and connections are made


async def rehearse(app: ASGIApp, known: Sequence[Film]) -> None:
    """Answer requests of every frequent kind; known are films, the best known first."""
    with suppress(TimeoutError):
        async with asyncio.timeout(SECONDS):
            for requests in _requests([film.movie_id for film in known]):
                await asyncio.gather(*(_answer(app, *request) for request in requests))


def _requests(movie_ids: Sequence[int]) -> Iterator[list[tuple[str, str, bytes]]]:
    """Yield method, path and body of what is asked at the same time."""
    yield [("GET", "/popular", b"")]
    for movie_id in movie_ids[:1]:
        yield [("GET", f"/movies/{movie_id}/similar", b"")]
    rated = [{"movie_id": movie_id, "stars": 4} for movie_id in movie_ids[:RATED]]
    yield [("POST", "/recommendations", json.dumps({"ratings": rated}).encode())] * bool(rated)
    yield [("GET", f"/movies/{movie_id}", b"") for movie_id in movie_ids[:SIMULTANEOUS]]
    yield [("GET", f"/recommendations/{user_id}", b"") for user_id in range(1, SIMULTANEOUS + 1)]


async def _answer(app: ASGIApp, method: str, path: str, body: bytes) -> None:
    """Have one request answered; the answer is nobody's."""
    scope: Scope = {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "method": method,
        "scheme": "http",
        "path": path,
        "raw_path": path.encode(),
        "query_string": b"",
        "root_path": "",
        "headers": [(b"content-type", b"application/json")],
        "client": None,
        "server": None,
        REHEARSAL: True,
    }

    async def receive() -> Message:
        return {"type": "http.request", "body": body, "more_body": False}

    async def send(_: Message) -> None: ...

    await app(scope, receive, send)
