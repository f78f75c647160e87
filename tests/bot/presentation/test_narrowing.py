"""Buttons that take parts of a list's filters away."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.presentation.callback_data import unpack
from bot.presentation.catalogues import Catalogues
from bot.presentation.locale import ENGLISH
from bot.presentation.narrowing import ROOM, LoosenButton, chips_in_a_row
from bot.services.narrowing import EVERY_PART, parts_of
from bot.services.views import NO_FILTERS, Filters
from recommender.genres import GENRES

OWNER, DECK = 7, 12
CATALOGUES = Catalogues()
COMEDY = frozenset({"Comedy"})


def labels(filters: Filters) -> list[str]:
    return [button.text for button in chips_in_a_row(ENGLISH, filters, DECK, OWNER)]


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        (NO_FILTERS, []),
        (Filters(genres=COMEDY), ["✕ Comedy"]),
        (Filters(genres=COMEDY, first_year=1980, last_year=1989), ["✕ Comedy", "✕ 1980s"]),
        (Filters(genres=COMEDY, first_year=1980, last_year=1989, max_minutes=90), ["✕ Comedy", "✕ All"]),
        (Filters(genres=frozenset({"Documentary"}), min_stars=4), ["✕ All"]),
    ],
)
def test_what_finds_no_room_goes_with_one_button_for_all(filters: Filters, expected: list[str]) -> None:
    assert labels(filters) == expected


@given(
    code=st.sampled_from(CATALOGUES.codes),
    filters=st.builds(
        Filters,
        genres=st.frozensets(st.sampled_from(GENRES), max_size=2),
        excluded_genres=st.frozensets(st.sampled_from(GENRES), max_size=2),
        first_year=st.sampled_from([None, 1990, 2011]),
        max_minutes=st.sampled_from([None, 90, 125]),
        languages=st.frozensets(st.sampled_from(["French", "Old English"]), max_size=1),
        features_only=st.booleans(),
    ),
)
def test_no_label_is_cut_and_everything_can_be_taken_away(code: str, filters: Filters) -> None:
    row = chips_in_a_row(CATALOGUES.locale(code), filters, DECK, OWNER)
    assert all(len(button.text) <= ROOM[len(row) - 1] for button in row)
    taken = {payload.part for button in row if isinstance(payload := _payload(button), LoosenButton)}
    assert taken == set(parts_of(filters)) or EVERY_PART in taken


def _payload(button: object) -> object:
    return unpack(str(getattr(button, "callback_data", None)))
