"""The only module that sends or edits a card, and that knows how Telegram refuses.

A card is edited in place where Telegram allows it. It does not let a photo become a text: a note that
follows a card is sent as a new message and the card is deleted; a card that follows a note is sent as a new
message and the note loses its buttons.
"""

from __future__ import annotations

import contextlib
import logging
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import replace
from typing import TypeVar

from telegram import InlineKeyboardMarkup, InputMediaPhoto, LinkPreviewOptions, Message
from telegram.constants import ParseMode
from telegram.error import BadRequest, ChatMigrated

from bot.chat.card_edits import Delivered, edit_photo
from bot.chat.refusals import (
    CANNOT_BE_DELETED,
    CANNOT_BE_EDITED,
    NOT_MODIFIED,
    POSTER_REFUSED,
    Refusal,
    refusal_of,
    says,
)
from bot.chat.targets import Target
from bot.context import MatineeContext
from bot.posters.sources import FileId, PosterSource, Upload
from bot.presentation.outgoing import Card, Note
from bot.runtime.actions import uploading

logger = logging.getLogger(__name__)
T = TypeVar("T")

POSTER_NAME = "poster.jpg"
NO_PREVIEW = LinkPreviewOptions(is_disabled=True)


async def show(
    context: MatineeContext, target: Target, content: Card | Note, *, same_poster: bool = False
) -> None:
    """Send or edit; `same_poster` says that the message to edit already shows this film.

    A chat that has become a supergroup gets it there, as a new message.
    """
    try:
        await _show(context, target, content, same_poster=same_poster)
    except ChatMigrated as error:
        logger.info("chat %s has become the supergroup %s", target.chat_id, error.new_chat_id)
        await _show(context, Target(error.new_chat_id), content, same_poster=False)


async def _show(context: MatineeContext, target: Target, content: Card | Note, *, same_poster: bool) -> None:
    if isinstance(content, Card) and not target.is_photo and context.photo_refusals.holds(target.chat_id):
        content = Note(content.caption, content.keyboard)
    if target.message_id is None:
        await _send(context, target, content)
    elif isinstance(content, Note):
        await _edit_to_note(context, target, content)
    else:
        await _edit_to_card(context, target, content, same_poster=same_poster)


async def show_new(context: MatineeContext, target: Target, note: Note) -> Target:
    """Send a note as a new message and return where it stands, so that it can be edited."""

    async def send(there: Target) -> Target:
        sent = await _send_text(context, there, note.text, note.keyboard)
        return replace(there, message_id=sent.message_id, is_photo=False)

    try:
        return await _in_topic(target.as_new_message(), send)
    except ChatMigrated as error:
        return await send(Target(error.new_chat_id))


async def change_note(context: MatineeContext, target: Target, note: Note) -> None:
    """Put other words into the bot's own message; one that cannot be edited any more stays as it is."""
    with _ignored(NOT_MODIFIED, *CANNOT_BE_EDITED):
        await _edit_text(context, target, note)


async def take_away(context: MatineeContext, target: Target) -> None:
    """Delete the bot's own message; where Telegram no longer allows that, take its buttons away."""
    if target.message_id is None:
        return
    try:
        await context.bot.delete_message(target.chat_id, target.message_id)
    except BadRequest as error:
        if not says(error, CANNOT_BE_DELETED):
            raise
        await take_buttons_away(context, target)


async def change_buttons(context: MatineeContext, target: Target, keyboard: InlineKeyboardMarkup) -> None:
    """Put other buttons under the bot's own message; what it says stays."""
    with _ignored(NOT_MODIFIED, *CANNOT_BE_EDITED):
        await context.bot.edit_message_reply_markup(target.chat_id, target.message_id, reply_markup=keyboard)


async def take_buttons_away(context: MatineeContext, target: Target) -> None:
    """Leave the bot's own message without buttons."""
    with _ignored(NOT_MODIFIED, *CANNOT_BE_EDITED):
        await context.bot.edit_message_reply_markup(target.chat_id, target.message_id)


async def _send(context: MatineeContext, target: Target, content: Card | Note) -> None:
    await _in_topic(target, lambda there: _send_there(context, there, content))


async def _in_topic(target: Target, send: Callable[[Target], Awaitable[T]]) -> T:
    """Send; where the topic is gone, once more without it."""
    try:
        return await send(target)
    except BadRequest as error:
        if target.thread_id is None or refusal_of(error) is not Refusal.THREAD_GONE:
            raise
        logger.info("topic %s of chat %s is gone", target.thread_id, target.chat_id)
        return await send(replace(target, thread_id=None))


async def _send_there(context: MatineeContext, target: Target, content: Card | Note) -> None:
    if isinstance(content, Note):
        await _send_text(context, target, content.text, content.keyboard)
        return

    async def send(photo: str | bytes) -> Delivered:
        message = await context.bot.send_photo(
            target.chat_id,
            photo,
            filename=POSTER_NAME,
            caption=content.caption,
            parse_mode=ParseMode.HTML,
            reply_markup=content.keyboard,
            message_thread_id=target.thread_id,
            reply_parameters=target.reply_parameters,
        )
        return Delivered.from_message(message)

    if not await _with_any_poster(context, target, content, send):
        await _send_text(context, target, content.caption, content.keyboard)


async def _edit_to_note(context: MatineeContext, target: Target, note: Note) -> None:
    if target.is_photo:
        await _send(context, target.as_new_message(), note)
        await take_away(context, target)
        return
    try:
        with _ignored(NOT_MODIFIED):
            await _edit_text(context, target, note)
    except BadRequest as error:
        await _send_anew(context, target, note, error)


async def _edit_text(context: MatineeContext, target: Target, note: Note) -> None:
    await context.bot.edit_message_text(
        note.text,
        target.chat_id,
        target.message_id,
        parse_mode=ParseMode.HTML,
        reply_markup=note.keyboard,
        link_preview_options=NO_PREVIEW,
    )


async def _edit_to_card(context: MatineeContext, target: Target, card: Card, *, same_poster: bool) -> None:
    if not target.is_photo:
        await _send(context, target.as_new_message(), card)
        await take_buttons_away(context, target)
        return
    edit = _edit_caption if same_poster else _edit_photo
    try:
        with _ignored(NOT_MODIFIED):
            await edit(context, target, card)
    except BadRequest as error:
        await _send_anew(context, target, card, error)


async def _edit_caption(context: MatineeContext, target: Target, card: Card) -> None:
    await context.bot.edit_message_caption(
        target.chat_id,
        target.message_id,
        caption=card.caption,
        parse_mode=ParseMode.HTML,
        reply_markup=card.keyboard,
    )


async def _edit_photo(context: MatineeContext, target: Target, card: Card) -> None:
    async def edit(photo: str | bytes) -> Delivered:
        if isinstance(photo, str):
            return await edit_photo(context, target, card, photo)
        media = InputMediaPhoto(photo, caption=card.caption, parse_mode=ParseMode.HTML, filename=POSTER_NAME)
        message = await context.bot.edit_message_media(
            media, target.chat_id, target.message_id, reply_markup=card.keyboard
        )
        if not isinstance(message, Message):
            raise TypeError("Telegram returns the edited message of a chat")
        return Delivered.from_message(message)

    if not await _with_any_poster(context, target, card, edit):
        await _send_text(context, target.as_new_message(), card.caption, card.keyboard)
        await take_away(context, target)


async def _with_any_poster(
    context: MatineeContext,
    target: Target,
    card: Card,
    deliver: Callable[[str | bytes], Awaitable[Delivered]],
) -> bool:
    """Deliver with the first poster that Telegram takes and remember its file id; False if it takes none."""
    async for source in context.posters.candidates(card.film, card.details):
        if isinstance(source, Upload):
            uploading()
        try:
            delivered = await deliver(_photo(source))
        except BadRequest as error:
            if refusal_of(error) is Refusal.NO_PHOTOS:
                logger.info("chat %s takes no photos: its cards are text", target.chat_id)
                context.photo_refusals.note(target.chat_id)
                return False
            if not says(error, POSTER_REFUSED):
                raise
            logger.info("a poster of movie %s was refused: %s", card.film.movie_id, error)
            if isinstance(source, FileId):
                await context.posters.forget(card.film)
            continue
        if not isinstance(source, FileId) and delivered.file_id is not None:
            await context.posters.remember(card.film, source, delivered.file_id)
        context.bot_data.card_log.note(target.chat_id, delivered.message_id, card.film.movie_id)
        return True
    return False


async def _send_anew(
    context: MatineeContext, target: Target, content: Card | Note, error: BadRequest
) -> None:
    """Send what could not be edited into a message as a new one; re-raise what is about something else."""
    if not says(error, CANNOT_BE_EDITED):
        raise error
    await _send(context, target.as_new_message(), content)
    await take_buttons_away(context, target)


async def _send_text(
    context: MatineeContext, target: Target, text: str, keyboard: InlineKeyboardMarkup | None
) -> Message:
    return await context.bot.send_message(
        target.chat_id,
        text,
        parse_mode=ParseMode.HTML,
        reply_markup=keyboard,
        link_preview_options=NO_PREVIEW,
        message_thread_id=target.thread_id,
        reply_parameters=target.reply_parameters,
    )


def _photo(source: PosterSource) -> str | bytes:
    if isinstance(source, Upload):
        return source.content
    return source.file_id if isinstance(source, FileId) else source.url


@contextlib.contextmanager
def _ignored(*words: str) -> Iterator[None]:
    try:
        yield
    except BadRequest as error:
        if not says(error, words):
            raise
