"""The order in which a poster is tried, and what is remembered of a try."""

from __future__ import annotations

import asyncio
import io

import httpx
import pytest
from PIL import Image

from bot.pictures import serving
from bot.posters.drawing.poster import drawn_poster
from bot.posters.sources import DEAD_FOR, FileId, PosterSources, Upload, Url, larger
from bot.services.errors import StorageUnavailable
from bot.services.views import Film, FilmDetails
from tests.support.drawing import DrawsHere

FILM = Film(1, "A Film", 1999, ("Drama",), "tt0000001")
URL = "https://posters.example/a.jpg"
DETAILS = FilmDetails(poster_url=URL)
SMALL = "https://m.media-amazon.com/images/M/abc@._V1_SX300.jpg"
LARGE = "https://m.media-amazon.com/images/M/abc@._V1_SX600.jpg"
THUMBNAIL = FilmDetails(poster_url=SMALL)


def picture(width=200, height=300, kind="JPEG", mode="RGB"):
    file = io.BytesIO()
    Image.new(mode, (width, height)).save(file, kind)
    return file.getvalue()


class FakePosterFiles:
    """Keeps file ids in memory; its database can go away."""

    def __init__(self):
        self.kept = {}
        self.is_away = False

    def at_hand(self, bot_id: int, movie_id: int) -> str | None:
        return None

    def get(self, bot_id, movie_id):
        self._check()
        return self.kept.get((bot_id, movie_id))

    def remember(self, bot_id, movie_id, file_id):
        self._check()
        self.kept[bot_id, movie_id] = file_id

    def forget(self, bot_id, movie_id):
        self._check()
        self.kept.pop((bot_id, movie_id), None)

    def _check(self):
        if self.is_away:
            raise StorageUnavailable("away")


class PosterHost:
    """A web server with one poster, some addresses of which may be gone."""

    def __init__(self):
        self.answer = httpx.Response(200, content=picture())
        self.gone = set()
        self.asked = 0

    def __call__(self, request):
        self.asked += 1
        if str(request.url) in self.gone:
            return httpx.Response(404)
        if isinstance(self.answer, Exception):
            raise self.answer
        return httpx.Response(self.answer.status_code, content=self.answer.content)


@pytest.fixture
def files():
    return FakePosterFiles()


@pytest.fixture
def drawing():
    return DrawsHere()


@pytest.fixture
def host():
    return PosterHost()


@pytest.fixture
async def posters(files, host, clock, drawing):
    async with httpx.AsyncClient(transport=httpx.MockTransport(host)) as client:
        yield PosterSources(files, client, clock, drawing, bot_id=7)


async def everything(posters, film=FILM, details=DETAILS):
    """All sources, as if Telegram refused each."""
    return [source async for source in posters.candidates(film, details)]


async def first(posters, film=FILM, details=DETAILS):
    """Return the first source, as if Telegram took it."""
    async for source in posters.candidates(film, details):
        return source
    return None


async def test_the_order_is_copy_address_bytes_drawing(posters, files, host):
    files.remember(7, 1, "copy")
    copy, address, upload, drawing = await everything(posters)
    assert copy == FileId("copy")
    assert address == Url(URL)
    assert upload == Upload(picture())
    assert drawing.is_drawn
    assert drawing.content == drawn_poster(FILM.title, FILM.year, FILM.genres)


async def test_a_copy_of_another_bot_is_not_offered(posters, files):
    files.remember(8, 1, "copy")
    assert await first(posters) == Url(URL)


async def test_nothing_is_fetched_while_telegram_takes_the_address(posters, host):
    for _ in range(3):
        assert await first(posters) == Url(URL)
    assert host.asked == 0


@pytest.mark.parametrize("details", [None, FilmDetails()])
async def test_without_a_poster_there_is_a_drawing(posters, host, details):
    (drawing,) = await everything(posters, details=details)
    assert drawing.is_drawn
    assert host.asked == 0


async def test_an_address_that_telegram_refused_is_uploaded_the_next_time(posters):
    offered = posters.candidates(FILM, DETAILS)
    assert await anext(offered) == Url(URL)
    assert isinstance(await anext(offered), Upload)
    await offered.aclose()  # Telegram took the upload
    assert isinstance(await first(posters), Upload)


@pytest.mark.parametrize(
    "answer",
    [
        httpx.Response(404),
        httpx.Response(301, headers={"location": "https://elsewhere.example/"}),
        httpx.Response(200, content=b"<html>gone</html>"),
        httpx.Response(200, content=b""),
        httpx.Response(200, content=picture()[:100]),
        httpx.Response(200, content=b"\x00" * 5_000_001),
        httpx.Response(200, content=picture(4200, 200)),
        httpx.ConnectError("no way"),
        httpx.ReadTimeout("too slow"),
    ],
    ids=["missing", "moved", "a page", "empty", "cut off", "huge", "a ribbon", "no connection", "slow"],
)
async def test_a_dead_poster_is_drawn_and_left_alone_for_a_while(posters, host, clock, answer):
    host.answer = answer
    address, drawing = await everything(posters)
    assert address == Url(URL)
    assert drawing.is_drawn
    assert await everything(posters) == [drawing]
    assert host.asked == 1
    clock.now += DEAD_FOR
    assert (await everything(posters))[0] == Url(URL)
    assert host.asked == 2


async def test_a_picture_that_telegram_refuses_in_every_form_is_left_alone(posters, host):
    assert len(await everything(posters)) == 3
    (drawing,) = await everything(posters)
    assert drawing.is_drawn
    assert host.asked == 1


async def test_a_wider_poster_is_tried_before_the_one_that_omdb_names(posters, host):
    wide, named, upload, drawing = await everything(posters, details=THUMBNAIL)
    assert (wide, named, upload) == (Url(LARGE), Url(SMALL), Upload(picture()))
    assert drawing.is_drawn
    assert host.asked == 1
    assert await everything(posters, details=THUMBNAIL) == [drawing]


async def test_a_width_that_telegram_refused_is_not_offered_again_soon(posters, host, clock):
    offered = posters.candidates(FILM, THUMBNAIL)
    assert [await anext(offered), await anext(offered)] == [Url(LARGE), Url(SMALL)]
    await offered.aclose()  # Telegram took the smaller one
    assert await first(posters, details=THUMBNAIL) == Url(SMALL)
    assert host.asked == 0
    clock.now += DEAD_FOR
    assert await first(posters, details=THUMBNAIL) == Url(LARGE)


async def test_where_the_wider_poster_is_gone_the_named_one_is_uploaded(posters, host):
    host.gone = {LARGE}
    *_, upload, drawing = await everything(posters, details=THUMBNAIL)
    assert upload == Upload(picture())
    assert drawing.is_drawn
    assert host.asked == 2


async def test_a_silent_host_is_waited_for_once_and_not_once_a_width(files, clock, drawing):
    asked = []

    async def silence(request):
        asked.append(str(request.url))
        await asyncio.Event().wait()

    async with httpx.AsyncClient(transport=httpx.MockTransport(silence)) as client:
        posters = PosterSources(files, client, clock, drawing, bot_id=7, timeout=0.01)
        assert [type(source) for source in await everything(posters, details=THUMBNAIL)] == [Url, Url, Upload]
        assert len(await everything(posters, details=THUMBNAIL)) == 1
    assert asked[:1] == [LARGE]


@pytest.mark.parametrize("sent", [Url(URL), Upload(b"bytes")])
async def test_what_was_sent_is_sent_again_by_telegrams_name(posters, files, sent):
    await posters.remember(FILM, sent, "copy")
    assert files.kept == {(7, 1): "copy"}
    assert await first(posters) == FileId("copy")


async def test_a_drawing_is_sent_again_by_name_but_never_in_place_of_the_real_poster(posters, files):
    drawing = await first(posters, details=None)
    await posters.remember(FILM, drawing, "copy of a drawing")
    assert files.kept == {}
    assert await first(posters, details=None) == FileId("copy of a drawing", is_drawn=True)
    assert await first(posters, details=DETAILS) == Url(URL)


async def test_a_name_that_telegram_refused_is_forgotten(posters, files):
    await posters.remember(FILM, Url(URL), "copy")
    await posters.remember(FILM, Upload(b"bytes", is_drawn=True), "copy of a drawing")
    await posters.forget(FILM)
    assert files.kept == {}
    assert isinstance(await first(posters, details=None), Upload)


async def test_a_database_that_is_away_does_not_cost_the_poster(posters, files):
    files.is_away = True
    assert await first(posters) == Url(URL)
    await posters.remember(FILM, Url(URL), "copy")
    await posters.forget(FILM)


async def test_a_drawing_is_made_once(posters, drawing):
    offered = await asyncio.gather(*(first(posters, details=None) for _ in range(5)))
    assert len(set(offered)) == 1
    assert drawing.drawn == ["poster"]


async def test_drawings_kept_in_memory_are_bounded_in_bytes(posters, monkeypatch):
    monkeypatch.setitem(serving.DRAWINGS, "poster", lambda title, year, genres: bytes(1_500_000))
    for number in range(5):
        await first(posters, Film(number, f"Film {number}", None, (), None), None)
    assert posters._drawn.currsize <= 4_000_000
    assert len(posters._drawn) == 2


async def test_what_could_not_be_drawn_is_left_out_and_tried_again(posters, drawing):
    drawing.fails = True
    assert await everything(posters, details=None) == []
    drawing.fails = False
    assert len(await everything(posters, details=None)) == 1


async def test_a_poster_that_cannot_be_looked_at_is_not_sent(posters, drawing):
    drawing.fails = True
    assert await everything(posters) == [Url(URL)]


async def test_a_sheet_is_drawn_once(posters, drawing):
    other = Film(2, "Another", 2001, (), None)
    assert await posters.on_one_sheet([FILM, other]) == await posters.on_one_sheet([FILM, other])
    assert drawing.drawn == ["poster", "poster", "sheet"]


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        (
            "https://m.media-amazon.com/images/M/abc@._V1_SX300.jpg",
            "https://m.media-amazon.com/images/M/abc@._V1_SX600.jpg",
        ),
        ("https://m.media-amazon.com/images/M/abc@.jpg", "https://m.media-amazon.com/images/M/abc@.jpg"),
        ("https://posters.example/abc_SX300.jpg", "https://posters.example/abc_SX300.jpg"),
        (
            "https://evil.example/m.media-amazon.com/abc_SX300.jpg",
            "https://evil.example/m.media-amazon.com/abc_SX300.jpg",
        ),
    ],
)
def test_a_thumbnail_is_asked_for_twice_as_wide_where_its_host_offers_that(written, expected):
    assert larger(written) == expected


async def test_without_an_upload_a_kept_copy_comes_first_then_the_address_that_omdb_names(posters, files):
    assert await posters.without_upload(FILM, None) is None
    assert await posters.without_upload(FILM, THUMBNAIL) == SMALL
    await posters.remember(FILM, Upload(picture(), is_drawn=True), "drawn")
    assert await posters.without_upload(FILM, None) == "drawn"
    assert await posters.without_upload(FILM, THUMBNAIL) == SMALL
    await posters.remember(FILM, Url(SMALL), "kept")
    assert await posters.without_upload(FILM, THUMBNAIL) == "kept"


async def test_an_address_without_a_picture_is_not_named(posters, files, host):
    host.gone.add(URL)
    await everything(posters)
    assert await posters.without_upload(FILM, DETAILS) is None
