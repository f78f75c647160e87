"""A name for every request: in its answer, in every log line written on its behalf, in its problem body."""

from __future__ import annotations

import re
import uuid
from contextvars import ContextVar

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

HEADER = "X-Request-ID"
_ACCEPTED = re.compile(r"[A-Za-z0-9_.-]{8,64}")
_current: ContextVar[str] = ContextVar("request_id", default="")


def current_request_id() -> str:
    """Return the id of the request being answered, or nothing outside of one."""
    return _current.get()


def log_suffix() -> str:
    """Return what a log line written during a request ends with."""
    request_id = _current.get()
    return f" [request {request_id}]" if request_id else ""


class RequestIds:
    """Takes the caller's (or the router's) X-Request-ID when it is harmless, else makes one."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request under its id."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        request_id = _chosen(Headers(scope=scope).get(HEADER))

        async def send_named(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message)[HEADER] = request_id
            await send(message)

        token = _current.set(request_id)
        try:
            await self._app(scope, receive, send_named)
        finally:
            _current.reset(token)


def _chosen(given: str | None) -> str:
    return given if given is not None and _ACCEPTED.fullmatch(given) else uuid.uuid4().hex
