"""Places of time zones are called as people call them."""

from __future__ import annotations

import re

from bot.presentation.catalogues import Catalogues
from bot.presentation.locale import ENGLISH
from bot.presentation.place_names import PLACE_NAMES, place_name
from bot.runtime.zones import PLACES


def test_every_place_that_can_be_chosen_has_a_name() -> None:
    assert tuple(PLACE_NAMES) == PLACES
    assert place_name(ENGLISH, "Europe/Kiev") == "Kyiv"
    assert place_name(Catalogues().locale("de"), "Europe/Moscow") == "Moskau"


def test_russian_writes_all_of_them_in_its_own_letters() -> None:
    russian = Catalogues().locale("ru")
    assert [name for zone in PLACES if re.search("[A-Za-z]", name := place_name(russian, zone))] == []


def test_a_zone_without_a_name_is_told_by_its_place() -> None:
    assert place_name(ENGLISH, "America/Punta_Arenas") == "Punta Arenas"
