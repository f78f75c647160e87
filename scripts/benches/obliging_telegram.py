"""A Bot API over HTTP that says yes to everything as fast as it can, for load."""

from __future__ import annotations

import asyncio
import json
import re
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs

TOKEN = "7000000000:no-token-is-needed-here"  # noqa: S105  # nobody checks it
_METHOD = re.compile(rb"^(?:POST|GET) /bot[^/ ]+/(\w+)")
_LENGTH = re.compile(rb"\r\ncontent-length: *(\d+)", re.IGNORECASE)
_YES = {"answercallbackquery", "setwebhook", "deletewebhook", "setmycommands", "deletemycommands"}
_ME = {"id": 7000000000, "is_bot": True, "first_name": "Matinee", "username": "matinee_load_bot"}
_PHOTO = [{"file_id": "photo", "file_unique_id": "p", "width": 400, "height": 600}]


@dataclass(frozen=True)
class FloodWait:
    """What a method results in where the bot has to wait so many seconds."""

    seconds: int


@dataclass
class ObligingTelegram:
    """What it was asked for, by method."""

    calls: Counter[str] = field(default_factory=Counter)
    webhook_url: str = ""

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Answer the requests of one connection, one after another."""
        try:
            while True:
                head = await reader.readuntil(b"\r\n\r\n")
                body = await _body(reader, head)
                found = _METHOD.match(head)
                method = found.group(1).decode().lower() if found else "unknown"
                self.calls[method] += 1
                if method == "setwebhook":
                    self.webhook_url = parse_qs(body.decode())["url"][0]
                writer.write(_response(await self.result(method, body)))
                await writer.drain()
        except (asyncio.IncompleteReadError, ConnectionError):
            pass  # the caller is done
        finally:
            writer.close()

    async def result(self, method: str, body: bytes) -> Any:
        """Return what a method results in."""
        if method == "getwebhookinfo":
            return {"url": self.webhook_url, "has_custom_certificate": False, "pending_update_count": 0}
        return _result(method)


def _response(result: Any) -> bytes:
    answer: dict[str, Any] = {"ok": True, "result": result}
    status = "200 OK"
    if isinstance(result, FloodWait):
        wait = {"retry_after": result.seconds}
        words = f"Too Many Requests: retry after {result.seconds}"
        answer = {"ok": False, "error_code": 429, "description": words, "parameters": wait}
        status = "429 Too Many Requests"
    body = json.dumps(answer).encode()
    head = f"HTTP/1.1 {status}\r\nContent-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n"
    return head.encode() + body


@asynccontextmanager
async def obliging_telegram(
    telegram: ObligingTelegram | None = None,
) -> AsyncIterator[tuple[ObligingTelegram, str]]:
    """Serve on a free port; yields it and what TELEGRAM_API_URL must be."""
    telegram = telegram or ObligingTelegram()
    server = await asyncio.start_server(telegram.serve, "127.0.0.1", 0, limit=1 << 20)
    port = server.sockets[0].getsockname()[1]
    try:
        yield telegram, f"http://127.0.0.1:{port}/bot"
    finally:
        server.close()


def tap_update(update_id: int, chat_user_id: int, payload: str) -> dict[str, Any]:
    """Return the update that a tap on a card makes."""
    person = {"id": chat_user_id, "is_bot": False, "first_name": "Somebody", "language_code": "en"}
    message = {
        "message_id": 1,
        "date": 1_700_000_000,
        "chat": {"id": chat_user_id, "type": "private", "first_name": "Somebody"},
        "from": _ME,
        "caption": "A film",
        "photo": _PHOTO,
    }
    query = {
        "id": str(update_id),
        "from": person,
        "chat_instance": "1",
        "data": payload,
        "message": message,
    }
    return {"update_id": update_id, "callback_query": query}


async def _body(reader: asyncio.StreamReader, head: bytes) -> bytes:
    length = _LENGTH.search(head)
    return await reader.readexactly(int(length.group(1))) if length is not None else b""


def _result(method: str) -> Any:
    if method in _YES:
        return True
    if method == "getme":
        return _ME
    chat = {"id": 1, "type": "private", "first_name": "Somebody"}
    return {"message_id": 1, "date": 1_700_000_000, "chat": chat, "from": _ME, "photo": _PHOTO}
