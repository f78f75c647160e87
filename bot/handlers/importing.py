"""Ratings from elsewhere, and everything back: files that people send, and the buttons of an import."""

from __future__ import annotations

import contextlib
import logging

from telegram import Document, Update
from telegram.constants import ChatAction, ChatType
from telegram.error import TelegramError

from bot.chat import attachments, sending
from bot.chat.targets import Target, target_of_message
from bot.context import MatineeContext
from bot.handlers.callback_router import Tap, on
from bot.handlers.import_progress import ImportProgress
from bot.handlers.people import chat_user_id_of
from bot.importing.errors import FileTooLarge, ImportRefused, UnclearKind
from bot.importing.limits import MAX_BYTES
from bot.importing.planning import Conflicts
from bot.importing.records import EntryKind
from bot.presentation import import_texts, importing, outgoing
from bot.presentation.import_refusals import DOWNLOAD_FAILED, refusal
from bot.presentation.import_texts import StarsOf
from bot.presentation.importing import (
    CancelImportButton,
    ChooseButton,
    ChosenButton,
    FilmsAre,
    FilmsAreButton,
    ImportButton,
    NoneOfThemButton,
    PreviewButton,
    UndoImportButton,
)
from bot.presentation.outgoing import Note
from bot.services.errors import ImportGone
from bot.services.import_views import ImportPreview
from bot.services.importing import JUST_SENT, NONE_OF_THEM

logger = logging.getLogger(__name__)

EXPORT_NAME = "matinee.zip"
_CONFLICTS: dict[StarsOf, Conflicts] = {StarsOf.MINE: "mine", StarsOf.FILE: "file"}
_KINDS: dict[FilmsAre, EntryKind] = {FilmsAre.SEEN: "seen", FilmsAre.WATCHLIST: "watchlist"}


class DownloadFailed(Exception):
    """Telegram does not hand a file over."""


async def say_how(update: Update, context: MatineeContext) -> None:
    """Answer /import: say which files can be imported, and from where."""
    note = Note(context.locale.gettext(import_texts.HOW_TO_IMPORT))
    await sending.show(context, target_of_message(update), note)


async def export(update: Update, context: MatineeContext) -> None:
    """Answer /export: send everything that is stored about the person, to nobody but them."""
    target = target_of_message(update)
    if update.effective_chat is None or update.effective_chat.type != ChatType.PRIVATE:
        note = Note(context.locale.gettext(import_texts.EXPORT_ONLY_IN_PRIVATE))
        await sending.show(context, target, note)
        return
    await _show_action(context, target, ChatAction.UPLOAD_DOCUMENT)
    content = await context.run(context.services.exporting.export, chat_user_id_of(update))
    caption = context.locale.gettext(import_texts.EXPORT_CAPTION)
    await attachments.send_document(context, target, outgoing.Document(content, EXPORT_NAME, caption))


async def undo_last(update: Update, context: MatineeContext) -> None:
    """Answer "undo the import" with the last one, to be undone by a tap; without one drop the file."""
    await _unless_in_group(update, context, is_file_first=False)


async def cancel_last(update: Update, context: MatineeContext) -> None:
    """Answer "cancel the import": drop the file that waits; without one offer to undo the last import."""
    await _unless_in_group(update, context, is_file_first=True)


async def _unless_in_group(update: Update, context: MatineeContext, *, is_file_first: bool) -> None:
    target, owner, importer = target_of_message(update), chat_user_id_of(update), context.services.importing
    if target.chat_id != owner:
        note = Note(context.locale.gettext(import_texts.ONLY_IN_PRIVATE))
    elif is_file_first and await context.run(importer.discard_pending, owner):
        note = Note(context.locale.gettext(import_texts.DISCARDED))
    elif (made := await context.run(importer.last_made, owner)) is not None:
        note = importing.last(context.locale, made, owner)
    elif await context.run(importer.discard_pending, owner):
        note = Note(context.locale.gettext(import_texts.DISCARDED))
    else:
        note = Note(context.locale.gettext(import_texts.NO_IMPORT))
    await sending.show(context, target, note)


async def show_waiting(update: Update, context: MatineeContext) -> bool:
    """Answer "yes" and "import it" with what the file that waits would change; False where none does."""
    target, owner = target_of_message(update), chat_user_id_of(update)
    if target.chat_id != owner:
        return False
    waiting = await context.run(context.services.importing.just_sent, owner)
    if waiting is not None:
        await sending.show(context, target, importing.preview(context.locale, waiting, owner))
    return waiting is not None


async def show_just_made(update: Update, context: MatineeContext) -> bool:
    """Answer "undo" with an import that was just made, to be undone by a tap; False where there is none."""
    target, owner = target_of_message(update), chat_user_id_of(update)
    if target.chat_id != owner:
        return False
    made = await context.run(context.services.importing.last_made, owner, within=JUST_SENT)
    if made is not None:
        await sending.show(context, target, importing.last(context.locale, made, owner))
    return made is not None


async def receive(update: Update, context: MatineeContext) -> None:
    """Show what importing a file would change; for private chats."""
    message = update.effective_message
    if message is None or message.document is None:
        return
    # The note answers the file, so that its buttons still know which one is meant after a restart.
    target = Target(message.chat.id, reply_to=message.message_id)
    await _read(context, target, message.document, chat_user_id_of(update))


async def receive_in_group(update: Update, context: MatineeContext) -> None:
    """Read a file in a group only when it answers the bot."""
    message = update.effective_message
    answered = message.reply_to_message if message else None
    if answered is None or answered.from_user is None or answered.from_user.id != context.bot.id:
        return
    note = Note(context.locale.gettext(import_texts.ONLY_IN_PRIVATE))
    await sending.show(context, target_of_message(update), note)


async def say_what_films_are(tap: Tap, button: FilmsAreButton, context: MatineeContext) -> None:
    """Read the file again that the question answers, now that it is known what its films are."""
    if tap.document is None:
        raise ImportGone
    await _read(context, tap.target, tap.document, tap.chat_user_id, _KINDS[button.films_are])


async def show_preview(tap: Tap, button: PreviewButton, context: MatineeContext) -> None:
    """Show what an import would do now."""
    shown = await context.run(context.services.importing.pending, tap.chat_user_id, button.import_id)
    note = importing.preview(context.locale, shown, tap.chat_user_id, button.stars_of)
    await sending.show(context, tap.target, note)


async def choose(tap: Tap, button: ChooseButton, context: MatineeContext) -> None:
    """Ask about the next unclear row."""
    shown = await context.run(context.services.importing.pending, tap.chat_user_id, button.import_id)
    note = importing.question(context.locale, shown, tap.chat_user_id, button.stars_of)
    await sending.show(context, tap.target, note)


async def take_film(tap: Tap, button: ChosenButton, context: MatineeContext) -> None:
    """Take the film that a row means, and ask about the next one."""
    await _choose(tap, context, button, button.movie_id)


async def take_none(tap: Tap, button: NoneOfThemButton, context: MatineeContext) -> None:
    """Leave a row out, and ask about the next one."""
    await _choose(tap, context, button, NONE_OF_THEM)


async def apply(tap: Tap, button: ImportButton, context: MatineeContext) -> None:
    """Import; a second tap says the same again. A file in whose place another came is read once more."""
    try:
        note = await _note_of_import(tap, button.import_id, button.stars_of, context)
    except ImportGone:
        if tap.document is None:
            raise
        await _import_anew(tap, tap.document, button.stars_of, context)
    else:
        await sending.show(context, tap.target, note)


async def cancel(tap: Tap, button: CancelImportButton, context: MatineeContext) -> None:
    """Import nothing; say so if it was imported already."""
    result = await context.run(context.services.importing.discard, tap.chat_user_id, button.import_id)
    if result is None:
        note = Note(context.locale.gettext(import_texts.DISCARDED))
    else:
        note = importing.result(context.locale, result, tap.chat_user_id)
    await sending.show(context, tap.target, note)


async def undo(tap: Tap, button: UndoImportButton, context: MatineeContext) -> None:
    """Restore what was before an import."""
    try:
        restored = await context.run(context.services.importing.undo, tap.chat_user_id, button.import_id)
    except ImportGone:
        note = Note(context.locale.gettext(import_texts.UNDO_GONE))
        await sending.show(context, tap.target.as_new_message(), note)
        await sending.take_buttons_away(context, tap.target)
        return
    await _speak_as_chosen(tap, context)
    await sending.show(context, tap.target, importing.undone(context.locale, restored))


async def _note_of_import(tap: Tap, import_id: int, stars_of: StarsOf, context: MatineeContext) -> Note:
    result = await context.run(
        context.services.importing.apply, tap.chat_user_id, import_id, conflicts=_CONFLICTS[stars_of]
    )
    await _speak_as_chosen(tap, context)
    return importing.result(context.locale, result, tap.chat_user_id, stars_of)


async def _import_anew(tap: Tap, document: Document, stars_of: StarsOf, context: MatineeContext) -> None:
    """Read a file once more and import it, for its preview was seen; ask first where something is unclear."""
    async with ImportProgress(context, tap.target) as progress:
        shown = await _preview_of(context, document, tap.chat_user_id, None, progress)
        if isinstance(shown, Note):
            note = shown
        elif shown.changes_nothing or import_texts.undecided(shown):
            note = importing.preview(context.locale, shown, tap.chat_user_id, stars_of)
        else:
            note = await _note_of_import(tap, shown.import_id, stars_of, context)
        await progress.end(note)


async def _speak_as_chosen(tap: Tap, context: MatineeContext) -> None:
    """Speak the language that a person chose: an import may have brought it, or its undo taken it away."""
    known = await context.run(context.services.people.look_in, tap.chat_user_id, None, is_here=False)
    context.language_code = known.code(None if tap.user is None else tap.user.language_code)


async def _choose(
    tap: Tap, context: MatineeContext, button: ChosenButton | NoneOfThemButton, movie_id: int
) -> None:
    shown = await context.run(
        context.services.importing.choose, tap.chat_user_id, button.import_id, button.number, movie_id
    )
    note = importing.question(context.locale, shown, tap.chat_user_id, button.stars_of)
    await sending.show(context, tap.target, note)


async def _read(
    context: MatineeContext, target: Target, document: Document, owner: int, kind: EntryKind | None = None
) -> None:
    """Read a file under one message, which ends as a preview, a question or the reason why not."""
    if (document.file_size or 0) > MAX_BYTES:
        note = Note(refusal(context.locale, FileTooLarge(limit=MAX_BYTES)))
        await sending.show(context, target, note)
        return
    await _show_action(context, target, ChatAction.TYPING)
    async with ImportProgress(context, target) as progress:
        has_replaced = await context.run(context.services.importing.is_pending, owner)
        shown = await _preview_of(context, document, owner, kind, progress)
        if not isinstance(shown, Note):
            shown = importing.preview(context.locale, shown, owner, has_replaced=has_replaced)
        await progress.end(shown)


async def _preview_of(
    context: MatineeContext,
    document: Document,
    owner: int,
    kind: EntryKind | None,
    progress: ImportProgress,
) -> ImportPreview | Note:
    """Read a file; return what importing it would do, or a question or refusal in its place."""
    importer, locale = context.services.importing, context.locale
    try:
        content = await _download(document)
        return await context.run(
            importer.preview,
            owner,
            content,
            document.file_name or "",
            kind=kind,
            on_progress=progress.note,
        )
    except DownloadFailed:
        return Note(locale.gettext(DOWNLOAD_FAILED))
    except UnclearKind:
        return importing.kind_question(locale, owner)
    except ImportRefused as refused:
        return Note(refusal(locale, refused))


async def _download(document: Document) -> bytes:
    try:
        file = await document.get_file()
        return bytes(await file.download_as_bytearray())
    except TelegramError as error:
        logger.info("a file could not be downloaded: %s", error)
        raise DownloadFailed from error


async def _show_action(context: MatineeContext, target: Target, action: ChatAction) -> None:
    """Show that the bot is at work; a nicety whose failure changes nothing."""
    with contextlib.suppress(TelegramError):
        await context.bot.send_chat_action(target.chat_id, action, message_thread_id=target.thread_id)


BUTTONS = (
    on(FilmsAreButton, say_what_films_are),
    on(PreviewButton, show_preview),
    on(ChooseButton, choose),
    on(ChosenButton, take_film),
    on(NoneOfThemButton, take_none),
    on(CancelImportButton, cancel),
)
