"""When something fails: a sentence to the person, the trace to the log, a note to the admins."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from telegram.error import NetworkError, RetryAfter, TimedOut

from bot.handlers.failures import NOTE_INTERVAL_SECONDS, Failures
from bot.playground.errors import forbidden, server_error
from bot.playground.people import ADMIN
from bot.presentation import refusals, texts
from bot.services.errors import DeckGone, StorageUnavailable
from tests.bot.conftest import Scene
from tests.support.stocked import FakeClock


def failing(error: Exception) -> Callable[..., Any]:
    """Return a service that always fails."""

    def fail(*_: object) -> Any:
        raise error

    return fail


@pytest.fixture
def broken(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> Callable[[Exception], None]:
    """Let /ratings fail."""

    def break_with(error: Exception) -> None:
        monkeypatch.setattr(scene.toolbox.services.rating, "page", failing(error))

    return break_with


async def test_an_unexpected_error_is_said_logged_and_noted_to_the_admins(
    scene: Scene, broken: Callable[[Exception], None], caplog: pytest.LogCaptureFixture
) -> None:
    bruno, ada = scene.chat(), scene.chat(ADMIN)
    await ada.says("/start")
    broken(KeyError("secret-in-the-message"))
    await bruno.says("/ratings")
    assert bruno.last.text == texts.UNEXPECTED
    assert "secret-in-the-message" in caplog.text
    assert ada.last.text.startswith("⚠️ KeyError at test_failures.py:")
    assert "secret" not in ada.last.text


async def test_an_error_behind_a_button_leaves_the_card_to_try_again(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    bruno = scene.chat()
    await bruno.says("/rate")
    card = bruno.last
    with monkeypatch.context() as moment:
        moment.setattr(scene.toolbox.services.onboarding, "answer", failing(RuntimeError("boom")))
        await bruno.taps("★4")
    assert bruno.last.text == texts.UNEXPECTED
    assert bruno.now(card) == card
    await bruno.taps("★4", on=card)
    assert "1 rated" in bruno.now(card).text


async def test_unexpected_errors_are_counted_and_forgotten_after_a_month(
    scene: Scene, broken: Callable[[Exception], None], clock: FakeClock
) -> None:
    bruno = scene.chat()
    broken(KeyError("secret"))
    await bruno.says("/ratings")
    await bruno.says("/ratings")
    assert scene.toolbox.status.figures().errors_today == 2
    clock.now += timedelta(days=31)
    await bruno.says("/ratings")
    with scene.unit_of_work() as work:
        assert work.errors.count_since(clock.now - timedelta(days=400)) == 1


@pytest.mark.parametrize("another", [StorageUnavailable("away"), RuntimeError("disk full")])
async def test_a_database_that_fails_too_does_not_hide_the_first_error(
    scene: Scene,
    broken: Callable[[Exception], None],
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    another: Exception,
) -> None:
    bruno, ada = scene.chat(), scene.chat(ADMIN)
    await ada.says("/start")
    broken(KeyError("the first error"))
    monkeypatch.setattr(scene.toolbox.error_counter, "note", failing(another))
    await bruno.says("/ratings")
    assert bruno.last.text == texts.UNEXPECTED
    assert "the first error" in caplog.text
    assert "could not be counted" in caplog.text
    assert ada.last.text.startswith("⚠️ KeyError")


async def test_a_card_whose_buttons_cannot_be_taken_away_is_still_answered(
    scene: Scene, caplog: pytest.LogCaptureFixture
) -> None:
    bruno = scene.chat()
    await bruno.says("/recommend")
    oldest = bruno.last
    for _ in range(21):
        scene.toolbox.services.decks.open(bruno.person.person_id)
    scene.bot_api.state.faults.plan("editMessageReplyMarkup", forbidden("bot was kicked"))
    await bruno.taps("▶", on=oldest)
    assert bruno.last.text == refusals.REFUSALS[DeckGone]
    assert "could not be taken away" in caplog.text


async def test_a_storm_of_errors_is_one_note(scene: Scene, broken: Callable[[Exception], None]) -> None:
    bruno, ada = scene.chat(), scene.chat(ADMIN)
    await ada.says("/start")
    broken(RuntimeError("boom"))
    for _ in range(5):
        await bruno.says("/ratings")
    assert len([message for message in ada.answers if message.text.startswith("⚠️")]) == 1


async def test_the_next_note_counts_what_was_left_out(scene: Scene) -> None:
    ada, now = scene.chat(ADMIN), [0.0]
    await ada.says("/start")
    failures = Failures(lambda: now[0])
    context: Any = scene.application.context_types.context(scene.application)
    context.error = RuntimeError("boom")
    for seconds in (0.0, 1.0, 2.0, NOTE_INTERVAL_SECONDS):
        now[0] = seconds
        await failures.handle(None, context)
    notes = [message.text for message in ada.answers if message.text.startswith("⚠️")]
    assert len(notes) == 2
    assert "answering a job" in notes[0]
    assert notes[1].endswith("2 more errors since my last note.")


async def test_a_database_that_is_away_is_said_and_recovers(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    bruno, ada = scene.chat(), scene.chat(ADMIN)
    await ada.says("/start")
    with monkeypatch.context() as moment:
        moment.setattr(scene.toolbox.services.rating, "page", failing(StorageUnavailable("away")))
        await bruno.says("/ratings")
    assert bruno.last.text == texts.STORAGE_IS_AWAY
    assert not any(message.text.startswith("⚠️") for message in ada.answers)
    await bruno.says("/ratings")
    assert bruno.last.text.startswith("You haven't rated a film")


async def test_a_lost_line_to_telegram_is_logged_quietly(
    scene: Scene, caplog: pytest.LogCaptureFixture
) -> None:
    bruno, ada = scene.chat(), scene.chat(ADMIN)
    await ada.says("/start")
    context: Any = scene.application.context_types.context(scene.application)
    for error in (NetworkError("Bad Gateway"), TimedOut(), RetryAfter(3)):
        context.error = error
        await Failures().handle(None, context)
    assert [record.levelno for record in caplog.records if record.name == "bot.handlers.failures"] == [
        logging.WARNING
    ] * 3
    assert not any(message.text.startswith("⚠️") for message in ada.answers)
    assert bruno.answers == []


async def test_a_stumbling_telegram_is_tried_again(scene: Scene) -> None:
    bruno = scene.chat()
    scene.bot_api.state.faults.plan("sendMessage", server_error())
    await bruno.says("/help")
    assert len(bruno.answers) == 1


async def test_a_person_who_cannot_be_told_about_an_error_stops_nothing(
    scene: Scene, broken: Callable[[Exception], None]
) -> None:
    bruno = scene.chat()
    broken(RuntimeError("boom"))
    scene.bot_api.state.faults.plan("sendMessage", forbidden("bot was blocked by the user"), times=2)
    await bruno.says("/ratings")
    await bruno.says("/help")
    assert bruno.last.text.startswith("What I can do")
