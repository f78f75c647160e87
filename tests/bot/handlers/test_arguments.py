"""What stands behind commands."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.handlers.arguments import Wish, WrongArguments, parse_genre, parse_user_id, parse_wish


@pytest.mark.parametrize(
    ("typed", "wish"),
    [
        ("", Wish()),
        ("5", Wish(5)),
        ("comedy", Wish(genre="comedy")),
        ("comedy 5", Wish(5, "comedy")),
        ("50 film noir", Wish(50, "film noir")),
        ("sci-fi", Wish(genre="sci-fi")),
        ("1 1st", Wish(1, "1st")),
        ("90s", Wish(decade=1990)),
        ("-horror", Wish(excluded_genres=("horror",))),
        ("no horror comedy", Wish(genre="comedy", excluded_genres=("horror",))),
        ("no film noir crime", Wish(genre="crime", excluded_genres=("film noir",))),
        ("-sci fi -War", Wish(excluded_genres=("sci fi", "War"))),
        ("—horror without war", Wish(excluded_genres=("horror", "war"))),
        ("No -horror", Wish(excluded_genres=("horror",))),
        ("5 horror movies", Wish(5, "horror")),
        ("3 films", Wish(3)),
        ("noir Films", Wish(genre="noir")),
    ],
)
def test_a_wish_is_read(typed: str, wish: Wish) -> None:
    assert parse_wish(typed.split()) == wish


@given(st.permutations(["5", "film noir", "1990s", "-horror", "no war"]))
def test_the_parts_of_a_wish_come_in_any_order(parts: list[str]) -> None:
    wish = parse_wish(" ".join(parts).split())
    assert replace(wish, excluded_genres=tuple(sorted(wish.excluded_genres))) == Wish(
        5, "film noir", 1990, ("horror", "war")
    )


@given(st.integers(100, 299).map(lambda tens: 10 * tens))
def test_every_decade_of_four_digits_is_read_as_it_is_written(first_year: int) -> None:
    assert parse_wish([f"{first_year}s"]) == Wish(decade=first_year)


@pytest.mark.parametrize(
    ("typed", "first_year"),
    [
        ("30s", 1930),
        ("90S", 1990),
        ("'80s", 1980),
        ("80's", 1980),
        ("00s", 2000),
        ("10s", 2010),
        ("20s", 2020),
    ],
)
def test_a_short_decade_is_the_one_of_the_films(typed: str, first_year: int) -> None:
    assert parse_wish([typed]).decade == first_year


@pytest.mark.parametrize("typed", ["95s", "1995s", "s", "990s", "3010s", "٩٠s"])
def test_what_only_looks_like_a_decade_is_none(typed: str) -> None:
    assert parse_wish([typed]) == Wish(genre=typed)


def test_two_decades_are_one_too_many() -> None:
    with pytest.raises(WrongArguments, match="One decade"):
        parse_wish(["80s", "1990s"])


@pytest.mark.parametrize("typed", ["no", "comedy no", "-", "no 5", "-90s", "no 1990s", "without -"])
def test_only_genres_can_be_left_out(typed: str) -> None:
    with pytest.raises(WrongArguments, match="leave out genres"):
        parse_wish(typed.split())


@pytest.mark.parametrize("typed", ["-5", "0", "51", "9999 xyz", "5.5", "½5", "9" * 400])
def test_a_wrong_amount_is_answered_with_the_right_ones(typed: str) -> None:
    with pytest.raises(WrongArguments, match="1 to 50"):
        parse_wish(typed.split())


@pytest.mark.parametrize("typed", ["1994", "5 comedy 2003"])
def test_a_single_year_is_answered_with_decades(typed: str) -> None:
    with pytest.raises(WrongArguments, match="decades, not single years"):
        parse_wish(typed.split())


def test_two_amounts_are_one_too_many() -> None:
    with pytest.raises(WrongArguments, match="One number"):
        parse_wish(["5", "6"])


@pytest.mark.parametrize("typed", ["5", "comedy 90s", "no horror", "-war", "5 6", "no"])
def test_popular_takes_a_genre_and_nothing_else(typed: str) -> None:
    assert parse_genre(["film", "noir"]) == "film noir"
    assert parse_genre([]) is None
    with pytest.raises(WrongArguments, match="Only a genre"):
        parse_genre(typed.split())


@pytest.mark.parametrize(
    "typed", ["abc", "-1", "0", "1.5", "1 2", "99999999999", "²", "４²", "Ⅳ", "9" * 4000, "1_0"]
)
def test_a_user_id_that_is_none_is_refused(typed: str) -> None:
    with pytest.raises(WrongArguments, match="is a number"):
        parse_user_id(typed.split())


def test_a_user_id_is_read() -> None:
    assert parse_user_id(["00042"]) == 42
    assert parse_user_id(["４２"]) == 42
    assert parse_user_id(["٤٢"]) == 42


def test_amounts_are_read_in_every_script() -> None:
    assert parse_wish(["٥"]) == Wish(5)
    assert parse_wish(["１０", "comedy"]) == Wish(10, "comedy")
    with pytest.raises(WrongArguments):
        parse_wish(["٥٥٥"])


@given(st.lists(st.text(min_size=1, max_size=20), max_size=5))
def test_anything_typed_is_a_wish_or_refused(words: list[str]) -> None:
    try:
        wish = parse_wish(words)
    except WrongArguments:
        return
    assert wish.amount is None or 1 <= wish.amount <= 50
