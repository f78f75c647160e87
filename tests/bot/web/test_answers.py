"""What stands around an answer: caching, compression, details in time, other web sites, the description."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path
from typing import Any

import httpx
import pytest
from fastapi import FastAPI
from pydantic import SecretStr
from sqlalchemy.engine import Engine

from bot.services.views import Film, FilmDetails
from bot.web import details_cache
from bot.web.details_cache import DetailsMemory
from tests.bot.web.conftest import Open, key
from tests.support.small_world import SmallWorld


async def test_an_answer_that_has_not_changed_is_not_sent_again(client: httpx.AsyncClient) -> None:
    first = await client.get("/popular")
    etag = first.headers["etag"]
    assert "max-age=" in first.headers["cache-control"]
    again = await client.get("/popular", headers={"If-None-Match": f'"other", {etag}'})
    assert (again.status_code, again.content) == (304, b"")
    assert again.headers["etag"] == etag
    other = await client.get("/popular?n=3", headers={"If-None-Match": etag})
    assert other.status_code == 200


async def test_any_copy_is_good_enough_for_who_says_so(client: httpx.AsyncClient) -> None:
    assert (await client.get("/popular", headers={"If-None-Match": "*"})).status_code == 304


@pytest.mark.parametrize("path", ["/health", "/ready", "/popular", "/movies/999999", "/docs", "/nothing"])
async def test_head_is_answered_like_get_without_a_body(client: httpx.AsyncClient, path: str) -> None:
    got, head = await client.get(path), await client.head(path)
    assert (head.status_code, head.content) == (got.status_code, b"")
    assert head.headers["content-type"] == got.headers["content-type"]
    assert head.headers.get("etag") == got.headers.get("etag")


async def test_head_is_counted_under_its_route(open_web: Open, web_engine: Engine) -> None:
    async with open_web(web_engine) as client:
        await client.head("/health")
        text = (await client.get("/metrics")).text
    assert 'matinee_http_request_seconds_count{method="HEAD",route="/health",status="200"} 1.0' in text


async def test_nobody_keeps_what_was_recommended_for_ratings_sent_along(client: httpx.AsyncClient) -> None:
    answer = await client.post("/recommendations", json={"ratings": []})
    assert answer.headers["cache-control"] == "no-store"
    assert "etag" not in answer.headers


async def test_long_answers_are_compressed_for_those_who_can_read_them(client: httpx.AsyncClient) -> None:
    compressed = await client.get("/popular?n=50", headers={"Accept-Encoding": "gzip"})
    plain = await client.get("/popular?n=50", headers={"Accept-Encoding": "identity"})
    assert compressed.headers["content-encoding"] == "gzip"
    assert "content-encoding" not in plain.headers
    assert compressed.json() == plain.json()
    assert compressed.headers["etag"] == plain.headers["etag"]


async def test_pages_of_chosen_sites_may_call_the_api(open_web: Open, web_engine: Engine) -> None:
    async with open_web(web_engine, cors_origins=("https://films.example",)) as client:
        for origin, allowed in (("https://films.example", True), ("https://other.example", False)):
            answer = await client.get("/popular", headers={"Origin": origin})
            assert (answer.headers.get("access-control-allow-origin") == origin) is allowed
        asking = {"Origin": "https://films.example", "Access-Control-Request-Method": "POST"}
        assert (await client.options("/recommendations", headers=asking)).status_code == 200


async def test_no_site_may_call_the_api_unless_it_is_set(client: httpx.AsyncClient) -> None:
    answer = await client.get("/popular", headers={"Origin": "https://films.example"})
    assert "access-control-allow-origin" not in answer.headers


def omdb_that(answer: Any) -> httpx.AsyncClient:
    return httpx.AsyncClient(transport=httpx.MockTransport(answer))


def omdb_settings() -> dict[str, Any]:
    return {"omdb_api_key": SecretStr("a-key"), "omdb_url": "http://omdb.test/"}


async def test_details_come_from_omdb(open_web: Open, web_engine: Engine, world: SmallWorld) -> None:
    def found(request: httpx.Request) -> httpx.Response:
        imdb_id = request.url.params["i"]
        film = next(movie for movie in world.movies if movie.imdb_id == imdb_id)
        details = {
            "Response": "True",
            "imdbID": imdb_id,
            "Title": film.title,
            "Year": str(film.year),
            "Type": "movie",
            "Plot": f"The plot of {imdb_id}.",
            "Runtime": "101 min",
            "imdbRating": "7.3",
            "Director": "N/A",
            "Actors": "N/A",
            "Poster": "N/A",
        }
        return httpx.Response(200, json=details)

    async with open_web(web_engine, http=omdb_that(found), **omdb_settings()) as client:
        film = (await client.get(f"/movies/{world.movies[0].movie_id}")).json()
        assert film["plot"] == f"The plot of {film['imdb_id']}."
        assert (film["runtime"], film["imdb_rating"]) == (101, 7.3)
        assert film.keys().isdisjoint({"director", "actors", "poster_url"})  # not known is not there
        listed = (await client.get("/popular?n=5")).json()["recommendations"]
        assert all(each["plot"] == f"The plot of {each['imdb_id']}." for each in listed)


async def test_films_come_without_details_when_omdb_fails(
    open_web: Open, web_engine: Engine, world: SmallWorld
) -> None:
    broken = omdb_that(
        lambda request: httpx.Response(401, json={"Response": "False", "Error": "Invalid API key!"})
    )
    async with open_web(web_engine, http=broken, **omdb_settings()) as client:
        film = await client.get(f"/movies/{world.movies[0].movie_id}")
        assert film.headers["cache-control"] == "public, max-age=60"  # OMDb may be back by then
        films = (await client.get("/popular?n=5")).json()["recommendations"]
    assert len(films) == 5
    assert all("plot" not in film for film in films)


class CountingLookup:
    """Knows every film, and counts who asks."""

    def __init__(self, details: FilmDetails | None) -> None:
        self.details = details
        self.asked: list[int] = []

    async def remembered(self, films: list[Film]) -> dict[int, FilmDetails | None]:
        return {}

    async def get(self, film: Film, *, budget: float) -> FilmDetails | None:
        self.asked.append(film.movie_id)
        await asyncio.sleep(0)
        return self.details


def film_number(movie_id: int) -> Film:
    return Film(movie_id, f"Film {movie_id}", 2000, (), f"tt{movie_id:07}")


@pytest.mark.parametrize(("details", "good_for"), [(FilmDetails(plot="A plot."), 600), (None, 30)])
async def test_details_are_remembered_for_a_while(details: FilmDetails | None, good_for: float) -> None:
    now = 0.0
    lookup = CountingLookup(details)
    remembered = DetailsMemory(lookup, budget=1, clock=lambda: now)  # type: ignore[arg-type]
    films = [film_number(1), film_number(2)]
    assert await remembered.of(films) == [details, details]
    now = good_for - 1
    assert await remembered.of(films[:1]) == [details]
    assert lookup.asked == [1, 2]
    now = good_for + 1
    await remembered.of(films[:1])
    assert lookup.asked == [1, 2, 1]


class RememberingLookup(CountingLookup):
    """Remembers the films of even numbers."""

    async def remembered(self, films: list[Film]) -> dict[int, FilmDetails | None]:
        return {film.movie_id: self.details for film in films if film.movie_id % 2 == 0}


async def test_what_is_taken_to_hand_is_known_already_and_omdb_is_not_asked(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(details_cache, "FILMS_A_QUESTION", 2)
    lookup, details = RememberingLookup(FilmDetails(plot="A plot.")), FilmDetails(plot="A plot.")
    memory = DetailsMemory(lookup, budget=1)  # type: ignore[arg-type]
    films = [film_number(number) for number in range(1, 6)]
    await memory.take_to_hand(films)
    assert lookup.asked == []
    monkeypatch.delattr(RememberingLookup, "remembered")  # from now on it knows nothing
    assert await memory.of(films) == [details] * 5
    assert lookup.asked == [1, 3, 5]


async def test_a_list_may_be_as_old_and_as_new_as_the_memory_is_long(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(details_cache, "REMEMBERED_FILMS", 3)
    details = FilmDetails(plot="A plot.")
    remembered = DetailsMemory(CountingLookup(details), budget=1)  # type: ignore[arg-type]
    films = [film_number(number) for number in range(1, 6)]
    await remembered.of(films[:3])
    assert await remembered.of([films[0], films[3]]) == [details] * 2  # the new one pushes the oldest out
    assert await remembered.of(films) == [details] * 5


async def test_the_description_names_problems_and_genres_and_gives_examples(
    client: httpx.AsyncClient,
) -> None:
    description = (await client.get("/openapi.json")).json()
    asked = description["paths"]["/recommendations/{user_id}"]["get"]
    assert asked["summary"] == "Recommendations for a MovieLens user"
    assert asked["responses"]["422"] == {"$ref": "#/components/responses/InvalidRequest"}
    shared = description["components"]["responses"]
    assert list(shared["InvalidRequest"]["content"]) == ["application/problem+json"]
    genre = next(each for each in asked["parameters"] if each["name"] == "genre")
    assert "Comedy" in genre["schema"]["items"]["enum"]
    assert "example" in json.dumps(description["components"]["schemas"]["RatingsQuestion"])
    assert not [path for path in description["paths"] if "telegram" in path]
    assert (await client.get("/docs")).status_code == 200


async def test_the_root_leads_to_the_page_that_describes_the_api(client: httpx.AsyncClient) -> None:
    answer = await client.get("/")
    assert (answer.status_code, answer.headers["location"]) == (307, "/docs")
    assert "/docs/style.css" in (await client.get("/docs")).text
    assert "prefers-color-scheme: dark" in (await client.get("/docs/style.css")).text


async def test_keys_are_described_only_where_they_are_needed(
    client: httpx.AsyncClient, open_web: Open, web_engine: Engine
) -> None:
    without = (await client.get("/openapi.json")).json()
    assert "securitySchemes" not in without["components"]
    assert "401" not in without["paths"]["/popular"]["get"]["responses"]
    async with open_web(web_engine, api_keys=(key("a-good-key-"),)) as guarded:
        described = (await guarded.get("/openapi.json")).json()
    assert described["paths"]["/popular"]["get"]["security"] == [{"key": []}, {"bearer": []}]
    assert "401" in described["paths"]["/popular"]["get"]["responses"]
    assert "security" not in described["paths"]["/health"]["get"]


async def test_a_film_s_own_fields_come_first_whether_or_not_details_are_known(
    client: httpx.AsyncClient,
) -> None:
    own = ["movie_id", "imdb_id", "title", "year", "genres"]
    [film] = (await client.get("/popular?n=1")).json()["recommendations"]
    assert list(film) == [*own, "score", "predicted_stars", "confidence", "because"]


async def test_a_request_leaves_one_line_with_its_id_and_without_its_query(
    client: httpx.AsyncClient, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("INFO", logger="bot.web")
    await client.get("/movies?query=secretwish")
    [line] = [record.getMessage() for record in caplog.records if record.name == "bot.web"]
    assert line.startswith("GET /movies 200 ")
    assert "secretwish" not in line


async def test_metrics_count_by_route_and_never_by_film(
    open_web: Open, web_engine: Engine, world: SmallWorld
) -> None:
    async with open_web(web_engine) as client:
        for movie in world.movies[:3]:
            await client.get(f"/movies/{movie.movie_id}")
        await client.request("BREW", "/coffee")
        text = (await client.get("/metrics")).text
    assert (
        'matinee_http_request_seconds_count{method="GET",route="/movies/{movie_id}",status="200"} 3.0' in text
    )
    assert 'method="other"' in text
    assert "matinee_model_version 1.0" in text
    assert "matinee_omdb_requests_today 0.0" in text
    assert 'matinee_retrains{state="live"} 1.0' in text
    assert "BREW" not in text


def test_both_apps_in_one_process_count_for_themselves(shared_app: FastAPI, tmp_path: Path) -> None:
    from bot.web.metrics_middleware import Measures

    assert Measures().registry is not shared_app.state.web.measures.registry
