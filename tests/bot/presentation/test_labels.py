from __future__ import annotations

import pytest

from bot.presentation import labels
from bot.presentation.catalogues import Catalogues

LONGEST = 7  # characters, symbol and space among them, that a phone shows of four buttons in a row
LONGEST_OF_THREE = 12  # and of three, where a tick takes its place too
LONGEST_LEADING_OUT = 8  # of four, two of them a mark only, where an arrow takes its place


@pytest.mark.parametrize("code", Catalogues().codes)
@pytest.mark.parametrize("label", [labels.LATER, labels.SEEN, labels.NOT_FOR_ME])
def test_what_stands_four_in_a_row_under_a_card_is_short_in_every_language(code: str, label: str) -> None:
    words = Catalogues().locale(code).gettext(label)
    symbol, _, rest = words.partition(" ")
    assert symbol == label.partition(" ")[0]
    assert rest
    assert len(words) <= LONGEST


@pytest.mark.parametrize("code", Catalogues().codes)
@pytest.mark.parametrize(
    "label", [*labels.STYLES.values(), *labels.RATING_ORDERS.values(), labels.DELETE_RATING]
)
def test_what_stands_three_in_a_row_is_short_in_every_language(code: str, label: str) -> None:
    assert len(Catalogues().locale(code).gettext(label)) <= LONGEST_OF_THREE


@pytest.mark.parametrize("code", Catalogues().codes)
def test_what_leads_out_of_a_row_with_filters_is_short_in_every_language(code: str) -> None:
    assert len(Catalogues().locale(code).gettext("Share")) <= LONGEST_LEADING_OUT


def test_a_tick_takes_the_place_of_the_symbol() -> None:
    assert labels.ticked_symbol("🔖 Later") == "✓ Later"
