"""Export, forget, import: the same taste; and nothing is left of a forgotten person in between."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.importing.errors import NoFilms
from bot.importing.reading import read_file
from bot.importing.writing import WrittenFilm, write_list, write_ratings
from bot.services.night_views import Attendee, NightPlace
from bot.services.reactions import CardMessage
from bot.services.use_cases import UseCases
from storage.personal_data import tables_about_people
from storage.records.shown import FirstScreen
from storage.records.together import ComparisonLink
from storage.unit_of_work import UnitOfWorkFactory
from tests.bot.importing.files import csv_bytes
from tests.support.small_world import SmallWorld
from tests.support.stocked import FakeClock

ADA, BEN = 1, 2


@pytest.fixture
def ada(
    services: UseCases, stocked: UnitOfWorkFactory, world: SmallWorld, clock: FakeClock
) -> dict[str, int]:
    """Somebody about whom every table knows something: how many rows each has."""
    ids = [movie.movie_id for movie in world.movies]
    services.people.greet(ADA, "Ada", "en")
    services.people.link(ADA, int(world.user_ids[0]))
    for movie_id, stars in zip(ids, (0.5, 3.0, 4.5, 5.0), strict=False):
        services.rating.rate(ADA, movie_id, stars)
    page = services.decks.open(ADA)
    services.deck_acts.hide(ADA, page.deck_id, page.film.movie_id)
    services.onboarding.not_seen(ADA, ids[20])
    with stocked() as work:
        for movie_id in ids[3:6]:  # one of them is rated, too
            work.seen_films.add(ADA, movie_id, clock())
            work.watchlist.add(ADA, movie_id, clock())
        work.dismissals.add(ADA, ids[0], "not_interested", clock())
        work.commit()
    services.nights.open(NightPlace(-1001), Attendee(ADA, "Ada"))
    services.reactions.note_cards([CardMessage(ADA, 1, ids[22])])
    with stocked() as work:
        work.first_screens.put(FirstScreen(ADA, 1, (ids[0], ids[1])))
        work.commit()
    services.daily.choose_hour(ADA, 20, "Europe/Berlin")
    services.comparing.make_link(ADA, "Ada")
    unrated = world.movies[21]
    services.importing.preview(ADA, csv_bytes(("title", "rating"), (unrated.title, 4)))
    with stocked() as work:
        return {table: len(rows) for table, rows in work.personal_data.of(ADA).items()}


def unpacked(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_export_forget_import_gives_the_same_taste(
    services: UseCases, stocked: UnitOfWorkFactory, ada: dict[str, int]
) -> None:
    with stocked() as work:
        before = work.film_states.of(ADA)
        watchlist = work.watchlist.page(ADA, 0, 10)
    exported = services.exporting.export(ADA)
    services.people.forget(ADA)
    preview = services.importing.preview(ADA, exported, "export.zip")
    assert preview.source == "matinee"
    assert preview.unmatched == preview.choices == ()
    services.importing.apply(ADA, preview.import_id)
    with stocked() as work:
        after = work.film_states.of(ADA)
        assert work.watchlist.page(ADA, 0, 10) == watchlist
    kept = {movie_id: state for movie_id, state in before.items() if state.dismissal != "not_seen"}
    assert after == kept
    assert services.importing.preview(ADA, exported).changes_nothing


def test_a_forgotten_person_is_in_no_table(
    services: UseCases, stocked: UnitOfWorkFactory, ada: dict[str, int], world: SmallWorld
) -> None:
    assert {table.name for table in tables_about_people()} == ada.keys()
    assert all(ada.values()), "fill the tables that have no row, or this test says nothing of them"
    services.rating.rate(BEN, world.movies[0].movie_id, 4.0)
    services.people.forget(ADA)
    with stocked() as work:
        left = {table: rows for table, rows in work.personal_data.of(ADA).items() if rows}
        assert left == {}
        assert work.chat_ratings.of(BEN) == {world.movies[0].movie_id: 4.0}


def test_everything_that_is_stored_is_exported(
    services: UseCases, stocked: UnitOfWorkFactory, ada: dict[str, int]
) -> None:
    everything = json.loads(unpacked(services.exporting.export(ADA))["everything.json"])
    assert {table: len(rows) for table, rows in everything["stored"].items()} == ada
    assert everything["stored"]["chat_users"][0]["first_name"] == "Ada"
    assert [film["stars"] for film in everything["ratings"]] == [5.0, 4.5, 3.0, 0.5]


def test_that_one_agreed_to_compare_is_exported_without_the_other(
    services: UseCases, stocked: UnitOfWorkFactory, clock: FakeClock
) -> None:
    for person, name in ((ADA, "Ada"), (BEN, "Ben")):
        services.people.greet(person, name, "en")
    with stocked() as work:
        work.comparison_links.add(ComparisonLink(7, ADA, clock()), keep=5)
        work.comparison_links.agree(7, BEN, clock())
        work.commit()
        for person, (maker, friend) in ((ADA, (ADA, None)), (BEN, (None, BEN))):
            [link] = work.personal_data.of(person)["comparison_links"]
            assert (link["chat_user_id"], link["agreed_by"]) == (maker, friend)


def test_each_table_of_an_export_is_imported_by_itself(
    services: UseCases, stocked: UnitOfWorkFactory, ada: dict[str, int]
) -> None:
    files = unpacked(services.exporting.export(ADA))
    with stocked() as work:
        mine = work.film_states.of(ADA)
    for name, field in (("ratings", "stars"), ("watchlist", "listed_at"), ("seen", "seen_at")):
        services.people.forget(BEN)
        preview = services.importing.preview(BEN, files[f"{name}.csv"], "renamed.csv")
        assert preview.source == "matinee"
        services.importing.apply(BEN, preview.import_id)
        with stocked() as work:
            theirs = work.film_states.of(BEN)
        assert theirs.keys() == {movie_id for movie_id, state in mine.items() if getattr(state, field)}
        assert [state.stars for state in theirs.values() if name != "ratings" and state.stars] == []
        if name == "ratings":
            assert {i: s.stars for i, s in theirs.items()} == {i: s.stars for i, s in mine.items() if s.stars}


def test_letterboxd_and_movielens_find_their_columns(services: UseCases, ada: dict[str, int]) -> None:
    rows = list(csv.DictReader(io.StringIO(unpacked(services.exporting.export(ADA))["ratings.csv"].decode())))
    assert [row["Rating"] for row in rows] == ["5.0", "4.5", "3.0", "0.5"]
    assert [row["Your Rating"] for row in rows] == ["10", "9", "6", "1"]
    assert all(row["Const"] == row["imdbID"] for row in rows)
    assert all(row["WatchedDate"] == row["Date Rated"] == "2026-11-22" for row in rows)
    assert all(row["Title"] and row["Year"] for row in rows)


def test_somebody_without_anything_gets_an_export_without_films(services: UseCases) -> None:
    exported = services.exporting.export(BEN)
    assert unpacked(exported).keys() == {
        "ratings.csv",
        "watchlist.csv",
        "seen.csv",
        "hidden.csv",
        "everything.json",
    }
    with pytest.raises(NoFilms):
        read_file(exported)


TITLE = (
    st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), min_size=1, max_size=30)
    .map(lambda text: " ".join(text.split()))
    .filter(lambda text: bool(text) and "(" not in text and "<" not in text and "\ufeff" not in text)
)
FILMS = st.lists(
    st.builds(
        WrittenFilm,
        movie_id=st.integers(1, 10**6),
        title=TITLE,
        year=st.none() | st.integers(1890, 2030),
        imdb_id=st.none() | st.integers(1, 10**8 - 1).map(lambda number: f"tt{number:07d}"),
        tmdb_id=st.none() | st.integers(1, 10**7),
        at=st.datetimes(datetime(1990, 1, 1), datetime(2030, 1, 1), timezones=st.just(UTC)),  # noqa: DTZ001
        stars=st.integers(1, 10).map(lambda halves: halves / 2),
    ),
    min_size=1,
    max_size=6,
    unique_by=(
        lambda film: film.title.casefold(),
        lambda film: film.imdb_id or film.title,
        lambda film: film.tmdb_id or film.title,
    ),
)


@given(FILMS)
def test_a_written_file_reads_back(films: list[WrittenFilm]) -> None:
    read = read_file(write_ratings(films)).entries
    assert [(e.title, e.year, e.imdb_id, e.tmdb_id, e.stars) for e in read] == [
        (f.title, f.year, f.imdb_id, f.tmdb_id, f.stars) for f in films
    ]
    for name, kind in (("watchlist", "watchlist"), ("seen", "seen"), ("hidden", "hidden")):
        listed = read_file(write_list(name, films)).entries
        assert [(e.title, e.kind, e.stars) for e in listed] == [(f.title, kind, None) for f in films]
