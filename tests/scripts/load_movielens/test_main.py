"""The command that loads MovieLens, from its arguments to its exit code."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from sqlalchemy.engine import Engine

import scripts.load_movielens.__main__ as load_movielens
from scripts.load_movielens import memory, sources
from scripts.load_movielens.downloads import GROUPLENS
from storage.database import create_engine_for
from storage.unit_of_work import unit_of_work_factory
from tests.support.small_world import small_world, write_movielens_folder


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "ml-tiny"
    write_movielens_folder(folder, small_world(), layout="csv")
    return folder


@pytest.fixture
def database(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Engine]:
    """Open the database that the settings name; a developer's own `.env` must not be met."""
    url = f"sqlite:///{tmp_path / 'test.db'}"
    monkeypatch.setenv("DATABASE_URL", url)
    monkeypatch.setenv("DATA_DIR", str(tmp_path / "data"))
    engine = create_engine_for(url)
    yield engine
    engine.dispose()


def count(engine: Engine) -> int:
    with unit_of_work_factory(engine)() as work:
        return work.movielens_ratings.count()


def no_grouplens() -> httpx.Client:
    """Return a client for a network without GroupLens in it."""

    def refuse(request: httpx.Request) -> httpx.Response:
        raise httpx.ConnectError("no route to host", request=request)

    return httpx.Client(transport=httpx.MockTransport(refuse), base_url=GROUPLENS)


def test_a_folder_is_loaded_and_summed_up(
    database: Engine, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert load_movielens.main([str(folder)]) == 0
    ratings = len(small_world().stars)
    assert count(database) == ratings
    assert f"Loaded ml-tiny: {ratings:,} ratings by 150 people of 120 films" in capsys.readouterr().out


def test_loading_it_again_says_that_nothing_changed(
    database: Engine, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    load_movielens.main([str(folder)])
    assert load_movielens.main([str(folder)]) == 0
    assert "is there already" in capsys.readouterr().out


def test_headers_without_ratings_are_refused_unless_forced(
    database: Engine, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    load_movielens.main([str(folder)])
    before = count(database)
    for name in ("ratings.csv", "movies.csv"):
        headers = (folder / name).read_text(encoding="utf-8").splitlines()[0]
        (folder / name).write_text(headers + "\n", encoding="utf-8")
    assert load_movielens.main([str(folder)]) == load_movielens.FAILED
    complaint = capsys.readouterr().err
    assert complaint == (
        f"Nothing was loaded. ml-tiny has 0 ratings, far fewer than the {before:,} of ml-tiny that are loaded"
        " and would go. --force loads it nonetheless.\n"
    )
    assert count(database) == before
    assert load_movielens.main([str(folder), "--force"]) == 0
    assert count(database) == 0


def test_a_faulty_line_is_named_and_the_database_stays_as_it_was(
    database: Engine, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    load_movielens.main([str(folder)])
    before = count(database)
    with (folder / "ratings.csv").open("a") as file:
        file.write("1,1,eleven,1500000000\n")
    assert load_movielens.main([str(folder)]) == load_movielens.FAILED
    complaint = capsys.readouterr().err
    assert f"ratings.csv, line {before + 2}" in complaint
    assert len(complaint.splitlines()) == 1
    assert count(database) == before


def test_an_interruption_is_told_in_one_line(
    database: Engine, folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def interrupt(_path: Path) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(load_movielens, "read_movielens", interrupt)
    assert load_movielens.main([str(folder)]) == load_movielens.INTERRUPTED
    assert (
        capsys.readouterr().err == "Interrupted; people are served as before. Run it again, and it goes on.\n"
    )


@pytest.mark.parametrize(
    ("here_mb", "name", "told"),
    [
        (512, "ml-32m", "Reading 32,000,204 ratings of ml-32m takes 1,701 MB of memory, and 512 MB may be"),
        (1_000, "ml-20m", "Reading 20,000,263 ratings of ml-20m takes 1,101 MB of memory"),
        (90, None, "ratings of ml-tiny takes 101 MB of memory, and 90 MB may be taken here"),
    ],
)
def test_a_data_set_that_the_memory_cannot_hold_is_refused_before_it_is_fetched(  # noqa: PLR0917
    database: Engine,
    folder: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    here_mb: int,
    name: str | None,
    told: str,
) -> None:
    monkeypatch.setattr(memory, "training_budget_mb", lambda: here_mb)
    monkeypatch.setattr(sources, "fetch", lambda *_: pytest.fail("it was fetched"))
    assert load_movielens.main([name or str(folder)]) == load_movielens.FAILED
    complaint = capsys.readouterr().err
    assert told in complaint
    assert complaint.endswith("--force loads it nonetheless.\n")
    assert count(database) == 0


@pytest.mark.parametrize("here_mb", [90, None])
def test_whoever_forces_it_or_does_not_know_the_memory_loads(
    database: Engine, folder: Path, monkeypatch: pytest.MonkeyPatch, here_mb: int | None
) -> None:
    monkeypatch.setattr(memory, "training_budget_mb", lambda: here_mb)
    force = [] if here_mb is None else ["--force"]
    assert load_movielens.main([str(folder), *force]) == 0
    assert count(database) == len(small_world().stars)


def test_a_source_that_is_nothing_lists_the_names(
    database: Engine, capsys: pytest.CaptureFixture[str]
) -> None:
    assert load_movielens.main(["ml-2m"]) == load_movielens.FAILED
    complaint = capsys.readouterr().err
    assert "ml-2m is neither a folder nor a zip" in complaint
    assert "ml-25m" in complaint


def test_a_named_source_that_cannot_be_reached_is_an_error(
    database: Engine, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sources, "open_client", no_grouplens)
    assert load_movielens.main(["ml-1m"]) == load_movielens.FAILED
    assert "files.grouplens.org cannot be reached: no route to host" in capsys.readouterr().err


@pytest.mark.parametrize("arguments", [[], ["ml-latest-small"]])
def test_the_data_set_that_ships_needs_no_network_and_is_the_default(
    arguments: list[str], database: Engine, capsys: pytest.CaptureFixture[str]
) -> None:
    assert load_movielens.main(arguments) == 0
    loaded = "Loaded ml-latest-small: 100,836 ratings by 610 people of 9,742 films"
    assert loaded in capsys.readouterr().out
    with unit_of_work_factory(database)() as work:
        toy_story = work.movies.get(1)
    assert toy_story is not None
    assert (toy_story.title, toy_story.imdb_id, toy_story.tmdb_id) == ("Toy Story", "tt0114709", 862)


def test_wrong_settings_are_an_error(
    database: Engine, folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("DATABASE_URL", "mysql://user:secret@host/name")
    assert load_movielens.main([str(folder)]) == load_movielens.FAILED
    complaint = capsys.readouterr().err
    assert "DATABASE_URL" in complaint
    assert "secret" not in complaint


def test_dropped_links_are_mentioned(
    database: Engine, folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    from datetime import UTC, datetime

    load_movielens.main([str(folder)])
    with unit_of_work_factory(database)() as work:
        work.chat_users.touch(1, datetime(2026, 11, 22, tzinfo=UTC), "Anna")
        work.chat_users.link(1, int(small_world().user_ids[0]))
        work.commit()
    other = tmp_path / "ml-other"
    write_movielens_folder(other, small_world(seed=1), layout="dat")
    assert load_movielens.main([str(other)]) == 0
    assert "1 people were unlinked" in capsys.readouterr().out


def test_what_is_new_is_trained_on_at_once_when_asked_for(
    database: Engine, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    trained: list[int] = []

    def train(_: str) -> int:
        trained.append(count(database))
        return 3

    monkeypatch.setattr(load_movielens, "run_apart", train)

    assert load_movielens.main([str(folder), "--train"]) == 3
    assert load_movielens.main([str(folder), "--train"]) == 0  # it is there already
    assert trained == [len(small_world().stars)]


def test_nothing_is_trained_on_unless_asked_for(
    database: Engine, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(load_movielens, "run_apart", lambda _: pytest.fail("it trained"))
    assert load_movielens.main([str(folder)]) == 0
