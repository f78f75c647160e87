"""Told to end during any part of its start, a process ends at once and with 0: real processes and signals."""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from bot.playground.bot_api import BotApi
from bot.playground.over_http import bot_api_server
from bot.playground.people import TOKEN
from tests.support.waiting import PATIENCE_SECONDS
from tests.support.worker import Worker, free_port, running_bot

pytestmark = pytest.mark.slow

FAR_LESS_THAN_A_HANG = 45
WAITS = "import time; print('it hangs', flush=True); time.sleep(120)"
HANGING_MODEL = f"""
from bot.models.live_model import ModelHolder
def refresh(self):
    {WAITS}
ModelHolder.refresh = refresh
"""
HANGING_IMPORT = f"""
import builtins
imported = builtins.__import__
def importing(name, *rest, **others):
    if name == "telegram":
        {WAITS}
    return imported(name, *rest, **others)
builtins.__import__ = importing
"""
HANGING_DATABASE = f"""
import {{server}}
from storage.telegram_updates import TelegramUpdates
{{server}}.END_WITHIN_SECONDS = 2
def wait(self, *arguments):
    {WAITS}
TelegramUpdates.people_waiting = wait
"""
PROCESSES = pytest.mark.parametrize("module", ["bot", "bot.web"])


@asynccontextmanager
async def silence() -> AsyncIterator[tuple[int, asyncio.Event]]:
    """Take connections and never answer; the event is set by the first word that comes."""
    heard = asyncio.Event()

    async def listen(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while await reader.read(1000):
            heard.set()
        writer.close()

    async with await asyncio.start_server(listen, "127.0.0.1", 0) as server:
        yield server.sockets[0].getsockname()[1], heard


@pytest.fixture
def migrated_folder(migrated_sqlite_file: Path, tmp_path: Path) -> Path:
    """Return a data folder with a database that has every table and nothing in them."""
    shutil.copyfile(migrated_sqlite_file, tmp_path / "matinee.db")
    return tmp_path


def settings_of(module: str, **settings: str) -> dict[str, str]:
    """Return what lets a process poll, or take updates by webhook."""
    chosen = {"TELEGRAM_BOT_TOKEN": TOKEN, "TELEGRAM_API_URL": "http://127.0.0.1:9/bot"} | settings
    if module == "bot":
        return chosen
    webhook = {"WEBHOOK_URL": "https://matinee.test", "WEBHOOK_SECRET": "a-secret-of-some-length"}
    return chosen | webhook | {"WEB_HOST": "127.0.0.1", "PORT": str(free_port())}


async def ends_well(worker: Worker) -> None:
    """Send SIGTERM and see the process end soon, with 0 and without a trace."""
    async with asyncio.timeout(FAR_LESS_THAN_A_HANG):
        assert await worker.stop() == 0
    assert "Traceback" not in "\n".join(worker.lines)


@PROCESSES
async def test_while_telegram_takes_requests_and_never_answers(module: str, migrated_folder: Path) -> None:
    async with silence() as (port, heard):
        settings = settings_of(module, TELEGRAM_API_URL=f"http://127.0.0.1:{port}/bot")
        async with running_bot(migrated_folder, command=("-m", module), **settings) as worker:
            await asyncio.wait_for(heard.wait(), PATIENCE_SECONDS)
            await ends_well(worker)


@PROCESSES
async def test_while_telegram_refuses_connections(module: str, migrated_folder: Path) -> None:
    async with running_bot(migrated_folder, command=("-m", module), **settings_of(module)) as worker:
        await worker.says("Telegram cannot be reached")
        await ends_well(worker)


@PROCESSES
async def test_while_the_database_takes_connections_and_never_answers(module: str, tmp_path: Path) -> None:
    async with silence() as (port, heard):
        settings = settings_of(module, DATABASE_URL=f"postgresql://somebody@127.0.0.1:{port}/matinee")
        async with running_bot(tmp_path, command=("-m", module), **settings) as worker:
            await asyncio.wait_for(heard.wait(), PATIENCE_SECONDS)
            await ends_well(worker)


@PROCESSES
@pytest.mark.parametrize("before", [HANGING_MODEL, HANGING_IMPORT], ids=["model", "imports"])
async def test_while_something_takes_very_long(module: str, before: str, migrated_folder: Path) -> None:
    program = f"from {module}.__main__ import main\n{before}\nraise SystemExit(main([]))"
    async with running_bot(migrated_folder, command=("-c", program), **settings_of(module)) as worker:
        await worker.says("it hangs")
        await ends_well(worker)


@pytest.mark.parametrize(("module", "server"), [("bot", "bot.worker"), ("bot.web", "bot.web.server")])
async def test_while_a_thread_waits_for_a_database_that_never_answers(
    module: str, server: str, migrated_folder: Path
) -> None:
    async with bot_api_server(BotApi()) as url:
        before = HANGING_DATABASE.format(server=server)
        program = f"from {module}.__main__ import main\n{before}\nraise SystemExit(main([]))"
        settings = settings_of(module, TELEGRAM_API_URL=url)
        async with running_bot(migrated_folder, command=("-c", program), **settings) as worker:
            await worker.says("it hangs")
            await ends_well(worker)
    assert any("ends without it" in line for line in worker.lines)
