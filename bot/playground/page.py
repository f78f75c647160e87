"""The chat page: one event stream out, small JSON actions in, everything from this machine only."""

from __future__ import annotations

import json
from collections.abc import AsyncGenerator, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import quote

from fastapi import FastAPI, HTTPException, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import FileResponse, JSONResponse, StreamingResponse
from fastapi.staticfiles import StaticFiles

from bot.playground.bot_api import BotApi
from bot.playground.files import media_type
from bot.playground.guard import LOCAL_HOSTS, Guard
from bot.playground.inline import offered_picture
from bot.playground.page_actions import add_actions
from bot.playground.view import profile, shown, snapshot

STATIC = Path(__file__).parent / "static"
# Proxies and browsers give up on a stream that says nothing; a comment line keeps it open.
SILENCE_SECONDS = 15.0
# How soon a browser asks again after the bot was restarted.
RETRY_MS = 1000


def create_page(bot_api: BotApi, hosts: Sequence[str] = LOCAL_HOSTS) -> FastAPI:
    """Return the web application that shows this BotApi to a browser on one of these hosts."""
    page = FastAPI(title="Matinee playground", docs_url=None, redoc_url=None, openapi_url=None)
    page.add_middleware(Guard, hosts=hosts)
    page.mount("/static", StaticFiles(directory=STATIC), name="static")
    page.add_exception_handler(RequestValidationError, _refuse)
    _add_reading(page, bot_api)
    add_actions(page, bot_api)
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

    @page.get("/offered/{query_id}/{result_id}")
    async def offered(query_id: str, result_id: str) -> Response:
        content = await offered_picture(bot_api.state, query_id, result_id)
        if content is None:
            raise HTTPException(404)
        return Response(content, media_type=media_type(content))

    @page.get("/files/{file_id}")
    async def file(file_id: str) -> Response:
        content = await bot_api.state.files.content(file_id)
        if content is None:
            raise HTTPException(404)
        # A file id never means other bytes, so the browser need not ask again.
        headers = {"Cache-Control": "private, max-age=31536000, immutable"}
        name = bot_api.state.files.document_name(file_id)
        if name is not None:
            headers["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(name, safe='')}"
            return Response(content, media_type="application/octet-stream", headers=headers)
        return Response(content, media_type=media_type(content), headers=headers)


async def event_stream(bot_api: BotApi, silence: float = SILENCE_SECONDS) -> AsyncGenerator[str]:
    """Stream server-sent events: first everything as it stands, then each change as it happens."""
    yield f"retry: {RETRY_MS}\n\n"
    async for event in bot_api.state.events.listen(lambda: snapshot(bot_api.state), silence=silence):
        if event is None:
            yield ": still here\n\n"
        elif event["kind"] == "snapshot":
            yield _sent(snapshot(bot_api.state))
        elif event["kind"] == "profile":
            yield _sent(profile(bot_api.state))
        elif "message" in event:
            yield _sent(event | {"message": shown(bot_api.state, event["message"])})
        else:
            yield _sent(event)


def _sent(event: dict[str, Any]) -> str:
    return f"data: {json.dumps(event)}\n\n"
