"""Searching OMDb by title: what it lists, what it says instead, and what a film is taken over with."""

from __future__ import annotations

import json
from typing import Any

import httpx
import pytest

from bot.omdb.answers import read_answer, read_search
from bot.omdb.client import OmdbClient
from bot.omdb.details_cache import Found, Missed, Outcome
from bot.omdb.values import genres
from bot.services.views import TitleHit

HIT = {"Title": "Dune: Part Two", "Year": "2024", "imdbID": "tt15239678", "Type": "movie", "Poster": "N/A"}


def body(*entries: Any) -> bytes:
    return json.dumps({"Search": list(entries), "totalResults": "1", "Response": "True"}).encode()


def test_a_listed_film_is_read() -> None:
    assert read_search(200, body(HIT)) == (TitleHit("tt15239678", "Dune: Part Two", 2024, "movie"),)


@pytest.mark.parametrize("entry", [None, "x", {}, HIT | {"Title": "#DUPE#"}, HIT | {"imdbID": "nm1"}])
def test_an_entry_that_is_no_film_is_left_out(entry: Any) -> None:
    assert read_search(200, body(entry, HIT)) == (TitleHit("tt15239678", "Dune: Part Two", 2024, "movie"),)


@pytest.mark.parametrize("error", ["Movie not found!", "Too many results."])
def test_nothing_found_is_no_failure(error: str) -> None:
    assert read_search(200, json.dumps({"Response": "False", "Error": error}).encode()) == ()


@pytest.mark.parametrize(
    ("status", "page", "outcome"),
    [
        (401, b'{"Response":"False","Error":"Request limit reached!"}', Outcome.REQUEST_LIMIT_REACHED),
        (503, b"<html>away</html>", Outcome.SERVER_ERROR),
        (200, b"<html>hello</html>", Outcome.HTML_PAGE),
        (200, b"[]", Outcome.UNEXPECTED_ANSWER),
    ],
)
def test_a_failure_is_named(status: int, page: bytes, outcome: Outcome) -> None:
    assert read_search(status, page) == Missed(outcome)


async def test_the_search_asks_for_films_of_a_title_and_year() -> None:
    asked: list[httpx.URL] = []

    def answer(request: httpx.Request) -> httpx.Response:
        asked.append(request.url)
        return httpx.Response(200, content=body(HIT))

    async with httpx.AsyncClient(transport=httpx.MockTransport(answer)) as http:
        found = await OmdbClient(http, "https://omdb.test/", "key").search("Dune: Part Two", 2024)
    assert found == (TitleHit("tt15239678", "Dune: Part Two", 2024, "movie"),)
    assert dict(asked[0].params) == {
        "s": "Dune: Part Two",
        "type": "movie",
        "y": "2024",
        "r": "json",
        "apikey": "key",
    }


def test_a_film_is_taken_over_with_its_genres_and_kind() -> None:
    document = HIT | {"Genre": "Action, Family, Sport, Music", "Response": "True"}
    found = read_answer(200, json.dumps(document).encode(), "tt15239678")
    assert isinstance(found, Found)
    assert (found.genres, found.kind) == (("Action", "Children", "Musical"), "movie")


@pytest.mark.parametrize("value", [None, "N/A", "", "Biography, Sport", 7])
def test_genres_that_movielens_lacks_are_none(value: object) -> None:
    assert genres(value) == ()
