"""One request to OMDb: what is sent, and what may go wrong on the way."""

from __future__ import annotations

import asyncio
import json
import logging

import httpx
import pytest

from bot.omdb.client import OmdbClient
from bot.omdb.details_cache import Found, Missed, Outcome

KEY = "s3cr3tkey"
FOUND = json.dumps({"Title": "A Film", "imdbID": "tt0114709", "Response": "True"})


def client_answering(answer, **options):
    """Return an OmdbClient whose requests `answer` gets, and the list of them."""
    requests = []

    async def handle(request):
        requests.append(request)
        return await answer(request) if asyncio.iscoroutinefunction(answer) else answer(request)

    http = httpx.AsyncClient(transport=httpx.MockTransport(handle))
    return OmdbClient(http, options.pop("url", "https://omdb.example/"), KEY, **options), requests


async def test_a_film_is_asked_for_by_its_padded_imdb_id():
    client, requests = client_answering(lambda request: httpx.Response(200, text=FOUND))
    assert isinstance(await client.fetch("tt114709"), Found)
    assert dict(requests[0].url.params) == {"i": "tt0114709", "plot": "short", "r": "json", "apikey": KEY}
    assert requests[0].method == "GET"


async def test_parameters_that_stand_in_the_address_are_kept():
    client, requests = client_answering(
        lambda request: httpx.Response(200, text=FOUND), url="https://o.example/?v=1"
    )
    await client.fetch("tt0114709")
    assert requests[0].url.params["v"] == "1"
    assert requests[0].url.params["i"] == "tt0114709"


@pytest.mark.parametrize("imdb_id", ["", "114709", "tt", "tt01x", "tt0114709&s=1", "tt0000000"])
async def test_what_is_no_imdb_id_is_never_sent(imdb_id):
    client, requests = client_answering(lambda request: httpx.Response(200, text=FOUND))
    assert await client.fetch(imdb_id) == Missed(Outcome.INCORRECT_IMDB_ID)
    assert requests == []


@pytest.mark.parametrize(
    ("error", "outcome"),
    [
        (httpx.ConnectTimeout, Outcome.TIMED_OUT),
        (httpx.ReadTimeout, Outcome.TIMED_OUT),
        (httpx.PoolTimeout, Outcome.TIMED_OUT),
        (httpx.ConnectError, Outcome.CONNECTION_FAILED),
        (httpx.ReadError, Outcome.CONNECTION_FAILED),
        (httpx.RemoteProtocolError, Outcome.CONNECTION_FAILED),
        (httpx.DecodingError, Outcome.CONNECTION_FAILED),
    ],
)
async def test_a_broken_connection_has_a_name(error, outcome):
    def fail(request):
        raise error(f"broken: {request.url}", request=request)

    client, _ = client_answering(fail)
    assert await client.fetch("tt0114709") == Missed(outcome)


async def test_a_server_that_never_finishes_its_answer_is_not_waited_for():
    async def hang(request):
        await asyncio.Event().wait()

    client, requests = client_answering(hang, timeout=0.01)
    assert await client.fetch("tt0114709") == Missed(Outcome.TIMED_OUT)
    assert len(requests) == 1


async def test_an_address_that_cannot_be_used_is_a_failed_connection():
    client, _ = client_answering(lambda request: httpx.Response(200), url="https://omdb.example:port/")
    assert await client.fetch("tt0114709") == Missed(Outcome.CONNECTION_FAILED)


async def test_the_key_is_seen_nowhere(caplog):
    def fail(request):
        raise httpx.ConnectError(f"cannot reach {request.url}", request=request)

    client, _ = client_answering(fail)
    with caplog.at_level(logging.DEBUG, logger="bot"):
        answer = await client.fetch("tt0114709")
    assert KEY not in repr(client) + str(vars(answer)) + repr(answer) + caplog.text
