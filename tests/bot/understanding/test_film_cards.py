"""Cards that come back as messages."""

from __future__ import annotations

import pytest

from bot.understanding.film_cards import title_on_card


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("Heat (1995)\nAction · Crime", "Heat 1995"),
        ("For you\nHeat (1995)\nAction · Crime", "Heat 1995"),
        ("8½ (1963)\n\nComedy", "8½ 1963"),
        ("2001: A Space Odyssey (1968)\nSci-Fi", "2001: A Space Odyssey 1968"),
        ("\u05d4\u05d9 (1999)\nDrama", "\u05d4\u05d9 1999"),
    ],
)
def test_the_title_of_a_card_is_the_line_with_a_year(text: str, title: str) -> None:
    assert title_on_card(text) == title


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Heat (1995)",
        "Heat (1995)\nCasino (1995)",
        "Your watchlist\n1. Heat (1995) · ★ 3.2\n2. Casino (1995) · ★ 3.4",
        "heat\ncasino",
        "(1995)\nDrama",
        "Heat (95)\nDrama",
        "Heat (1995) was great\nwatch it",
        "x" * 4096,
        "x\n" * 2000 + "Heat (1995)",
        "((((" * 1000 + "\n" + " " * 4000,
    ],
)
def test_other_texts_are_no_cards(text: str) -> None:
    assert title_on_card(text) is None
