"""Messages about retrains: edited every two seconds while stages pass, and ended with the report."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from dataclasses import replace

from telegram import InlineKeyboardMarkup
from telegram.error import TelegramError

from bot.chat import sending
from bot.chat.targets import Target
from bot.context import MatineeContext
from bot.presentation import admin_keyboards, admin_texts, model_texts
from bot.presentation.outgoing import Note
from bot.retraining.registry import RegistryView, RunningRetrain
from bot.retraining.report import RetrainReport, Stage, StageName

logger = logging.getLogger(__name__)

EDIT_INTERVAL_SECONDS = 2.0


class ProgressMessage:
    """The message of one retrain: shown, edited as stages pass, and ended with the report."""

    pause = EDIT_INTERVAL_SECONDS

    def __init__(self, context: MatineeContext, target: Target, owner: int) -> None:
        self._context = context
        self._locale = context.locale
        self._target = replace(target, reply_to=None)
        self._owner = owner
        self._stages: dict[StageName, Stage] = {}
        self._changed = asyncio.Event()
        self._ended = asyncio.Event()
        self._editing: asyncio.Task[None] | None = None

    async def begin(self) -> None:
        """Send the message, with its Cancel button."""
        starting = Note(self._locale.gettext(admin_texts.STARTING), self._cancel())
        self._target = await sending.show_new(self._context, self._target, starting)
        self._editing = asyncio.create_task(self._keep_editing())

    def stage(self, stage: Stage) -> None:
        """Note a stage; it is shown when the next edit is due."""
        self._stages[stage.name] = stage
        self._changed.set()

    async def end(self, report: RetrainReport, next_run: str) -> None:
        """Show how it ended and when the next one is instead, whatever became of the message meanwhile."""
        self.stop()
        if self._editing is not None:
            await self._editing  # an edit under way must not land after the last one
        names = await admin_names(self._context)
        text = "\n".join(filter(None, (admin_texts.ended(self._locale, report, names), next_run)))
        note = Note(text, admin_keyboards.after_retrain(self._locale, report, self._owner))
        try:
            await sending.show(self._context, self._target, note)
        except TelegramError as error:
            logger.info("the message of a retrain could not be edited (%s); sending another", error)
            await sending.show_new(self._context, self._target, note)

    def stop(self) -> None:
        """Show no further stages."""
        self._ended.set()
        self._changed.set()

    async def _keep_editing(self) -> None:
        while True:
            await self._changed.wait()
            if self._ended.is_set():
                return
            self._changed.clear()
            progress = Note(admin_texts.progress(self._locale, self._stages), self._cancel())
            try:
                await sending.change_note(self._context, self._target, progress)
            except TelegramError as error:
                logger.info("the progress of a retrain could not be shown: %s", error)
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._ended.wait(), self.pause)

    def _cancel(self) -> InlineKeyboardMarkup:
        return admin_keyboards.cancel(self._locale, self._owner)


async def admin_names(context: MatineeContext) -> dict[int, str]:
    """Return the first names of the admins who are known, or speak to the bot now, by id."""
    names = {}
    for admin_user_id in context.settings.admin_user_ids:
        name = await context.name_of(admin_user_id)
        if name is not None:
            names[admin_user_id] = name
    return names


async def overview(context: MatineeContext) -> RegistryView:
    """Return the trained models and the retrain under way, one that begins here this moment too."""
    view, begun = await context.run(context.registry.overview), context.retrains.under_way
    if view.running is not None or begun is None:
        return view
    return replace(view, running=RunningRetrain(begun.requested_by, begun.since))


async def said_of(context: MatineeContext, running: RunningRetrain) -> str:
    """Return who is training since when, as a sentence."""
    names = await admin_names(context)
    return model_texts.running(context.locale, running, context.settings.timezone, names)


async def tell_admins(context: MatineeContext, report: RetrainReport) -> None:
    """Send every admin the last word of a retrain that nobody was watching."""
    names = await admin_names(context)
    for admin_user_id in context.settings.admin_user_ids:
        locale = await context.locale_of(admin_user_id)
        with contextlib.suppress(TelegramError):  # an admin who has not started the bot cannot be reached
            buttons = admin_keyboards.after_retrain(locale, report, admin_user_id)
            note = Note(admin_texts.ended(locale, report, names), buttons)
            await sending.show(context, Target(admin_user_id), note)
