"""What stands behind commands."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.handlers.arguments import Wish, WrongArguments, parse_genre, parse_user_id, parse_wish


@pytest.mark.parametrize(
    ("typed", "wish"),
    [
        ("", Wish(None, None)),
        ("5", Wish(5, None)),
        ("comedy", Wish(None, "comedy")),
        ("comedy 5", Wish(5, "comedy")),
        ("50 film noir", Wish(50, "film noir")),
        ("sci-fi", Wish(None, "sci-fi")),
        ("1 1st", Wish(1, "1st")),
    ],
)
def test_number_and_genre_come_in_any_order(typed: str, wish: Wish) -> None:
    assert parse_wish(typed.split()) == wish


@pytest.mark.parametrize("typed", ["-5", "0", "51", "9999 xyz", "5.5", "½5", "9" * 400])
def test_a_wrong_amount_is_answered_with_the_right_ones(typed: str) -> None:
    with pytest.raises(WrongArguments, match="1 to 50"):
        parse_wish(typed.split())


def test_two_amounts_are_one_too_many() -> None:
    with pytest.raises(WrongArguments, match="One number"):
        parse_wish(["5", "6"])


def test_popular_takes_no_amount() -> None:
    assert parse_genre(["film", "noir"]) == "film noir"
    assert parse_genre([]) is None
    with pytest.raises(WrongArguments, match="Only a genre"):
        parse_genre(["5"])


@pytest.mark.parametrize("typed", ["abc", "-1", "0", "1.5", "1 2", "99999999999", "٣", "9" * 4000, "1_0"])
def test_a_user_id_that_is_none_is_refused(typed: str) -> None:
    with pytest.raises(WrongArguments, match="is a number"):
        parse_user_id(typed.split())


def test_a_user_id_is_read() -> None:
    assert parse_user_id(["00042"]) == 42


@given(st.lists(st.text(min_size=1, max_size=20), max_size=5))
def test_anything_typed_is_a_wish_or_refused(words: list[str]) -> None:
    try:
        wish = parse_wish(words)
    except WrongArguments:
        return
    assert wish.amount is None or 1 <= wish.amount <= 50
