"""Every known service's files are recognised by what is in them."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from bot.importing.errors import (
    DataSetFile,
    ImportRefused,
    NoFilms,
    OneColumn,
    UnclearKind,
    UnknownColumns,
    UnknownFile,
)
from bot.importing.limits import MAX_ROWS
from bot.importing.reading import read_file
from bot.importing.records import ImportedEntry, PassedOver, RowProblem
from tests.bot.importing.files import (
    IMDB_RATINGS,
    IMDB_WATCHLIST,
    LETTERBOXD_DIARY,
    LETTERBOXD_FILMS,
    LETTERBOXD_RATINGS,
    MOVIELENS,
    SIMKL,
    csv_bytes,
    json_bytes,
    trakt_film,
    zip_bytes,
)


def day(text: str) -> datetime:
    """Return midnight of a day."""
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def test_letterboxd_ratings_keep_their_half_stars() -> None:
    content = csv_bytes(LETTERBOXD_RATINGS, ("2024-05-01", "Heat", "1995", "https://boxd.it/29q2", "4.5"))
    read = read_file(content, "whatever.csv")
    assert (read.source, read.scale, read.scale_is_guessed) == ("letterboxd", 5, False)
    assert read.entries == (ImportedEntry("Heat", 1995, None, None, 4.5, "rated", day("2024-05-01"), 2),)


@pytest.mark.parametrize(("name", "kind"), [("watched.csv", "seen"), ("my Watchlist (1).csv", "watchlist")])
def test_letterboxd_films_without_stars_are_what_the_name_says(name: str, kind: str) -> None:
    content = csv_bytes(LETTERBOXD_FILMS, ("2024-05-01", "Heat", "1995", "https://boxd.it/29q2"))
    (entry,) = read_file(content, name).entries
    assert (entry.kind, entry.stars) == (kind, None)


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("unseen.csv", "watchlist"),
        ("Not seen.csv", "watchlist"),
        ("seen.csv", "seen"),
        ("hidden.csv", "hidden"),
    ],
)
def test_a_table_of_titles_is_what_its_name_says(name: str, kind: str) -> None:
    assert read_file(csv_bytes(("title", "year"), ("Heat", 1995)), name).entries[0].kind == kind


def test_a_row_that_says_where_it_belongs_outweighs_the_name() -> None:
    rows = (("Heat", "watchlist"), ("Ran", "hidden"), ("Casino", ""))
    entries = read_file(csv_bytes(("title", "list"), *rows), "seen.csv").entries
    assert [entry.kind for entry in entries] == ["watchlist", "hidden", "seen"]


def test_films_of_which_nothing_says_what_they_are_are_asked_about() -> None:
    content = csv_bytes(LETTERBOXD_FILMS, ("2024-05-01", "Heat", "1995", "https://boxd.it/29q2"))
    plain = csv_bytes(("title", "year"), ("Heat", "1995"))
    for unclear in (plain, content):
        with pytest.raises(UnclearKind):
            read_file(unclear, "document.csv")
    assert read_file(plain, "document.csv", kind="watchlist").entries[0].kind == "watchlist"
    assert read_file(content, "document.csv", kind="seen").entries[0].kind == "seen"


def test_of_a_diary_the_newest_rating_counts() -> None:
    rows = (
        ("2020-01-02", "Heat", 1995, "u", "3", "", "", "2020-01-01"),
        ("2024-01-02", "Heat", 1995, "u", "4.5", "Yes", "", "2024-01-01"),
        ("2022-01-02", "Heat", 1995, "u", "2", "Yes", "", "2022-01-01"),
        ("2023-01-02", "Casino", 1995, "u", "", "", "", "2023-01-01"),
    )
    entries = {entry.title: entry for entry in read_file(csv_bytes(LETTERBOXD_DIARY, *rows)).entries}
    assert entries["Heat"].stars == 4.5
    assert entries["Heat"].rated_at == day("2024-01-01")
    assert (entries["Casino"].kind, entries["Casino"].stars) == ("seen", None)


def test_a_whole_letterboxd_export_is_one_file() -> None:
    films = (("2024-01-01", "Heat", 1995, "u"), ("2024-01-01", "Casino", 1995, "v"))
    read = read_file(
        zip_bytes(
            {
                "ratings.csv": csv_bytes(LETTERBOXD_RATINGS, ("2024-01-01", "Heat", 1995, "u", 4)),
                "diary.csv": csv_bytes(
                    LETTERBOXD_DIARY, ("2020-01-01", "Heat", 1995, "w", 1, "", "", "2020-01-01")
                ),
                "watched.csv": csv_bytes(LETTERBOXD_FILMS, *films),
                "watchlist.csv": csv_bytes(LETTERBOXD_FILMS, ("2024-01-01", "Ran", 1985, "x"), films[0]),
                "profile.csv": csv_bytes(("Date Joined", "Username"), ("2020-01-01", "somebody")),
                "likes/films.csv": csv_bytes(LETTERBOXD_FILMS, ("2024-01-01", "Alien", 1979, "y")),
                "deleted/diary.csv": csv_bytes(LETTERBOXD_RATINGS, ("2024-01-01", "Ali", 2001, "z", 1)),
                "lists/best.csv": b"Letterboxd list export v7\nDate,Name\n2024-01-01,Best\n",
            }
        ),
        "letterboxd-somebody.zip",
    )
    assert read.source == "letterboxd"
    assert {(entry.title, entry.kind, entry.stars) for entry in read.entries} == {
        ("Heat", "rated", 4.0),
        ("Casino", "seen", None),
        ("Ran", "watchlist", None),
    }


def test_a_list_of_letterboxd_is_read_below_what_it_tells_of_itself() -> None:
    content = (
        b"Letterboxd list export v7\r\nDate,Name,Tags,URL,Description\r\n"
        b'2021-01-01,Best of all,,https://boxd.it/x,"two\r\nlines"\r\n\r\n'
        b"Position,Name,Year,URL,Description\r\n1,Heat,1995,https://boxd.it/29q2,\r\n"
    )
    with pytest.raises(UnclearKind):
        read_file(content, "best-of-all.csv")
    (entry,) = read_file(content, "best-of-all.csv", kind="seen").entries
    assert (entry.title, entry.year, entry.kind, entry.line) == ("Heat", 1995, "seen", 7)


def test_an_archive_of_nothing_but_films_without_a_word_is_asked_about() -> None:
    content = zip_bytes({"list.csv": b"title\nHeat\n", "notes.txt": b"hello"})
    with pytest.raises(UnclearKind):
        read_file(content, "list.zip")
    (entry,) = read_file(content, "list.zip", kind="watchlist").entries
    assert (entry.title, entry.kind) == ("Heat", "watchlist")


def test_the_limit_is_on_the_films_of_an_export_in_however_many_files_it_names_them() -> None:
    titles = [f"Film {number}" for number in range(MAX_ROWS // 2)]
    rated = [("2024-01-01", title, 1995, "u", 4) for title in titles]
    watched = [row[:4] for row in rated]
    read = read_file(
        zip_bytes(
            {
                "ratings.csv": csv_bytes(LETTERBOXD_RATINGS, *rated),
                "reviews.csv": csv_bytes(LETTERBOXD_RATINGS, *rated),
                "watched.csv": csv_bytes(LETTERBOXD_FILMS, *watched),
            }
        )
    )
    assert len(read.entries) == len(titles)
    assert {entry.kind for entry in read.entries} == {"rated"}


def test_what_is_left_out_is_counted_once_however_many_files_name_it() -> None:
    def table(*rows: tuple[str, str, str]) -> bytes:
        return csv_bytes(("title", "type", "rating"), *rows)

    read = read_file(
        zip_bytes(
            {
                "one.csv": table(("Lost", "show", "9"), ("Heat", "movie", "great"), ("Ran", "movie", "good")),
                "two.csv": table(("LOST", "show", "8"), ("Heat", "movie", "fine"), ("Ran", "movie", "4")),
            }
        )
    )
    assert read.left_out == {"series": 1, "bad_rating": 1}


def test_the_episodes_of_a_series_are_one_series() -> None:
    lost = {"title": "Lost", "year": 2004, "ids": {"imdb": "tt0411008"}}
    episodes = [
        {"type": "episode", "episode": {"season": 1, "number": number}, "show": lost} for number in range(3)
    ]
    heat = trakt_film("Heat", 1995, watched_at="2024-01-02T00:00:00Z")
    assert read_file(json_bytes([heat, *episodes])).left_out == {"series": 1}


@pytest.mark.parametrize("file_name", ["watchlist.csv", "watched.csv", "list.csv"])
@pytest.mark.parametrize(
    ("content", "titles", "ids"),
    [
        (b"Title\nHeat\nRan\n", ["Heat", "Ran"], [None, None]),
        (b"\xef\xbb\xbfName\r\nHeat (1995)\r\n", ["Heat"], [None]),
        (b'"Films"\n"Good, the Bad and the Ugly, The"\n', ["Good, the Bad and the Ugly, The"], [None]),
        (b"movie\nGood, the Bad and the Ugly, The\n", ["Good, the Bad and the Ugly, The"], [None]),
        ("Título\nAmélie\n".encode("utf-16"), ["Amélie"], [None]),
        (b"imdb_id\n0113277\n", [""], ["tt0113277"]),
        (b"tconst\ntt0113277\n\ntt0112641\n", ["", ""], ["tt0113277", "tt0112641"]),
        (b"tt0113277\ntt0112641\n", ["", ""], ["tt0113277", "tt0112641"]),
        (b"https://www.imdb.com/title/tt0113277/\n", [""], ["tt0113277"]),
    ],
)
def test_one_column_of_titles_or_ids_is_a_list_of_films(
    content: bytes, titles: list[str], ids: list[str | None], file_name: str
) -> None:
    if file_name == "list.csv":
        with pytest.raises(UnclearKind):
            read_file(content, file_name)
        return
    entries = read_file(content, file_name).entries
    assert [(entry.title, entry.imdb_id) for entry in entries] == list(zip(titles, ids, strict=True))
    assert {entry.kind for entry in entries} == {"watchlist" if "list" in file_name else "seen"}


@pytest.mark.parametrize(
    "columns",
    [
        ("Titre", "Année", "Note"),
        ("Título", "Año", "Nota"),
        ("Titolo", "Anno", "Voto"),
        ("Başlık", "Yıl", "Puan"),
        ("NASLOV", "Godina", "Ocjena"),
        ("Название", "Год", "Оценка"),
        ("Título", "Ano", "Avaliação"),
    ],
)
def test_columns_are_known_in_every_language_that_is_spoken(columns: tuple[str, str, str]) -> None:
    (entry,) = read_file(csv_bytes(columns, ("Heat", 1995, "9/10"))).entries
    assert (entry.title, entry.year, entry.stars) == ("Heat", 1995, 4.5)


def test_imdb_ratings_are_halved_and_series_left_out() -> None:
    rows = (
        {"Const": "tt0113277", "Your Rating": 9, "Title": "Heat", "Title Type": "Movie", "Year": 1995},
        {"Const": "tt0903747", "Your Rating": 10, "Title": "A series", "Title Type": "TV Series"},
        {"Const": "tt0959621", "Your Rating": 10, "Title": "Pilot", "Title Type": "tvEpisode"},
        {"Const": "tt1", "Your Rating": 1, "Title": "A film on TV", "Title Type": "TV Movie", "Year": 1999},
    )
    read = read_file(csv_bytes(IMDB_RATINGS, *rows))
    assert (read.source, read.scale) == ("imdb", 10)
    assert [(entry.imdb_id, entry.stars) for entry in read.entries] == [
        ("tt0113277", 4.5),
        ("tt0000001", 0.5),
    ]
    assert read.left_out == {"series": 2}


def test_what_is_rated_on_an_imdb_watchlist_is_no_longer_to_be_watched() -> None:
    rows = (
        {"Const": "tt0113277", "Title": "Heat", "Title Type": "movie", "Created": "2024-01-01"},
        {"Const": "tt0112641", "Title": "Casino", "Title Type": "movie", "Your Rating": 8},
    )
    read = read_file(csv_bytes(IMDB_WATCHLIST, *rows))
    assert [(entry.title, entry.kind, entry.stars) for entry in read.entries] == [
        ("Heat", "watchlist", None),
        ("Casino", "rated", 4.0),
    ]
    assert read.entries[0].rated_at == day("2024-01-01")


def test_movielens_own_export_has_ids_without_zeros_and_years_in_titles() -> None:
    row = (6, "113277", "949", "3.5", "3.9", "Heat (1995)")
    (entry,) = read_file(csv_bytes(MOVIELENS, row)).entries
    assert (entry.title, entry.year, entry.imdb_id, entry.tmdb_id) == ("Heat", 1995, "tt0113277", 949)
    assert (entry.movie_id, entry.stars) == (6, 3.5)


@pytest.mark.parametrize(
    ("columns", "row"),
    [
        (("userId", "movieId", "rating", "timestamp"), (1, 6, 4.0, 964982703)),
        (("movieId", "title", "genres"), (6, "Heat (1995)", "Action")),
        (("movieId", "imdbId", "tmdbId"), (6, "0113277", 949)),
        (("userId", "movieId", "tag", "timestamp"), (1, 6, "slow", 964982703)),
    ],
)
def test_a_data_set_is_nobodys_export(columns: tuple[str, ...], row: tuple[object, ...]) -> None:
    with pytest.raises(DataSetFile):
        read_file(csv_bytes(columns, row), "ratings.csv")


@pytest.mark.parametrize(
    ("said", "kind", "stars", "time"),
    [
        ({"rated_at": "2024-01-02T03:04:05.000Z", "rating": 7}, "rated", 3.5, "2024-01-02T03:04:05"),
        ({"watched_at": "2024-01-02T00:00:00Z", "action": "watch"}, "seen", None, "2024-01-02"),
        ({"plays": 2, "last_watched_at": "2024-01-02T00:00:00Z"}, "seen", None, "2024-01-02"),
        ({"rank": 1, "listed_at": "2024-01-02T00:00:00Z"}, "watchlist", None, "2024-01-02"),
    ],
)
def test_trakt_lists(said: dict[str, object], kind: str, stars: float | None, time: str) -> None:
    show = {"type": "show", "show": {"title": "A series"}, "rated_at": "2024-01-01T00:00:00Z", "rating": 9}
    read = read_file(json_bytes([trakt_film("Heat", 1995, "tt0113277", 949, **said), show]))
    assert read.source == "trakt"
    assert read.entries == (
        ImportedEntry("Heat", 1995, "tt0113277", 949, stars, kind, day(time), 1),  # type: ignore[arg-type]
    )
    assert read.problems == (RowProblem(2, "series"),)


def test_what_trakt_says_of_collections_is_no_word_about_watching() -> None:
    collected = trakt_film("Heat", 1995, collected_at="2024-01-01T00:00:00Z")
    rated = trakt_film("Casino", 1995, rated_at="2024-01-02T03:04:05.000Z", rating=7)
    with pytest.raises(UnclearKind):
        read_file(json_bytes([collected]))
    assert read_file(json_bytes([collected, rated])).left_out == {"unsaid": 1}
    answered = read_file(json_bytes([collected, rated]), kind="seen").entries
    assert [(entry.title, entry.kind) for entry in answered] == [("Heat", "seen"), ("Casino", "rated")]


@pytest.mark.parametrize(
    "above",
    ["My films of 2024\n", "My films\n\nby Ada, as of today\n", ";;;\nMeine Filme;;;\n", "sep=;\nMy films\n"],
)
def test_a_table_may_have_a_title(above: str) -> None:
    read = read_file(f"{above}Title;Year;Rating\nHeat;1995;4\nCasino;1995;5\n".encode())
    assert [(entry.title, entry.stars) for entry in read.entries] == [("Heat", 4.0), ("Casino", 5.0)]
    assert read.entries[0].line == above.count("\n") + 2


def test_what_stands_far_above_is_no_title_of_a_table() -> None:
    with pytest.raises((OneColumn, UnknownColumns)):
        read_file(b"notes\n" * 40 + b"Title;Year;Rating\nHeat;1995;4\n")


@pytest.mark.parametrize(
    ("column", "cells"),
    [
        ("Seen", ("yes", "no")),
        ("Watched", ("x", "FALSE")),
        ("gesehen", ("Ja", "nein")),
        ("Vu", ("oui", "non")),
        ("watched", ("2024-01-02", "0")),
        ("Status", ("Watched", "Want to watch")),
        ("status", ("completed", "Plan to watch")),
    ],
)
def test_a_column_may_say_whether_a_film_was_seen(column: str, cells: tuple[str, str]) -> None:
    rows = zip(("Heat", "Casino"), cells, strict=True)
    read = read_file(csv_bytes(("Title", column), *rows)).entries
    assert [entry.kind for entry in read] == ["seen", "watchlist"]


def test_stars_say_more_than_whether_a_film_was_seen() -> None:
    read = read_file(csv_bytes(("title", "seen", "rating"), ("Heat", "no", 4), ("Casino", "maybe", "")))
    assert [(entry.kind, entry.stars) for entry in read.entries] == [("rated", 4.0), ("seen", None)]


@pytest.mark.parametrize("columns", [("url",), ("url", "rating"), ("Link", "My Rating")])
def test_addresses_alone_say_which_films_are_meant(columns: tuple[str, ...]) -> None:
    addresses = (
        "https://www.imdb.com/title/tt0113277/",
        "https://m.imdb.com/title/tt0112641/?ref_=x",
        "https://www.themoviedb.org/movie/949-heat?language=de",
    )
    read = read_file(csv_bytes(columns, *((each, 4)[: len(columns)] for each in addresses)), "watched.csv")
    found = [(entry.imdb_id, entry.tmdb_id) for entry in read.entries]
    assert found == [("tt0113277", None), ("tt0112641", None), (None, 949)]


@pytest.mark.parametrize(
    ("ratings", "is_guessed"),
    [(("9/10", "7/10"), False), (("★★★", "85 %"), False), (("9/10", "4"), True), (("4", "5"), True)],
)
def test_a_scale_that_each_rating_names_is_not_guessed(ratings: tuple[str, ...], is_guessed: bool) -> None:
    rows = zip(("Heat", "Casino"), ratings, strict=True)
    assert read_file(csv_bytes(("title", "rating"), *rows)).scale_is_guessed is is_guessed


@pytest.mark.parametrize(
    "columns",
    [("Название", "Моя оценка"), ("Titel", "Meine Note"), ("Title Name", "My Score"), ("Titre", "Ma note")],
)
def test_columns_are_called_as_people_call_them(columns: tuple[str, str]) -> None:
    (entry,) = read_file(csv_bytes(columns, ("Heat", 4))).entries
    assert (entry.title, entry.stars) == ("Heat", 4.0)


def test_simkl_backup() -> None:
    def film(title: str, status: str, rating: int | None = None) -> dict[str, object]:
        ids = {"simkl": 1, "imdb": "tt0113277" if title == "Heat" else None, "tmdb": "949"}
        movie = {"title": title, "year": 1995, "ids": ids if title == "Heat" else {}}
        return {"status": status, "user_rating": rating, "last_watched_at": None, "movie": movie}

    content = {
        "movies": [
            film("Heat", "completed", 9),
            film("Casino", "completed"),
            film("Ran", "plantowatch"),
            film("Cats", "notinteresting"),
        ],
        "shows": [{"status": "watching", "show": {"title": "A series"}}],
        "anime": [],
    }
    read = read_file(json_bytes(content))
    assert read.source == "simkl"
    assert [(entry.title, entry.kind, entry.stars) for entry in read.entries] == [
        ("Heat", "rated", 4.5),
        ("Casino", "seen", None),
        ("Ran", "watchlist", None),
        ("Cats", "hidden", None),
    ]
    assert (read.entries[0].imdb_id, read.entries[0].tmdb_id) == ("tt0113277", 949)
    assert read.left_out == {"series": 1}


def test_simkl_csv() -> None:
    rows = (
        {
            "SIMKL_ID": 1,
            "Title": "Heat",
            "Type": "movie",
            "Year": 1995,
            "Watchlist": "completed",
            "Rating": 8,
        },
        {
            "SIMKL_ID": 2,
            "Title": "Ran",
            "Type": "movie",
            "Year": 1985,
            "Watchlist": "plan to watch",
            "IMDB": "89881",
        },
        {
            "SIMKL_ID": 3,
            "Title": "Casino",
            "Type": "movie",
            "WatchedDate": "24/12/2023",
            "Watchlist": "false",
        },
        {"SIMKL_ID": 4, "Title": "A series", "Type": "tv", "Watchlist": "completed", "Rating": 8},
    )
    read = read_file(csv_bytes(SIMKL, *rows))
    assert [(entry.title, entry.kind, entry.stars) for entry in read.entries] == [
        ("Heat", "rated", 4.0),
        ("Ran", "watchlist", None),
        ("Casino", "seen", None),
    ]
    assert read.entries[1].imdb_id == "tt0089881"
    assert read.entries[2].rated_at == day("2023-12-24")


@pytest.mark.parametrize(
    ("columns", "row", "imdb_id"),
    [
        (("Film", "My Rating"), ("Heat (1995)", "4,5"), None),
        (("imdb_id", "score"), (" tt113277 ", "9/10"), "tt0113277"),
        (("IMDb URL", "Stars"), ("http://www.imdb.com/title/tt0113277/", "★★★★½"), "tt0113277"),
        (("Titel", "Jahr", "Bewertung"), ("Heat", "1995", "90 %"), None),
        (("title", "url", "rating10"), ("Heat", "https://m.imdb.com/title/tt0113277/?ref", 9), "tt0113277"),
    ],
)
def test_any_table_with_titles_or_ids(
    columns: tuple[str, ...], row: tuple[object, ...], imdb_id: str | None
) -> None:
    read = read_file(csv_bytes(columns, row))
    (entry,) = read.entries
    assert (read.source, entry.stars, entry.kind, entry.imdb_id) == ("csv", 4.5, "rated", imdb_id)


@pytest.mark.parametrize(
    ("ratings", "scale", "stars"),
    [
        (("1", "4.5", "5"), 5, [1.0, 4.5, 5.0]),
        (("1", "7", "10"), 10, [0.5, 3.5, 5.0]),
        (("3", "55", "100"), 100, [0.5, 3.0, 5.0]),
    ],
)
def test_the_scale_of_an_unknown_table_is_decided_from_its_values_and_said(
    ratings: tuple[str, ...], scale: int, stars: list[float]
) -> None:
    rows = [(f"Film {number}", rating) for number, rating in enumerate(ratings)]
    read = read_file(csv_bytes(("title", "rating"), *rows))
    assert (read.scale, read.scale_is_guessed) == (scale, True)
    assert [entry.stars for entry in read.entries] == stars


def test_what_is_no_rating_counts_as_seen_and_is_said() -> None:
    rows = (("Heat", "great!"), ("Casino", ""), ("Ran", "0"), ("Alien", "-3"), ("Ali", "4"))
    read = read_file(csv_bytes(("title", "rating"), *rows))
    assert [entry.kind for entry in read.entries] == ["seen"] * 4 + ["rated"]
    assert read.left_out == {"bad_rating": 2}


def test_rows_without_a_title_are_left_out() -> None:
    read = read_file(csv_bytes(("title", "rating"), ("Heat", 4), ("", 5), (" ", 5)))
    assert len(read.entries) == 1
    assert read.left_out == {"no_title": 2}


@pytest.mark.parametrize(
    ("content", "refusal"),
    [
        (csv_bytes(("when", "where"), ("now", "here")), UnknownColumns),
        (json_bytes({"hello": "world"}), UnknownFile),
        (json_bytes([1, 2, 3]), UnknownFile),
        (json_bytes([]), UnknownFile),
        (zip_bytes({"notes.txt": b"hello"}), UnknownFile),
        (csv_bytes(("title", "type", "rating"), ("A series", "show", 5)), NoFilms),
    ],
)
def test_what_holds_no_films_is_refused(content: bytes, refusal: type[ImportRefused]) -> None:
    with pytest.raises(refusal):
        read_file(content)


def test_a_list_of_an_archive_that_nobody_can_tell_is_named_and_asked_about() -> None:
    content = zip_bytes(
        {
            "ratings.csv": csv_bytes(("title", "rating"), ("Heat", 4), ("Ran", 5)),
            "watchlist.csv": csv_bytes(("title",), ("Alien",)),
            "dated.csv": csv_bytes(("title", "watched_at"), ("Up", "2024-01-01")),
            "best.csv": csv_bytes(("title",), ("Casino",)),
        }
    )
    read = read_file(content, "films.zip")
    assert read.passed_over == (PassedOver("best.csv", "unclear_kind"),)
    assert "Casino" not in {entry.title for entry in read.entries}
    answered = read_file(content, "films.zip", kind="hidden")
    assert answered.passed_over == ()
    assert {entry.title: entry.kind for entry in answered.entries} == {
        "Heat": "rated",
        "Ran": "rated",
        "Alien": "watchlist",
        "Up": "seen",
        "Casino": "hidden",
    }


def test_what_an_archive_has_besides_is_named_once() -> None:
    read = read_file(
        zip_bytes(
            {
                "ratings.csv": csv_bytes(("title", "rating"), ("Heat", 4)),
                "profile.csv": csv_bytes(("Date Joined", "Username"), ("2020-01-01", "somebody")),
                "poster.png": b"\x89PNG",
                "likes/films.csv": csv_bytes(("title",), ("Alien",)),
                "likes/reviews.csv": csv_bytes(("title",), ("Alien",)),
                "__MACOSX/._ratings.csv": b"\0\0",
                ".DS_Store": b"\0",
            }
        )
    )
    assert read.passed_over == (
        PassedOver("profile.csv", "no_films"),
        PassedOver("poster.png", "no_films"),
        PassedOver("likes/", "not_watched"),
    )


LISTED = {"listed_at": "2024-01-02T00:00:00Z"}


@pytest.mark.parametrize("name", ["watchlist.json", "lists-watchlist.json", "document.json", ""])
def test_what_trakt_lists_is_the_watchlist(name: str) -> None:
    assert read_file(json_bytes([trakt_film("Heat", 1995, **LISTED)]), name).entries[0].kind == "watchlist"


@pytest.mark.parametrize(
    ("content", "name"),
    [
        ([trakt_film("Heat", 1995, **LISTED)], "lists-best-of-the-90s.json"),
        ({"name": "Best of the 90s", "items": [trakt_film("Heat", 1995, **LISTED)]}, "document.json"),
    ],
)
def test_another_list_of_trakts_is_asked_about(content: object, name: str) -> None:
    with pytest.raises(UnclearKind):
        read_file(json_bytes(content), name)
    assert read_file(json_bytes(content), name, kind="seen").entries[0].kind == "seen"


def test_a_list_that_tells_its_name_needs_no_answer() -> None:
    content = {"name": "Watchlist", "items": [trakt_film("Heat", 1995, **LISTED)]}
    assert read_file(json_bytes(content), "document.json", kind="seen").entries[0].kind == "watchlist"


def test_trakts_lists_in_their_folder_are_read() -> None:
    ids = {"trakt": 1, "slug": "best"}
    files = {
        "ratings/ratings-movies.json": json_bytes([trakt_film("Ran", 1985, rating=9)]),
        "lists/lists.json": json_bytes([{"name": "Best", "item_count": 1, "ids": ids}]),
        "lists/lists-best.json": json_bytes([trakt_film("Heat", 1995, **LISTED)]),
    }
    read = read_file(zip_bytes(files), "trakt.zip")
    assert [entry.title for entry in read.entries] == ["Ran"]
    assert {each.name: each.why for each in read.passed_over} == {
        "lists.json": "no_films",
        "lists-best.json": "unclear_kind",
    }


def test_films_of_which_nothing_says_that_they_were_watched_are_counted() -> None:
    collected = trakt_film("Heat", 1995, collected_at="2024-01-01T00:00:00Z")
    read = read_file(json_bytes([collected, trakt_film("Ran", 1985, rating=9)]), "all.json")
    assert [entry.title for entry in read.entries] == ["Ran"]
    assert read.left_out == {"unsaid": 1}


@pytest.mark.parametrize(
    ("ratings", "scale", "unreadable"),
    [
        (("8", "11", "9"), 10, 1),
        (("8", "85", "9", "7.5"), 10, 1),
        (("3", "4", "55"), 10, 1),
        (("80", "5", "95"), 100, 0),
        (("5", "100"), 100, 0),
        (("12",), 100, 0),
        (("8", "9"), 10, 0),
        (("3", "5"), 5, 0),
    ],
)
def test_one_slip_of_the_hand_makes_no_scale_of_a_hundred(
    ratings: tuple[str, ...], scale: int, unreadable: int
) -> None:
    rows = ((f"Film {number}", rating) for number, rating in enumerate(ratings))
    read = read_file(csv_bytes(("title", "rating"), *rows))
    assert read.scale == scale
    assert read.left_out.get("bad_rating", 0) == unreadable
