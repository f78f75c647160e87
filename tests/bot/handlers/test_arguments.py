"""What stands behind commands."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.handlers.arguments import WrongArguments, parse_list, parse_user_id
from bot.understanding.english import ENGLISH
from bot.understanding.requests import Filters, ListRequest
from tests.bot.understanding.english_requests import films
from tests.support.understood import THIS_YEAR


class NoSuchGenre(Exception):
    """What the test's stand-in for looking genres up raises."""


def no_genre(name: str) -> str:
    raise NoSuchGenre(name)


def asked(typed: str) -> ListRequest:
    return parse_list(typed.split(), no_genre, ENGLISH, THIS_YEAR)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("", films()),
        ("5", films(n=5)),
        ("comedy", films("Comedy")),
        ("comedy 5", films("Comedy", n=5)),
        ("50 film noir", films("Film-Noir", n=50)),
        ("sci-fi", films("Sci-Fi")),
        ("90s", films(years=(1990, 1999))),
        ("-horror", films(no="Horror")),
        ("no horror comedy", films("Comedy", no="Horror")),
        ("no film noir crime", films("Crime", no="Film-Noir")),
        ("-sci fi -War", films(no="Sci-Fi War")),
        ("—horror without war", films(no="Horror War")),
        ("No -horror", films(no="Horror")),
        ("5 horror movies", films("Horror", n=5)),
        ("3 films", films(n=3)),
        ("noir Films", films("Film-Noir")),
        ("romantic comedy", films("Comedy Romance")),
        ("1994", films(years=(1994, 1994))),
        ("5 comedy 2003", films("Comedy", years=(2003, 2003), n=5)),
        ("80s 90s", films(years=(1980, 1999))),
        ("french thriller under 2 hours", films("Thriller", languages="French", minutes=(None, 120))),
        ("horor", films("Horror")),
        ("٩٠s", films(years=(1990, 1999))),
    ],
)
def test_a_list_is_read(typed: str, meant: ListRequest) -> None:
    assert asked(typed) == meant


@given(st.permutations(["5", "film noir", "1990s", "-horror", "no war"]))
def test_the_parts_of_a_list_come_in_any_order(parts: list[str]) -> None:
    assert asked(" ".join(parts)) == films("Film-Noir", no="Horror War", years=(1990, 1999), n=5)


@given(st.integers(180, 209).map(lambda tens: 10 * tens))
def test_every_decade_of_four_digits_is_read_as_it_is_written(first_year: int) -> None:
    assert asked(f"{first_year}s") == films(years=(first_year, first_year + 9))


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
    assert asked(typed).filters == Filters(first_year=first_year, last_year=first_year + 9)


@pytest.mark.parametrize("typed", ["95s", "1995s", "990s", "3010s", "1st", "<b>"])
def test_what_no_rule_knows_must_be_a_genre(typed: str) -> None:
    with pytest.raises(NoSuchGenre, match=f"^{typed}$"):
        asked(typed)
    found = parse_list(["5", typed], lambda _: "Drama", ENGLISH, THIS_YEAR)
    assert found == replace(films("Drama"), amount=5)


@pytest.mark.parametrize("typed", ["no", "comedy no", "-", "no 5", "-90s", "-1990s", "without -"])
def test_only_genres_can_be_left_out(typed: str) -> None:
    with pytest.raises(WrongArguments) as caught:
        asked(typed)
    assert caught.value.mistake == "leave_out_genres"


@pytest.mark.parametrize("typed", ["-5", "0", "51", "9999 xyz", "5.5", "½5", "9" * 400])
def test_a_wrong_amount_is_told(typed: str) -> None:
    with pytest.raises(WrongArguments) as caught:
        asked(typed)
    assert caught.value.mistake == "wrong_amount"


def test_two_amounts_are_one_too_many() -> None:
    with pytest.raises(WrongArguments) as caught:
        asked("5 6")
    assert caught.value.mistake == "several_amounts"


@pytest.mark.parametrize("typed", ["abc", "-1", "0", "1.5", "1 2", "99999999999", "٣", "9" * 4000, "1_0"])
def test_a_user_id_that_is_none_is_refused(typed: str) -> None:
    with pytest.raises(WrongArguments) as caught:
        parse_user_id(typed.split())
    assert caught.value.mistake == "user_id"


def test_a_user_id_is_read() -> None:
    assert parse_user_id(["00042"]) == 42


@given(st.lists(st.text(min_size=1, max_size=20), max_size=5))
def test_anything_typed_is_a_list_or_refused(words: list[str]) -> None:
    try:
        request = parse_list(words, no_genre, ENGLISH, THIS_YEAR)
    except (WrongArguments, NoSuchGenre):
        return
    assert request.amount is None or 1 <= request.amount <= 50
