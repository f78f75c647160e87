"""`python -m bot`, unchanged, against a stand-in Bot API server over HTTP."""

import shutil
from pathlib import Path

from bot.playground.bot_api import BotApi
from bot.playground.over_http import bot_api_server
from bot.playground.people import PEOPLE, TOKEN
from tests.fixtures.chat import Chat
from tests.fixtures.worker import running_bot

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
            await ada.sees("Tap your stars")
            for number, stars in enumerate(STARS, start=1):
                await ada.taps(stars)
                await ada.sees(f"{number} rated")
            await ada.taps("Show my films")
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
