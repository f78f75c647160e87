"""What only admins may do: retrain, look at the trained models, choose the one that serves."""

from __future__ import annotations

import logging

from telegram import Update

from bot.chat import sending
from bot.chat.targets import target_of_message
from bot.context import MatineeContext
from bot.handlers import jobs
from bot.handlers.arguments import WrongArguments
from bot.handlers.callback_router import Tap, on
from bot.handlers.people import chat_user_id_of, require_admin
from bot.handlers.retrain_progress import ProgressMessage
from bot.presentation import admin_keyboards, admin_texts, stats_texts
from bot.presentation.admin_keyboards import CancelRetrainButton, MakeLiveButton
from bot.presentation.outgoing import Note
from bot.presentation.stats_texts import ProcessSigns
from bot.retraining.report import RetrainReport
from bot.runtime.clock import utc_now
from bot.runtime.memory import resident_mb
from bot.services.errors import AlreadyTraining

logger = logging.getLogger(__name__)


async def retrain(update: Update, context: MatineeContext) -> None:
    """Answer /retrain: train on all ratings now; with `force` the model serves even if it is not better."""
    admin = require_admin(chat_user_id_of(update), context)
    options = _retrain_options(context.args or [])
    training = context.training.under_way
    if training is not None:
        raise AlreadyTraining(training.since, training.requested_by)
    note = ProgressMessage(context, target_of_message(update), admin)
    await note.begin()
    # Followed in the background: the admin's next message should not wait for the end of the training.
    context.application.create_task(_follow(context, note, admin, options), update=update)


async def cancel(tap: Tap, _: CancelRetrainButton, context: MatineeContext) -> None:
    """End the retrain that is under way here."""
    require_admin(tap.chat_user_id, context)
    if not context.training.cancel():
        await sending.show(context, tap.target, Note(context.locale.gettext(admin_texts.NOT_MINE_TO_CANCEL)))


async def model(update: Update, context: MatineeContext) -> None:
    """Answer /model: show the live model, the last ones, and a way back to each that is kept."""
    admin = require_admin(chat_user_id_of(update), context)
    await sending.show(context, target_of_message(update), await _registry(context, admin))


async def stats(update: Update, context: MatineeContext) -> None:
    """Answer /stats: count people and ratings, and show how OMDb, models and this process are doing."""
    require_admin(chat_user_id_of(update), context)
    figures = await context.run(context.status.figures)
    model = await context.run(context.status.model)
    registry = await context.run(context.registry.overview)
    process = ProcessSigns(
        resident_mb(), registry.now - context.bot_data.started_at, context.details.hit_rate
    )
    text = stats_texts.stats(context.locale, figures, model, registry, process)
    await sending.show(context, target_of_message(update), Note(text))


async def make_live(tap: Tap, button: MakeLiveButton, context: MatineeContext) -> None:
    """Roll back, or let a model serve that the gate turned away."""
    admin = require_admin(tap.chat_user_id, context)
    await context.run(context.registry.make_live, button.version, _name_of(admin))
    logger.info("admin %s made model version %s live", admin, button.version)
    await context.run(context.models.refresh)
    await sending.show(context, tap.target, await _registry(context, admin))


async def _follow(context: MatineeContext, note: ProgressMessage, admin: int, options: list[str]) -> None:
    try:
        report = await context.training.retrain(_name_of(admin), *options, on_stage=note.stage)
    except AlreadyTraining as busy:  # somebody was faster
        report = RetrainReport("busy", str(busy))
    finally:
        note.stop()
    await context.run(context.models.refresh)
    await note.end(report, _next_run(context))


async def _registry(context: MatineeContext, admin: int) -> Note:
    view = await context.run(context.registry.overview)
    zone, ended = context.settings.timezone, context.training.last
    locale = context.locale
    skipped = admin_texts.skipped(locale, ended.report, ended.at, zone) if ended else ""
    text = admin_texts.registry(locale, view, zone, skipped, _next_run(context))
    return Note(text, admin_keyboards.registry_buttons(locale, view, admin))


def _next_run(context: MatineeContext) -> str:
    begins = jobs.next_retrain(context.settings, utc_now())
    return admin_texts.next_run(context.locale, begins, context.settings.timezone)


def _retrain_options(words: list[str]) -> list[str]:
    if not words:
        return []
    if [word.lower() for word in words] == ["force"]:
        return ["--force"]
    raise WrongArguments("retrain")


def _name_of(admin: int) -> str:
    return f"admin {admin}"


BUTTONS = (
    on(CancelRetrainButton, cancel),
    on(MakeLiveButton, make_live),
)
