"""Films like another one, but with less of something: it is kept away, not asked for."""

from __future__ import annotations

import pytest

from bot.understanding.lexicons import lexicon_of
from bot.understanding.requests import Filters, ListRequest, SimilarRequest
from tests.support.understood import understand


@pytest.mark.parametrize(
    ("code", "text", "without"),
    [
        ("en", "something like heat but less sad", "Drama"),
        ("en", "like heat but less action", "Action"),
        ("de", "wie heat aber weniger traurig", "Drama"),
        ("fr", "comme heat mais moins triste", "Drama"),
        ("es", "como heat pero menos triste", "Drama"),
        ("it", "come heat ma meno triste", "Drama"),
        ("pt", "como heat mas menos triste", "Drama"),
        ("tr", "heat gibi ama daha az üzücü", "Drama"),
        ("bs", "kao heat ali manje tužno", "Drama"),
        ("ru", "как heat но менее грустный", "Drama"),
    ],
)
def test_what_there_should_be_less_of_is_kept_away(code: str, text: str, without: str) -> None:
    best = understand(text, lexicon_of(code)).best
    assert isinstance(best, SimilarRequest)
    assert (best.titles, best.filters) == (("heat",), Filters(excluded_genres=frozenset({without})))


@pytest.mark.parametrize(
    ("code", "text", "minutes"),
    [
        ("de", "weniger als 90 minuten", 90),
        ("fr", "moins de deux heures", 120),
        ("it", "meno di due ore", 120),
        ("bs", "manje od 90 minuta", 90),
        ("ru", "меньше двух часов", 120),
    ],
)
def test_the_same_words_before_a_length_are_its_bound(code: str, text: str, minutes: int) -> None:
    assert understand(text, lexicon_of(code)).best == ListRequest(Filters(max_minutes=minutes))
