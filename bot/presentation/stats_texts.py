"""What /stats says (HTML)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from bot.monitoring.status import Figures, ModelSign
from bot.presentation.texts import number_of
from bot.retraining.registry import RegistryView, TrainedVersion


@dataclass(frozen=True)
class ProcessSigns:
    """How the process that answers is doing; the hit rate is that of the film details it remembers."""

    memory_mb: float
    uptime: timedelta
    hit_rate: float | None


def stats(figures: Figures, model: ModelSign, registry: RegistryView, process: ProcessSigns) -> str:
    """People, ratings, OMDb, models and this process, a line or two each."""
    paragraphs = (
        _people(figures),
        f"<b>Ratings</b>: {figures.chat_ratings:,} in chats, {figures.movielens_ratings:,} of MovieLens",
        _omdb(figures, process.hit_rate),
        f"<b>Model</b>: {_model(model)}{_retrains(registry)}",
        _process(figures, process),
    )
    return "\n\n".join(paragraphs)


def span(length: timedelta) -> str:
    """Say how long, in the two largest units that fit: "3 d 4 h", "12 min"."""
    minutes = max(int(length.total_seconds()), 0) // 60
    days, hours, minutes = minutes // 1440, minutes // 60 % 24, minutes % 60
    if days:
        return f"{days} d {hours} h"
    return f"{hours} h {minutes} min" if hours else f"{minutes} min"


def _people(figures: Figures) -> str:
    today, week = figures.chat_users_active_today, figures.chat_users_active_this_week
    month = figures.chat_users_active_this_month
    return (
        f"<b>People</b>: {figures.chat_users:,}, {figures.chat_users_new_today:,} of them new today\n"
        f"Active: {today:,} today, {week:,} in 7 days, {month:,} in 30 days"
    )


def _omdb(figures: Figures, hit_rate: float | None) -> str:
    asked = f"{figures.omdb_requests_today:,} of {number_of(figures.omdb_daily_limit, 'request')} today"
    known = "" if hit_rate is None else f"; {hit_rate:.0%} of the details asked for were remembered"
    return f"<b>OMDb</b>: {asked}{known}"


def _process(figures: Figures, process: ProcessSigns) -> str:
    return (
        f"<b>This process</b>: {process.memory_mb:.0f} MB, up for {span(process.uptime)}\n"
        f"{number_of(figures.errors_today, 'unexpected error')} today"
    )


def _model(model: ModelSign) -> str:
    if model.version is None:
        return "none yet, everybody gets popular films"
    age = "" if model.age is None else f", trained {span(model.age)} ago"
    return f"version {model.version}{age}"


def _retrains(registry: RegistryView) -> str:
    if not registry.newest:
        return ""
    return "\nRetrains, newest first:\n" + "\n".join(
        _retrain(version, registry) for version in registry.newest
    )


def _retrain(version: TrainedVersion, registry: RegistryView) -> str:
    report = version.report
    costs = f", {report.seconds:.0f} s, {report.peak_memory_mb:.0f} MB" if report and report.seconds else ""
    return f"{version.version} {version.state}, {span(registry.now - version.began_at)} ago{costs}"
