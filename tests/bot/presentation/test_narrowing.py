"""Buttons that take parts of a list's filters away."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.presentation.callback_data import unpack
from bot.presentation.catalogues import Catalogues
from bot.presentation.controls import button
from bot.presentation.locale import ENGLISH
from bot.presentation.narrowing import (
    A_THIRD,
    ROOM,
    ROOM_BESIDE_THREE,
    FilterPartsButton,
    LoosenButton,
    chips_in_a_row,
    narrow_chip,
    parts,
)
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
        (Filters(genres=COMEDY, first_year=1980, last_year=1989, max_minutes=90), ["✕ Filters"]),
        (Filters(genres=frozenset({"Documentary"}), min_stars=4), ["✕ Filters"]),
    ],
)
def test_what_finds_no_room_is_behind_one_button(filters: Filters, expected: list[str]) -> None:
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
        excluded_actors=st.frozensets(st.sampled_from(["Tom Cruise", "A" * 80, "<>&" * 30]), max_size=2),
        excluded_films=st.frozensets(st.sampled_from(["Heat (1995)", "A" * 200, "<>&" * 30]), max_size=2),
        excluded_directors=st.frozensets(st.sampled_from(["Tom Cruise", "É" * 80]), max_size=2),
    ),
)
def test_no_label_is_cut_and_everything_can_be_taken_away(code: str, filters: Filters) -> None:
    row = chips_in_a_row(CATALOGUES.locale(code), filters, DECK, OWNER)
    assert all(len(button.text) <= ROOM[len(row) - 1] for button in row)
    payloads = [_payload(button) for button in row]
    taken = {payload.part for payload in payloads if isinstance(payload, LoosenButton)}
    assert taken == set(parts_of(filters)) or payloads == [FilterPartsButton(OWNER, DECK, 0)]


@pytest.mark.parametrize("code", CATALOGUES.codes)
def test_what_opens_the_parts_is_short_in_every_language(code: str) -> None:
    filters = Filters(genres=COMEDY, first_year=1980, max_minutes=90, min_stars=4)
    [opener] = chips_in_a_row(CATALOGUES.locale(code), filters, DECK, OWNER)
    assert len(opener.text) <= A_THIRD
    assert len(CATALOGUES.locale(code).gettext("↻ Again")) <= A_THIRD


@given(filters=st.builds(Filters, genres=st.frozensets(st.sampled_from(GENRES)), features_only=st.booleans()))
def test_with_little_room_one_button_takes_the_part_away_or_opens_them(filters: Filters) -> None:
    row = narrow_chip(ENGLISH, filters, DECK, 3, OWNER)
    assert len(row) == (filters != NO_FILTERS)
    for chip in row:
        assert len(chip.text) <= ROOM_BESIDE_THREE
        assert isinstance(_payload(chip), LoosenButton) or _payload(chip) == FilterPartsButton(OWNER, DECK, 3)


EVERYTHING = Filters(
    genres=COMEDY,
    excluded_genres=frozenset({"War"}),
    first_year=1980,
    max_minutes=90,
    languages=frozenset({"French"}),
    min_stars=4,
    features_only=False,
    excluded_directors=frozenset({"Woody Allen"}),
)


@pytest.mark.parametrize(
    "filters", [Filters(genres=COMEDY), Filters(genres=COMEDY, first_year=1980), EVERYTHING]
)
def test_the_parts_that_are_opened_are_all_of_them(filters: Filters) -> None:
    back = button("◀", FilterPartsButton(OWNER, DECK, 3))
    rows = parts(ENGLISH, filters, DECK, back, OWNER)
    payloads = [_payload(each) for row in rows for each in row]
    taken = [payload.part for payload in payloads if isinstance(payload, LoosenButton)]
    everything = [EVERY_PART] if len(parts_of(filters)) > 1 else []
    assert taken == [*parts_of(filters), *everything]
    assert rows[-1][-1] == back


def _payload(shown: object) -> object:
    return unpack(str(getattr(shown, "callback_data", None)))
