"""People are found by whole and last names, typing errors included."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.search.names import FoundName, NameIndex

WEIGHTS = (
    ("Robert De Niro", 9.0),
    ("Leonardo DiCaprio", 8.0),
    ("Wes Anderson", 5.0),
    ("Paul Thomas Anderson", 4.0),
    ("Pedro Almodóvar", 3.0),
    ("Ang Lee", 2.0),
)
NAMES = NameIndex(WEIGHTS)


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("robert de niro", "Robert De Niro"),
        ("de niro", "Robert De Niro"),
        ("DENIRO", "Robert De Niro"),
        ("leonardo di caprio", "Leonardo DiCaprio"),
        ("dicaprio's", "Leonardo DiCaprio"),
        ("almodovar", "Pedro Almodóvar"),
        ("almodovor", "Pedro Almodóvar"),
        ("anderson", "Wes Anderson"),
        ("paul thomas anderson", "Paul Thomas Anderson"),
        ("ang lee", "Ang Lee"),
        ("robert de nero", "Robert De Niro"),
        ("Wesom Andersonom", "Wes Anderson"),
        ("almodovara", "Pedro Almodóvar"),
        ("андерсон", "Wes Anderson"),
        ("андерсона", "Wes Anderson"),
        ("робертом де ниро", "Robert De Niro"),
        ("леонардо ди каприо", "Leonardo DiCaprio"),
        ("альмодовара", "Pedro Almodóvar"),
        ("уэсом андерсоном", "Wes Anderson"),
        ("leo dicaprio", "Leonardo DiCaprio"),
        ("rob de niro", "Robert De Niro"),
        ("paul anderson", "Paul Thomas Anderson"),
        ("ped almodovar", "Pedro Almodóvar"),
    ],
)
def test_a_name_is_found(typed: str, name: str) -> None:
    found = NAMES.find(typed)
    assert found is not None
    assert found.name == name


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "robert",
        "wes",
        "li",
        "heat",
        "andersen hans",
        "!!",
        "niroo",
        "петров",
        "лиза",
        "le dicaprio",
        "ron de niro",
    ],
)
def test_whoever_is_not_known_is_not_found(typed: str) -> None:
    assert NAMES.find(typed) is None


def test_errors_and_last_names_are_told_from_whole_names() -> None:
    whole, last, wrong = (NAMES.find(typed) for typed in ("Ang Lee", "lee", "almodovor"))
    assert whole == FoundName("Ang Lee", is_exact=True, is_whole=True)
    assert last == FoundName("Ang Lee", is_exact=True, is_whole=False)
    assert wrong == FoundName("Pedro Almodóvar", is_exact=False, is_whole=False)


@given(st.sampled_from([name for name, _ in WEIGHTS]))
def test_everybody_is_found_by_their_whole_name(name: str) -> None:
    found = NAMES.find(name.upper())
    assert found is not None
    assert found.name == name


@given(st.text(max_size=300))
def test_anything_can_be_asked_for(text: str) -> None:
    NAMES.find(text)


@pytest.mark.parametrize("typed", ["leo dicaprio", "paul anderson"])
def test_a_shortened_name_may_be_something_else(typed: str) -> None:
    found = NAMES.find(typed)
    assert found is not None
    assert (found.is_exact, found.is_whole) == (False, True)
