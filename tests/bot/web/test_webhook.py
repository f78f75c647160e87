"""Telegram's updates by webhook: the whole application twice on one real PostgreSQL, one Telegram."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import pytest
from pydantic import SecretStr
from sqlalchemy.engine import URL, Engine

from bot.app import build_application, build_inbox
from bot.playground import actions
from bot.playground.bot_api import BotApi
from bot.playground.errors import ConnectionDropped, bad_request, too_many_requests
from bot.playground.people import PEOPLE, TOKEN
from bot.playground.request import PlaygroundRequest
from bot.settings import Settings
from bot.toolbox.building import build_toolbox
from bot.web import telegram_side
from bot.web.addresses import SECRET_HEADER, WEBHOOK_PATH
from bot.web.app import create_app
from bot.web.metrics_middleware import Measures
from bot.web.telegram_side import TelegramSide
from storage.database import create_engine_for
from storage.unit_of_work import UnitOfWorkFactory
from tests.bot.web.conftest import client_of, offline
from tests.support.chat import Chat
from tests.support.small_world import SmallWorld
from tests.support.stocked import FakeClock, put_live, stock
from tests.support.waiting import until

SECRET = "a-secret-of-some-length"
ADA = PEOPLE[0]


@pytest.fixture
def shared_database(
    postgresql_engine: Engine, world: SmallWorld, artifact: bytes, clock: FakeClock
) -> UnitOfWorkFactory:
    """Return a stocked PostgreSQL database with a live model."""
    unit_of_work = stock(postgresql_engine, world)
    put_live(unit_of_work, artifact, clock)
    return unit_of_work


@dataclass
class Side:
    """One web process: its client and what stands behind it."""

    client: httpx.AsyncClient
    telegram: TelegramSide

    async def gets(self, update: dict[str, Any], secret: str | None = SECRET) -> httpx.Response:
        headers = {} if secret is None else {SECRET_HEADER: secret}
        return await self.client.post(WEBHOOK_PATH, json=update, headers=headers)


@asynccontextmanager
async def web_process(bot_api: BotApi, url: URL, folder: Path) -> AsyncIterator[Side]:
    """Run the web process in webhook mode, with connections of its own."""
    engine = create_engine_for(url)
    settings = Settings(
        data_dir=folder,
        telegram_bot_token=SecretStr(TOKEN),
        webhook_url="https://matinee.test",
        webhook_secret=SecretStr(SECRET),
        admin_user_ids=(ADA.person_id,),
    )
    async with offline() as http:
        toolbox, measures = build_toolbox(settings, engine, http), Measures()
        application = build_application(
            toolbox, TOKEN, PlaygroundRequest(bot_api), PlaygroundRequest(bot_api)
        )
        telegram = TelegramSide(application, build_inbox(settings, engine), measures)
        app = create_app(toolbox, measures, telegram)
        async with app.router.lifespan_context(app), client_of(app) as client:
            yield Side(client, telegram)
    engine.dispose()


class Telegram:
    """Delivers what people do to the web processes in turn, each update once unless told otherwise."""

    def __init__(self, bot_api: BotApi, sides: list[Side]) -> None:
        self.bot_api = bot_api
        self.sides = sides
        self._delivered = 0

    def new_updates(self) -> list[dict[str, Any]]:
        pending: list[dict[str, Any]] = self.bot_api.state.updates.to_json()["pending"]
        new = [update for update in pending if update["update_id"] > self._delivered]
        self._delivered = max([self._delivered, *(update["update_id"] for update in new)])
        return new

    async def delivers(self) -> list[dict[str, Any]]:
        updates = self.new_updates()
        for update in updates:
            response = await self.sides[update["update_id"] % len(self.sides)].gets(update)
            await self.heeds(response)
        return updates

    async def heeds(self, response: httpx.Response) -> None:
        """Do what an acknowledgement asks for beside."""
        assert response.status_code == 200, response.text
        if response.content:
            call = response.json()
            await self.bot_api.call(call.pop("method"), call)


@pytest.fixture
async def telegram(
    shared_database: UnitOfWorkFactory, postgresql_engine: Engine, tmp_path: Path
) -> AsyncIterator[Telegram]:
    """Run a Telegram with two web processes behind it."""
    bot_api = BotApi()
    async with AsyncExitStack() as stack:
        sides = [
            await stack.enter_async_context(web_process(bot_api, postgresql_engine.url, tmp_path / name))
            for name in ("one", "other")
        ]
        await until(lambda: all(side.telegram.dispatcher is not None for side in sides))
        yield Telegram(bot_api, sides)
    await bot_api.close()


def ratings(unit_of_work: UnitOfWorkFactory) -> dict[int, float]:
    with unit_of_work() as work:
        return work.chat_ratings.of(ADA.person_id)


async def begins_rating(telegram: Telegram) -> Chat:
    """Show Ada her first film."""
    ada = Chat(telegram.bot_api, ADA)
    actions.say(telegram.bot_api, ADA.person_id, "/rate")
    await telegram.delivers()
    await until(lambda: bool(ada.answers) and bool(ada.last.buttons))
    return ada


def taps(ada: Chat, label: str) -> None:
    payload = str(ada.last.button(label)["callback_data"])
    actions.press(ada.bot_api, ADA.person_id, ada.last.raw, payload)


def answered_taps(bot_api: BotApi) -> int:
    """Count taps, not answers: whichever process handles a tap cannot know that the other has answered it."""
    return len({one.call.params["callback_query_id"] for one in bot_api.calls("answerCallbackQuery")})


async def test_the_webhook_is_registered_with_its_secret_and_without_a_token_in_the_path(
    telegram: Telegram,
) -> None:
    call = telegram.bot_api.calls("setWebhook")[0].call
    assert call.text("url") == "https://matinee.test/telegram/webhook"
    assert call.text("secret_token") == SECRET
    assert "callback_query" in (call.text("allowed_updates") or "")
    assert not call.flag("drop_pending_updates")


async def test_a_tap_is_recorded_and_answered_once_however_often_it_is_delivered(
    telegram: Telegram, shared_database: UnitOfWorkFactory
) -> None:
    ada = await begins_rating(telegram)
    taps(ada, "4")
    [tap] = await telegram.delivers()
    again = await asyncio.gather(*(side.gets(tap) for side in telegram.sides for _ in range(3)))
    assert {response.status_code for response in again} == {200}
    await until(lambda: list(ratings(shared_database).values()) == [4.0])
    inboxes = [side.telegram._inbox for side in telegram.sides]
    await until(lambda: inboxes[0].pending_count() == 0)
    assert answered_taps(telegram.bot_api) == 1


async def test_many_taps_over_two_processes_end_as_the_last_one_says(
    telegram: Telegram, shared_database: UnitOfWorkFactory
) -> None:
    ada = await begins_rating(telegram)
    for label in ("1", "5", "2", "4", "3"):
        taps(ada, label)
    await telegram.delivers()
    await until(lambda: answered_taps(telegram.bot_api) == 5)
    inbox = telegram.sides[0].telegram._inbox
    await until(lambda: inbox.pending_count() == 0)
    assert list(ratings(shared_database).values()) == [3.0]


async def test_a_tap_that_comes_after_a_newer_one_does_not_win(
    telegram: Telegram, shared_database: UnitOfWorkFactory
) -> None:
    ada = await begins_rating(telegram)
    for label in ("4", "2"):
        taps(ada, label)
    early, late = telegram.new_updates()
    one, other = telegram.sides
    await telegram.heeds(await one.gets(late))
    await until(lambda: list(ratings(shared_database).values()) == [2.0])
    inbox = one.telegram._inbox
    await until(lambda: inbox.pending_count() == 0)
    await telegram.heeds(await other.gets(early))
    await until(lambda: inbox.pending_count() == 0)
    assert list(ratings(shared_database).values()) == [2.0]
    assert answered_taps(telegram.bot_api) == 2  # its button does not go on turning on the phone


async def test_an_admin_hears_when_the_next_retrain_is_though_the_worker_keeps_the_schedule(
    telegram: Telegram,
) -> None:
    actions.say(telegram.bot_api, ADA.person_id, "/model")
    await telegram.delivers()
    ada = Chat(telegram.bot_api, ADA)
    await until(lambda: bool(ada.answers))
    assert "is live, trained" in ada.last.text
    assert "04:00 (UTC)" in ada.last.text.partition("Next nightly retrain: ")[2]


async def test_a_tap_is_answered_with_its_acknowledgement_and_by_no_request(telegram: Telegram) -> None:
    ada = await begins_rating(telegram)
    taps(ada, "4")
    [update] = telegram.new_updates()
    response = await telegram.sides[0].gets(update)
    query_id = update["callback_query"]["id"]
    assert response.json() == {"method": "answerCallbackQuery", "callback_query_id": query_id}
    inbox = telegram.sides[0].telegram._inbox
    await until(lambda: inbox.pending_count() == 0)
    assert telegram.bot_api.calls("answerCallbackQuery") == []


@pytest.mark.parametrize("secret", [None, "", "wrong", SECRET + "x", SECRET[:-1], "ü"])
async def test_only_telegram_may_send_updates(telegram: Telegram, secret: str | None) -> None:
    actions.say(telegram.bot_api, ADA.person_id, "/start")
    [update] = telegram.new_updates()
    side = telegram.sides[0]
    headers = {} if secret is None else {SECRET_HEADER: secret.encode()}
    response = await side.client.post(WEBHOOK_PATH, json=update, headers=headers)
    assert (response.status_code, response.json()["type"]) == (403, "urn:matinee:wrong-secret")
    assert SECRET not in response.text
    assert side.telegram._inbox.pending_count() == 0


@pytest.mark.parametrize(
    "body",
    [b"", b"{", b"[]", b"null", b'{"update_id": "x"}', b'{"message": {}}', b"\xff", b'{"update_id": 1e99}'],
)
async def test_a_body_that_is_no_update_is_refused(telegram: Telegram, body: bytes) -> None:
    response = await telegram.sides[0].client.post(
        WEBHOOK_PATH, content=body, headers={SECRET_HEADER: SECRET}
    )
    assert (response.status_code, response.json()["type"]) == (400, "urn:matinee:no-update")


async def test_an_endless_update_is_refused(telegram: Telegram) -> None:
    response = await telegram.sides[0].client.post(
        WEBHOOK_PATH, content=b" " * 2_000_000, headers={SECRET_HEADER: SECRET}
    )
    assert response.status_code == 413


async def test_an_update_of_a_kind_nobody_knows_is_taken_and_forgotten(telegram: Telegram) -> None:
    side = telegram.sides[0]
    assert (await side.gets({"update_id": 5, "quantum_reaction": {"spin": "up"}})).status_code == 200
    await until(lambda: side.telegram._inbox.pending_count() == 0)


async def test_ready_says_that_telegram_answers_and_how_old_that_is(telegram: Telegram) -> None:
    answer = await telegram.sides[0].client.get("/ready")
    assert answer.status_code == 200
    checks = answer.json()["checks"]
    assert checks.keys() == {"database", "model", "telegram"}
    assert checks["telegram"]["detail"].startswith("@")
    assert all(check["ok"] and check["age_seconds"] >= 0 for check in checks.values())


async def test_ready_says_when_somebody_else_has_taken_the_updates_away(telegram: Telegram) -> None:
    await telegram.sides[0].telegram.application.bot.delete_webhook()  # as every process that polls does
    answer = await telegram.sides[0].client.get("/ready")
    assert answer.status_code == 503
    sign = answer.json()["checks"]["telegram"]
    assert (sign["ok"], sign["detail"].partition(":")[0]) == (False, "Telegram sends updates elsewhere")


async def test_the_api_serves_while_telegram_is_away_and_updates_are_taken_when_it_is_back(
    shared_database: UnitOfWorkFactory,
    postgresql_engine: Engine,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(telegram_side, "RETRY_INTERVAL_SECONDS", 0.02)
    bot_api = BotApi()
    bot_api.state.faults.plan("getMe", ConnectionDropped(), times=3)
    async with web_process(bot_api, postgresql_engine.url, tmp_path) as side:
        assert (await side.client.get("/popular")).status_code == 200
        if side.telegram.dispatcher is None:
            assert (await side.gets({"update_id": 1})).status_code == 503
        await until(lambda: side.telegram.dispatcher is not None)
        assert (await side.gets({"update_id": 1})).status_code == 200
    await bot_api.close()


async def test_without_webhook_settings_no_updates_are_taken(client: httpx.AsyncClient) -> None:
    response = await client.post(WEBHOOK_PATH, json={"update_id": 1}, headers={SECRET_HEADER: SECRET})
    assert response.status_code == 404


async def test_a_flood_wait_for_the_name_or_the_webhook_delays_no_update(
    shared_database: UnitOfWorkFactory, postgresql_engine: Engine, tmp_path: Path
) -> None:
    bot_api = BotApi()
    for method in ("getMe", "setWebhook"):
        bot_api.state.faults.plan(method, too_many_requests(3600))
    async with web_process(bot_api, postgresql_engine.url, tmp_path) as side:
        await until(lambda: side.telegram.dispatcher is not None)
        assert (await side.gets({"update_id": 1})).status_code == 200
    await bot_api.close()


async def test_who_still_asks_for_the_name_ends_with_the_process(
    shared_database: UnitOfWorkFactory,
    postgresql_engine: Engine,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(telegram_side, "RETRY_INTERVAL_SECONDS", 0.02)
    bot_api = BotApi()
    bot_api.state.faults.plan("getMe", too_many_requests(3600))
    bot_api.state.faults.plan("setWebhook", bad_request("bad webhook: failed to resolve host"))
    async with web_process(bot_api, postgresql_engine.url, tmp_path) as side:
        await until(lambda: side.telegram.dispatcher is not None)
    await bot_api.close()
    assert [task for task in asyncio.all_tasks() if "_learn" in repr(task)] == []
