"""Answers that can be cached: an ETag, how long they are good, 304 for what the caller already has, HEAD."""

from __future__ import annotations

import hashlib
from http import HTTPStatus

from pydantic import BaseModel
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

LIST_SECONDS = 60
FILM_SECONDS = 3600


def cacheable(request: Request, answer: BaseModel, seconds: int, *, is_private: bool) -> Response:
    """Return an answer, or 304 when the caller's copy is the same."""
    content = written(answer)
    # Weak: the same answer may be sent compressed or not.
    etag = f'W/"{hashlib.blake2b(content, digest_size=12).hexdigest()}"'
    headers = {
        "ETag": etag,
        "Cache-Control": f"{'private' if is_private else 'public'}, max-age={seconds}",
    }
    if is_private:
        headers["Vary"] = "Authorization, X-API-Key"
    if _known_etags(request) & {etag, "W/*"}:
        return Response(status_code=HTTPStatus.NOT_MODIFIED, headers=headers)
    return Response(content, headers=headers, media_type="application/json")


def fresh(answer: BaseModel) -> Response:
    """Return an answer that nobody may keep."""
    return Response(written(answer), headers={"Cache-Control": "no-store"}, media_type="application/json")


def written(answer: BaseModel) -> bytes:
    """Return an answer as JSON; fields that were never set are left out."""
    return answer.model_dump_json(exclude_unset=True).encode()


def _known_etags(request: Request) -> set[str]:
    given = ",".join(request.headers.getlist("If-None-Match"))
    return {"W/" + etag.strip().removeprefix("W/") for etag in given.split(",") if etag.strip()}


class HeadLikeGet:
    """Answers HEAD with what GET would be answered with; the server leaves the body away."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http" or scope["method"] != "HEAD":
            await self._app(scope, receive, send)
            return
        asked = {**scope, "method": "GET"}
        await self._app(asked, receive, send)
        scope["route"] = asked.get("route")  # under which it is counted
