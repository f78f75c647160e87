"""`python -m scripts.enrich` and `python -m scripts.add_films`, with an OMDb in this process."""

from __future__ import annotations

import json
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from urllib.parse import parse_qs, urlsplit

import pytest
from sqlalchemy.engine import Engine

from scripts import add_films, enrich
from storage.unit_of_work import UnitOfWorkFactory
from tests.support.small_world import SmallWorld
from tests.support.stocked import stock


class Omdb(BaseHTTPRequestHandler):
    """Knows every film, but what ends in 9 is a series."""

    def do_GET(self) -> None:
        """Answer, and note the id."""
        (imdb_id,) = parse_qs(urlsplit(self.path).query)["i"]
        asked.append(imdb_id)
        kind = "series" if imdb_id.endswith("9") else "movie"
        film = {"Title": f"Film {imdb_id}", "Type": kind, "imdbID": imdb_id, "Response": "True"}
        body = json.dumps(film | {"Director": "Ada Director", "Language": "Thai", "Year": "N/A"}).encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


asked: list[str] = []


@pytest.fixture
def database(
    sqlite_engine: Engine, world: SmallWorld, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[UnitOfWorkFactory]:
    """A stocked database, settings that name it, and an OMDb of 10 requests a day."""
    asked.clear()
    server = ThreadingHTTPServer(("127.0.0.1", 0), Omdb)
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    monkeypatch.setenv("DATA_DIR", str(tmp_path))
    monkeypatch.setenv("OMDB_API_KEY", "abcd1234")
    monkeypatch.setenv("OMDB_DAILY_LIMIT", "10")
    monkeypatch.setenv("OMDB_URL", f"http://127.0.0.1:{server.server_port}/")
    yield stock(sqlite_engine, world)
    server.shutdown()
    thread.join()
    server.server_close()


def test_facts_are_collected_within_the_part_of_the_quota(
    database: UnitOfWorkFactory, capsys: pytest.CaptureFixture[str]
) -> None:
    assert enrich.main(["--limit", "3", "--pause", "0"]) == 0
    assert capsys.readouterr().out.startswith("Asked about 3 of 3 films: ")
    assert enrich.main(["--pause", "0"]) == 0
    said = capsys.readouterr().out
    assert said.startswith("Asked about 5 of 10 films: ")
    assert said.endswith("OMDb is not to be asked any more now (quota_spent); start it again later.\n")
    with database() as work:
        assert work.film_facts.imdb_ids() == set(asked)
    assert len(asked) == len(set(asked)) == 8


def test_without_a_key_nothing_is_asked(
    database: UnitOfWorkFactory, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delenv("OMDB_API_KEY")
    monkeypatch.setattr("bot.settings.Settings.model_config", {"env_file": None}, raising=False)
    assert enrich.main([]) == 2
    assert add_films.main(["tt6751668"]) == 2
    assert capsys.readouterr().err.count("OMDB_API_KEY is not set") == 2
    assert asked == []


def test_films_of_a_file_join_and_a_second_run_goes_on(
    database: UnitOfWorkFactory,
    world: SmallWorld,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    file = tmp_path / "films.csv"
    ids = [f"tt90000{number}" for number in range(10, 24)]
    known = world.movies[0].imdb_id
    file.write_text("\n".join(["imdb_id", *ids, "tt0", "   ", ids[0], f" {known} "]), encoding="utf-8")
    assert add_films.main([str(file), "--pause", "0"]) == 0
    said = capsys.readouterr().out.splitlines()
    assert said[:2] == [
        "15 IMDb ids, 1 more than once, 1 lines without one.",
        "1 are known already, 14 are new.",
    ]
    assert said[2].startswith("Asked about 10 of 14 films: 9 joined the catalogue, 1 no films.")
    with database() as work:
        assert work.movies.count_added() == 9
    assert add_films.main([str(file), "--pause", "0"]) == 0
    assert "11 are known already, 4 are new." in capsys.readouterr().out
    assert len(asked) == 10


@pytest.mark.parametrize("words", [["tt0"], ["no-such-file.csv"], [" "]])
def test_what_holds_no_id_is_refused(database: UnitOfWorkFactory, words: list[str]) -> None:
    assert add_films.main(words) == 2
    assert asked == []


@pytest.mark.parametrize("words", [["--limit", "-1"], ["--pause", "nan"], ["--pause", "-1"]])
def test_impossible_numbers_are_refused(words: list[str]) -> None:
    with pytest.raises(SystemExit):
        enrich.main(words)
