"""The message of a movie night once the night is over, and messages that the night has left behind."""

from __future__ import annotations

import pytest

from bot.handlers import night_votes
from bot.playground.errors import ApiError, bad_request, forbidden, server_error
from bot.playground.people import GROUP, PEOPLE
from bot.presentation.labels import TOO_OLD
from bot.services.nights import GATHERING_FOR
from tests.bot.conftest import Scene
from tests.support import membership
from tests.support.chat import Chat, Seen
from tests.support.stocked import FakeClock

ADA, BRUNO = PEOPLE[:2]
OVER = "That movie night is over. /movienight begins another."


@pytest.fixture
def ada(scene: Scene) -> Chat:
    return scene.chat(ADA, in_group=True)


@pytest.fixture
def bruno(scene: Scene) -> Chat:
    return scene.chat(BRUNO, in_group=True)


async def begun(chat: Chat) -> Seen:
    """Begin a night, or show the one under way; return its message."""
    await chat.says("/movienight")
    return chat.last


async def round_of_jobs(scene: Scene) -> None:
    await night_votes.go_on(scene.application.context_types.context(scene.application))


async def voted(scene: Scene, chat: Chat, night: Seen) -> None:
    await chat.taps("🗳 Vote", on=night)
    [poll] = [message.raw for message in chat.answers if "poll" in message.raw]
    await scene.application.bot.stop_poll(GROUP.group_id, poll["message_id"])
    await chat.sees("it is!\n\nIn: ")


async def test_when_the_film_is_known_the_nights_message_names_it_and_who_is_in(
    scene: Scene, ada: Chat, bruno: Chat
) -> None:
    night = await begun(ada)
    await bruno.taps("I'm in", on=night)
    await voted(scene, ada, ada.now(night))
    shown = ada.now(night)
    film = ada.last.text.partition(" it is!")[0]
    assert shown.text == f"{film} it is!\n\nIn: Ada and Bruno"
    assert shown.buttons == [["See its card"]]


async def test_where_no_polls_are_taken_the_nights_message_names_the_film_at_once(
    scene: Scene, ada: Chat
) -> None:
    scene.bot_api.state.restrictions[GROUP.group_id] = {"can_send_polls": False}
    night = await begun(ada)
    await ada.taps("🗳 Vote", on=night)
    assert " it is!" in ada.now(night).text


async def test_a_night_that_came_to_nothing_says_so_by_itself(
    scene: Scene, ada: Chat, clock: FakeClock
) -> None:
    night = await begun(ada)
    clock.now += GATHERING_FOR
    await round_of_jobs(scene)
    assert ada.now(night).text == OVER
    assert ada.now(night).buttons == []


@pytest.mark.parametrize("refusal", [bad_request("message to edit not found"), forbidden("bot was kicked")])
async def test_a_message_that_cannot_be_changed_is_tried_once(
    scene: Scene, ada: Chat, clock: FakeClock, refusal: ApiError
) -> None:
    night = await begun(ada)
    clock.now += GATHERING_FOR
    scene.bot_api.state.faults.plan("editMessageText", refusal)
    for _ in range(2):
        await round_of_jobs(scene)
    assert ada.now(night).text == night.text


async def test_while_telegram_is_away_the_message_waits(scene: Scene, ada: Chat, clock: FakeClock) -> None:
    night = await begun(ada)
    clock.now += GATHERING_FOR
    scene.bot_api.state.faults.plan("editMessageText", server_error(), times=9)
    await round_of_jobs(scene)
    assert ada.now(night).text == night.text
    scene.bot_api.state.faults.planned.clear()
    await round_of_jobs(scene)
    assert ada.now(night).text == OVER


async def test_a_process_that_dies_after_the_announcement_leaves_the_message_to_the_next_round(
    scene: Scene, ada: Chat
) -> None:
    night = await begun(ada)
    await ada.taps("🗳 Vote", on=night)
    [poll] = [message.raw["poll"] for message in ada.answers if "poll" in message.raw]
    own = scene.toolbox.services.nights
    decision = own.count_votes(poll["id"], [0, 1, 0, 0, 0], is_closed=True)
    assert decision is not None
    assert own.note_announced(decision)  # … and dies
    assert "The vote is on." in ada.now(night).text
    await round_of_jobs(scene)
    assert " it is!" in ada.now(night).text


async def test_an_older_message_of_the_night_is_brought_up_to_date_by_a_tap(
    scene: Scene, ada: Chat, bruno: Chat
) -> None:
    older, newer = await begun(ada), await begun(ada)
    await ada.taps("🗳 Vote", on=newer)
    notice = await ada.taps("🚫 1", on=older)
    assert notice is not None
    assert notice.text == "The vote has begun: the films stay as they are."
    assert "The vote is on." in ada.now(older).text
    [poll] = [message.raw for message in ada.answers if "poll" in message.raw]
    await scene.application.bot.stop_poll(GROUP.group_id, poll["message_id"])
    await ada.sees("it is!\n\nIn: ")
    notice = await bruno.taps("I'm in", on=ada.now(older))
    assert notice is not None
    assert notice.text == OVER
    assert ada.now(older).text == ada.now(newer).text


@pytest.mark.parametrize("label", ["🚫 1", "1"])
async def test_a_film_that_somebody_else_has_just_refused_is_said_to_be_gone(
    ada: Chat, bruno: Chat, label: str
) -> None:
    night = await begun(ada)
    await bruno.taps("I'm in", on=night)
    stale = ada.now(night)
    payload = stale.button(label)["callback_data"]
    await ada.taps("🚫 1", on=stale)
    notice = await bruno.presses(payload, on=stale)
    assert notice is not None
    assert notice.text == "That film is off the list already."
    await bruno.taps("🚫 1", on=ada.now(night))
    assert ada.now(night).text != stale.text


async def test_a_tap_under_a_night_planned_days_ago_changes_it_where_it_stands(
    ada: Chat, bruno: Chat
) -> None:
    night = await begun(ada)
    payload = night.button("I'm in")["callback_data"]
    days_later = Seen({"chat": night.raw["chat"], "message_id": night.message_id, "date": 0})
    await bruno.presses(payload, on=days_later)
    assert "In: Ada and Bruno" in ada.now(night).text
    assert len(ada.answers) == 1


async def test_a_group_that_threw_the_bot_out_and_took_it_back_reads_what_became_of_its_night(
    scene: Scene, ada: Chat
) -> None:
    night = await begun(ada)
    await ada._handled(membership.remove_bot(scene.bot_api, GROUP.group_id))
    await ada._handled(membership.add_bot(scene.bot_api, GROUP.group_id))
    notice = await ada.taps("I'm in", on=night)
    assert notice is not None
    assert notice.text not in {"", TOO_OLD}
    assert ada.now(night).text == OVER
