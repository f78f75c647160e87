"""Everything the playground's Telegram remembers: people, chats, messages, questions open."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from bot.playground.call import Json
from bot.playground.errors import bad_request, forbidden, upgraded
from bot.playground.faults import Faults, FloodLimit
from bot.playground.fetching import FetchUrl
from bot.playground.files import Files
from bot.playground.people import BOT, Group, Person
from bot.playground.profile import Profile
from bot.playground.signals import Broadcast, Signal
from bot.playground.updates import Updates
from bot.runtime.clock import Clock

MESSAGES_KEPT = 500
QUERY_LIFETIME = timedelta(seconds=60)


@dataclass(frozen=True)
class OpenQuery:
    """A tap (or an inline query) that the bot has not answered yet."""

    query_id: str
    person_id: int
    asked_at: datetime
    text: str = ""


class State:
    """One small Telegram; everything that reads or changes it runs in one event loop."""

    def __init__(
        self,
        people: Sequence[Person],
        groups: Sequence[Group],
        *,
        clock: Clock,
        fetch_url: FetchUrl,
        folder: Path | None,
    ) -> None:
        self.people = {person.person_id: person for person in people}
        self.groups = {group.group_id: group for group in groups}
        self.clock = clock
        self.fetch_url = fetch_url
        self.messages: dict[int, dict[int, Json]] = {}
        self.started: set[int] = set()
        self.blocked: set[int] = set()
        self.updates = Updates()
        self.profile = Profile()
        self.files = Files(folder)
        self.fetched: dict[str, list[Json]] = {}
        self.faults = Faults()
        self.rate_limit: FloodLimit | None = None
        self.events = Broadcast()
        self.changed = Signal()
        self.queries: dict[str, OpenQuery] = {}
        self.last_message_id = 0
        self.last_query_id = 0
        self.offered: dict[str, list[Json]] = {}
        self.offered_for: dict[str, str] = {}
        self.inline_cache: dict[str, tuple[list[Json], int]] = {}
        self.inline_messages: dict[str, tuple[int, int]] = {}
        self.guest_chats: dict[str, Json] = {}
        self.polls: dict[str, Json] = {}
        self.reactions: dict[str, dict[str, str]] = {}
        # Hooks for tests: what the bot may not send where, where it is no member, how groups moved.
        self.restrictions: dict[int, dict[str, bool]] = {}
        self.left: set[int] = set()
        self.migrated: dict[int, int] = {}
        # Whether the bot is told which inline result was chosen (off until @BotFather is asked).
        self.is_inline_feedback_on = False

    def chat(self, chat_id: int | None) -> Json:
        """Return the chat with this id as the bot sees it."""
        if chat_id in self.people:
            return self.people[chat_id].as_chat()
        if chat_id in self.groups:
            return self.groups[chat_id].as_chat()
        raise bad_request("chat not found")

    def open_chat(self, chat_id: int | None) -> Json:
        """Return the chat with this id, when the bot may write there now."""
        if chat_id in self.migrated:
            raise upgraded(self.migrated[chat_id])
        chat = self.chat(chat_id)
        if chat["id"] in self.left:
            raise forbidden(f"bot was kicked from the {chat['type']} chat")
        if chat["id"] in self.blocked:
            raise forbidden("bot was blocked by the user")
        if chat["type"] == "private" and chat["id"] not in self.started:
            raise forbidden("bot can't initiate conversation with a user")
        return chat

    def message(self, chat_id: int | None, message_id: int | None, *, otherwise: str) -> Json:
        """Return one message of a chat, or a 400 with these words."""
        # A guest's chat has messages of the bot, though the bot does not know the chat.
        chat = self.messages.get(chat_id or 0) or self.messages.get(self.chat(chat_id)["id"], {})
        found = chat.get(message_id or 0)
        if found is None:
            raise bad_request(otherwise)
        return found

    def add_message(self, chat: Json, sender: Json, content: Json) -> Json:
        """Write a new message into a chat and show it."""
        self.last_message_id += 1
        message = {
            "message_id": self.last_message_id,
            "date": self.timestamp(),
            "chat": chat,
            "from": sender,
            **{name: value for name, value in content.items() if value not in (None, [], ())},
        }
        chat_messages = self.messages.setdefault(chat["id"], {})
        chat_messages[self.last_message_id] = message
        while len(chat_messages) > MESSAGES_KEPT:
            del chat_messages[next(iter(chat_messages))]
        self.publish({"kind": "message", "message": message})
        return message

    def replace_message(self, message: Json) -> None:
        """Put an edited message where the old one was."""
        self.messages[message["chat"]["id"]][message["message_id"]] = message
        self.publish({"kind": "edit", "message": message})

    def delete_message(self, message: Json) -> None:
        """Take a message away."""
        del self.messages[message["chat"]["id"]][message["message_id"]]
        deleted = {"chat_id": message["chat"]["id"], "message_id": message["message_id"]}
        self.publish({"kind": "delete", **deleted})

    def open_query(self, person_id: int, text: str = "") -> OpenQuery:
        """Note that a person waits for an answer."""
        self.last_query_id += 1
        # The start time keeps ids of an earlier process apart, so that those are "too old".
        query_id = f"{self.timestamp()}{self.last_query_id:06d}"
        query = self.queries[query_id] = OpenQuery(query_id, person_id, self.clock(), text)
        self.changed.fire()
        return query

    def close_query(self, query_id: str | None) -> OpenQuery:
        """Take a query off the list for its one answer; a late or second answer is refused."""
        query = self.queries.pop(query_id or "", None)
        if query is None or self.clock() - query.asked_at > QUERY_LIFETIME:
            raise bad_request("query is too old and response timeout expired or query ID is invalid")
        return query

    def set_language(self, person_id: int, language_code: str) -> None:
        """Let a person's next updates carry another language."""
        if person_id in self.people:
            self.people[person_id] = replace(self.people[person_id], language_code=language_code)

    def inline_id_of(self, message: Json) -> str | None:
        """Return the inline id of a message sent through the bot, None for any other message."""
        place = (message["chat"]["id"], message["message_id"])
        return next((key for key, each in self.inline_messages.items() if tuple(each) == place), None)

    def publish(self, event: Json) -> None:
        """Tell the page and everybody who waits that something changed."""
        self.events.publish(event)
        self.changed.fire()

    def timestamp(self) -> int:
        """Return now, in whole Unix seconds."""
        return int(self.clock().timestamp())

    def to_json(self) -> Json:
        """Return all that a restart must not lose."""
        return {
            "messages": [message for chat in self.messages.values() for message in chat.values()],
            "started": sorted(self.started),
            "blocked": sorted(self.blocked),
            "last_message_id": self.last_message_id,
            "inline_messages": self.inline_messages,
            "polls": self.polls,
            "reactions": self.reactions,
            "languages": {str(each.person_id): each.language_code for each in self.people.values()},
            "updates": self.updates.to_json(),
            "profile": self.profile.to_json(),
            "files": self.files.to_json(),
        }

    def restore(self, saved: Json) -> None:
        """Take up what `to_json` gave."""
        for message in saved["messages"]:
            self.messages.setdefault(message["chat"]["id"], {})[message["message_id"]] = message
        self.started = set(saved["started"])
        self.blocked = set(saved["blocked"])
        self.last_message_id = saved["last_message_id"]
        self.inline_messages = {
            key: (place[0], place[1]) for key, place in saved.get("inline_messages", {}).items()
        }
        self.polls = saved.get("polls", {})
        self.reactions = saved.get("reactions", {})
        for person_id, language_code in saved.get("languages", {}).items():
            self.set_language(int(person_id), language_code)
        self.updates.restore(saved["updates"])
        self.profile.restore(saved["profile"])
        self.files.restore(saved["files"])


def is_from_bot(message: Json) -> bool:
    """Return whether the bot wrote this message."""
    sender: Any = message["from"]
    return bool(sender["id"] == BOT["id"])
