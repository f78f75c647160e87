"""What only admins may do: retrain, look at the trained models, choose the one that serves."""

from __future__ import annotations

import logging

from telegram import Update
from telegram.error import Forbidden

from bot.chat import sending
from bot.chat.targets import Target, target_of_message
from bot.context import MatineeContext
from bot.handlers import jobs, retrain_progress
from bot.handlers.arguments import WrongArguments
from bot.handlers.callback_router import Tap, on, reply
from bot.handlers.people import chat_user_id_of, require_admin
from bot.handlers.retrain_progress import ProgressMessage
from bot.presentation import admin_keyboards, admin_texts, model_texts, stats_texts
from bot.presentation.admin_keyboards import (
    CancelRetrainButton,
    MakeLiveButton,
    ModelsButton,
    RollBackButton,
)
from bot.presentation.outgoing import Note
from bot.presentation.requesters import requester
from bot.presentation.stats_texts import ProcessSigns
from bot.retraining.reasons import coded
from bot.retraining.report import RetrainReport
from bot.runtime.clock import utc_now
from bot.runtime.memory import resident_mb
from bot.services.errors import AlreadyTraining

logger = logging.getLogger(__name__)


async def retrain(update: Update, context: MatineeContext) -> None:
    """Answer /retrain: train on all ratings now; with `force` the model serves even if it is not better."""
    admin = require_admin(chat_user_id_of(update), context)
    options = _retrain_options(context.args or [])
    under_way = context.retrains.under_way
    if under_way is not None:
        names = await retrain_progress.admin_names(context)
        raise AlreadyTraining(under_way.since, requester(context.locale, under_way.requested_by, names))
    note = ProgressMessage(context, target_of_message(update), admin)
    await note.begin()
    # Followed in the background: the admin's next message should not wait for the end of the training.
    context.application.create_task(_follow(context, note, admin, options), update=update)


async def cancel(tap: Tap, _: CancelRetrainButton, context: MatineeContext) -> str:
    """End the retrain that is under way, here or in another process; say what comes of it."""
    require_admin(tap.chat_user_id, context)
    if context.retrains.cancel():
        return context.locale.gettext(admin_texts.ENDING)
    asked = await context.run(context.registry.ask_to_end)
    return context.locale.gettext(admin_texts.NOT_RUNNING if asked is None else admin_texts.ASKED_TO_END)


async def model(update: Update, context: MatineeContext) -> None:
    """Answer /model: show the live model, the last ones, and a way back to each that is kept."""
    admin = require_admin(chat_user_id_of(update), context)
    await _show_in_private(update, context, await _registry(context, admin))


async def open_models(tap: Tap, _: ModelsButton, context: MatineeContext) -> None:
    """Show the models in place of a question about them."""
    admin = require_admin(tap.chat_user_id, context)
    await sending.show(context, tap.target, await _registry(context, admin))


async def stats(update: Update, context: MatineeContext) -> None:
    """Answer /stats: count people, ratings and what lists led to; OMDb, models, this process."""
    admin = require_admin(chat_user_id_of(update), context)
    figures = await context.run(context.status.figures)
    outcomes = await context.run(context.status.shown_films)
    model = await context.run(context.status.model)
    registry = await retrain_progress.overview(context)
    running = "" if registry.running is None else await retrain_progress.said_of(context, registry.running)
    process = ProcessSigns(
        resident_mb(), registry.now - context.bot_data.started_at, context.details.hit_rate
    )
    text = stats_texts.stats(
        context.locale,
        figures,
        outcomes=outcomes,
        model=model,
        registry=registry,
        running=running,
        process=process,
        larger=await context.run(context.bot_data.data_sets.larger),
    )
    buttons = admin_keyboards.cancel(context.locale, admin) if registry.running is not None else None
    await _show_in_private(update, context, Note(text, buttons))


async def make_live(tap: Tap, button: MakeLiveButton, context: MatineeContext) -> None:
    """Let a model serve that the gate turned away; ask before an older one does."""
    admin = require_admin(tap.chat_user_id, context)
    view = await context.run(context.registry.overview)
    if view.live is not None and button.version < view.live.version:
        text = model_texts.roll_back_question(context.locale, button.version, view.live.version)
        keyboard = admin_keyboards.roll_back(context.locale, button.version, admin)
        await sending.show(context, tap.target, Note(text, keyboard))
        return
    await roll_back(tap, RollBackButton(admin, button.version), context)


async def roll_back(tap: Tap, button: RollBackButton, context: MatineeContext) -> None:
    """Let this model serve by the admin's word, and show what holds from now on."""
    admin = require_admin(tap.chat_user_id, context)
    await context.run(context.registry.make_live, button.version, _name_of(admin))
    logger.info("admin %s made model version %s live", admin, button.version)
    await context.run(context.models.refresh)
    await sending.show(context, tap.target, await _registry(context, admin))


async def _follow(context: MatineeContext, note: ProgressMessage, admin: int, options: list[str]) -> None:
    try:
        report = await context.retrains.retrain(_name_of(admin), *options, on_stage=note.stage)
    except AlreadyTraining as busy:  # somebody was faster
        reason = coded("training_already", by=busy.by, since=busy.since.isoformat())
        report = RetrainReport("busy", reason)
    finally:
        note.stop()
    await context.run(context.models.refresh)
    await note.end(report, _next_run(context))


async def _registry(context: MatineeContext, admin: int) -> Note:
    view = await retrain_progress.overview(context)
    zone, ended = context.settings.timezone, context.retrains.last
    locale = context.locale
    skipped = model_texts.skipped(locale, ended.report, ended.at, zone) if ended else ""
    names = await retrain_progress.admin_names(context)
    text = model_texts.registry(locale, view, zone, skipped, _next_run(context), names=names)
    return Note(text, admin_keyboards.models(locale, view, admin))


async def _show_in_private(update: Update, context: MatineeContext, note: Note) -> None:
    """Answer an admin where nobody else reads it; a group is only told that it was done."""
    target, admin = target_of_message(update), chat_user_id_of(update)
    if target.chat_id == admin:
        await sending.show(context, target, note)
        return
    try:
        await sending.show(context, Target(admin), note)
    except Forbidden:
        await sending.show(context, target, Note(context.locale.gettext(admin_texts.START_ME_FIRST)))
    else:
        await sending.show(context, target, Note(context.locale.gettext(admin_texts.SENT_IN_PRIVATE)))


def _next_run(context: MatineeContext) -> str:
    begins = jobs.next_retrain(context.settings, utc_now())
    return model_texts.next_run(context.locale, begins, context.settings.timezone)


def _retrain_options(words: list[str]) -> list[str]:
    if not words:
        return []
    if [word.lower() for word in words] == ["force"]:
        return ["--force"]
    raise WrongArguments("retrain")


def _name_of(admin: int) -> str:
    return f"admin {admin}"


BUTTONS = (
    reply(CancelRetrainButton, cancel),
    on(MakeLiveButton, make_live),
    on(RollBackButton, roll_back),
    on(ModelsButton, open_models),
)
