"""What a web process does once before anybody asks."""

from __future__ import annotations

import asyncio
import json
import logging
from typing import Any

import pytest
from sqlalchemy.engine import Engine
from starlette.types import Message, Receive, Scope, Send

from bot.services.views import Film
from bot.settings import Settings
from bot.toolbox.building import build_toolbox
from bot.web import rehearsing
from bot.web.app import create_app, prepare
from bot.web.metrics_middleware import Measures
from bot.web.rehearsing import REHEARSAL, rehearse
from tests.bot.web.conftest import client_of, key, offline

FILMS = [Film(number, f"Film {number}", 1999, (), None) for number in range(1, 9)]


class Noting:
    """An application that notes what it is asked, and never answers if it hangs."""

    def __init__(self, *, hangs: bool = False) -> None:
        self.asked: list[tuple[str, str, Any]] = []
        self._hangs = hangs

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        message: Message = await receive()
        assert REHEARSAL in scope
        self.asked.append((scope["method"], scope["path"], json.loads(message["body"] or "null")))
        if self._hangs:
            await asyncio.sleep(3600)


async def test_every_frequent_kind_of_request_is_answered_once_before_the_first_caller() -> None:
    app = Noting()
    await rehearse(app, FILMS)
    asked = [(method, path) for method, path, _ in app.asked]
    assert ("GET", "/popular") in asked
    assert ("GET", "/movies/1/similar") in asked
    assert [path for _, path in asked if path.startswith("/recommendations/")] == [
        f"/recommendations/{user_id}" for user_id in range(1, 5)
    ]
    [ratings] = [body for method, _, body in app.asked if method == "POST"]
    assert ratings["ratings"][0] == {"movie_id": 1, "stars": 4}


async def test_without_a_film_there_are_popular_lists_to_be_answered() -> None:
    app = Noting()
    await rehearse(app, [])
    assert not [path for _, path, _ in app.asked if path.startswith("/movies")]
    assert "POST" not in [method for method, _, _ in app.asked]


async def test_a_rehearsal_ends_soon_even_where_nothing_is_answered(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rehearsing, "SECONDS", 0.01)
    await rehearse(Noting(hangs=True), FILMS)


async def test_a_rehearsal_needs_no_key_and_is_neither_counted_nor_logged(
    web_engine: Engine, settings: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    guarded = settings.model_copy(update={"api_keys": (key("right"),), "api_rate_limit": 1})
    caplog.set_level(logging.INFO)
    async with offline() as http:
        toolbox = build_toolbox(guarded, web_engine, http)
        app = create_app(toolbox, Measures())
        await prepare(app)
        assert toolbox.services.public_recommending.remembered(1, n=10) is not None
        assert " 200 " not in caplog.text
        async with client_of(app) as client:
            assert (await client.get("/popular", headers={REHEARSAL: "1"})).status_code == 401
            assert "/recommendations" not in (await client.get("/metrics")).text


@pytest.fixture
def settings(tmp_path: Any) -> Settings:
    """Return settings with a folder of this test's own."""
    return Settings(data_dir=tmp_path)
