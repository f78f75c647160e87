"""Of which genres one will do, in every language: "comedy or horror"."""

from __future__ import annotations

import pytest

from bot.understanding.lexicons import lexicon_of
from bot.understanding.requests import Filters, ListRequest
from tests.support.understood import understand

FUNNY_OR_SCARY = Filters(any_genres=frozenset({"Comedy", "Horror"}))
FUNNY_OR_ROMANTIC = Filters(any_genres=frozenset({"Comedy", "Romance"}))
FRENCH_OR_ITALIAN = Filters(languages=frozenset({"French", "Italian"}))
EITHER = [
    ("en", "comedy or horror", FUNNY_OR_SCARY),
    ("en", "something funny or romantic", FUNNY_OR_ROMANTIC),
    ("en", "french or italian", FRENCH_OR_ITALIAN),
    ("de", "entweder komödie oder horror", FUNNY_OR_SCARY),
    ("de", "etwas lustiges oder romantisches", FUNNY_OR_ROMANTIC),
    ("de", "französisch oder italienisch", FRENCH_OR_ITALIAN),
    ("fr", "comédie ou horreur", FUNNY_OR_SCARY),
    ("fr", "un film drôle ou romantique", FUNNY_OR_ROMANTIC),
    ("fr", "français ou italien", FRENCH_OR_ITALIAN),
    ("es", "comedia o terror", FUNNY_OR_SCARY),
    ("es", "algo divertido o romántico", FUNNY_OR_ROMANTIC),
    ("es", "francesa o italiana", FRENCH_OR_ITALIAN),
    ("it", "commedia o horror", FUNNY_OR_SCARY),
    ("it", "qualcosa di divertente o romantico", FUNNY_OR_ROMANTIC),
    ("it", "francese o italiano", FRENCH_OR_ITALIAN),
    ("pt", "comédia ou terror", FUNNY_OR_SCARY),
    ("pt", "algo engraçado ou romântico", FUNNY_OR_ROMANTIC),
    ("pt", "francês ou italiano", FRENCH_OR_ITALIAN),
    ("ru", "комедия либо ужасы", FUNNY_OR_SCARY),
    ("ru", "что-нибудь смешное или романтическое", FUNNY_OR_ROMANTIC),
    ("ru", "французский или итальянский", FRENCH_OR_ITALIAN),
    ("tr", "komedi ya da korku", FUNNY_OR_SCARY),
    ("tr", "komedi veya romantik film", FUNNY_OR_ROMANTIC),
    ("tr", "fransız veya italyan", FRENCH_OR_ITALIAN),
    ("bs", "komedija ili horor", FUNNY_OR_SCARY),
    ("bs", "nešto smiješno ili romantično", FUNNY_OR_ROMANTIC),
    ("bs", "francuski ili italijanski", FRENCH_OR_ITALIAN),
]


@pytest.mark.parametrize(("code", "text", "filters"), EITHER)
def test_or_means_any_of_them(code: str, text: str, filters: Filters) -> None:
    request = understand(text, lexicon_of(code))
    assert request.best == ListRequest(filters)
    assert request.uncovered == ""


@pytest.mark.parametrize("text", ["comedy and horror", "comedy horror", "horror, comedy"])
def test_without_or_all_of_them_fit(text: str) -> None:
    best = understand(text, lexicon_of("en")).best
    assert best == ListRequest(Filters(genres=frozenset({"Comedy", "Horror"})))
