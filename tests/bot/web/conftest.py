"""The web application on a stocked database, called in this process."""

from __future__ import annotations

import shutil
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path
from typing import Any

import httpx
import pytest
from fastapi import FastAPI
from pydantic import SecretStr
from sqlalchemy.engine import Engine

from bot.settings import Settings
from bot.toolbox.building import build_toolbox
from bot.web.app import create_app
from bot.web.metrics_middleware import Measures
from storage.database import create_engine_for, normalise_url
from storage.unit_of_work import unit_of_work_factory
from tests.support.small_world import SmallWorld
from tests.support.stocked import FakeClock, put_live, stock

Open = Callable[..., AbstractAsyncContextManager[httpx.AsyncClient]]


@pytest.fixture(scope="session")
def stocked_file(
    migrated_sqlite_file: Path, world: SmallWorld, artifact: bytes, tmp_path_factory: pytest.TempPathFactory
) -> Path:
    """Return a SQLite file with the small world and a live model in it, to be read or copied."""
    folder = tmp_path_factory.mktemp("web")
    shutil.copyfile(migrated_sqlite_file, folder / "matinee.db")
    engine = create_engine_for(normalise_url(None, folder))
    put_live(stock(engine, world), artifact, FakeClock())
    engine.dispose()
    return folder / "matinee.db"


@pytest.fixture
def web_engine(stocked_file: Path, tmp_path: Path) -> Iterator[Engine]:
    """Open a stocked database of this test's own, with a live model."""
    shutil.copyfile(stocked_file, tmp_path / "matinee.db")
    engine = create_engine_for(normalise_url(None, tmp_path))
    yield engine
    engine.dispose()


@pytest.fixture
def untrained_engine(sqlite_engine: Engine, world: SmallWorld) -> Engine:
    """Return a stocked database without a model."""
    stock(sqlite_engine, world)
    return sqlite_engine


@pytest.fixture(scope="session")
def shared_app(stocked_file: Path) -> Iterator[FastAPI]:
    """Open the application with a live model and without OMDb, for tests that only read."""
    engine = create_engine_for(normalise_url(None, stocked_file.parent))
    settings = Settings(data_dir=stocked_file.parent, api_rate_limit=0)
    toolbox = build_toolbox(settings, engine, offline())
    toolbox.services.title_search.refresh()
    yield create_app(toolbox, Measures())
    engine.dispose()


@pytest.fixture
async def client(shared_app: FastAPI) -> AsyncIterator[httpx.AsyncClient]:
    """Open a client for tests that only read."""
    async with client_of(shared_app) as client:
        yield client


@pytest.fixture
def open_web(tmp_path: Path, clock: FakeClock) -> Open:
    """Open the web application on a database, with settings of one's own; what comes is a client."""

    @asynccontextmanager
    async def opened(
        engine: Engine, *, http: httpx.AsyncClient | None = None, **settings: Any
    ) -> AsyncIterator[httpx.AsyncClient]:
        chosen = Settings(data_dir=tmp_path, **{"api_rate_limit": 0, **settings})
        async with http or offline() as adapters:
            app = create_app(build_toolbox(chosen, engine, adapters, clock), Measures())
            async with app.router.lifespan_context(app), client_of(app) as client:
                yield client

    return opened


def client_of(app: FastAPI) -> httpx.AsyncClient:
    """Return a client that calls an application in this process."""
    return httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://matinee.test")


def offline() -> httpx.AsyncClient:
    """Return a client for adapters that are not needed."""
    return httpx.AsyncClient(transport=httpx.MockTransport(lambda request: httpx.Response(500)))


def key(word: str) -> SecretStr:
    """Return an API key that is long enough."""
    return SecretStr(word * 4)


def live_version(engine: Engine) -> int:
    """Return the version that serves."""
    with unit_of_work_factory(engine)() as work:
        pointer = work.trained_models.live()
    assert pointer is not None
    return pointer.version
