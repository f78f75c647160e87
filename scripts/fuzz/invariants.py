"""What must be true after every update, whatever was in it."""

from __future__ import annotations

import asyncio
import logging
import traceback
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.playground.bot_api import Answered
from bot.playground.call import Json
from bot.playground.state import OpenQuery
from scripts.fuzz.rows import RowWatch
from scripts.fuzz.stage import FuzzedBot

# Refusals that a forged update earns and that the bot cannot foresee; any other says that a limit was broken.
EARNED = (
    "chat not found",
    "message to edit not found",
    "message can't be edited",
    "message to delete not found",
    "message can't be deleted",
    "message is not modified",
    "there is no text in the message",
    "there is no caption in the message",
    "there is no media in the message",
    "wrong file",
    "bot can't initiate conversation",
    "guest query",
    "query is too old",
)

# Whether the server knows messages for one person alone is asked by taking one away that is not there.
A_QUESTION = "deleteephemeralmessage"

# Says which card stands in a private chat. A forged update names another person's, and gets its card there.
SHOWN_IN_CHATS = "card_messages"


@dataclass(frozen=True)
class Fault:
    """Something that must not happen: its kind, and what there is to tell."""

    kind: str
    details: str = ""


class Invariants:
    """Watches a stage: log, answers, calls of the Bot API, everybody's rows."""

    def __init__(self, stage: FuzzedBot) -> None:
        self._stage = stage
        self._log = _ErrorLog()
        self._rows = RowWatch(stage.engine)
        self._rows.changed_people()

    def __enter__(self) -> Invariants:
        logging.getLogger().addHandler(self._log)
        asyncio.get_running_loop().set_exception_handler(self._log.note_loop_error)
        return self

    def __exit__(self, *_: object) -> None:
        logging.getLogger().removeHandler(self._log)
        asyncio.get_running_loop().set_exception_handler(None)
        self._rows.close()

    async def check(self, update: Json) -> Fault | None:
        """Send one update, and return the first thing that it broke."""
        state = self._stage.bot_api.state
        query_id = _query_id(update)
        if query_id is not None:
            state.queries[query_id] = OpenQuery(query_id, 0, state.clock())
        try:
            is_taken = await self._stage.send(update)
        except TimeoutError:
            return Fault("it hangs")
        calls = list(self._stage.bot_api.answered)
        self._stage.bot_api.answered.clear()
        state.queries.clear()
        return (
            self._log.take()
            or (_unanswered(query_id, calls) if is_taken and query_id is not None else None)
            or next(filter(None, map(_broken_limit, calls)), None)
            or self._changed_bystanders(update)
        )

    def _changed_bystanders(self, update: Json) -> Fault | None:
        senders = senders_of(update)
        for table, person_id in sorted(self._rows.changed_people()):
            if table == SHOWN_IN_CHATS and person_id in chats_of(update):
                continue
            if person_id not in senders:
                return Fault(f"a bystander's row in {table}", f"of {person_id}; sent by {sorted(senders)}")
        return None


class _ErrorLog(logging.Handler):
    """Keeps what is logged as an error, the kind being the exception and the place in our code."""

    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self._found: list[Fault] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Note an error."""
        error = record.exc_info[1] if record.exc_info else None
        self._found.append(_fault_of(error) if error else Fault(record.msg, record.getMessage()))

    def note_loop_error(self, _: asyncio.AbstractEventLoop, about: dict[str, Any]) -> None:
        """Note what nobody awaited."""
        error = about.get("exception")
        self._found.append(_fault_of(error) if error else Fault(about["message"]))

    def take(self) -> Fault | None:
        """Return the first error since the last look."""
        found, self._found = self._found, []
        return found[0] if found else None


def senders_of(update: Json) -> set[int]:
    """Return the people whom Telegram vouches for as those who did this."""
    bodies = [part for part in update.values() if isinstance(part, dict)]
    people = [body.get(who) for body in bodies for who in ("from", "user")]
    return {each["id"] for each in people if isinstance(each, dict) and isinstance(each.get("id"), int)}


def chats_of(update: Json) -> set[int]:
    """Return the chats in which an update says that something was written or tapped."""
    bodies = [part for part in update.values() if isinstance(part, dict)]
    messages = [*bodies, *(each["message"] for each in bodies if isinstance(each.get("message"), dict))]
    chats = [each.get("chat") for each in messages]
    return {each["id"] for each in chats if isinstance(each, dict) and isinstance(each.get("id"), int)}


def _query_id(update: Json) -> str | None:
    query = update.get("callback_query")
    query_id = query.get("id") if isinstance(query, dict) else None
    return query_id if isinstance(query_id, str) and query_id else None


def _unanswered(query_id: str, calls: list[Answered]) -> Fault | None:
    methods = [one for one in calls if one.call.method.lower() == "answercallbackquery"]
    times = sum(one.call.text("callback_query_id") == query_id for one in methods)
    return None if times == 1 else Fault(f"a tap was answered {times} times")


def _broken_limit(answered: Answered) -> Fault | None:
    words = str(answered.body.get("description", ""))
    is_foreseen = answered.call.method.lower() == A_QUESTION or any(earned in words for earned in EARNED)
    if answered.status != 400 or is_foreseen:
        return None
    return Fault(f"{answered.call.method}: {words}", str(dict(answered.call.params))[:2000])


def _fault_of(error: BaseException) -> Fault:
    frames = traceback.extract_tb(error.__traceback__)
    root = Path(__file__).parents[2]
    ours = [
        frame
        for frame in frames
        if Path(frame.filename).is_relative_to(root) and ".venv" not in frame.filename
    ]
    place = f"{Path(ours[-1].filename).name}:{ours[-1].name}" if ours else "an unknown place"
    return Fault(f"{type(error).__name__} in {place}", "".join(traceback.format_exception(error))[-1500:])
