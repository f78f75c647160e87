"""Keyboards of admins: a retrain that runs or ended, the models, the question before a roll-back."""

from __future__ import annotations

from telegram import InlineKeyboardMarkup

from bot.presentation import admin_texts, model_texts
from bot.presentation.buttons import Payload
from bot.presentation.controls import Row, button, keyboard
from bot.presentation.locale import Locale
from bot.retraining.registry import RegistryView
from bot.retraining.report import RetrainReport


class CancelRetrainButton(Payload, wire="mc"):
    """End the retrain that is running."""


class MakeLiveButton(Payload, wire="ml"):
    """Let a trained model serve: roll back, or promote one that the gate turned away."""

    version: int


class RollBackButton(Payload, wire="mr"):
    """Let an older model serve, after the question."""

    version: int


class ModelsButton(Payload, wire="mm"):
    """Show the models."""


def cancel(locale: Locale, owner: int) -> InlineKeyboardMarkup:
    """Return the one button under a message that says a retrain is running."""
    return keyboard(_cancel(locale, owner))


def after_retrain(locale: Locale, report: RetrainReport, owner: int) -> InlineKeyboardMarkup | None:
    """Return the buttons under a retrain that ended: a model that does not serve can be made to.

    One that did not begin, for another is running, offers to end that one.
    """
    if report.outcome == "busy":
        return cancel(locale, owner)
    if report.outcome not in {"rejected", "outvoted"} or report.version is None or not report.metrics:
        return None
    label = locale.gettext(admin_texts.PROMOTE_ANYWAY)
    return keyboard([button(label, MakeLiveButton(owner, report.version))])


def models(locale: Locale, view: RegistryView, owner: int) -> InlineKeyboardMarkup | None:
    """Return a button for each version that could be made live, and one to end a running retrain."""
    live = view.live.version if view.live else 0
    rows: list[Row] = [
        [button(model_texts.make_live_label(locale, version, live), MakeLiveButton(owner, version))]
        for version in (each.version for each in view.newest if each.can_be_live)
    ]
    if view.running is not None:
        rows.append(_cancel(locale, owner))
    return keyboard(*rows) if rows else None


def roll_back(locale: Locale, version: int, owner: int) -> InlineKeyboardMarkup:
    """Return yes and no to a roll-back."""
    return keyboard(
        [button(locale.gettext(model_texts.ROLL_BACK), RollBackButton(owner, version))],
        [button(locale.gettext(model_texts.KEEP_LIVE), ModelsButton(owner))],
    )


def _cancel(locale: Locale, owner: int) -> Row:
    return [button(locale.gettext(admin_texts.CANCEL), CancelRetrainButton(owner))]
