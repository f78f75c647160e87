"""Countries behind one "from", in every language; what is no country stays as it is."""

from __future__ import annotations

import pytest

from bot.understanding.lexicons import lexicon_of
from bot.understanding.requests import Filters, ListRequest
from tests.support.understood import understand

FROM_BOTH = [
    ("en", "films from japan or korea"),
    ("en", "something from japan and south korea"),
    ("de", "Filme aus Japan oder Korea"),
    ("fr", "films du japon ou de corée"),
    ("es", "películas de Japón o Corea"),
    ("pt", "filmes do Japão ou da Coreia"),
    ("ru", "фильмы из Японии или Кореи"),
]


@pytest.mark.parametrize(("code", "text"), FROM_BOTH)
def test_films_of_either_country_are_listed(code: str, text: str) -> None:
    countries = frozenset({"Japan", "South Korea"})
    assert understand(text, lexicon_of(code)).best == ListRequest(Filters(countries=countries))


@pytest.mark.parametrize(
    ("text", "countries"),
    [
        ("comedies from france, italy or spain", {"France", "Italy", "Spain"}),
        ("from hong kong or china", {"Hong Kong", "China"}),
        ("from france or the moon", {"France"}),
        ("british or irish films", {"United Kingdom", "Ireland"}),
        ("movies from japan", {"Japan"}),
    ],
)
def test_as_many_countries_count_as_are_named(text: str, countries: set[str]) -> None:
    best = understand(text, lexicon_of("en")).readings
    lists = [each for each in best if isinstance(each, ListRequest)]
    assert [set(each.filters.countries) for each in lists[:1]] == [countries]


@pytest.mark.parametrize("text", ["not from japan or korea", "nothing from japan, korea"])
def test_of_unwanted_countries_each_is_kept_out(text: str) -> None:
    best = understand(text, lexicon_of("en")).best
    excluded = frozenset({"Japan", "South Korea"})
    assert best == ListRequest(Filters(excluded_countries=excluded))
