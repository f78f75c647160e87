"""The Bot API in this process: a method name and its parameters in, Telegram's answer out."""

from __future__ import annotations

from collections import deque
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from bot.playground import answering, asking, attachments, editing, inline, polls, sending
from bot.playground.call import Call, Json, UploadedFile
from bot.playground.errors import ApiError
from bot.playground.fetching import FetchUrl, UrlFetcher
from bot.playground.people import GROUPS, PEOPLE, Group, Person
from bot.playground.saving import SavedGame
from bot.playground.state import State
from bot.runtime.clock import Clock

Method = Callable[[State, Call], Awaitable[Any]]

METHODS: dict[str, Method] = {
    "getme": asking.get_me,
    "getupdates": asking.get_updates,
    "setwebhook": asking.set_webhook,
    "deletewebhook": asking.delete_webhook,
    "getwebhookinfo": asking.get_webhook_info,
    "setmycommands": asking.set_my_commands,
    "deletemycommands": asking.delete_my_commands,
    "getmycommands": asking.get_my_commands,
    "setmyname": asking.set_text("name"),
    "getmyname": asking.get_text("name"),
    "setmydescription": asking.set_text("description"),
    "getmydescription": asking.get_text("description"),
    "setmyshortdescription": asking.set_text("short_description"),
    "getmyshortdescription": asking.get_text("short_description"),
    "setchatmenubutton": asking.set_chat_menu_button,
    "getchatmenubutton": asking.get_chat_menu_button,
    "getfile": asking.get_file,
    "getchat": asking.get_chat,
    "getchatmember": asking.get_chat_member,
    "getchatadministrators": asking.get_chat_administrators,
    "getchatmembercount": asking.get_chat_member_count,
    "sendmessage": sending.send_message,
    "sendphoto": sending.send_photo,
    "senddocument": attachments.send_document,
    "sendpoll": polls.send_poll,
    "stoppoll": polls.stop_poll,
    "sendmediagroup": sending.send_media_group,
    "sendchataction": sending.send_chat_action,
    "editmessagetext": editing.edit_text,
    "editmessagecaption": editing.edit_caption,
    "editmessagemedia": editing.edit_media,
    "editmessagereplymarkup": editing.edit_reply_markup,
    "deletemessage": editing.delete_message,
    "deletemessages": editing.delete_messages,
    "editephemeralmessagetext": editing.edit_ephemeral_text,
    "deleteephemeralmessage": editing.delete_ephemeral_message,
    "answercallbackquery": answering.answer_callback_query,
    "answerinlinequery": answering.answer_inline_query,
    "answerguestquery": inline.answer_guest_query,
}
CALLS_KEPT = 1000


@dataclass(frozen=True)
class Answered:
    """One call and how it ended; tests read these."""

    call: Call
    status: int
    body: Json


class BotApi:
    """Telegram's side of the conversation: answers the bot, and is `state` for the page and tests."""

    def __init__(
        self,
        path: Path | None = None,
        *,
        people: Sequence[Person] = PEOPLE,
        groups: Sequence[Group] = GROUPS,
        clock: Clock = lambda: datetime.now(UTC),
        fetch_url: FetchUrl | None = None,
    ) -> None:
        folder = path.with_suffix(".files") if path else None
        fetch_url = fetch_url or UrlFetcher()

        def empty() -> State:
            return State(people, groups, clock=clock, fetch_url=fetch_url, folder=folder)

        self.state = empty()
        self.answered: deque[Answered] = deque(maxlen=CALLS_KEPT)
        self.saved = SavedGame(path, self._snapshot) if path else None
        if self.saved is not None and not self.saved.load(self.state.restore):
            self.state = empty()

    async def call(
        self, method: str, params: Mapping[str, Any], files: Mapping[str, UploadedFile] | None = None
    ) -> tuple[int, Json]:
        """Answer one call with an HTTP status and a JSON body, exactly as api.telegram.org would."""
        call = Call(method, params, files or {})
        try:
            body = await self._answer(call)
        except ApiError as refusal:
            body = refusal.body()
        status = int(body.get("error_code", 200))
        # Polls come and go for ever; only what the bot does is worth remembering.
        if method.lower() != "getupdates":
            self.answered.append(Answered(call, status, body))
        return status, body

    def calls(self, *methods: str) -> list[Answered]:
        """Return the remembered calls of these methods (of all, when none is named), oldest first."""
        wanted = {method.lower() for method in methods}
        return [one for one in self.answered if not wanted or one.call.method.lower() in wanted]

    def mark_stale(self) -> None:
        """Note that something worth keeping changed."""
        if self.saved is not None:
            self.saved.mark_stale()

    async def close(self) -> None:
        """End the page's streams and write everything to disk."""
        self.state.events.close()
        if self.saved is not None:
            await self.saved.written()

    def _snapshot(self) -> Json:
        return self.state.to_json()

    async def _answer(self, call: Call) -> Json:
        name = call.method.lower()
        self.state.faults.strike(name)
        polls.close_due(self.state)
        if name not in METHODS:
            raise ApiError(404, "Not Found: method not found")
        result = await METHODS[name](self.state, call)
        if not name.startswith("get") or name == "getupdates":
            self.mark_stale()
        return {"ok": True, "result": result}
