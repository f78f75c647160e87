"""IMDb ids out of any text."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from bot.importing.imdb_ids import ImdbIds, read_imdb_ids


def test_ids_are_found_in_lists_tables_and_addresses() -> None:
    lines = [
        "imdb_id,first_award_year\n",
        "tt4786824,2018\r\n",
        "  https://www.imdb.com/title/tt0111161/?ref_=x \n",
        "1,TT0000007,Some Title\n",
        "\n",
        "tt15239678 tt6710474\n",
    ]
    expected = ("tt4786824", "tt0111161", "tt0000007", "tt15239678", "tt6710474")
    assert read_imdb_ids(lines) == ImdbIds(expected)


def test_what_is_no_id_is_counted_and_nothing_is_made_of_it() -> None:
    lines = ["tt0", "tt", "tt12345678901", "att0000001", "nm0000001", "tt0000000", "118", "tt00000"]
    assert read_imdb_ids(lines) == ImdbIds((), unreadable=8)


def test_an_id_counts_once_however_it_is_written() -> None:
    assert read_imdb_ids(["tt0000012", "tt12", " tt012 "]) == ImdbIds(("tt0000012",), repeated=2)


def test_a_million_lines_are_cut_off_where_nobody_could_look_them_up() -> None:
    read = iter(f"tt{number}\n" for number in range(1, 1_000_001))
    given_ids = read_imdb_ids(read, most=500)
    assert (len(given_ids.imdb_ids), given_ids.is_cut) == (500, True)
    assert next(read) == "tt502\n"  # the rest was not even read


def test_a_line_of_a_million_characters_costs_nothing() -> None:
    assert read_imdb_ids(["x" * 1_000_000 + "tt0000001"]) == ImdbIds((), unreadable=1)


@given(st.lists(st.text()))
def test_any_text_gives_ids_in_one_form(lines: list[str]) -> None:
    for imdb_id in read_imdb_ids(lines).imdb_ids:
        assert imdb_id.startswith("tt")
        assert int(imdb_id[2:]) > 0
        assert len(imdb_id) >= 9
