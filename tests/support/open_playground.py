"""The bot in a process of its own with its playground open, for tests that use it in a browser."""

from __future__ import annotations

import json
import shutil
from collections.abc import AsyncIterator, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
import pytest_asyncio
from playwright.async_api import Browser

from bot.settings import Settings
from bot.toolbox.building import build_engine
from storage.unit_of_work import unit_of_work_factory
from tests.support.stocked import FakeClock, put_live
from tests.support.visitor import GENRE_TITLE, NUMBER_TITLE, REMADE, Open, Seen
from tests.support.worker import free_port, running_bot

WORDY = {
    "Genre": "Action, Sci-Fi",
    "Director": "Denis Villeneuve, Somebody Else, A Third Person With a Long Name",
    "Plot": "Paul unites with the Fremen while on a warpath of revenge. " * 6,
    "Runtime": "166 min",
    "imdbRating": "8.5",
}
UNHEARD = {
    "tt15239678": ("Dune: Part Two", "2024"),
    "tt1160419": ("Dune: Part One", "2021"),
    "tt9000001": ("Zeppelin: Part Two", "2022"),
    "tt9000002": ("Zeppelin: Part One", "2019"),
    "tt9000003": ("Quartz: Part Two", "2023"),
    "tt9000004": ("Quartz: Part One", "2020"),
}


def found(imdb_id: str) -> dict[str, str]:
    """Return what OMDb's search says of a film."""
    title, year = UNHEARD[imdb_id]
    return {"Title": title, "Year": year, "imdbID": imdb_id, "Type": "movie", "Poster": "N/A"}


class Omdb(BaseHTTPRequestHandler):
    """Knows films that the catalogue lacks, in pairs of one name."""

    def do_GET(self) -> None:
        """Answer a search by title or a question for an id."""
        asked = parse_qs(urlsplit(self.path).query)
        [text], [imdb_id] = asked.get("s", [""]), asked.get("i", [""])
        word = text.title().split(" ")[0]
        hits = [found(each) for each, (title, _) in UNHEARD.items() if word and title.startswith(word)]
        answer: dict[str, Any] = {"Response": "False", "Error": "Incorrect IMDb ID."}
        if hits:
            answer = {"Search": hits, "totalResults": str(len(hits)), "Response": "True"}
        elif imdb_id in UNHEARD:
            answer = found(imdb_id) | {"Response": "True"} | WORDY
        body = json.dumps(answer).encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture(scope="module")
def omdb() -> Iterator[str]:
    """Return the address of a stand-in for OMDb."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Omdb)
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def playground(
    chromium: Browser,
    trained_file: Path,
    artifact: bytes,
    omdb: str,
    tmp_path_factory: pytest.TempPathFactory,
) -> AsyncIterator[Open]:
    """Start the bot on the small world with two models, a few other titles, and a film that OMDb knows."""
    folder = tmp_path_factory.mktemp("playground")
    shutil.copyfile(trained_file, folder / "matinee.db")
    _prepare(folder, artifact)
    port = free_port()
    settings = {"PLAYGROUND_PORT": str(port), "OMDB_API_KEY": "abcd1234", "OMDB_URL": omdb}
    async with running_bot(folder, **settings) as bot:
        await bot.says("the playground is open")
        yield Open(chromium, f"http://127.0.0.1:{port}", Seen())
        assert await bot.stop() == 0
    assert "Traceback" not in "\n".join(bot.lines)


def _prepare(folder: Path, artifact: bytes) -> None:
    engine = build_engine(Settings(data_dir=folder))
    put_live(unit_of_work_factory(engine), artifact, FakeClock())
    with engine.begin() as connection:
        connection.exec_driver_sql(
            "UPDATE movies SET title = ?, year = (SELECT year FROM movies WHERE title = ?)"
            " WHERE title = 'Night Shift in Winter'",
            (REMADE, REMADE),
        )
        connection.exec_driver_sql(  # a title that many know would open its film
            "UPDATE movies SET title = ?, movielens_rating_count = 9 WHERE title = 'Night Shift III'",
            (GENRE_TITLE,),
        )
        connection.exec_driver_sql(
            "UPDATE movies SET title = ? WHERE title = 'Night Shift: The Return'", (NUMBER_TITLE,)
        )
    engine.dispose()
