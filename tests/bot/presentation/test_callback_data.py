"""Payloads of buttons: every one survives the journey, everything else is stale."""

from __future__ import annotations

import contextlib
from dataclasses import fields, replace
from enum import IntEnum

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.handlers.register import callback_router
from bot.presentation.buttons import (
    AnswerButton,
    FilmsAre,
    Hint,
    HintButton,
    Payload,
    RateCardButton,
    StarsOf,
    StyleButton,
    TurnButton,
)
from bot.presentation.callback_data import BOUNDS, MAX_BYTES, VERSION, StaleButton, pack, unpack
from bot.services.style import Style

ENUMS: dict[str, type[IntEnum]] = {
    "hint": Hint,
    "style": Style,
    "stars_of": StarsOf,
    "films_are": FilmsAre,
}


def _values(name: str) -> st.SearchStrategy[object]:
    low, high = BOUNDS[name]
    if name == "stars":
        return st.integers(low, high).map(lambda halves: halves / 2)
    if name in ENUMS:
        return st.sampled_from(list(ENUMS[name]))
    return st.one_of(st.just(high), st.just(low), st.integers(low, high))


def _payloads_of(kind: type[Payload]) -> st.SearchStrategy[Payload]:
    return st.builds(kind, **{field.name: _values(field.name) for field in fields(kind)})


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


def test_every_field_has_bounds() -> None:
    assert callback_router().kinds == set(Payload.kinds.values())
    assert {field.name for kind in Payload.kinds.values() for field in fields(kind)} == set(BOUNDS)


@pytest.mark.parametrize(("packed", "kind"), PACKED_BEFORE.items())
def test_the_bytes_on_the_wire_stay(packed: str, kind: str) -> None:
    payload = unpack(packed)
    assert type(payload).__name__ == kind
    assert pack(payload) == packed


def test_a_wire_name_is_never_given_twice() -> None:
    with pytest.raises(ValueError, match="share the wire name 'dh'"):
        type("AnotherButton", (Payload,), {}, wire="dh")
