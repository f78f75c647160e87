"""What admins read of a retrain: under way, and how it ended (HTML)."""

from __future__ import annotations

from collections.abc import Mapping

from bot.presentation.locale import Locale
from bot.presentation.markup import safe
from bot.presentation.messages import N_
from bot.presentation.requesters import NOBODY, requester
from bot.presentation.retrain_reasons import sentence
from bot.retraining.report import DataCounts, RetrainOutcome, RetrainReport, Stage, StageName

RETRAIN_TAKES_FORCE = N_(
    "Only <code>force</code> can follow: <code>/retrain force</code> lets the new model serve even if it is "
    "not better."
)
STARTING = N_("<b>Retraining</b>\n▸ Starting")
ENDING = N_("I'm ending that retrain; the old model stays live.")
ASKED_TO_END = N_("It runs in another process: I asked it to end, and it does at its next step.")
NOT_RUNNING = N_("No retrain is running any more. /model shows what came of it.")
SENT_IN_PRIVATE = N_("I sent it to you in private.")
START_ME_FIRST = N_("That is for you alone: open a private chat with me first, then ask again.")

CANCEL = N_("Cancel")
PROMOTE_ANYWAY = N_("Let it serve anyway")
_STAGES: dict[StageName, str] = {
    "reading": N_("Reading ratings"),
    "svd": N_("SVD"),
    "ranking": N_("Ranking model"),
    "popularity": N_("Popular list"),
    "evaluating": N_("Evaluating"),
    "storing": N_("Storing"),
}
_HEADLINES: dict[RetrainOutcome, str] = {
    "promoted": N_("Version {version} is live."),
    "rejected": N_("Version {version} was not good enough; the old model stays live."),
    "unchanged": N_("Nothing new was rated, so there is nothing to learn."),
    "cancelled": N_("Cancelled; the old model stays live."),
    "failed": N_("The retrain failed; the old model stays live."),
    "busy": N_("A retrain is running already."),
    "outvoted": N_("Version {version} is ready, but an admin chose another model while it was trained."),
}
_MODELS = {
    "challenger": N_("{value} this model"),
    "live": N_("{value} live model"),
    "popular": N_("{value} popular list"),
}
_METRICS = {
    "ndcg_at_10": N_("How well it picks (nDCG@10, 0 to 1): {values}"),
    "stars": N_("Stars that people gave its picks: {values}"),
}


def progress(locale: Locale, stages: Mapping[StageName, Stage]) -> str:
    """Describe a running retrain: what is done, what is being done, what is still to come."""
    lines = [locale.gettext("<b>Retraining</b>")]
    running = next((name for name in _STAGES if not _is_done(stages.get(name))), None)
    for name, label in _STAGES.items():
        mark = "▸" if name == running else "✓" if _is_done(stages.get(name)) else "·"
        where = _where(locale, stages.get(name))
        line = f"{mark} {locale.gettext(label)}{f': {where}' if where else ''}"
        lines.append(f"<b>{line}</b>" if name == running else line)
    return "\n".join(lines)


def _is_done(stage: Stage | None) -> bool:
    return stage is not None and stage.step >= stage.of


def ended(locale: Locale, report: RetrainReport, names: Mapping[int, str] = NOBODY) -> str:
    """Say how a retrain ended."""
    headline = locale.gettext(_HEADLINES[report.outcome], version=report.version)
    lines = [f"<b>{headline}</b>", _why(locale, report, names)]
    if report.outcome == "busy":  # nothing was read, and what not starting cost says nothing
        return "\n".join(lines)
    lines += _counts(locale, report.counts) if report.counts is not None else []
    lines += _comparison(locale, report)
    if report.seconds:
        lines.append(
            locale.gettext(
                "{seconds} s, at most {megabytes} MB of memory",
                seconds=locale.number(report.seconds, 1),
                megabytes=locale.number(report.peak_memory_mb),
            )
        )
    return "\n".join(line for line in lines if line)


def _where(locale: Locale, stage: Stage | None) -> str:
    if stage is None:
        return ""
    if stage.note:
        return safe(sentence(locale, stage.note))
    if stage.name == "svd":
        return locale.gettext("epoch {step} of {of}", step=stage.step, of=stage.of)
    return ""


def _why(locale: Locale, report: RetrainReport, names: Mapping[int, str]) -> str:
    if report.outcome in {"cancelled", "unchanged"} or not report.reason:
        return ""
    reason = safe(sentence(locale, report.reason), 400)
    if report.forced_by:
        return locale.gettext(
            "Forced by {by}. {reason}", by=requester(locale, report.forced_by, names), reason=reason
        )
    return reason


def _counts(locale: Locale, counts: DataCounts) -> list[str]:
    people = locale.ngettext("{n} person", "{n} people", counts.people)
    line = locale.ngettext("{n} rating by {people}", "{n} ratings by {people}", counts.ratings, people=people)
    if counts.chat_ratings:
        line = locale.gettext(
            "{ratings}, {n} of them from chats", ratings=line, n=locale.number(counts.chat_ratings)
        )
    if not counts.unknown_movie_ratings:
        return [line]
    left_out = locale.ngettext(
        "{n} rating of unknown films left out",
        "{n} ratings of unknown films left out",
        counts.unknown_movie_ratings,
    )
    return [line, left_out]


def _comparison(locale: Locale, report: RetrainReport) -> list[str]:
    lines = []
    for name, label in _METRICS.items():
        values = [
            _value(locale, metrics[name], model, report)
            for model, metrics in report.metrics.items()
            if name in metrics
        ]
        if values:
            lines.append(locale.gettext(label, values=locale.listing(values)))
    return lines


def _value(locale: Locale, value: float, model: str, report: RetrainReport) -> str:
    number = locale.number(value, 3)
    if model == "live" and report.compared_with is not None:
        return locale.gettext("{value} version {version}", value=number, version=report.compared_with)
    return locale.gettext(_MODELS[model], value=number) if model in _MODELS else f"{number} {model}"
