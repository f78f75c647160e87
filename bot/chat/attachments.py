"""Sending what is no film's card: pictures, documents, polls, answers to guests."""

from __future__ import annotations

import logging
from dataclasses import replace

from telegram import InlineQueryResult, InputMediaPhoto, InputPollOption, Message
from telegram.constants import ParseMode
from telegram.error import BadRequest, ChatMigrated

from bot.chat import sending
from bot.chat.refusals import CANNOT_BE_EDITED, NOT_MODIFIED, Refusal, refusal_of, says
from bot.chat.targets import GuestTarget, Target
from bot.context import MatineeContext
from bot.presentation.outgoing import Document, GroupPoll, Note, Picture
from bot.runtime.actions import uploading

logger = logging.getLogger(__name__)

PICTURE_NAME = "picture.png"


async def show_picture(
    context: MatineeContext, target: Target, picture: Picture, *, otherwise: Note | None = None
) -> None:
    """Send a picture, or put it in the place of another.

    Where no photos are taken it is the note instead, or the caption alone.
    """
    uploading()
    try:
        if target.message_id is not None and target.is_photo:
            await _edit_picture(context, target, picture)
        else:
            await send_picture(context, target, picture)
    except BadRequest as error:
        if refusal_of(error) is Refusal.NO_PHOTOS:
            context.photo_refusals.note(target.chat_id)
            await sending.show(
                context, target.as_new_message(), otherwise or Note(picture.caption, picture.keyboard)
            )
        elif says(error, CANNOT_BE_EDITED):
            await send_picture(context, target.as_new_message(), picture)
        elif not says(error, (NOT_MODIFIED,)):
            raise


async def send_picture(context: MatineeContext, target: Target, picture: Picture) -> Message:
    """Send a picture as a new message."""
    return await context.bot.send_photo(
        target.chat_id,
        picture.content,
        filename=PICTURE_NAME,
        caption=picture.caption,
        parse_mode=ParseMode.HTML,
        reply_markup=picture.keyboard,
        message_thread_id=target.thread_id,
        reply_parameters=target.reply_parameters,
    )


async def _edit_picture(context: MatineeContext, target: Target, picture: Picture) -> None:
    media = InputMediaPhoto(
        picture.content, caption=picture.caption, parse_mode=ParseMode.HTML, filename=PICTURE_NAME
    )
    await context.bot.edit_message_media(
        media, target.chat_id, target.message_id, reply_markup=picture.keyboard
    )


async def send_document(context: MatineeContext, target: Target, document: Document) -> Message:
    """Send a file as a new message."""
    return await context.bot.send_document(
        target.chat_id,
        document.content,
        filename=document.file_name,
        caption=document.caption,
        parse_mode=ParseMode.HTML,
        message_thread_id=target.thread_id,
        reply_parameters=target.reply_parameters,
    )


async def send_poll(context: MatineeContext, target: Target, poll: GroupPoll) -> Message:
    """Send a poll as a new message, without posters where they are refused; it carries the poll's id.

    A chat that has become a supergroup gets it there, one whose topic is gone without it.
    """
    try:
        return await _send_somehow(context, target, poll)
    except ChatMigrated as error:
        return await _send_somehow(context, Target(error.new_chat_id), poll)
    except BadRequest as error:
        if target.thread_id is None or refusal_of(error) is not Refusal.THREAD_GONE:
            raise
        return await _send_somehow(context, replace(target, thread_id=None), poll)


async def _send_somehow(context: MatineeContext, target: Target, poll: GroupPoll) -> Message:
    if context.photo_refusals.holds(target.chat_id):
        poll = replace(poll, posters=())
    try:
        return await _send_poll(context, target, poll)
    except BadRequest as error:
        if not any(poll.posters) or refusal_of(error) not in {None, Refusal.NO_PHOTOS}:
            raise
        logger.info("a poll in chat %s goes without posters: %s", target.chat_id, error)
        return await _send_poll(context, target, replace(poll, posters=()))


async def _send_poll(context: MatineeContext, target: Target, poll: GroupPoll) -> Message:
    return await context.bot.send_poll(
        target.chat_id,
        poll.question,
        _options(poll),
        is_anonymous=poll.is_anonymous,
        open_period=poll.open_for,
        hide_results_until_closes=poll.is_hidden or None,
        protect_content=True,  # forwarded, it would take strangers' votes
        message_thread_id=target.thread_id,
        reply_parameters=target.reply_parameters,
    )


def _options(poll: GroupPoll) -> list[str | InputPollOption]:
    """Return the answers, each with its poster; the library uploads none here, so they are named."""
    posters = poll.posters or (None,) * len(poll.options)
    return [
        text if poster is None else InputPollOption(text, media=InputMediaPhoto(poster))
        for text, poster in zip(poll.options, posters, strict=True)
    ]


async def answer_guest(context: MatineeContext, target: GuestTarget, result: InlineQueryResult) -> None:
    """Answer a guest's question with one result."""
    await context.bot.answer_guest_query(target.guest_query_id, result)
