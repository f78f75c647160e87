"""Where a card was opened from: every origin comes back, and its number stays the one in old buttons."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.services.origins import MAX_CODE, Origin, Place, origin_of
from bot.services.shelves import Shelf


@given(st.sampled_from([*Place, *Shelf]), st.integers(0, 9_999), st.integers(0, 2**31 - 1))
def test_every_origin_comes_back(place: Place | Shelf, page: int, search_id: int) -> None:
    origin = Origin(place, page, search_id)
    assert 0 <= origin.code <= MAX_CODE
    assert repr(origin_of(origin.code)) == repr(origin)


@pytest.mark.parametrize(
    ("code", "place"),
    [(3, Place.RATINGS), (10_003, Shelf.WATCHLIST), (20_003, Shelf.SEEN), (30_003, Shelf.HIDDEN)],
)
def test_old_buttons_lead_back_to_the_same_list(code: int, place: Place | Shelf) -> None:
    assert origin_of(code) == Origin(place, 3)


@given(st.integers(0, MAX_CODE))
def test_every_number_on_the_wire_is_an_origin(code: int) -> None:
    assert origin_of(code).code == code


def test_a_place_and_a_shelf_have_no_number_in_common() -> None:
    assert not {*map(int, Place)} & {*map(int, Shelf)}
