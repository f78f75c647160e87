"""Payloads of buttons: every one survives the journey, everything else is stale."""

from __future__ import annotations

import contextlib
from dataclasses import fields, replace
from enum import IntEnum

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.presentation.buttons import (
    AnswerButton,
    Hint,
    HintButton,
    Payload,
    RateCardButton,
    Style,
    StyleButton,
    TurnButton,
)
from bot.presentation.callback_data import BOUNDS, KINDS, MAX_BYTES, VERSION, StaleButton, pack, unpack

ENUMS: dict[str, type[IntEnum]] = {"hint": Hint, "style": Style}


def _values(name: str) -> st.SearchStrategy[object]:
    low, high = BOUNDS[name]
    if name == "stars":
        return st.integers(low, high).map(lambda halves: halves / 2)
    if name in ENUMS:
        return st.sampled_from(list(ENUMS[name]))
    return st.one_of(st.just(high), st.just(low), st.integers(low, high))


def _payloads_of(kind: type[Payload]) -> st.SearchStrategy[Payload]:
    return st.builds(kind, **{field.name: _values(field.name) for field in fields(kind)})


payloads = st.one_of([_payloads_of(kind) for kind in KINDS.values()])


@given(payloads)
def test_every_payload_comes_back_as_it_left(payload: Payload) -> None:
    assert unpack(pack(payload)) == payload


@given(payloads)
def test_every_payload_fits_into_a_button(payload: Payload) -> None:
    assert 1 <= len(pack(payload).encode()) <= MAX_BYTES


@given(st.text(max_size=80))
def test_any_text_is_a_payload_in_its_one_spelling_or_stale(text: str) -> None:
    try:
        payload = unpack(text)
    except StaleButton:
        return
    assert pack(payload) == text


@given(payloads, st.data())
def test_a_damaged_payload_is_stale_or_another_valid_one(payload: Payload, data: st.DataObject) -> None:
    text = pack(payload)
    cut = data.draw(st.integers(0, len(text)))
    damaged = text[:cut] + data.draw(st.text("0123456789abcz:-._ Z", max_size=4)) + text[cut + 1 :]
    with contextlib.suppress(StaleButton):
        assert pack(unpack(damaged)) == damaged


def test_a_payload_reads_as_expected() -> None:
    # 318 = 8·36 + 30 ("u"), 4.5 stars = 9 halves
    assert pack(AnswerButton(owner=35, movie_id=318, stars=4.5)) == VERSION + "qa:z:8u:9"


@pytest.mark.parametrize(
    "text",
    [
        None,
        "",
        "1",
        "1qa",
        "1qa:z:8u",  # cut short
        "1qa:z:8u:9:1",  # one too many
        "1qa:z:8u:0",  # no stars
        "1qa:z:8u:b",  # five and a half stars
        "1qa:z:08u:9",  # a second spelling
        "1qa:z:8U:9",
        "1qa:z:-8u:9",
        "1qa:z: 8u:9",
        "1qa:z:8_u:9",
        "1qa:0:8u:9",  # nobody's
        "1qa:z:zzzzzzz:9",  # no such movie id can be
        "1zz:z",  # no such kind
        "0qa:z:8u:9",  # another version
        "1dm:z:8u",  # of the time before it named a size
        "1qa:z:8u:9\n",
        "1qa:z:８:9",  # a full-width digit
        "rate_4_318",
        "x" * 64,
    ],
)
def test_outdated_cut_and_forged_payloads_are_stale(text: str | None) -> None:
    with pytest.raises(StaleButton):
        unpack(text)


@pytest.mark.parametrize(
    "payload",
    [
        AnswerButton(1, 318, 0.0),
        AnswerButton(1, 318, 5.5),
        AnswerButton(1, 318, 3.7),
        AnswerButton(-5, 318, 4.0),
        TurnButton(1, 0, 3),
        TurnButton(1, 1, -1),
    ],
)
def test_a_payload_out_of_bounds_is_never_packed(payload: Payload) -> None:
    with pytest.raises(ValueError, match="cannot be"):
        pack(payload)


def test_half_stars_are_told_apart() -> None:
    button = RateCardButton(1, 1, 318, 4.5)
    assert unpack(pack(button)) != unpack(pack(replace(button, stars=4.0)))


@pytest.mark.parametrize("payload", [HintButton(1, Hint.FINE_TUNE), StyleButton(1, Style.BOLDER)])
def test_a_choice_comes_back_as_one_of_its_kind(payload: Payload) -> None:
    assert repr(unpack(pack(payload))) == repr(payload)


def test_every_field_has_bounds() -> None:
    assert {field.name for kind in KINDS.values() for field in fields(kind)} == set(BOUNDS)
