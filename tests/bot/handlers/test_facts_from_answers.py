"""From an answer of OMDb to a list that is narrowed by what it told."""

from __future__ import annotations

import json
from http import HTTPStatus
from typing import Any, cast

import pytest

from bot.context import MatineeContext
from bot.handlers import jobs
from bot.models.live_model import FACTS_INTERVAL
from bot.omdb.answers import read_answer
from bot.omdb.details_cache import DetailsCache
from storage.records.catalogue import Movie
from tests.bot.conftest import Scene
from tests.support.stocked import FakeClock


def told(scene: Scene, clock: FakeClock, movie: Movie, **fields: str) -> None:
    """Let OMDb answer about a film."""
    imdb_id = str(movie.imdb_id)
    nothing = dict.fromkeys(("Director", "Language", "Country", "Runtime", "Poster", "imdbRating"), "N/A")
    named = {"Title": movie.title, "Year": str(movie.year), "imdbID": imdb_id, "Type": "movie"}
    body = json.dumps(nothing | named | {"Response": "True"} | fields).encode()
    cache = DetailsCache(scene.unit_of_work, clock, daily_limit=1000)
    cache.store(imdb_id, read_answer(HTTPStatus.OK, body, imdb_id))


async def ten_minutes_later(scene: Scene, clock: FakeClock) -> None:
    """Let the worker look for what has become known."""
    clock.now += FACTS_INTERVAL
    await jobs.refresh_model(MatineeContext(cast(Any, scene.application)))


def films_of(scene: Scene, group: str) -> list[Movie]:
    """The films of one taste group, the best known first."""
    movie_ids = scene.world.movie_ids_of(group)
    with scene.unit_of_work() as work:
        return list(work.movies.get_many(movie_ids).values())


@pytest.mark.parametrize("words", ["/recommend french", "french films", "/popular in french"])
async def test_french_films_are_those_omdb_calls_french(scene: Scene, clock: FakeClock, words: str) -> None:
    french, german, other = films_of(scene, "love")[:3]
    told(scene, clock, french, Language="French, English")
    told(scene, clock, german, Language="German, French")
    told(scene, clock, other)
    await ten_minutes_later(scene, clock)
    bruno = scene.chat()
    await bruno.says(words)
    shown = await leafed_through(scene, bruno)
    assert french.title in shown
    assert other.title not in shown


async def test_short_horror_is_horror_that_omdb_calls_short(scene: Scene, clock: FakeClock) -> None:
    short, long, unknown = films_of(scene, "fear")[:3]
    love = films_of(scene, "love")[0]
    told(scene, clock, short, Runtime="1 h 15 min")
    told(scene, clock, long, Runtime="150 min")
    told(scene, clock, unknown)
    told(scene, clock, love, Runtime="75 min")
    await ten_minutes_later(scene, clock)
    bruno = scene.chat()
    await bruno.says("short horror")
    assert await leafed_through(scene, bruno) == [short.title]


async def test_nothing_in_danish_is_said_so(scene: Scene, clock: FakeClock) -> None:
    bruno = scene.chat()
    await bruno.says("/recommend danish")
    assert "Danish" in bruno.last.text
    assert not bruno.last.raw.get("photo")


async def leafed_through(scene: Scene, chat: Any) -> list[str]:
    """Return the titles of a list's cards by looking at the deck behind them."""
    with scene.unit_of_work() as work:
        newest = [deck for number in range(1, 60) if (deck := work.decks.get(number)) is not None][-1]
        movies = work.movies.get_many(newest.movie_ids)
    return [movie.title for movie in movies.values()]
