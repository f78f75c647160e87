"""One log line a request, and the numbers behind /metrics: how many, how long."""

from __future__ import annotations

import logging
import time

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bot.web.rehearsing import REHEARSAL

logger = logging.getLogger("bot.web")

SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)
METHODS = frozenset({"GET", "HEAD", "POST", "OPTIONS"})
QUIET_PATHS = frozenset({"/health", "/ready", "/metrics"})


class Measures:
    """What this process counts; a registry of its own, so that two in one process do not mix."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        self.requests = Histogram(
            "matinee_http_request_seconds",
            "Time from a request to the end of its answer.",
            ("method", "route", "status"),
            buckets=SECONDS,
            registry=self.registry,
        )
        self.updates = Counter(
            "matinee_webhook_updates",
            "Updates that Telegram delivered to this process, by what came of them.",
            ("outcome",),
            registry=self.registry,
        )
        self.handling = Histogram(
            "matinee_webhook_handling_seconds",
            "Time from taking an update out of the inbox to the end of its handler.",
            buckets=SECONDS,
            registry=self.registry,
        )
        self.started_at = Gauge(
            "matinee_web_start_time_seconds", "When this process started.", registry=self.registry
        )
        self.started_at.set_to_current_time()


class Observed:
    """Logs and measures every request."""

    def __init__(self, app: ASGIApp, measures: Measures) -> None:
        self._app = app
        self._measures = measures

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request and note how it went."""
        if scope["type"] != "http" or REHEARSAL in scope:
            await self._app(scope, receive, send)
            return
        status = 500

        async def send_noted(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            await send(message)

        begun = time.perf_counter()
        try:
            await self._app(scope, receive, send_noted)
        finally:
            self._note(scope, status, time.perf_counter() - begun)

    def _note(self, scope: Scope, status: int, seconds: float) -> None:
        method = scope["method"] if scope["method"] in METHODS else "other"
        self._measures.requests.labels(method, _route_of(scope), str(status)).observe(seconds)
        level = logging.DEBUG if scope["path"] in QUIET_PATHS else logging.INFO
        # The path without its query: what somebody searches for is nobody's business.
        logger.log(
            level, "%s %s %d %.0f ms", scope["method"], _printable(scope["path"]), status, seconds * 1000
        )


def _route_of(scope: Scope) -> str:
    """Return the route's pattern: a label for every film id would never end."""
    route = scope.get("route")
    return str(getattr(route, "path", "none"))


def _printable(path: str) -> str:
    return "".join(character if character.isprintable() else "?" for character in path[:200])
