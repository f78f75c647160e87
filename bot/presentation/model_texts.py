"""What admins read of the trained models: which one serves, the history, what a roll-back means (HTML)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, tzinfo

from bot.presentation.admin_texts import ended
from bot.presentation.locale import Locale
from bot.presentation.markup import safe
from bot.presentation.messages import N_
from bot.presentation.requesters import NOBODY, requester
from bot.presentation.retrain_reasons import sentence
from bot.retraining.registry import (
    ModelDecision,
    RegistryView,
    RunningRetrain,
    TrainedVersion,
    VersionState,
)
from bot.retraining.report import RetrainReport

NO_MODEL = N_("No model is live yet: everybody gets popular films. /retrain makes one.")
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
    if view.running is not None:
        parts.append(running(locale, view.running, zone, names))
    if view.newest:
        parts.append("\n".join([locale.gettext("<b>Newest</b>"), *_history(locale, view, zone, names)]))
    parts.append("\n".join(filter(None, (last, next_run))))
    return "\n\n".join(filter(None, parts))


def running(locale: Locale, training: RunningRetrain, zone: tzinfo, names: Mapping[int, str] = NOBODY) -> str:
    """Say who is training, and since when."""
    return locale.gettext(
        "Training since {time}, asked for by {by}.",
        time=locale.time(training.since.astimezone(zone)),
        by=requester(locale, training.by, names),
    )


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


def _history(locale: Locale, view: RegistryView, zone: tzinfo, names: Mapping[int, str]) -> list[str]:
    """Return a line for each retrain, and one for each choice of an admin between them; the newest first."""
    first = view.newest[-1].began_at
    choices = [(each.at, _choice(locale, each, zone, names)) for each in view.past_decisions]
    lines = [(each.began_at, _line(locale, each, zone)) for each in view.newest]
    lines += [choice for choice in choices if choice[0] >= first]
    return [line for _, line in sorted(lines, key=lambda dated: dated[0], reverse=True)]


def _choice(locale: Locale, decision: ModelDecision, zone: tzinfo, names: Mapping[int, str]) -> str:
    at = decision.at.astimezone(zone)
    values = {
        "version": decision.version,
        "date": locale.short_date(at),
        "time": locale.time(at),
        "by": requester(locale, decision.by, names),
    }
    if decision.rolled_back_from is None:
        return locale.gettext("✓ {date} {time} · {version} chosen by {by}", **values)
    return locale.gettext(
        "↩ {date} {time} · rolled back from {old} to {version} by {by}",
        old=decision.rolled_back_from,
        **values,
    )


def _line(locale: Locale, version: TrainedVersion, zone: tzinfo) -> str:
    ndcg = (version.report.metrics if version.report else {}).get("challenger", {}).get("ndcg_at_10")
    score = "" if ndcg is None else ", " + locale.gettext("nDCG@10 {value}", value=locale.number(ndcg, 3))
    has_reason = version.state in {"failed", "rejected"} and version.reason
    reason = f": {safe(sentence(locale, version.reason), 80)}" if has_reason else ""
    began = version.began_at.astimezone(zone)
    when, state = f"{locale.short_date(began)} {locale.time(began)}", locale.gettext(STATES[version.state])
    return f"{version.version} · {when} · {state}{score}{reason}"
