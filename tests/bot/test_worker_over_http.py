"""`python -m bot`, unchanged, against a stand-in Bot API server over HTTP."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from pydantic import SecretStr

from bot.app import build_inbox
from bot.playground import actions
from bot.playground.bot_api import BotApi
from bot.playground.over_http import bot_api_server
from bot.playground.people import PEOPLE, TOKEN
from bot.settings import Settings
from bot.toolbox.building import build_engine
from bot.updates.parsing import parse_update
from storage.unit_of_work import unit_of_work_factory
from tests.support.chat import Chat, until_confirmed
from tests.support.waiting import until
from tests.support.worker import running_bot

pytestmark = pytest.mark.slow

STARS = ("★5", "★4", "★1", "★5", "★2")


async def test_the_whole_conversation_over_http_and_on_after_a_restart(
    trained_file: Path, tmp_path: Path
) -> None:
    shutil.copyfile(trained_file, tmp_path / "matinee.db")
    bot_api = BotApi()
    ada = Chat(bot_api, PEOPLE[0])
    async with bot_api_server(bot_api) as url:
        telegram = {"TELEGRAM_BOT_TOKEN": TOKEN, "TELEGRAM_API_URL": url}
        async with running_bot(tmp_path, **telegram) as worker:
            await ada.says("/start")
            await ada.sees("Matinee")
            await ada.taps("Rate films")
            await ada.sees("Which of these")
            await ada.taps("Done")
            await ada.sees("Tap your stars")
            for number, stars in enumerate(STARS, start=1):
                await ada.taps(stars)
                await ada.sees(f"{number} rated")
            await ada.taps("My films")
            first = (await ada.sees("for you")).text
            assert "Because you rated" in first
            assert await worker.stop() == 0
        log = "\n".join(worker.lines)
        assert "Traceback" not in log
        assert TOKEN not in log

        async with running_bot(tmp_path, **telegram) as worker:
            old_card = ada.last
            await ada.taps("▶", on=old_card)
            await bot_api.state.changed.until(lambda: ada.now(old_card).text != first)
            await ada.says("/ratings")
            await ada.sees(f"{len(STARS)} film")
            assert await worker.stop() == 0


def presses(person: Chat, label: str) -> None:
    """Tap while nobody is there to answer."""
    payload = str(person.last.button(label)["callback_data"])
    actions.press(person.bot_api, person.person.person_id, person.last.raw, payload)


async def test_what_was_taken_by_webhook_is_handled_before_anything_that_is_polled(
    trained_file: Path, tmp_path: Path
) -> None:
    shutil.copyfile(trained_file, tmp_path / "matinee.db")
    settings = Settings(data_dir=tmp_path, telegram_bot_token=SecretStr(TOKEN))
    engine = build_engine(settings)
    bot_api = BotApi()
    ada = Chat(bot_api, PEOPLE[0])
    async with bot_api_server(bot_api) as url:
        telegram = {"TELEGRAM_BOT_TOKEN": TOKEN, "TELEGRAM_API_URL": url}
        async with running_bot(tmp_path, **telegram) as worker:
            await ada.says("/rate")
            await ada.sees("Tap your stars")
            assert await worker.stop() == 0
        presses(ada, "★4")
        [early] = bot_api.state.updates.to_json()["pending"]
        bot_api.state.updates.drop_all()  # a web process had acknowledged it
        inbox = build_inbox(settings, engine)
        inbox.receive([parse_update(json.dumps(early).encode())])
        presses(ada, "★2")
        async with running_bot(tmp_path, **telegram) as worker:
            await until_confirmed(bot_api, early["update_id"] + 1)
            await until(lambda: inbox.pending_count() == 0)
            assert await worker.stop() == 0
    with unit_of_work_factory(engine)() as work:
        assert list(work.chat_ratings.of(PEOPLE[0].person_id).values()) == [2.0]
    engine.dispose()


async def test_a_wrong_token_is_said_in_one_sentence(tmp_path: Path) -> None:
    async with (
        bot_api_server(BotApi()) as url,
        running_bot(tmp_path, TELEGRAM_BOT_TOKEN="1:wrong", TELEGRAM_API_URL=url) as worker,
    ):
        assert await worker.ends() == 2
    assert "Telegram does not know this TELEGRAM_BOT_TOKEN" in worker.lines[-1]


async def test_wrong_settings_are_said_before_anything_starts(tmp_path: Path) -> None:
    async with running_bot(tmp_path, RETRAIN_CRON="nightly", TELEGRAM_BOT_TOKEN="no-colon") as worker:
        assert await worker.ends() == 2
    assert worker.lines[0] == "These settings cannot be used:"
    assert any("RETRAIN_CRON" in line for line in worker.lines)
    assert not any("no-colon" in line for line in worker.lines)
