"""What the page lets people do: small JSON actions, and files as a raw body."""

from __future__ import annotations

from typing import Any

from fastapi import FastAPI, HTTPException, Request
from pydantic import BaseModel, Field

from bot.playground import actions
from bot.playground.bot_api import BotApi
from bot.playground.errors import ApiError, ImpossibleAction
from bot.playground.files import MAX_DOWNLOAD_BYTES
from bot.playground.page_attempts import attempt
from bot.playground.page_inline import add_inline_actions
from bot.playground.page_messages import add_message_actions

MAX_FILE_NAME = 255
# Telegram's apps send these as photos unless one asks for a file.
PICTURE_NAMES = (".jpg", ".jpeg", ".png", ".webp")


class Say(BaseModel):
    """A text that a person sends."""

    person_id: int
    chat_id: int
    text: str = Field(min_length=1, max_length=40_000)
    reply_to: int | None = None


class TapAction(BaseModel):
    """A button that a person taps."""

    person_id: int
    chat_id: int
    message_id: int
    payload: str = Field(max_length=64)


class BlockAction(BaseModel):
    """A person who blocks the bot, or lets it write again."""

    person_id: int
    is_blocked: bool


def add_actions(page: FastAPI, bot_api: BotApi) -> None:
    """Let the page act for the made-up people."""
    _add_talking(page, bot_api)
    _add_files(page, bot_api)
    add_message_actions(page, bot_api)
    add_inline_actions(page, bot_api)


def _add_talking(page: FastAPI, bot_api: BotApi) -> None:
    @page.post("/actions/say")
    async def say(wish: Say) -> dict[str, Any]:
        if not wish.text.strip():
            raise HTTPException(422, "there is nothing to send")
        attempt(
            lambda: actions.say(
                bot_api, wish.person_id, wish.text, chat_id=wish.chat_id, reply_to=wish.reply_to
            )
        )
        return {}

    @page.post("/actions/tap")
    async def tap(wish: TapAction) -> dict[str, Any]:
        query_id, _ = attempt(
            lambda: actions.tap(bot_api, wish.person_id, wish.message_id, wish.payload, chat_id=wish.chat_id)
        )
        return {"query_id": query_id}

    @page.post("/actions/block")
    async def block(wish: BlockAction) -> dict[str, Any]:
        deed = actions.block if wish.is_blocked else actions.unblock
        attempt(lambda: deed(bot_api, wish.person_id))
        return {}


def _add_files(page: FastAPI, bot_api: BotApi) -> None:
    @page.post("/actions/send_file")
    async def send_file(request: Request, person_id: int, chat_id: int, name: str) -> dict[str, Any]:
        if not name.strip() or len(name) > MAX_FILE_NAME:
            raise HTTPException(422, "a file needs a name of at most 255 characters")
        content = await read_bounded(request)
        if not content:
            raise HTTPException(422, "the file is empty")
        try:
            if name.lower().endswith(PICTURE_NAMES):
                await actions.send_photo(bot_api, person_id, content, chat_id=chat_id)
            else:
                await actions.send_file(bot_api, person_id, name, content, chat_id=chat_id)
        except (ImpossibleAction, ApiError) as error:
            raise HTTPException(409, str(error)) from error
        return {}


async def read_bounded(request: Request) -> bytes:
    """Read a body piece by piece and stop at what a bot may download, whatever its header says."""
    pieces: list[bytes] = []
    size = 0
    async for piece in request.stream():
        size += len(piece)
        if size > MAX_DOWNLOAD_BYTES:
            raise HTTPException(413, "the file is larger than 20 MB, which is the most a bot can download")
        pieces.append(piece)
    return b"".join(pieces)
