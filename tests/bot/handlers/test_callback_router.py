"""Buttons: answered first and once; forged, old and foreign ones change nothing."""

from __future__ import annotations

import pytest
from telegram import CallbackQuery, InlineKeyboardButton, InlineKeyboardMarkup
from telegram.error import NetworkError

from bot.handlers.register import callback_router
from bot.playground.errors import bad_request
from bot.playground.people import PEOPLE
from bot.presentation import labels
from bot.presentation.callback_data import known_kinds, pack
from bot.presentation.deck_keyboards import RateCardButton, TurnButton
from bot.presentation.question_keyboard import AnswerButton
from tests.bot.conftest import Scene

BRUNO, CLARA = PEOPLE[1], PEOPLE[2]


def test_every_kind_of_button_does_something() -> None:
    assert callback_router().kinds == set(known_kinds().values())


@pytest.mark.parametrize(
    "payload", ["rate:4:318", "1qa", "0qa:z:8u:9", "1qa:z:8u:b", "1qa:z:8u:9:", "x" * 64, "1zz:1"]
)
async def test_a_button_of_another_time_gets_one_kind_toast_and_changes_nothing(
    scene: Scene, payload: str
) -> None:
    bruno = scene.chat(BRUNO)
    await bruno.says("/rate")
    card, called = bruno.last, len(scene.calls())
    notice = await bruno.presses(payload)
    assert notice is not None
    assert notice.text == labels.TOO_OLD
    assert bruno.last == card
    assert scene.calls()[called:] == ["answerCallbackQuery"]
    assert scene.ratings_of(BRUNO) == {}


async def test_a_card_of_another_time_loses_its_buttons_with_the_first_tap(scene: Scene) -> None:
    bruno = scene.chat(BRUNO)
    await bruno.says("/help")
    keyboard = InlineKeyboardMarkup([[InlineKeyboardButton("★4", callback_data="0qa:z:8u:9")]])
    await scene.application.bot.send_message(BRUNO.person_id, "An old question", reply_markup=keyboard)
    notice = await bruno.taps("★4")
    assert notice is not None
    assert notice.text == labels.TOO_OLD
    assert bruno.last.text == "An old question"
    assert bruno.last.buttons == []


async def test_a_forged_payload_takes_no_buttons_away_from_somebody_elses_card(scene: Scene) -> None:
    bruno, clara = scene.chat(BRUNO, in_group=True), scene.chat(CLARA, in_group=True)
    await bruno.says("/recommend")
    card = bruno.last
    await clara.presses("0qa:z:8u:9", on=card)
    await clara.presses(pack(TurnButton(CLARA.person_id, 999, 1)), on=card)
    assert bruno.last.text == "That list is too old, I no longer have it. /recommend makes a fresh one."
    assert bruno.now(card) == card


async def test_a_foreign_card_answers_with_a_toast_and_rates_nothing(scene: Scene) -> None:
    bruno, clara = scene.chat(BRUNO, in_group=True), scene.chat(CLARA, in_group=True)
    await bruno.says("/recommend")
    for label in ("★4", "▶", "🚫 Hide"):
        notice = await clara.taps(label)
        assert notice is not None
        assert notice.text == labels.NOT_YOURS
    assert scene.ratings_of(CLARA) == {}
    assert scene.ratings_of(BRUNO) == {}


async def test_a_forged_owner_does_not_open_somebody_elses_list(scene: Scene) -> None:
    bruno, clara = scene.chat(BRUNO), scene.chat(CLARA)
    await bruno.says("/recommend")
    await clara.says("/recommend")
    movie_id = scene.world.movies[0].movie_id
    await clara.presses(pack(RateCardButton(CLARA.person_id, 1, movie_id, 5.0)))
    assert clara.last.text == "That list is somebody else's. Send /recommend for your own."
    assert scene.ratings_of(CLARA) == {}


@pytest.mark.parametrize("deck_id", [999, 2**53])
async def test_a_list_that_never_was_is_too_old(scene: Scene, deck_id: int) -> None:
    bruno = scene.chat(BRUNO)
    await bruno.says("/recommend")
    await bruno.presses(pack(TurnButton(BRUNO.person_id, deck_id, 1)))
    assert bruno.last.text.startswith("That list is too old")


async def test_a_film_that_is_not_there_cannot_be_rated(scene: Scene) -> None:
    bruno = scene.chat(BRUNO)
    await bruno.says("/rate")
    await bruno.presses(pack(AnswerButton(BRUNO.person_id, 2**31 - 1, 5.0)))
    assert bruno.last.text == "I don't know that film, or no longer."
    assert scene.ratings_of(BRUNO) == {}


async def test_a_position_far_outside_a_list_stays_at_its_end(scene: Scene) -> None:
    bruno = scene.chat(BRUNO)
    await bruno.says("/recommend 3")
    await bruno.presses(pack(TurnButton(BRUNO.person_id, 1, 9999)))
    assert ["◀", "−½", "3/3", "+½", "More"] in bruno.last.buttons


@pytest.mark.parametrize(
    "refusal", ["query is too old and response timeout expired or query ID is invalid", "QUERY_ID_INVALID"]
)
async def test_a_tap_that_telegram_kept_for_too_long_is_still_done(scene: Scene, refusal: str) -> None:
    bruno = scene.chat(BRUNO)
    await bruno.says("/rate")
    scene.bot_api.state.faults.plan("answerCallbackQuery", bad_request(refusal))
    await bruno.taps("★4")
    assert len(scene.ratings_of(BRUNO)) == 1
    assert "1 rated" in bruno.last.text


async def test_a_tap_that_cannot_be_answered_is_still_done(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    bruno = scene.chat(BRUNO)
    await bruno.says("/rate")
    monkeypatch.setattr(CallbackQuery, "answer", _no_line)
    await bruno.taps("★4")
    assert "1 rated" in bruno.last.text


async def test_every_tap_is_answered_exactly_once(scene: Scene) -> None:
    bruno = scene.chat(BRUNO)
    await bruno.says("/recommend 3")
    taps = ["★4", "+½", "▶", "🚫 Hide", "✓ Hide", "3/3", "More", "◀"]
    for label in taps:
        await bruno.taps(label)
    assert scene.calls("answerCallbackQuery") == ["answerCallbackQuery"] * len(taps)


async def _no_line(*_: object) -> None:
    raise NetworkError("Bad Gateway")
