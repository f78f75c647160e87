"""Telegram has the bot wait for what it asks at its start: nobody's update waits with it."""

from __future__ import annotations

import asyncio
import shutil
from pathlib import Path

import pytest
from pydantic import SecretStr
from sqlalchemy.engine import Engine

from bot.app import build_application, build_inbox
from bot.lifecycle import poll
from bot.playground.bot_api import BotApi
from bot.playground.errors import too_many_requests
from bot.playground.people import PEOPLE, TOKEN
from bot.playground.request import PlaygroundRequest
from bot.settings import Settings
from bot.toolbox.building import build_toolbox
from tests.bot.web.conftest import offline
from tests.support.chat import Chat


@pytest.mark.parametrize("method", ["getMe", "setMyCommands", "getMyDescription"])
async def test_a_flood_wait_at_the_start_delays_no_update(
    method: str, trained_file: Path, sqlite_engine: Engine, tmp_path: Path
) -> None:
    shutil.copyfile(trained_file, tmp_path / "matinee.db")
    bot_api, stop = BotApi(), asyncio.Event()
    bot_api.state.faults.plan(method, too_many_requests(3600), times=99)
    settings = Settings(data_dir=tmp_path, telegram_bot_token=SecretStr(TOKEN))
    async with offline() as http:
        toolbox = build_toolbox(settings, sqlite_engine, http)
        request = PlaygroundRequest(bot_api)
        application = build_application(toolbox, TOKEN, request, PlaygroundRequest(bot_api))
        running = asyncio.create_task(poll(application, build_inbox(settings, sqlite_engine), stop))
        ada = Chat(bot_api, PEOPLE[0])
        await ada.says("/start")
        await ada.sees("Matinee")
        stop.set()
        assert await running == 0
