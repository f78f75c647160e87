"""Names behind a "no": looked up among those who made films; one that nobody has leaves nobody out."""

from __future__ import annotations

import pytest

from bot.services.interpreting.composing import narrowed
from bot.services.interpreting.unwanted_people import find_unwanted, unknown_names
from bot.services.views import NO_FILTERS, Filters
from bot.understanding.requests import Role, Unwanted
from tests.bot.services.interpreting.test_interpreting import FakePeople

PACINO, COEN = frozenset({"Al Pacino"}), frozenset({"Joel Coen"})


@pytest.mark.parametrize(
    ("name", "role", "filters"),
    [
        ("al pacino", None, Filters(excluded_directors=PACINO, excluded_actors=PACINO)),
        ("pacino", "actor", Filters(excluded_directors=PACINO, excluded_actors=PACINO)),
        ("pacino", "director", Filters(excluded_directors=PACINO, excluded_actors=PACINO)),  # he plays
        ("coen", None, Filters(excluded_directors=COEN, excluded_actors=COEN)),
        ("coen", "director", Filters(excluded_directors=COEN)),
    ],
)
def test_whoever_is_left_out_neither_plays_nor_directs(
    name: str, role: Role | None, filters: Filters
) -> None:
    assert narrowed(NO_FILTERS, find_unwanted(FakePeople(), [Unwanted((name,), role)])) == filters


@pytest.mark.parametrize(
    ("asked", "names"),
    [
        ([Unwanted(("pacino", "nobody at all"))], ["Al Pacino"]),
        ([Unwanted(("nobody at all",)), Unwanted(("pacino", "coen"))], ["Al Pacino", "Joel Coen"]),
        ([Unwanted(("pacino",), is_topic=True)], []),
    ],
)
def test_of_several_those_are_left_out_who_are_known(asked: list[Unwanted], names: list[str]) -> None:
    assert [each.name for each in find_unwanted(FakePeople(), asked)] == names


def test_the_unknown_names_are_told() -> None:
    asked = [Unwanted(("pacino", "nobody at all")), Unwanted(("bacon",), is_topic=True)]
    assert unknown_names(FakePeople(), asked) == ("nobody at all", "bacon")


def test_a_small_word_beside_a_name_may_belong_to_it() -> None:
    asked = [Unwanted(("al",), longer=(("al pacino", "von al"),))]
    assert [each.name for each in find_unwanted(FakePeople(), asked)] == ["Al Pacino"]
    assert unknown_names(FakePeople(), asked) == ()
