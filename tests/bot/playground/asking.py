"""Two ways to call the BotApi in tests: expecting an answer, expecting a refusal."""

from __future__ import annotations

import io
import json
from typing import Any

from PIL import Image

from bot.playground import actions
from bot.playground.bot_api import BotApi
from bot.playground.call import UploadedFile
from bot.playground.people import PEOPLE

ADA = PEOPLE[0].person_id
BRUNO = PEOPLE[1].person_id


def picture(width: int = 40, height: int = 60, colour: str = "navy") -> bytes:
    """Draw a small JPEG."""
    written = io.BytesIO()
    Image.new("RGB", (width, height), colour).save(written, "JPEG")
    return written.getvalue()


def keyboard(*payloads: str) -> str:
    """Return an inline keyboard with one button a payload, as PTB encodes it."""
    row = [{"text": payload or "empty", "callback_data": payload} for payload in payloads]
    return json.dumps({"inline_keyboard": [row]})


async def ask(bot_api: BotApi, method: str, files: dict[str, bytes] | None = None, **params: Any) -> Any:
    """Call a method that must succeed; returns its result."""
    status, body = await bot_api.call(method, params, _uploads(files))
    assert status == 200, body
    assert body["ok"] is True
    return body["result"]


async def refused(
    bot_api: BotApi, method: str, files: dict[str, bytes] | None = None, **params: Any
) -> tuple[int, str]:
    """Call a method that must be refused; returns the code and the description."""
    status, body = await bot_api.call(method, params, _uploads(files))
    assert body["ok"] is False, body
    assert status == body["error_code"]
    return status, body["description"]


def started(bot_api: BotApi, *person_ids: int) -> BotApi:
    """Let these people begin a chat, and take the updates away that came of it."""
    for person_id in person_ids:
        actions.say(bot_api, person_id, "/start")
    bot_api.state.updates.drop_all()
    return bot_api


def _uploads(files: dict[str, bytes] | None) -> dict[str, UploadedFile]:
    return {name: UploadedFile(f"{name}.jpg", content) for name, content in (files or {}).items()}
