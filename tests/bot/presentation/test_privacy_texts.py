"""What /privacy says, in every language."""

from __future__ import annotations

import pytest

from bot.presentation.catalogues import Catalogues
from bot.presentation.locale import ENGLISH
from bot.presentation.markup import visible_units
from bot.presentation.privacy_texts import privacy

CATALOGUES = Catalogues()
ONE_SCREEN = 1900  # characters on a phone, with a little scrolling


@pytest.mark.parametrize("code", CATALOGUES.codes)
def test_it_names_the_ways_out_and_stays_short(code: str) -> None:
    said = privacy(CATALOGUES.locale(code))
    assert "/export" in said
    assert "/forget_me" in said
    assert visible_units(said) <= ONE_SCREEN


def test_it_says_what_becomes_of_messages_groups_and_ratings() -> None:
    said = privacy(ENGLISH)
    for words in ("Your messages are not kept", "nobody learns your ratings", "OMDb is asked about films"):
        assert words in said
