"""What is not wanted, in every language: topics, places, years, lengths, series."""

from __future__ import annotations

import pytest

from bot.understanding.lexicons import lexicon_of
from bot.understanding.requests import Filters, ListRequest
from bot.understanding.understanding import understand

NO_HORROR = Filters(excluded_genres=frozenset({"Horror"}))
NO_HORROR_NO_WAR = Filters(excluded_genres=frozenset({"Horror", "War"}))
NOT_AMERICAN = Filters(excluded_countries=frozenset({"United States"}))
UNWANTED = [
    ("en", "no horror", NO_HORROR),
    ("en", "films without horror or war", NO_HORROR_NO_WAR),
    ("en", "-horror", NO_HORROR),
    ("en", "nothing american", NOT_AMERICAN),
    ("en", "not in english", Filters(excluded_languages=frozenset({"English"}))),
    ("en", "no old movies", Filters(first_year=1980)),
    ("en", "no short films", Filters(min_minutes=90)),
    ("en", "no zombies", Filters(excluded_genres=frozenset({"zombies"}))),
    ("en", "comedy, no series", Filters(genres=frozenset({"Comedy"}))),
    ("de", "kein horror und kein krieg", NO_HORROR_NO_WAR),
    ("fr", "sans horreur ni guerre", NO_HORROR_NO_WAR),
    ("es", "sin terror", NO_HORROR),
    ("it", "senza horror", NO_HORROR),
    ("pt", "sem terror", NO_HORROR),
    ("ru", "без ужасов", NO_HORROR),
    ("tr", "amerikan filmi olmasın", NOT_AMERICAN),
    ("bs", "bez horora", NO_HORROR),
]


@pytest.mark.parametrize(("code", "text", "filters"), UNWANTED)
def test_what_a_no_keeps_away_is_read(code: str, text: str, filters: Filters) -> None:
    request = understand(text, lexicon_of(code))
    assert request.best == ListRequest(filters)
    assert request.uncovered == ""
