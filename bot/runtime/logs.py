"""Logging: one line a record on standard output, and no secret in any of them."""

from __future__ import annotations

import logging
import re
import sys
from collections.abc import Callable, Iterable
from typing import TextIO
from urllib.parse import unquote

HIDDEN = "•••"
# Not urlsplit, which refuses some passwords, and shows them when it does.
_PASSWORD = re.compile(r"[^:]+://[^:/@]*:([^@]+)@")


class SecretHidingFormatter(logging.Formatter):
    """Formats a record and replaces every known secret, tracebacks included."""

    def __init__(self, secrets: Iterable[str], suffix: Callable[[], str] = str) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s: %(message)s")
        self._suffix = suffix
        self._secrets = sorted(set(_worth_hiding(secrets)), key=len, reverse=True)

    def format(self, record: logging.LogRecord) -> str:
        """Return the line with secrets hidden."""
        # One record is one line: a log router would tear a trace apart and mix it with others.
        line = " ⏎ ".join((super().format(record) + self._suffix()).splitlines())
        for secret in self._secrets:
            line = line.replace(secret, HIDDEN)
        return line


def configure_logging(
    level: str, secrets: Iterable[str], stream: TextIO | None = None, suffix: Callable[[], str] = str
) -> None:
    """Send everything to standard output or a stream; quieten libraries that log an address a request.

    Each record ends with what suffix returns at its moment.
    """
    handler = logging.StreamHandler(stream or sys.stdout)
    handler.setFormatter(SecretHidingFormatter(secrets, suffix))
    logging.basicConfig(level=level, handlers=[handler], force=True)
    # httpx logs whole addresses at INFO, and the bot token and the OMDb key stand in them.
    for chatty in ("httpx", "httpcore", "apscheduler", "uvicorn.access"):
        logging.getLogger(chatty).setLevel(logging.WARNING)


def _worth_hiding(secrets: Iterable[str]) -> Iterable[str]:
    for secret in secrets:
        yield secret
        in_address = _PASSWORD.match(secret)
        if in_address:
            yield from (in_address[1], unquote(in_address[1]))
        if ":" in secret and "://" not in secret:
            yield secret.partition(":")[2]
