"""The chat page: one event stream out, small JSON actions in, everything from this machine only."""

from __future__ import annotations

import json
from collections.abc import AsyncGenerator, Callable, Sequence
from pathlib import Path
from typing import Any, TypeVar

from fastapi import FastAPI, HTTPException, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import FileResponse, JSONResponse, StreamingResponse
from fastapi.staticfiles import StaticFiles
from pydantic import BaseModel, Field

from bot.playground import actions
from bot.playground.bot_api import BotApi
from bot.playground.files import media_type
from bot.playground.guard import LOCAL_HOSTS, Guard
from bot.playground.view import profile, snapshot

STATIC = Path(__file__).parent / "static"
# Proxies and browsers give up on a stream that says nothing; a comment line keeps it open.
SILENCE_SECONDS = 15.0
# How soon a browser asks again after the bot was restarted.
RETRY_MS = 1000

T = TypeVar("T")


class Say(BaseModel):
    """A text that a person sends."""

    person_id: int
    chat_id: int
    text: str = Field(min_length=1, max_length=40_000)


class Tap(BaseModel):
    """A button that a person taps."""

    person_id: int
    chat_id: int
    message_id: int
    payload: str = Field(max_length=64)


class Block(BaseModel):
    """A person who blocks the bot, or lets it write again."""

    person_id: int
    is_blocked: bool


def create_page(bot_api: BotApi, hosts: Sequence[str] = LOCAL_HOSTS) -> FastAPI:
    """Return the web application that shows this BotApi to a browser on one of these hosts."""
    page = FastAPI(title="Matinee playground", docs_url=None, redoc_url=None, openapi_url=None)
    page.add_middleware(Guard, hosts=hosts)
    page.mount("/static", StaticFiles(directory=STATIC), name="static")
    page.add_exception_handler(RequestValidationError, _refuse)
    _add_reading(page, bot_api)
    _add_actions(page, bot_api)
    return page


async def _refuse(_: Request, error: Exception) -> Response:
    """Answer what is no action with a sentence, and without repeating it: JSON has no word for infinity."""
    assert isinstance(error, RequestValidationError)  # noqa: S101 - nothing else is handled here
    problems = [f"{'.'.join(map(str, problem['loc'][1:]))}: {problem['msg']}" for problem in error.errors()]
    sentence = f"This is no action that the page knows: {'; '.join(problems)}"
    return JSONResponse({"detail": sentence}, status_code=422)


def _add_reading(page: FastAPI, bot_api: BotApi) -> None:
    @page.get("/")
    async def index() -> FileResponse:
        return FileResponse(STATIC / "index.html")

    @page.get("/events")
    async def events() -> StreamingResponse:
        return StreamingResponse(event_stream(bot_api), media_type="text/event-stream")

    @page.get("/files/{file_id}")
    async def file(file_id: str) -> Response:
        content = await bot_api.state.files.content(file_id)
        if content is None:
            raise HTTPException(404)
        # A file id never means other bytes, so the browser need not ask again.
        headers = {"Cache-Control": "private, max-age=31536000, immutable"}
        return Response(content, media_type=media_type(content), headers=headers)


def _add_actions(page: FastAPI, bot_api: BotApi) -> None:
    @page.post("/actions/say")
    async def say(wish: Say) -> dict[str, Any]:
        if not wish.text.strip():
            raise HTTPException(422, "there is nothing to send")
        _attempt(lambda: actions.say(bot_api, wish.person_id, wish.text, chat_id=wish.chat_id))
        return {}

    @page.post("/actions/tap")
    async def tap(wish: Tap) -> dict[str, Any]:
        query_id, _ = _attempt(
            lambda: actions.tap(bot_api, wish.person_id, wish.message_id, wish.payload, chat_id=wish.chat_id)
        )
        return {"query_id": query_id}

    @page.post("/actions/block")
    async def block(wish: Block) -> dict[str, Any]:
        deed = actions.block if wish.is_blocked else actions.unblock
        _attempt(lambda: deed(bot_api, wish.person_id))
        return {}


def _attempt(deed: Callable[[], T]) -> T:
    try:
        return deed()
    except actions.ImpossibleAction as error:
        raise HTTPException(409, str(error)) from error


async def event_stream(bot_api: BotApi, silence: float = SILENCE_SECONDS) -> AsyncGenerator[str]:
    """Server-sent events: first everything as it stands, then each change as it happens."""
    yield f"retry: {RETRY_MS}\n\n"
    async for event in bot_api.state.events.listen(lambda: snapshot(bot_api.state), silence=silence):
        if event is None:
            yield ": still here\n\n"
        elif event["kind"] == "profile":
            yield _sent(profile(bot_api.state))
        else:
            yield _sent(event)


def _sent(event: dict[str, Any]) -> str:
    return f"data: {json.dumps(event)}\n\n"
