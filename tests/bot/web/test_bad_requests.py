"""What cannot be used gets the right status and a problem that says what to do; nothing gets a 500."""

from __future__ import annotations

import asyncio
import json
import threading
from collections.abc import AsyncIterator
from typing import Any

import httpx
import pytest
from fastapi import FastAPI, Request
from sqlalchemy.engine import Engine

from bot.services.errors import StorageUnavailable
from bot.web import dependencies
from bot.web.problems import UnexpectedErrors, answer_with_problems
from tests.bot.web.conftest import Open, key
from tests.support.waiting import PATIENCE_SECONDS

PROBLEM = "application/problem+json"


def problem_of(response: httpx.Response, status: int, kind: str) -> dict[str, Any]:
    assert response.status_code == status, response.text
    assert response.headers["content-type"] == PROBLEM
    problem: dict[str, Any] = response.json()
    assert problem["status"] == status
    assert problem["type"] == f"urn:matinee:{kind}"
    assert problem["detail"]
    assert problem["request_id"] == response.headers["x-request-id"]
    return problem


@pytest.mark.parametrize(
    ("path", "where"),
    [
        ("/recommendations/abc", "path.user_id"),
        ("/recommendations/-5", "path.user_id"),
        ("/recommendations/0", "path.user_id"),
        ("/recommendations/1.5", "path.user_id"),
        (f"/recommendations/{10**30}", "path.user_id"),
        ("/recommendations/1_0", "path.user_id"),
        ("/recommendations/+1", "path.user_id"),
        ("/recommendations/1.0", "path.user_id"),
        ("/movies/1%0a", "path.movie_id"),
        ("/movies/%D9%A1", "path.movie_id"),
        ("/movies/1/similar?n=1_0", "query.n"),
        ("/recommendations/1?n=0", "query.n"),
        ("/recommendations/1?n=10001", "query.n"),
        ("/recommendations/1?n=many", "query.n"),
        ("/movies/0", "path.movie_id"),
        (f"/movies/{2**31}", "path.movie_id"),
        ("/movies/abc/similar", "path.movie_id"),
        ("/movies/1/similar?n=-1", "query.n"),
        ("/movies/1/similar?also=zwei", "query.also.0"),
        ("/movies/1/similar?also=2&also=3&also=4&also=5&also=6", "query.also"),
        ("/movies", "query.query"),
        ("/movies?query=", "query.query"),
        ("/movies?query=%20%20", "query.query"),
        (f"/movies?query={'x' * 101}", "query.query"),
        ("/popular?genre=Spreadsheets", "genre"),
        (f"/popular?genre={'x' * 41}", "query.genre.0"),
        ("/popular?genre=", "query.genre.0"),
        ("/popular?first_year=1", "query.first_year"),
        ("/popular?min_stars=nan", "query.min_stars"),
        ("/popular?excluded_genre=Spreadsheets", "genre"),
        ("/popular?any_genre=Spreadsheets", "genre"),
    ],
)
async def test_a_value_that_cannot_be_used_is_named(client: httpx.AsyncClient, path: str, where: str) -> None:
    problem = problem_of(await client.get(path), 422, "invalid-request")
    assert [fault["where"] for fault in problem["errors"]] == [where]
    assert problem["errors"][0]["detail"]


@pytest.mark.parametrize(
    ("path", "where", "said"),
    [
        ("/recommendations/1?genres=comdy", "query.genres", "Did you mean genre?"),
        ("/recommendations/1?Genre=Comedy", "query.Genre", "Did you mean genre?"),
        ("/recommendations/1?n=3&ofset=2", "query.ofset", "Did you mean offset?"),
        ("/recommendations/1?genre[]=Comedy", "query.genre[]", "Did you mean genre?"),
        ("/recommendations/1?also=6", "query.also", "excluded_genre"),
        ("/popular?limit=3", "query.limit", "There are: actor, any_genre"),
        ("/popular?&=&n=1", "query.", "features_only"),
        ("/popular?first_year", "query.first_year", ""),
        ("/movies?q=heat", "query.q", "There are: n, query."),
        ("/movies?query=heat&genre=Crime", "query.genre", "There are: n, query."),
        ("/movies/1?n=5", "query.n", "This path takes none."),
        ("/movies/1/similar?others=6", "query.others", "also"),
        (f"/popular?{'x' * 5000}=1", f"query.{'x' * 40}", "There are:"),
        ("/popular?%00%ff=1", "query.\0\N{REPLACEMENT CHARACTER}", "There are:"),
    ],
)
async def test_a_parameter_that_nobody_reads_is_refused_by_its_name(
    client: httpx.AsyncClient, path: str, where: str, said: str
) -> None:
    for method in ("GET", "HEAD"):
        answer = await client.request(method, path)
        assert answer.status_code == 422
    [fault] = problem_of(await client.get(path), 422, "invalid-request")["errors"]
    assert fault["where"] == where
    assert said in fault["detail"]


async def test_parameters_beside_a_body_are_refused_too(client: httpx.AsyncClient) -> None:
    body = {"ratings": [{"movie_id": 1, "stars": 4}]}
    answer = await client.post("/recommendations?n=5&genre=Comedy", json=body)
    faults = problem_of(answer, 422, "invalid-request")["errors"]
    assert [fault["where"] for fault in faults] == ["query.n", "query.genre"]


async def test_of_hundreds_of_unknown_parameters_some_are_named(client: httpx.AsyncClient) -> None:
    asked = "&".join(f"a{number}=1" for number in range(900))
    faults = problem_of(await client.get(f"/popular?{asked}"), 422, "invalid-request")["errors"]
    assert len(faults) == 20


async def test_every_described_parameter_is_known(client: httpx.AsyncClient) -> None:
    paths = (await client.get("/openapi.json")).json()["paths"]
    values = {"n": "3", "features_only": "true", "min_stars": "3", "also": "2", "offset": "1"}
    numbers = {"first_year": "1950", "last_year": "2020", "min_minutes": "1", "max_minutes": "900"}
    for path, operations in paths.items():
        for parameter in operations.get("get", {}).get("parameters", []):
            name = parameter["name"]
            if parameter["in"] != "query":
                continue
            value = {**values, **numbers}.get(name, "Comedy")
            asked = {name: value} if name == "query" or path != "/movies" else {"query": "heat", name: value}
            answer = await client.get(path.format(user_id=1, movie_id=1), params=asked)
            assert answer.status_code in {200, 404}, (path, name, answer.text)


@pytest.mark.parametrize("path", ["/health?_=1", "/ready?probe=load-balancer", "/docs?theme=dark"])
async def test_probes_and_pages_are_not_asked_what_their_parameters_mean(
    client: httpx.AsyncClient, path: str
) -> None:
    assert (await client.get(path)).status_code == 200


@pytest.mark.parametrize(
    ("body", "where"),
    [
        ({}, "body.ratings"),
        ({"ratings": 5}, "body.ratings"),
        ({"ratings": [{"movie_id": 1}]}, "body.ratings.0.stars"),
        ({"ratings": [{"movie_id": 1, "stars": 0}]}, "body.ratings.0.stars"),
        ({"ratings": [{"movie_id": 1, "stars": 5.5}]}, "body.ratings.0.stars"),
        ({"ratings": [{"movie_id": 1, "stars": 3.3}]}, "body.ratings.0.stars"),
        ({"ratings": [{"movie_id": 1, "stars": "many"}]}, "body.ratings.0.stars"),
        ({"ratings": [{"movie_id": 1, "stars": True}]}, "body.ratings.0.stars"),
        ({"ratings": [{"movie_id": True, "stars": 3}]}, "body.ratings.0.movie_id"),
        ({"ratings": [{"movie_id": "1", "stars": 3}]}, "body.ratings.0.movie_id"),
        ({"ratings": [], "n": "1"}, "body.n"),
        ({"ratings": [], "x" * 1_000: 1}, "body." + "x" * 195),
        ({"ratings": [{"movie_id": -1, "stars": 3}]}, "body.ratings.0.movie_id"),
        ({"ratings": [{"movie_id": 2**31, "stars": 3}]}, "body.ratings.0.movie_id"),
        ({"ratings": [{"movie_id": 1, "stars": 3, "when": "now"}]}, "body.ratings.0.when"),
        ({"ratings": [{"movie_id": 1, "stars": 3}, {"movie_id": 1, "stars": 4}]}, "body.ratings.1.movie_id"),
        ({"ratings": [{"movie_id": i + 1, "stars": 3} for i in range(10_000)]}, "body.ratings"),
        ({"ratings": [], "n": 10_001}, "body.n"),
        ({"ratings": [], "exclude": [0]}, "body.exclude.0"),
        ({"ratings": [], "genre": "Spreadsheets"}, "genre"),
        ({"ratings": [], "filters": {"genre": ["Spreadsheets"]}}, "genre"),
        ({"ratings": [], "filters": {"last_year": 5}}, "body.filters.last_year"),
        ({"ratings": [], "filters": {"colour": "red"}}, "body.filters.colour"),
        ({"ratings": [], "genre": "Comedy", "filters": {}}, "body.genre"),
    ],
)
async def test_a_wrong_part_of_a_body_is_named(client: httpx.AsyncClient, body: Any, where: str) -> None:
    problem = problem_of(await client.post("/recommendations", json=body), 422, "invalid-request")
    assert [fault["where"] for fault in problem["errors"]] == [where]


async def test_ten_thousand_mistakes_get_a_short_answer(client: httpx.AsyncClient) -> None:
    body = {"ratings": [{"movie_id": -1, "stars": 99}] * 2_000}
    response = await client.post("/recommendations", json=body)
    assert len(problem_of(response, 422, "invalid-request")["errors"]) == 20


@pytest.mark.parametrize("stars", ["NaN", "Infinity", "-Infinity"])
async def test_numbers_that_are_none_are_refused(client: httpx.AsyncClient, stars: str) -> None:
    content = f'{{"ratings": [{{"movie_id": 1, "stars": {stars}}}]}}'
    headers = {"Content-Type": "application/json"}
    response = await client.post("/recommendations", content=content, headers=headers)
    problem_of(response, 422, "invalid-request")


@pytest.mark.parametrize(
    ("content", "status"),
    [(b"", 422), (b"{", 422), (b"[]", 422), (b"null", 422), (b"\xff\xfe{}", 400), (b"[" * 100_000, 400)],
)
async def test_a_body_that_is_no_question_is_refused(
    client: httpx.AsyncClient, content: bytes, status: int
) -> None:
    response = await client.post(
        "/recommendations", content=content, headers={"Content-Type": "application/json"}
    )
    assert response.status_code in {status, 422}
    assert response.headers["content-type"] == PROBLEM


@pytest.mark.parametrize("path", ["/movies/999999", "/movies/999999/similar"])
async def test_an_unknown_film_is_said_to_be_unknown(client: httpx.AsyncClient, path: str) -> None:
    assert "999999" in problem_of(await client.get(path), 404, "unknown-film")["detail"]


async def test_an_unknown_genre_gets_suggestions(client: httpx.AsyncClient) -> None:
    problem = problem_of(await client.get("/popular?genre=Comdy"), 422, "invalid-request")
    assert "Comedy" in problem["errors"][0]["detail"]


async def test_an_unknown_path_and_a_wrong_method_are_problems_too(client: httpx.AsyncClient) -> None:
    problem_of(await client.get("/nothing/here"), 404, "not-found")
    refused = await client.delete("/recommendations/1")
    problem_of(refused, 405, "method-not-allowed")
    assert "GET" in refused.headers["allow"]


async def test_a_body_announced_as_too_long_is_refused_unread(client: httpx.AsyncClient) -> None:
    read = 0

    async def fifty_megabytes() -> AsyncIterator[bytes]:
        nonlocal read
        for _ in range(50):
            read += 1
            yield b" " * 1_000_000

    headers = {"Content-Type": "application/json", "Content-Length": "50000000"}
    response = await client.post("/recommendations", content=fifty_megabytes(), headers=headers)
    problem_of(response, 413, "body-too-long")
    assert response.headers["connection"] == "close"


async def test_a_body_that_turns_out_too_long_is_refused(client: httpx.AsyncClient) -> None:
    async def chunks() -> AsyncIterator[bytes]:
        for _ in range(50):
            yield b" " * 1_000_000

    response = await client.post(
        "/recommendations", content=chunks(), headers={"Content-Type": "application/json"}
    )
    problem_of(response, 413, "body-too-long")


async def test_a_database_that_is_away_is_said_to_be_away(
    client: httpx.AsyncClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    def away(*_: Any) -> None:
        raise StorageUnavailable("connection refused: password=secret")

    monkeypatch.setattr("storage.movies.Movies.get_many", away)
    response = await client.get("/movies/1")
    problem_of(response, 503, "unavailable")
    assert response.headers["retry-after"] == "5"
    assert "secret" not in response.text


async def test_a_database_that_hangs_is_not_waited_for_for_ever(
    client: httpx.AsyncClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    go_on = threading.Event()
    monkeypatch.setattr(dependencies, "ANSWER_SECONDS", 0.05)
    monkeypatch.setattr("storage.movies.Movies.get_many", lambda *_: go_on.wait(PATIENCE_SECONDS))
    try:
        problem_of(await client.get("/movies/1"), 503, "unavailable")
    finally:
        go_on.set()


async def test_what_the_end_of_the_process_interrupts_is_to_be_sent_again(
    client: httpx.AsyncClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun = asyncio.Event()

    async def endless(*_: Any) -> None:
        begun.set()
        await asyncio.Event().wait()

    monkeypatch.setattr("bot.web.routes.offload.run", endless)
    asking = asyncio.create_task(client.get("/movies/1"))
    await begun.wait()
    asking.cancel()  # as the server does when the time for open requests is over
    problem_of(await asking, 503, "unavailable")


async def test_who_hangs_up_in_the_middle_is_no_defect(caplog: pytest.LogCaptureFixture) -> None:
    app = FastAPI()
    answer_with_problems(app)

    @app.post("/")
    async def read(request: Request) -> bytes:
        return await request.body()

    messages = [{"type": "http.request", "body": b"{", "more_body": True}, {"type": "http.disconnect"}]
    sent: list[Any] = []

    async def receive() -> dict[str, Any]:
        return messages.pop(0)

    async def send(message: Any) -> None:
        sent.append(message)

    scope = {"type": "http", "method": "POST", "path": "/", "query_string": b"", "headers": []}
    await UnexpectedErrors(app)(scope, receive, send)
    assert sent[0]["status"] == 400
    assert "ERROR" not in {record.levelname for record in caplog.records}


async def test_a_defect_tells_nothing_about_itself(
    client: httpx.AsyncClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: Any) -> None:
        raise ZeroDivisionError("the secret inside")

    monkeypatch.setattr("storage.movies.Movies.get_many", broken)
    response = await client.get("/movies/1")
    problem_of(response, 500, "unexpected")
    assert "secret" not in response.text


async def test_a_key_is_asked_for_when_keys_are_set(open_web: Open, web_engine: Engine) -> None:
    async with open_web(web_engine, api_keys=(key("right"), key("other"))) as client:
        problem_of(await client.get("/popular"), 401, "key-required")
        problem_of(await client.get("/popular", headers={"X-API-Key": "wrong"}), 401, "key-required")
        problem_of(await client.get("/metrics"), 401, "key-required")
        for headers in ({"X-API-Key": "other" * 4}, {"Authorization": "bearer " + "right" * 4}):
            answered = await client.get("/popular", headers=headers)
            assert answered.status_code == 200
            assert answered.headers["cache-control"].startswith("private")
        for open_path in ("/health", "/ready", "/openapi.json"):
            assert (await client.get(open_path)).status_code == 200


async def test_nothing_is_read_from_a_caller_without_a_key(open_web: Open, web_engine: Engine) -> None:
    async def endless() -> AsyncIterator[bytes]:
        raise AssertionError("the body was asked for")
        yield b""

    headers = {"Content-Type": "application/json"}
    async with open_web(web_engine, api_keys=(key("right"),), api_rate_limit=2) as client:
        for content in (b"{", endless()):
            refused = await client.post("/recommendations", content=content, headers=headers)
            problem_of(refused, 401, "key-required")
        refused = await client.post("/recommendations", content=b"{", headers=headers)
        problem_of(refused, 429, "too-many-requests")


async def test_one_caller_too_eager_does_not_stop_another(open_web: Open, web_engine: Engine) -> None:
    async with open_web(web_engine, api_keys=(key("right"), key("other")), api_rate_limit=3) as client:
        eager, calm = {"X-API-Key": "right" * 4}, {"X-API-Key": "other" * 4}
        statuses = [(await client.get("/movies?query=a", headers=eager)).status_code for _ in range(4)]
        assert statuses == [200, 200, 200, 429]
        refused = await client.get("/movies?query=a", headers=eager)
        assert "s" in problem_of(refused, 429, "too-many-requests")["detail"]
        assert 1 <= int(refused.headers["retry-after"]) <= 60
        assert (await client.get("/movies?query=a", headers=calm)).status_code == 200


async def test_wrong_keys_count_against_the_address(open_web: Open, web_engine: Engine) -> None:
    async with open_web(web_engine, api_keys=(key("right"),), api_rate_limit=2) as client:
        guesses = [await client.get("/popular", headers={"X-API-Key": f"guess {n}"}) for n in range(3)]
        assert [guess.status_code for guess in guesses] == [401, 401, 429]
        assert (await client.get("/popular", headers={"X-API-Key": "right" * 4})).status_code == 200


async def test_no_request_id_of_a_caller_breaks_a_log_line(client: httpx.AsyncClient) -> None:
    taken = await client.get("/health", headers={"X-Request-ID": "from-the-taps-1"})
    assert taken.headers["x-request-id"] == "from-the-taps-1"
    for harmful in ("short", "x" * 65, "two words here", 'quote"quote"quote'):
        made = await client.get("/health", headers={"X-Request-ID": harmful})
        assert made.headers["x-request-id"] != harmful
        assert json.dumps(made.headers["x-request-id"])


@pytest.mark.parametrize(
    "body",
    [
        '{"ratings": [{"movie_id": 1e999, "stars": 4}]}',
        '{"ratings": [{"movie_id": 1, "stars": NaN}]}',
        '{"ratings": [{"movie_id": 1, "stars": -Infinity}]}',
        '{"ratings": [{"movie_id": 1, "stars": 4, "\\ud800": 1}]}',
        '{"ratings": [], "\\ud800": 1}',
        '{"ratings": [], "genre": "\\ud800"}',
        '{"ratings": [], "genre": "\\u0000"}',
        '{"ratings": [], "n": ' + "9" * 5000 + "}",
        '{"ratings": ' + "[" * 50_000,
        '"\\udfff"',
    ],
    ids=lambda body: body[:48].encode("unicode_escape").decode(),
)
async def test_numbers_and_words_that_json_cannot_repeat_are_refused(
    client: httpx.AsyncClient, body: str
) -> None:
    answer = await client.post("/recommendations", content=body, headers={"Content-Type": "application/json"})
    assert answer.status_code in {400, 422}, answer.text
    assert answer.headers["content-type"] == PROBLEM
    assert answer.json()["detail"]
