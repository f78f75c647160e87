"""Buttons: each kind of payload has one handler; a query is answered at once, and exactly once."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable
from contextlib import asynccontextmanager, nullcontext
from dataclasses import dataclass
from typing import Any, TypeVar

from telegram import CallbackQuery, Document, InlineKeyboardButton, Update, User
from telegram.error import BadRequest, NetworkError, RetryAfter

from bot.chat import sending
from bot.chat.refusals import ANSWERED_TOO_LATE, says
from bot.chat.targets import Target, carries, target_of_tap
from bot.context import MatineeContext
from bot.presentation import labels
from bot.presentation.buttons import Payload
from bot.presentation.callback_data import StaleButton, unpack
from bot.presentation.locale import Locale
from bot.runtime.deliveries import is_answered
from bot.runtime.tapped_messages import TappedMessage

logger = logging.getLogger(__name__)

B = TypeVar("B", bound=Payload)


@dataclass(frozen=True)
class Tap:
    """A button tapped by the person whom it was made for; `document` is the file that its message answers.

    `user` is that person as Telegram names them, `query_id` the tap's own, `message` the one that was tapped.
    """

    chat_user_id: int
    target: Target
    document: Document | None = None
    user: User | None = None
    query_id: str = ""
    message: TappedMessage | None = None

    def row(self, place: int) -> tuple[InlineKeyboardButton, ...]:
        """Return a row of the buttons that stand under the message, from 0; nothing where there is none."""
        rows = self.message.rows if self.message else []
        row = rows[place] if place < len(rows) else []
        return tuple(InlineKeyboardButton.de_json(each, None) for each in row)

    def offered(self, kind: type[B]) -> tuple[B, ...]:
        """Return the buttons of a kind that stand under the message."""
        rows = self.message.rows if self.message else []
        payloads = (_payload_of(each.get("callback_data")) for row in rows for each in row)
        return tuple(each for each in payloads if isinstance(each, kind))


TapHandler = Callable[[Tap, B, MatineeContext], Awaitable[None]]
Toast = Callable[[Locale, B], str]
Reply = Callable[[Tap, B, MatineeContext], Awaitable[str | None]]


@dataclass(frozen=True)
class Binding:
    """What a kind of button does: a handler to call, a toast that is the whole answer, or a reply.

    A reply is an alert that only the person who tapped sees; its words are known only when the work is done.
    """

    kind: type[Payload]
    handler: TapHandler[Any] | None = None
    toast: Toast[Any] | None = None
    reply: Reply[Any] | None = None


def on(kind: type[B], handler: TapHandler[B]) -> Binding:
    """Bind a kind of button to the handler that does what it asks for."""
    return Binding(kind, handler=handler)


def explain(kind: type[B], toast: Toast[B]) -> Binding:
    """Bind a kind of button that only says something."""
    return Binding(kind, toast=toast)


def reply(kind: type[B], words: Reply[B]) -> Binding:
    """Bind a kind of button that is answered, when its work is done, with an alert for the person alone."""
    return Binding(kind, reply=words)


class CallbackRouter:
    """Answers callback queries and calls the handler that each kind of button is bound to."""

    def __init__(self, bindings: Iterable[Binding]) -> None:
        self._bindings = {binding.kind: binding for binding in bindings}

    @property
    def kinds(self) -> frozenset[type[Payload]]:
        """Every kind of button that has a meaning."""
        return frozenset(self._bindings)

    @property
    def kinds_without_words(self) -> frozenset[type[Payload]]:
        """Every kind of button whose callback query is answered without words, before anything is done."""
        silent = (each for each in self._bindings.values() if each.reply is None and each.toast is None)
        return frozenset(each.kind for each in silent)

    async def dispatch(self, update: Update, context: MatineeContext) -> None:
        """Answer a callback query and do what the button asks for."""
        query = update.callback_query
        if query is None:
            return
        button, target = _payload_of(query.data), target_of_tap(query)
        toast = self._toast(context.locale, button, target, query.from_user.id)
        if toast is None and button is not None and target is not None:
            message = query.message if isinstance(query.message, TappedMessage) else None
            tap = Tap(query.from_user.id, target, _document_of(query), query.from_user, query.id, message)
            await self._do(query, tap, button, context)
            return
        await _answer(query, toast)
        if button is None and target is not None and carries(query):
            await sending.take_buttons_away(context, target)  # its neighbours are of the same time

    async def _do(self, query: CallbackQuery, tap: Tap, button: Payload, context: MatineeContext) -> None:
        words_of = self._bindings[type(button)].reply
        if words_of is None:
            async with nullcontext() if is_answered() else _answering(query):
                await self._handle(tap, button, context)
            return
        words: str | None = None
        try:
            words = await words_of(tap, button, context)
        finally:  # whatever goes wrong, the spinner stops
            await _answer(query, words, is_alert=True)

    async def _handle(self, tap: Tap, button: Payload, context: MatineeContext) -> None:
        handler = self._bindings[type(button)].handler
        if handler is not None:
            await handler(tap, button, context)

    def _toast(
        self, locale: Locale, button: Payload | None, target: Target | None, tapped_by: int
    ) -> str | None:
        """Return the words that are the whole answer; None when there is something to do."""
        if button is None or target is None:
            return locale.gettext(labels.TOO_OLD)
        if button.owner != tapped_by and not button.for_anybody:
            return locale.gettext(labels.NOT_YOURS)
        toast = self._bindings[type(button)].toast
        return toast(locale, button) if toast else None


def _payload_of(callback_data: str | None) -> Payload | None:
    try:
        return unpack(callback_data)
    except StaleButton:
        return None


def _document_of(query: CallbackQuery) -> Document | None:
    message = query.message
    return message.answered_document if isinstance(message, TappedMessage) else None


@asynccontextmanager
async def _answering(query: CallbackQuery) -> AsyncIterator[None]:
    """Answer a query while the work is done: the answer is sent first, and nothing waits for Telegram."""
    answering = asyncio.create_task(_answer(query, None))
    try:
        await asyncio.sleep(0)  # the answer's request begins before any of the handler's
        yield
    except asyncio.CancelledError:
        answering.cancel()
        raise
    finally:
        await answering


async def _answer(query: CallbackQuery, words: str | None, *, is_alert: bool = False) -> None:
    try:
        await (query.answer(words, show_alert=True) if is_alert and words else query.answer(words))
    except (NetworkError, RetryAfter) as error:
        # We were away for longer than Telegram lets a tap wait, or the line is bad: the toast is lost then,
        # but not what the tap asked for.
        if isinstance(error, BadRequest) and not says(error, ANSWERED_TOO_LATE):
            raise
        logger.info("a tap could not be answered: %s", error)
