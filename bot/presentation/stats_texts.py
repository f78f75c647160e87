"""What /stats says (HTML)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from bot.monitoring.data_sets import LargerDataSet
from bot.monitoring.shown_films import Receptions
from bot.monitoring.status import SHOWN_DAYS, Figures, ModelSign
from bot.presentation.locale import Locale
from bot.presentation.model_texts import STATES
from bot.presentation.shown_texts import shown_films
from bot.retraining.registry import RegistryView, TrainedVersion


@dataclass(frozen=True)
class ProcessSigns:
    """How the process that answers is doing; the hit rate is that of the film details it remembers."""

    memory_mb: float
    uptime: timedelta
    hit_rate: float | None


def stats(
    locale: Locale,
    figures: Figures,
    *,
    outcomes: Receptions,
    model: ModelSign,
    registry: RegistryView,
    process: ProcessSigns,
    running: str = "",
    larger: LargerDataSet | None = None,
) -> str:
    """Describe people, ratings, what was shown, OMDb, models and this process, a few lines each.

    running: what is said of a retrain under way; larger: what this machine could train on.
    """
    paragraphs = (
        _people(locale, figures),
        _ratings(locale, figures, larger),
        shown_films(locale, outcomes, SHOWN_DAYS),
        _omdb(locale, figures, process.hit_rate) + "\n" + _facts(locale, figures),
        "\n".join(filter(None, (_model(locale, model), running, _retrains(locale, registry)))),
        _process(locale, figures, process),
    )
    return "\n\n".join(filter(None, paragraphs))


def _people(locale: Locale, figures: Figures) -> str:
    return locale.gettext(
        "<b>People</b>: {all}, {new} of them new today\n"
        "Active: {today} today, {week} in 7 days, {month} in 30 days",
        all=locale.number(figures.chat_users),
        new=locale.number(figures.chat_users_new_today),
        today=locale.number(figures.chat_users_active_today),
        week=locale.number(figures.chat_users_active_this_week),
        month=locale.number(figures.chat_users_active_this_month),
    )


def _ratings(locale: Locale, figures: Figures, larger: LargerDataSet | None) -> str:
    ratings = locale.gettext(
        "<b>Ratings</b>: {chat} in chats, {movielens} of MovieLens",
        chat=locale.number(figures.chat_ratings),
        movielens=locale.number(figures.movielens_ratings),
    )
    if larger is None:
        return ratings
    room = locale.gettext(
        "There is memory here to train on {name}: {ratings} ratings, films up to {year}, about {megabytes} MB"
        " in the database. Everything that people said stays:",
        name=larger.name,
        ratings=locale.number(larger.ratings),
        year=larger.last_year,
        megabytes=locale.number(larger.megabytes),
    )
    return f"{ratings}\n{room}\n<code>python -m scripts.load_movielens {larger.name} --train</code>"


def _omdb(locale: Locale, figures: Figures, hit_rate: float | None) -> str:
    asked = locale.ngettext(
        "<b>OMDb</b>: {asked} of {n} request today",
        "<b>OMDb</b>: {asked} of {n} requests today",
        figures.omdb_daily_limit,
        asked=locale.number(figures.omdb_requests_today),
    )
    if hit_rate is None:
        return asked
    known = locale.gettext("{share} of the details asked for were remembered", share=locale.percent(hit_rate))
    return f"{asked}; {known}"


def _facts(locale: Locale, figures: Figures) -> str:
    return locale.gettext(
        "Films: {films}, {added} of them added; facts collected of {known}, {today} of them today",
        known=locale.number(figures.facts_collected),
        today=locale.number(figures.facts_collected_today),
        films=locale.number(figures.films),
        added=locale.number(figures.films_added),
    )


def _process(locale: Locale, figures: Figures, process: ProcessSigns) -> str:
    running = locale.gettext(
        "<b>This process</b>: {megabytes} MB, up for {time}",
        megabytes=locale.number(process.memory_mb),
        time=locale.span(process.uptime),
    )
    errors = locale.ngettext(
        "{n} unexpected error today", "{n} unexpected errors today", figures.errors_today
    )
    return f"{running}\n{errors}"


def _model(locale: Locale, model: ModelSign) -> str:
    if model.version is None:
        return locale.gettext("<b>Model</b>: none yet, everybody gets popular films")
    if model.age is None:
        return locale.gettext("<b>Model</b>: version {version}", version=model.version)
    return locale.gettext(
        "<b>Model</b>: version {version}, trained {time} ago",
        version=model.version,
        time=locale.span(model.age),
    )


def _retrains(locale: Locale, registry: RegistryView) -> str:
    if not registry.newest:
        return ""
    heading = locale.gettext("Retrains, newest first:")
    lines = (_retrain(locale, version, registry) for version in registry.newest)
    return "\n".join([heading, *lines])


def _retrain(locale: Locale, version: TrainedVersion, registry: RegistryView) -> str:
    report = version.report
    line = locale.gettext(
        "{version} {state}, {time} ago",
        version=version.version,
        state=locale.gettext(STATES[version.state]),
        time=locale.span(registry.now - version.began_at),
    )
    if not (report and report.seconds):
        return line
    costs = locale.gettext(
        "{seconds} s, {megabytes} MB",
        seconds=locale.number(report.seconds),
        megabytes=locale.number(report.peak_memory_mb),
    )
    return f"{line}, {costs}"
