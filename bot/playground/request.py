"""Requests of python-telegram-bot to the playground, which never leave the process."""

from __future__ import annotations

import asyncio
import json
from typing import Any

from telegram._utils.defaultvalue import DefaultValue
from telegram._utils.types import ODVInput
from telegram.error import NetworkError, TimedOut
from telegram.request import BaseRequest, RequestData

from bot.playground.bot_api import BotApi
from bot.playground.call import UploadedFile
from bot.playground.errors import ConnectionDropped

READ_TIMEOUT = 5.0


class PlaygroundRequest(BaseRequest):
    """Hands what would be an HTTP request to a BotApi in the same event loop."""

    __slots__ = ("_bot_api",)

    def __init__(self, bot_api: BotApi) -> None:
        self._bot_api = bot_api

    @property
    def read_timeout(self) -> float | None:
        """Return the seconds to wait for an answer beyond what getUpdates itself wants to wait."""
        return READ_TIMEOUT

    async def initialize(self) -> None:
        """Do nothing: there is nothing to open."""

    async def shutdown(self) -> None:
        """Do nothing: the BotApi belongs to whoever built it."""

    async def do_request(  # noqa: PLR0917 - the signature is python-telegram-bot's
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: ODVInput[float] = BaseRequest.DEFAULT_NONE,
        write_timeout: ODVInput[float] = BaseRequest.DEFAULT_NONE,
        connect_timeout: ODVInput[float] = BaseRequest.DEFAULT_NONE,
        pool_timeout: ODVInput[float] = BaseRequest.DEFAULT_NONE,
    ) -> tuple[int, bytes]:
        """Answer one request with a status and a body."""
        seconds = READ_TIMEOUT if isinstance(read_timeout, DefaultValue) else read_timeout
        try:
            async with asyncio.timeout(seconds):
                return await self._answer(url, method, request_data)
        except TimeoutError as error:
            raise TimedOut from error
        except ConnectionDropped as error:
            raise NetworkError("playground: the connection was dropped") from error

    async def _answer(self, url: str, method: str, request_data: RequestData | None) -> tuple[int, bytes]:
        name = url.rsplit("/", 1)[-1]
        if method == "GET":
            content = await self._bot_api.state.files.content(name)
            return (404, b"") if content is None else (200, content)
        parameters: dict[str, Any] = dict(request_data.json_parameters) if request_data else {}
        status, body = await self._bot_api.call(name, parameters, _uploads(request_data))
        return status, json.dumps(body).encode()


def _uploads(request_data: RequestData | None) -> dict[str, UploadedFile]:
    parts = (request_data.multipart_data if request_data else None) or {}
    return {name: UploadedFile(part[0], _content(part[1])) for name, part in parts.items()}


def _content(source: Any) -> bytes:
    """Return an upload as bytes; PTB gives an open file when it was told to read late."""
    return bytes(source) if isinstance(source, (bytes, bytearray)) else bytes(source.read())
