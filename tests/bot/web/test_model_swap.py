"""A web process that runs on while another process lets another model live."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Sequence
from dataclasses import replace
from pathlib import Path

import httpx
import pytest
from fastapi import FastAPI
from sqlalchemy.engine import Engine

from bot.services.views import Film
from bot.web import app
from bot.web.details_cache import DetailsMemory
from recommender import artifact as artifacts
from storage.unit_of_work import UnitOfWorkFactory, unit_of_work_factory
from tests.bot.web.conftest import Open
from tests.support.small_world import SmallWorld
from tests.support.stocked import FakeClock, put_live
from tests.support.waiting import PATIENCE_SECONDS, until


@pytest.fixture
async def client(
    open_web: Open, web_engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[httpx.AsyncClient]:
    """Open a web process that looks for a new model all the time."""
    monkeypatch.setattr(app, "LOOK_INTERVAL_SECONDS", 0.01)
    async with open_web(web_engine) as client:
        yield client


@pytest.fixture
def unit_of_work(web_engine: Engine) -> UnitOfWorkFactory:
    """Another process at the same database."""
    return unit_of_work_factory(web_engine)


@pytest.fixture
def another_artifact(artifact: bytes, tmp_path: Path) -> bytes:
    """Return the bytes of a model that recommends otherwise: it knows popular films only."""
    file = tmp_path / "one.model"
    file.write_bytes(artifact)
    return artifacts.pack(replace(artifacts.read(file), star_model=None, ranking_model=None))


async def answer_of_version(client: httpx.AsyncClient, version: int, path: str) -> httpx.Response:
    """Return the first answer that this model gives."""
    async with asyncio.timeout(PATIENCE_SECONDS):
        while True:
            answer = await client.get(path)
            assert answer.status_code == 200
            if answer.json()["model_version"] == version:
                return answer
            await asyncio.sleep(0.01)  # a remembered answer needs no thread: nobody else would have a turn


async def test_details_of_well_known_films_are_at_hand_before_the_first_request(
    shared_app: FastAPI, monkeypatch: pytest.MonkeyPatch
) -> None:
    taken: list[int] = []

    async def note(_: DetailsMemory, films: Sequence[Film]) -> None:
        taken.extend(film.movie_id for film in films)

    monkeypatch.setattr(DetailsMemory, "take_to_hand", note)
    await app.prepare(shared_app)
    assert len(taken) > 50


async def test_a_new_live_model_and_a_rolled_back_one_answer_without_a_restart(
    client: httpx.AsyncClient,
    unit_of_work: UnitOfWorkFactory,
    world: SmallWorld,
    another_artifact: bytes,
    clock: FakeClock,
) -> None:
    path = f"/recommendations/{world.user_ids[0]}"
    first = await answer_of_version(client, 1, path)
    assert (await client.get(path, headers={"If-None-Match": first.headers["etag"]})).status_code == 304

    assert put_live(unit_of_work, another_artifact, clock) == 2
    second = await answer_of_version(client, 2, path)
    assert (first.json()["source"], second.json()["source"]) == ("model", "popular")
    assert first.json()["recommendations"] != second.json()["recommendations"]
    seen_before = await client.get(path, headers={"If-None-Match": first.headers["etag"]})
    assert (seen_before.status_code, seen_before.headers["etag"]) == (200, second.headers["etag"])

    with unit_of_work() as work:
        work.trained_models.promote(1, clock())
        work.commit()
    assert (await answer_of_version(client, 1, path)).headers["etag"] == first.headers["etag"]


async def test_a_model_that_cannot_be_used_leaves_the_old_one_answering_until_a_better_one_comes(
    client: httpx.AsyncClient,
    unit_of_work: UnitOfWorkFactory,
    artifact: bytes,
    clock: FakeClock,
    caplog: pytest.LogCaptureFixture,
) -> None:
    before = await answer_of_version(client, 1, "/popular")
    put_live(unit_of_work, artifact[:-1], clock)
    await until(lambda: "the live model cannot be used, the old one stays" in caplog.text)
    assert (await client.get("/popular")).headers["etag"] == before.headers["etag"]
    await answer_of_version(client, put_live(unit_of_work, artifact, clock), "/popular")
