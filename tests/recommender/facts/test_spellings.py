"""Languages and countries in the spellings that sources have for them."""

from __future__ import annotations

import pytest

from recommender.attributes import find_attributes
from recommender.catalogue import build_catalogue
from recommender.facts.records import Facts
from recommender.facts.spellings import spelled
from recommender.facts.table import SHIPPED_FACTS, read_facts
from recommender.facts.values import read_omdb_facts


@pytest.mark.parametrize(
    ("name", "as_facts_have_it"),
    [
        ("french", "French"),
        ("FRENCH", "French"),
        ("Français", "French"),
        ("Farsi", "Persian"),
        ("español", "Spanish"),
        ("Castilian", "Spanish"),
        ("Mandarin Chinese", "Mandarin"),
        ("Norwegian Bokmål", "Norwegian"),
        ("bangla", "Bengali"),
        ("Filipino", "Tagalog"),
        ("serbo-croatian", "Serbo-Croatian"),
        ("AMERICAN SIGN", "American Sign"),
        ("U.S.A.", "United States"),
        ("The Netherlands", "Netherlands"),
        ("Türkiye", "Turkey"),
        ("Korea, South", "South Korea"),
        ("People's Republic of China", "China"),
        ("isle of man", "Isle of Man"),
        ("Wolof", "Wolof"),
        ("Min Nan", "Min Nan"),
        ("日本語", "日本語"),
    ],
)
def test_a_name_has_one_spelling(name: str, as_facts_have_it: str) -> None:
    assert spelled(name) == as_facts_have_it
    assert spelled(as_facts_have_it) == as_facts_have_it


def test_names_in_the_shipped_table_are_spelled_as_they_stay() -> None:
    lines = [line.split(",") for line in SHIPPED_FACTS.read_text(encoding="utf-8").splitlines()]
    written = {name for line in lines[1:] for field in line for name in field.split("|")}
    for facts in read_facts(SHIPPED_FACTS).values():
        assert written.issuperset((*facts.languages, *facts.countries))


def test_films_whose_languages_are_spelled_differently_are_of_one_kind() -> None:
    answers = ("Farsi, French", "persian", "PERSIAN, English")
    told = [
        read_omdb_facts({"Title": "A Film", "imdbID": f"tt{number}", "Language": language})
        for number, language in enumerate(answers, start=1)
    ]
    details = {number: found[1] for number, found in enumerate(told, start=1) if found is not None}
    films = build_catalogue((number, f"Film {number}", 1990, ()) for number in details)
    catalogue = films.with_details(details)
    (attribute,) = find_attributes(catalogue, ["language"])
    assert (attribute.name, attribute.rows.tolist()) == ("Persian", [0, 1, 2])
    assert catalogue.has_language("Persian").all()


def test_one_country_under_two_names_is_named_once() -> None:
    answer = {"Title": "A Film", "imdbID": "tt1", "Country": "USA, United States, UK,  West  Germany, N/A"}
    found = read_omdb_facts(answer)
    assert found == ("tt0000001", Facts(countries=("United States", "United Kingdom", "Germany")))
