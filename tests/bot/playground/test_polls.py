"""Polls: the limits, the votes, the end."""

from __future__ import annotations

import json
from typing import Any

import pytest

from bot.playground import actions
from bot.playground.bot_api import BotApi
from bot.playground.errors import ImpossibleAction
from bot.playground.people import ELSEWHERE, GROUP, PEOPLE
from bot.playground.polls import end_early
from tests.bot.playground.asking import ADA, BRUNO, ask, picture, refused
from tests.bot.playground.conftest import HandClock

GROUP_ID = GROUP.group_id
OPTIONS = json.dumps([{"text": "Heat"}, {"text": "Casino"}, "Ran"])


async def asked(bot_api: BotApi, **params: Any) -> dict[str, Any]:
    """Send a poll into the group and return its message."""
    wanted = {"chat_id": GROUP_ID, "question": "Which?", "options": OPTIONS, "is_anonymous": "false"}
    message: dict[str, Any] = await ask(bot_api, "sendPoll", **(wanted | params))
    return message


def poll_in(bot_api: BotApi, message: dict[str, Any]) -> dict[str, Any]:
    poll: dict[str, Any] = bot_api.state.messages[GROUP_ID][message["message_id"]]["poll"]
    return poll


def counts(bot_api: BotApi, message: dict[str, Any]) -> list[int]:
    return [option["voter_count"] for option in poll_in(bot_api, message)["options"]]


async def test_a_vote_counts_once_can_be_changed_and_taken_back(bot_api: BotApi) -> None:
    message = await asked(bot_api)
    actions.vote(bot_api, ADA, message, [1])
    actions.vote(bot_api, BRUNO, message, [1])
    actions.vote(bot_api, ADA, message, [0])
    assert counts(bot_api, message) == [1, 1, 0]
    actions.vote(bot_api, ADA, message, [])
    updates = await ask(bot_api, "getUpdates")

    assert counts(bot_api, message) == [0, 1, 0]
    assert poll_in(bot_api, message)["total_voter_count"] == 1
    answers = [update["poll_answer"] for update in updates if "poll_answer" in update]
    assert [answer["option_ids"] for answer in answers] == [[1], [1], [0], []]
    assert [update["poll"]["total_voter_count"] for update in updates if "poll" in update] == [1, 2, 2, 1]


async def test_an_option_has_the_photo_that_its_file_id_or_address_names(bot_api: BotApi) -> None:
    file_id = (await bot_api.state.files.add_photo(picture()))[-1]["file_id"]
    named = {"text": "Casino", "media": {"type": "photo", "media": file_id}}
    message = await asked(bot_api, options=json.dumps([{"text": "Heat"}, named]))
    heat, casino = poll_in(bot_api, message)["options"]
    assert "media" not in heat
    assert casino["media"]["photo"][-1]["file_id"] == file_id


@pytest.mark.parametrize("media", [{"type": "photo", "media": "x"}, {"type": "video", "media": "x"}, "x"])
async def test_media_that_there_is_not_is_refused(bot_api: BotApi, media: object) -> None:
    options = json.dumps([{"text": "Heat"}, {"text": "Casino", "media": media}])
    params = {"chat_id": GROUP_ID, "question": "Which?", "options": options}
    code, words = await refused(bot_api, "sendPoll", **params)
    assert code == 400
    assert "file identifier" in words or "InputPollOptionMedia" in words


async def test_an_anonymous_poll_never_tells_who_voted(bot_api: BotApi) -> None:
    message = await asked(bot_api, is_anonymous="true")
    actions.vote(bot_api, ADA, message, [2])

    assert [list(update)[1] for update in await ask(bot_api, "getUpdates")] == ["poll"]


@pytest.mark.parametrize(
    ("person_id", "options", "reason"),
    [
        (ADA, [3], "no such option"),
        (ADA, [-1], "no such option"),
        (ADA, [1, 1], "no such option"),
        (ADA, [0, 1], "one answer"),
        (ADA, [], "no vote to take back"),
        (PEOPLE[5].person_id, [0], "not in this chat"),
        (1, [0], "no such person"),
    ],
)
async def test_a_forged_vote_is_refused(
    bot_api: BotApi, person_id: int, options: list[int], reason: str
) -> None:
    message = await asked(bot_api)
    with pytest.raises(ImpossibleAction, match=reason):
        actions.vote(bot_api, person_id, message, options)
    assert counts(bot_api, message) == [0, 0, 0]
    assert await ask(bot_api, "getUpdates") == []


async def test_several_answers_where_the_poll_takes_them(bot_api: BotApi) -> None:
    message = await asked(bot_api, allows_multiple_answers="true", allows_revoting="false")
    actions.vote(bot_api, ADA, message, [2, 0])

    assert counts(bot_api, message) == [1, 0, 1]
    with pytest.raises(ImpossibleAction, match="cannot be changed"):
        actions.vote(bot_api, ADA, message, [1])


async def test_a_poll_closes_by_the_clock_and_says_so(bot_api: BotApi, clock: HandClock) -> None:
    message = await asked(bot_api, open_period=600)
    clock.move(599)
    assert await ask(bot_api, "getUpdates") == []
    clock.move(1)
    [update] = await ask(bot_api, "getUpdates")

    assert update["poll"]["is_closed"] is True
    with pytest.raises(ImpossibleAction, match="closed"):
        actions.vote(bot_api, ADA, message, [0])
    stopped = await refused(bot_api, "stopPoll", chat_id=GROUP_ID, message_id=message["message_id"])
    assert stopped == (400, "Bad Request: poll has already been closed")


async def test_stopping_a_poll_returns_it_and_tells_once(bot_api: BotApi, clock: HandClock) -> None:
    message = await asked(bot_api, open_period=600)
    stopped = await ask(bot_api, "stopPoll", chat_id=GROUP_ID, message_id=message["message_id"])
    clock.move(601)

    assert stopped["is_closed"] is True
    assert len(await ask(bot_api, "getUpdates")) == 1


async def test_votes_and_the_closing_time_survive_a_restart(bot_api: BotApi, clock: HandClock) -> None:
    message = await asked(bot_api, open_period=600, allows_revoting="false")
    actions.vote(bot_api, ADA, message, [0])
    again = BotApi(clock=clock)
    again.state.restore(json.loads(json.dumps(bot_api.state.to_json())))
    with pytest.raises(ImpossibleAction, match="cannot be changed"):
        actions.vote(again, ADA, message, [1])
    clock.move(600)
    updates = await ask(again, "getUpdates")

    assert updates[-1]["poll"]["is_closed"] is True


@pytest.mark.parametrize(
    ("params", "reason"),
    [
        ({"question": ""}, "poll question must be from 1 to 300 characters"),
        ({"question": "x" * 301}, "poll question must be from 1 to 300 characters"),
        ({"options": '["a"]'}, "poll must have at least 2 and at most 12 options"),
        ({"options": json.dumps(["a"] * 13)}, "poll must have at least 2 and at most 12 options"),
        ({"options": '["a", ""]'}, "poll options must be non-empty"),
        ({"options": json.dumps(["a", "x" * 101])}, "poll options length must not exceed 100"),
        ({"options": '{"a": 1}'}, "can't parse options JSON object"),
        ({"open_period": 4}, "poll can't be opened for so long"),
        ({"open_period": 5, "close_date": 1}, "only one of open_period and close_date can be specified"),
    ],
)
async def test_a_poll_beyond_the_limits_is_refused(
    bot_api: BotApi, params: dict[str, Any], reason: str
) -> None:
    wanted = {"chat_id": GROUP_ID, "question": "Which?", "options": OPTIONS} | params

    assert await refused(bot_api, "sendPoll", **wanted) == (400, f"Bad Request: {reason}")


async def test_the_bot_cannot_ask_where_it_is_no_member(bot_api: BotApi) -> None:
    wanted = {"chat_id": ELSEWHERE["id"], "question": "Which?", "options": OPTIONS}

    assert await refused(bot_api, "sendPoll", **wanted) == (400, "Bad Request: chat not found")


async def test_whoever_tries_a_poll_out_may_end_it_before_its_time(bot_api: BotApi) -> None:
    message = await asked(bot_api, open_period="600")
    actions.vote(bot_api, ADA, message, [1])
    await ask(bot_api, "getUpdates", offset="-1")
    end_early(bot_api.state, poll_message(bot_api, message))
    *_, update = await ask(bot_api, "getUpdates")
    assert update["poll"]["is_closed"]
    assert counts(bot_api, message) == [0, 1, 0]
    with pytest.raises(ImpossibleAction):
        end_early(bot_api.state, poll_message(bot_api, message))


async def test_only_a_poll_with_a_time_limit_can_be_ended(bot_api: BotApi) -> None:
    message = await asked(bot_api)
    with pytest.raises(ImpossibleAction):
        end_early(bot_api.state, message)


def poll_message(bot_api: BotApi, message: dict[str, Any]) -> dict[str, Any]:
    """Return the message as it stands now."""
    return bot_api.state.messages[GROUP_ID][message["message_id"]]
