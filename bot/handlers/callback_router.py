"""Buttons: each kind of payload has one handler; a query is answered first, and exactly once."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass
from typing import Any, TypeVar

from telegram import CallbackQuery, Document, Message, Update
from telegram.error import BadRequest, NetworkError, RetryAfter

from bot.chat import sending
from bot.chat.targets import Target, carries, target_of_tap
from bot.context import MatineeContext
from bot.presentation import labels
from bot.presentation.buttons import Payload
from bot.presentation.callback_data import StaleButton, unpack
from bot.presentation.locale import Locale

logger = logging.getLogger(__name__)

B = TypeVar("B", bound=Payload)


@dataclass(frozen=True)
class Tap:
    """A button tapped by the person whom it was made for; `document` is the file that its message answers."""

    chat_user_id: int
    target: Target
    document: Document | None = None


TapHandler = Callable[[Tap, B, MatineeContext], Awaitable[None]]
Toast = Callable[[Locale, B], str]


@dataclass(frozen=True)
class Binding:
    """What a kind of button does: a handler to call, or a toast that is the whole answer."""

    kind: type[Payload]
    handler: TapHandler[Any] | None = None
    toast: Toast[Any] | None = None


def on(kind: type[B], handler: TapHandler[B]) -> Binding:
    """Bind a kind of button to the handler that does what it asks for."""
    return Binding(kind, handler=handler)


def explain(kind: type[B], toast: Toast[B]) -> Binding:
    """Bind a kind of button that only says something."""
    return Binding(kind, toast=toast)


class CallbackRouter:
    """Answers callback queries and calls the handler that each kind of button is bound to."""

    def __init__(self, bindings: Iterable[Binding]) -> None:
        self._bindings = {binding.kind: binding for binding in bindings}

    @property
    def kinds(self) -> frozenset[type[Payload]]:
        """Every kind of button that has a meaning."""
        return frozenset(self._bindings)

    async def dispatch(self, update: Update, context: MatineeContext) -> None:
        """Answer a callback query, then do what the button asks for."""
        query = update.callback_query
        if query is None:
            return
        button, target = _button_of(query), target_of_tap(query)
        toast = self._toast(context.locale, button, target, query.from_user.id)
        await _answer(query, toast)
        if toast is None and button is not None and target is not None:
            await self._handle(Tap(query.from_user.id, target, _document_of(query)), button, context)
        elif button is None and target is not None and carries(query):
            await sending.take_buttons_away(context, target)  # its neighbours are of the same time

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


def _button_of(query: CallbackQuery) -> Payload | None:
    try:
        return unpack(query.data)
    except StaleButton:
        return None


def _document_of(query: CallbackQuery) -> Document | None:
    answered = query.message.reply_to_message if isinstance(query.message, Message) else None
    return answered.document if answered else None


async def _answer(query: CallbackQuery, toast: str | None) -> None:
    try:
        await query.answer(toast)
    except (NetworkError, RetryAfter) as error:
        # We were away for longer than Telegram lets a tap wait, or the line is bad: the toast is lost then,
        # but not what the tap asked for.
        if isinstance(error, BadRequest) and "query is too old" not in error.message.lower():
            raise
        logger.info("a tap could not be answered: %s", error)
