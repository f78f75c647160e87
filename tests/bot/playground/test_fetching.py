"""Photos by URL: fetched shortly, and a dead host is not asked again and again."""

from __future__ import annotations

import httpx
import pytest

from bot.playground.fetching import FAILURE_SECONDS, MAX_BYTES, PhotoNotFetched, UrlFetcher

URL = "https://posters.example/1.jpg"


class Host(httpx.AsyncBaseTransport):
    """A host that answers as told and counts how often it was asked."""

    def __init__(self, answer: httpx.Response | Exception) -> None:
        self.answer = answer
        self.asked = 0

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        self.asked += 1
        if isinstance(self.answer, Exception):
            raise self.answer
        return self.answer


async def test_the_bytes_come_as_they_are() -> None:
    assert await UrlFetcher(transport=Host(httpx.Response(200, content=b"jpeg")))(URL) == b"jpeg"


@pytest.mark.parametrize("answer", [httpx.Response(404), httpx.Response(200, content=bytes(MAX_BYTES + 1))])
async def test_errors_and_far_too_much_are_no_photo(answer: httpx.Response) -> None:
    with pytest.raises(PhotoNotFetched):
        await UrlFetcher(transport=Host(answer))(URL)


async def test_a_dead_host_is_left_alone_for_some_minutes() -> None:
    host, time = Host(httpx.ConnectError("no route")), [1000.0]
    fetch = UrlFetcher(transport=host, now=lambda: time[0])
    for _ in range(3):
        with pytest.raises(PhotoNotFetched):
            await fetch(URL)
    assert host.asked == 1

    time[0] += FAILURE_SECONDS
    with pytest.raises(PhotoNotFetched):
        await fetch(URL)
    assert host.asked == 2


async def test_one_dead_host_says_nothing_about_another() -> None:
    host = Host(httpx.ConnectError("no route"))
    fetch = UrlFetcher(transport=host)
    for url in (URL, "https://other.example/1.jpg"):
        with pytest.raises(PhotoNotFetched):
            await fetch(url)

    assert host.asked == 2


async def test_a_url_that_is_none_is_no_photo() -> None:
    with pytest.raises(PhotoNotFetched):
        await UrlFetcher(transport=Host(httpx.Response(200)))("https://posters.example:port/1.jpg")
