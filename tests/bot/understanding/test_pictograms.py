"""Moods that emoji add to the words beside them."""

from __future__ import annotations

import pytest

from bot.understanding.lexicons import lexicon_of
from bot.understanding.requests import ListRequest, Reading, TitleRequest
from tests.bot.understanding.english_requests import films
from tests.support.understood import understand


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("😱 but not too long", films("Horror", minutes=(None, 120))),
        ("😂😂 tonight", films("Comedy")),
        ("🚀 from the 80s", films("Sci-Fi", years=(1980, 1989))),
        ("comedy 😱", films("Comedy")),
        ("no horror 😱", films(no="Horror")),
        ("❤️ film pls", None),
        ("heat 😂", TitleRequest("heat")),
    ],
)
def test_a_mood_beside_words_counts_where_they_name_no_genre(text: str, meant: Reading | None) -> None:
    best = understand(text, lexicon_of("en")).best
    assert best == meant if meant is not None else not isinstance(best, ListRequest)
