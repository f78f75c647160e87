"""Polls: sent and stopped by the bot, voted in by people, closed by the clock."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

from bot.playground.call import Call, Json
from bot.playground.entities import utf16_length
from bot.playground.errors import ImpossibleAction, bad_request
from bot.playground.sending import check_right, deliver, read_photo, target
from bot.playground.state import State, is_from_bot

MAX_QUESTION, MAX_OPTION = 300, 100
MIN_OPTIONS, MAX_OPTIONS = 2, 12
MIN_OPEN_SECONDS, MAX_OPEN_SECONDS = 5, 2_628_000
NOT_FOUND = "message with poll to stop not found"


async def send_poll(state: State, call: Call) -> Json:
    """Deliver a poll within Telegram's limits."""
    chat = target(state, call)
    check_right(state, chat, "polls")
    poll = await _read_poll(state, call)
    message = deliver(state, call, chat, {"poll": poll})
    state.polls[poll["id"]] = {
        "place": [chat["id"], message["message_id"]],
        "closes_at": poll.get("close_date"),
        "hides_results": call.flag("hide_results_until_closes"),
        "ballots": {},
    }
    if "open_period" in poll:
        asyncio.get_running_loop().call_later(poll["open_period"] + 0.1, close_due, state)
    # The page learns only now that the results are hidden.
    state.publish({"kind": "edit", "message": message})
    return message


async def stop_poll(state: State, call: Call) -> Json:
    """Close the bot's own poll and return how it ended."""
    message = state.message(call.integer("chat_id"), call.integer("message_id"), otherwise=NOT_FOUND)
    if not is_from_bot(message) or "poll" not in message:
        raise bad_request(NOT_FOUND)
    if message["poll"]["is_closed"]:
        raise bad_request("poll has already been closed")
    return _close(state, message)


def close_due(state: State) -> None:
    """Close every poll whose time is over, and tell the bot."""
    now = state.timestamp()
    for record in state.polls.values():
        if record["closes_at"] is None or record["closes_at"] > now:
            continue
        record["closes_at"] = None
        chat_id, message_id = record["place"]
        message = state.messages.get(chat_id, {}).get(message_id)
        if message is not None and not message["poll"]["is_closed"]:
            _close(state, message)


def end_early(state: State, message: Json) -> None:
    """Close a poll as if its time were over: whoever tries it out need not wait."""
    poll = message.get("poll")
    if poll is None or poll["is_closed"] or "close_date" not in poll:
        raise ImpossibleAction("this is no poll whose time could be over")
    _close(state, message)


def cast_vote(state: State, person_id: int, message: Json, options: Sequence[int]) -> int | None:
    """Put a person's choice (none takes it back) in the ballot box; the bot gets the poll and the answer."""
    close_due(state)
    message = state.messages[message["chat"]["id"]][message["message_id"]]
    poll = message["poll"]
    record = state.polls[poll["id"]]
    _check_vote(poll, record["ballots"].get(str(person_id)), options)
    record["ballots"][str(person_id)] = sorted(options)
    if not options:
        del record["ballots"][str(person_id)]
    counted = _counted(poll, list(record["ballots"].values()))
    state.replace_message(message | {"poll": counted})
    state.updates.push("poll", counted)
    return None if poll["is_anonymous"] else _push_answer(state, person_id, counted, sorted(options))


def _check_vote(poll: Json, earlier: list[int] | None, options: Sequence[int]) -> None:
    if poll["is_closed"]:
        raise ImpossibleAction("this poll is closed")
    if any(not 0 <= number < len(poll["options"]) for number in options) or len(set(options)) < len(options):
        raise ImpossibleAction("there is no such option")
    if len(options) > 1 and not poll["allows_multiple_answers"]:
        raise ImpossibleAction("this poll takes one answer")
    if earlier is not None and not poll["allows_revoting"]:
        raise ImpossibleAction("a vote in this poll cannot be changed")
    if earlier is None and not options:
        raise ImpossibleAction("there is no vote to take back")


def _counted(poll: Json, ballots: list[list[int]]) -> Json:
    options = [
        option | {"voter_count": sum(number in ballot for ballot in ballots)}
        for number, option in enumerate(poll["options"])
    ]
    return poll | {"options": options, "total_voter_count": len(ballots)}


def _push_answer(state: State, person_id: int, poll: Json, options: list[int]) -> int | None:
    answer = {
        "poll_id": poll["id"],
        "user": state.people[person_id].as_user(),
        "option_ids": options,
        "option_persistent_ids": [poll["options"][number]["persistent_id"] for number in options],
    }
    return state.updates.push("poll_answer", answer)


def _close(state: State, message: Json) -> Json:
    poll: Json = message["poll"] | {"is_closed": True}
    state.replace_message(message | {"poll": poll})
    state.updates.push("poll", poll)
    return poll


async def _read_poll(state: State, call: Call) -> Json:
    question = call.text("question") or ""
    if not 1 <= utf16_length(question) <= MAX_QUESTION:
        raise bad_request("poll question must be from 1 to 300 characters")
    options = [await _option(state, call, *each) for each in enumerate(_given_options(call))]
    if not MIN_OPTIONS <= len(options) <= MAX_OPTIONS:
        raise bad_request("poll must have at least 2 and at most 12 options")
    kind = call.text("type") or "regular"
    poll = {
        "id": f"{state.timestamp()}{state.last_message_id + 1}",
        "question": question,
        "options": options,
        "total_voter_count": 0,
        "is_closed": call.flag("is_closed"),
        "is_anonymous": call.text("is_anonymous") is None or call.flag("is_anonymous"),
        "type": kind,
        "allows_multiple_answers": call.flag("allows_multiple_answers"),
        "allows_revoting": _allows_revoting(call, kind),
        "members_only": call.flag("members_only"),
    }
    return poll | _closing_time(state, call)


def _allows_revoting(call: Call, kind: str) -> bool:
    return kind != "quiz" if call.text("allows_revoting") is None else call.flag("allows_revoting")


def _given_options(call: Call) -> list[object]:
    options = call.json("options", "poll options") or []
    if not isinstance(options, list):
        raise bad_request("can't parse options JSON object")
    return options


def _closing_time(state: State, call: Call) -> Json:
    seconds, date = call.integer("open_period"), call.integer("close_date")
    if seconds is not None and date is not None:
        raise bad_request("only one of open_period and close_date can be specified")
    if seconds is None and date is None:
        return {}
    seconds = seconds if seconds is not None else (date or 0) - state.timestamp()
    if not MIN_OPEN_SECONDS <= seconds <= MAX_OPEN_SECONDS:
        raise bad_request("poll can't be opened for so long")
    return {"open_period": seconds, "close_date": state.timestamp() + seconds}


async def _option(state: State, call: Call, number: int, option: object) -> Json:
    text = option.get("text") if isinstance(option, dict) else option
    if not isinstance(text, str) or not text.strip():
        raise bad_request("poll options must be non-empty")
    if utf16_length(text) > MAX_OPTION:
        raise bad_request("poll options length must not exceed 100")
    kept: Json = {"persistent_id": str(number), "text": text, "voter_count": 0}
    media = option.get("media") if isinstance(option, dict) else None
    if not media:
        return kept
    if not isinstance(media, dict) or media.get("type") != "photo":
        raise bad_request("can't parse InputPollOptionMedia: only photos are taken here")
    return kept | {"media": {"photo": await read_photo(state, call, media.get("media"))}}
