"""Payloads of buttons: every one survives the journey, everything else is stale."""

from __future__ import annotations

import contextlib
import subprocess
import sys
from dataclasses import replace
from enum import IntEnum

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.handlers.register import callback_router
from bot.presentation.buttons import Hint, HintButton, Payload
from bot.presentation.callback_data import (
    MAX_BYTES,
    VERSION,
    StaleButton,
    bounds_of,
    pack,
    types_of,
    unpack,
)
from bot.presentation.deck_keyboards import RateCardButton, TurnButton
from bot.presentation.keyboards import StyleButton
from bot.presentation.question_keyboard import AnswerButton
from bot.services.style import Style


def _values(name: str, field_type: type[float]) -> st.SearchStrategy[object]:
    low, high = bounds_of(name, field_type)
    if issubclass(field_type, IntEnum):
        return st.sampled_from(list(field_type))
    numbers = st.one_of(st.just(high), st.just(low), st.integers(low, high))
    return numbers.map(lambda halves: halves / 2) if name == "stars" else numbers


def _payloads_of(kind: type[Payload]) -> st.SearchStrategy[Payload]:
    return st.builds(kind, **{name: _values(name, each) for name, each in types_of(kind.wire).items()})


# As packed before payload classes described themselves; a button in an old chat must go on working.
PACKED_BEFORE = {
    "1r:18ce53un18f": "RateFilmsButton",
    "1l:18ce53un18f": "LinkHelpButton",
    "1p:18ce53un18f": "PopularButton",
    "1s:18ce53un18f": "RecommendButton",
    "1qa:18ce53un18f:8u:9": "AnswerButton",
    "1qn:18ce53un18f:8u": "NotSeenButton",
    "1qr:18ce53un18f:8u:9:88": "RefineAnswerButton",
    "1qu:18ce53un18f:8u": "UndoAnswerButton",
    "1qs:18ce53un18f": "StopButton",
    "1dt:18ce53un18f:2n9c:7": "TurnButton",
    "1dc:18ce53un18f:7:k": "CounterButton",
    "1da:18ce53un18f:2n9c:8u:9": "RateCardButton",
    "1dr:18ce53un18f:2n9c:7:8u:9": "RefineCardButton",
    "1dh:18ce53un18f:2n9c:8u": "HideButton",
    "1du:18ce53un18f:2n9c:8u": "UnhideButton",
    "1dm:18ce53un18f:2n9c:k": "MoreButton",
    "1ds:18ce53un18f:8u": "SimilarButton",
    "1y:18ce53un18f:2": "StyleButton",
    "1lp:18ce53un18f:3": "RatingsPageButton",
    "1lo:18ce53un18f:8u:3": "OpenRatingButton",
    "1la:18ce53un18f:8u:9:3": "RateFilmButton",
    "1ld:18ce53un18f:8u:3": "DeleteRatingButton",
    "1fy:18ce53un18f": "ForgetMeButton",
    "1fn:18ce53un18f": "KeepMeButton",
    "1mc:18ce53un18f": "CancelRetrainButton",
    "1ml:18ce53un18f:c": "MakeLiveButton",
    "1h:18ce53un18f:2": "HintButton",
}

payloads = st.one_of([_payloads_of(kind) for kind in callback_router().kinds])


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


def test_every_kind_of_button_is_known_before_anything_else_is_imported() -> None:
    program = "from bot.presentation.callback_data import known_kinds; print(*sorted(known_kinds()))"
    command = [sys.executable, "-c", program]
    alone = subprocess.run(command, capture_output=True, text=True, check=True)  # noqa: S603
    assert alone.stdout.split() == sorted(kind.wire for kind in callback_router().kinds)


def test_a_field_of_a_new_name_is_bounded_by_what_a_column_takes() -> None:
    assert bounds_of("surprise", int) == (0, 2**31 - 1)


@pytest.mark.parametrize(("packed", "kind"), PACKED_BEFORE.items())
def test_the_bytes_on_the_wire_stay(packed: str, kind: str) -> None:
    payload = unpack(packed)
    assert type(payload).__name__ == kind
    assert pack(payload) == packed


def test_a_wire_name_is_never_given_twice() -> None:
    with pytest.raises(ValueError, match="share the wire name 'dh'"):
        type("AnotherButton", (Payload,), {}, wire="dh")
