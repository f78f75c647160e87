"""What admins read: a retrain under way, how it ended, the trained models (HTML)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, tzinfo

from bot.presentation.locale import Locale
from bot.presentation.markup import safe
from bot.presentation.messages import N_
from bot.presentation.requesters import NOBODY, requester
from bot.presentation.retrain_reasons import sentence
from bot.retraining.registry import ModelDecision, RegistryView, TrainedVersion, VersionState
from bot.retraining.report import DataCounts, RetrainOutcome, RetrainReport, Stage, StageName

RETRAIN_TAKES_FORCE = N_(
    "Only <code>force</code> can follow: <code>/retrain force</code> lets the new model serve even if it is "
    "not better."
)
STARTING = N_("<b>Retraining</b>\n▸ Starting")
NOT_MINE_TO_CANCEL = N_(
    "That retrain does not run here (any more), so I cannot end it. /model shows what came of it."
)
CANCEL_BY_BUTTON = N_("A retrain is running: the <i>Cancel</i> button under its message or /model ends it.")
NO_MODEL = N_("No model is live yet: everybody gets popular films. /retrain makes one.")

SENT_IN_PRIVATE = N_("I sent it to you in private.")
START_ME_FIRST = N_("That is for you alone: open a private chat with me first, then ask again.")

CANCEL = N_("Cancel")
PROMOTE_ANYWAY = N_("Let it serve anyway")
ROLL_BACK = N_("Yes, roll back")
KEEP_LIVE = N_("No, keep it")

STATES: dict[VersionState, str] = {
    "training": N_("training"),
    "live": N_("live"),
    "kept": N_("kept"),
    "rejected": N_("rejected"),
    "failed": N_("failed"),
    "cancelled": N_("cancelled"),
    "interrupted": N_("interrupted"),
}
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


def registry(
    locale: Locale,
    view: RegistryView,
    zone: tzinfo,
    last: str,
    next_run: str,
    *,
    names: Mapping[int, str] = NOBODY,
) -> str:
    """Describe the live model, the last ones, the last retrain started here and the next one."""
    parts = [locale.gettext(NO_MODEL) if view.live is None else _live(locale, view.live, zone, names)]
    if view.decision is not None and view.decision.rolled_back_from is not None:
        parts.append(rolled_back(locale, view.decision, zone, names))
    if view.training is not None:
        since = locale.time(view.training.since.astimezone(zone))
        parts.append(
            locale.gettext(
                "Training since {time}, asked for by {by}.",
                time=since,
                by=requester(locale, view.training.by, names),
            )
        )
    if view.newest:
        lines = (_line(locale, version, zone) for version in view.newest)
        parts.append("\n".join([locale.gettext("<b>Newest</b>"), *lines]))
    parts.append("\n".join(filter(None, (last, next_run))))
    return "\n\n".join(filter(None, parts))


def rolled_back(
    locale: Locale, decision: ModelDecision, zone: tzinfo, names: Mapping[int, str] = NOBODY
) -> str:
    """Say that a roll-back holds, whose it is, and what ends it."""
    at = decision.at.astimezone(zone)
    return locale.gettext(
        "↩ Rolled back from version {version} by {by}, {date} {time}. It stays so until a retrain beats "
        "version {version}, or until you choose another one.",
        version=decision.rolled_back_from,
        by=requester(locale, decision.by, names),
        date=locale.short_date(at),
        time=locale.time(at),
    )


def roll_back_question(locale: Locale, version: int, live: int) -> str:
    """Ask whether an older model shall serve, and say what that means for the next runs."""
    return locale.gettext(
        "Shall version {version} serve instead of {live}? Retrains go on, but a new model only serves when "
        "it beats version {live}, or when you choose it.",
        version=version,
        live=live,
    )


def next_run(locale: Locale, moment: datetime | None, zone: tzinfo) -> str:
    """Say when the nightly retrain runs next; nothing if it never does."""
    if moment is None:
        return ""
    begins = moment.astimezone(zone)
    return locale.gettext(
        "Next nightly retrain: {date} {time} ({zone}).",
        date=locale.weekday_date(begins),
        time=locale.time(begins),
        zone=zone,
    )


def skipped(locale: Locale, report: RetrainReport, at: datetime, zone: tzinfo) -> str:
    """Say that the last retrain was skipped; every other outcome stands in the registry."""
    if report.outcome != "unchanged":
        return ""
    ended_at = at.astimezone(zone)
    return locale.gettext(
        "{date} {time}: nothing new was rated, so the retrain was skipped.",
        date=locale.weekday_date(ended_at),
        time=locale.time(ended_at),
    )


def make_live_label(locale: Locale, version: int, live: int) -> str:
    """Return the label that lets a version serve instead of the live one."""
    if version < live:
        return locale.gettext("Roll back to {version}", version=version)
    return locale.gettext("Let {version} serve", version=version)


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


def _live(locale: Locale, live: TrainedVersion, zone: tzinfo, names: Mapping[int, str]) -> str:
    began = live.began_at.astimezone(zone)
    lines = [
        locale.gettext(
            "<b>Version {version} is live</b>, trained {date} {time} for {by}",
            version=live.version,
            date=locale.date(began),
            time=locale.time(began),
            by=requester(locale, live.requested_by, names),
        )
    ]
    if live.promoted_by:
        lines.append(locale.gettext("Made live by {by}", by=requester(locale, live.promoted_by, names)))
    if live.report is not None:
        lines.append(ended(locale, live.report, names).partition("\n")[2])
    return "\n".join(line for line in lines if line)


def _line(locale: Locale, version: TrainedVersion, zone: tzinfo) -> str:
    ndcg = (version.report.metrics if version.report else {}).get("challenger", {}).get("ndcg_at_10")
    score = "" if ndcg is None else ", " + locale.gettext("nDCG@10 {value}", value=locale.number(ndcg, 3))
    has_reason = version.state in {"failed", "rejected"} and version.reason
    reason = f": {safe(sentence(locale, version.reason), 80)}" if has_reason else ""
    began = version.began_at.astimezone(zone)
    when, state = f"{locale.short_date(began)} {locale.time(began)}", locale.gettext(STATES[version.state])
    return f"{version.version} · {when} · {state}{score}{reason}"
