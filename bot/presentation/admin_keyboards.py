"""Buttons under messages about retrains and models."""

from __future__ import annotations

from telegram import InlineKeyboardMarkup

from bot.presentation import admin_texts
from bot.presentation.buttons import Payload
from bot.presentation.controls import button, keyboard
from bot.presentation.locale import Locale
from bot.retraining.registry import RegistryView
from bot.retraining.report import RetrainReport


class CancelRetrainButton(Payload, wire="mc"):
    """End the retrain that this person started."""


class MakeLiveButton(Payload, wire="ml"):
    """Let a trained model serve: roll back, or promote one that the gate turned away."""

    version: int


def cancel(locale: Locale, owner: int) -> InlineKeyboardMarkup:
    """Build the way to end a retrain that runs."""
    return keyboard([button(locale.gettext(admin_texts.CANCEL), CancelRetrainButton(owner))])


def buttons_after(locale: Locale, report: RetrainReport, owner: int) -> InlineKeyboardMarkup | None:
    """Return the buttons under a retrain that ended: a rejected model can be made live anyway."""
    if report.outcome != "rejected" or report.version is None or not report.metrics:
        return None
    label = locale.gettext(admin_texts.PROMOTE_ANYWAY)
    return InlineKeyboardMarkup([[button(label, MakeLiveButton(owner, report.version))]])


def registry_buttons(locale: Locale, view: RegistryView, owner: int) -> InlineKeyboardMarkup | None:
    """Return a button for each version that could be made live."""
    live = view.live.version if view.live else 0
    rows = []
    for version in (each.version for each in view.newest if each.can_be_live):
        label = admin_texts.make_live_label(locale, version, live)
        rows.append([button(label, MakeLiveButton(owner, version))])
    return InlineKeyboardMarkup(rows) if rows else None
