from __future__ import annotations

import pytest

from bot.presentation import labels
from bot.presentation.catalogues import Catalogues

LONGEST = 7  # characters, symbol and space among them, that a phone shows of four buttons in a row


@pytest.mark.parametrize("code", Catalogues().codes)
@pytest.mark.parametrize("label", [labels.RATE, labels.LATER, labels.SEEN, labels.NOT_FOR_ME])
def test_what_stands_four_in_a_row_under_a_card_is_short_in_every_language(code: str, label: str) -> None:
    words = Catalogues().locale(code).gettext(label)
    symbol, _, rest = words.partition(" ")
    assert symbol == label.partition(" ")[0]
    assert rest
    assert len(words) <= LONGEST


def test_a_tick_takes_the_place_of_the_symbol() -> None:
    assert labels.ticked_symbol("🔖 Later") == "✓ Later"
