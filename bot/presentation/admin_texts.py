"""What admins read: a retrain under way, how it ended, the trained models (HTML)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, tzinfo

from bot.presentation.markup import safe
from bot.presentation.texts import number_of
from bot.retraining.registry import RegistryView, TrainedVersion
from bot.retraining.report import RetrainReport, Stage, StageName

RETRAIN_TAKES_FORCE = (
    "Only <code>force</code> can follow: <code>/retrain force</code> lets the new model serve even if it is "
    "not better."
)
STARTING = "<b>Retraining</b>\n▸ Starting"
NOT_MINE_TO_CANCEL = (
    "That retrain does not run here (any more), so I cannot end it. /model shows what came of it."
)
CANCEL_BY_BUTTON = "A retrain is under way: the <i>Cancel</i> button under its message ends it."
NO_MODEL = "No model is live yet: everybody gets popular films. /retrain makes one."

_STAGES: dict[StageName, str] = {
    "reading": "Reading ratings",
    "svd": "SVD",
    "ranking": "Ranking model",
    "popularity": "Popular list",
    "evaluating": "Evaluating",
    "storing": "Storing",
}
_STEPS: dict[StageName, str] = {"svd": "epoch {step} of {of}"}
_HEADLINES = {
    "promoted": "Version {version} is live.",
    "rejected": "Version {version} was not good enough; the old model stays live.",
    "unchanged": "Nothing new was rated, so there is nothing to learn.",
    "cancelled": "Cancelled; the old model stays live.",
    "failed": "The retrain failed; the old model stays live.",
    "busy": "A training is under way already.",
}
_MODELS = {"challenger": "this model", "live": "live model", "popular": "popular list"}
_METRICS = {"ndcg_at_10": "nDCG@10", "stars": "★ of its picks"}


def progress(stages: Mapping[StageName, Stage]) -> str:
    """A retrain under way: what is done, what is being done, what is still to come."""
    lines = ["<b>Retraining</b>"]
    current = max((place for place, name in enumerate(_STAGES) if name in stages), default=-1)
    for place, (name, label) in enumerate(_STAGES.items()):
        stage = stages.get(name)
        mark = "▸" if place == current else "✓" if stage else "·"
        is_done = stage is not None and stage.step >= stage.of
        lines.append(f"{'✓' if is_done else mark} {label}{_where(stage)}")
    return "\n".join(lines)


def ended(report: RetrainReport) -> str:
    """How a retrain ended."""
    lines = [f"<b>{_HEADLINES[report.outcome].format(version=report.version)}</b>", _why(report)]
    if report.outcome == "busy":  # nothing was read, and what not starting cost says nothing
        return "\n".join(lines)
    if report.counts is not None:
        from_chat = (
            f", {report.counts.chat_ratings:,} of them from chats" if report.counts.chat_ratings else ""
        )
        lines.append(
            f"{number_of(report.counts.ratings, 'rating')} by {_people(report.counts.people)}{from_chat}"
        )
        if report.counts.unknown_movie_ratings:
            left_out = number_of(report.counts.unknown_movie_ratings, "rating")
            lines.append(f"{left_out} of unknown films left out")
    lines += _comparison(report)
    if report.seconds:
        lines.append(f"{report.seconds:.1f} s, at most {report.peak_memory_mb:.0f} MB of memory")
    return "\n".join(line for line in lines if line)


def registry(view: RegistryView, zone: tzinfo, last: str, next_run: str) -> str:
    """The live model and the last ones, what became of the last retrain started here, when the next is."""
    parts = [NO_MODEL if view.live is None else _live(view.live, zone)]
    if view.training is not None:
        since = view.training.since.astimezone(zone)
        parts.append(f"Training since {since:%H:%M}, asked for by {safe(view.training.by)}.")
    if view.newest:
        parts.append("\n".join(["<b>Newest</b>", *(_line(version, zone) for version in view.newest)]))
    parts.append("\n".join(filter(None, (last, next_run))))
    return "\n\n".join(filter(None, parts))


def next_run(moment: datetime | None, zone: tzinfo) -> str:
    """When the nightly retrain runs next; nothing if it never does."""
    if moment is None:
        return ""
    return f"Next nightly retrain: {moment.astimezone(zone):%a %d %b %H:%M} ({zone})."


def skipped(report: RetrainReport, at: datetime, zone: tzinfo) -> str:
    """That the last retrain was skipped; whatever else came of one stands in the registry."""
    if report.outcome != "unchanged":
        return ""
    return f"{at.astimezone(zone):%a %d %b %H:%M}: nothing new was rated, so the retrain was skipped."


def _where(stage: Stage | None) -> str:
    if stage is None:
        return ""
    if stage.note:
        return f": {safe(stage.note)}"
    words = _STEPS.get(stage.name)
    return f": {words.format(step=stage.step, of=stage.of)}" if words else ""


def _why(report: RetrainReport) -> str:
    if report.outcome in {"cancelled", "unchanged"} or not report.reason:
        return ""
    reason = safe(report.reason[:1].upper() + report.reason[1:], 400)
    return f"Forced by {safe(report.forced_by)}. {reason}" if report.forced_by else reason


def _comparison(report: RetrainReport) -> list[str]:
    lines = []
    for name, label in _METRICS.items():
        values = [
            f"{values[name]:.3f} {_model_name(model, report)}"
            for model, values in report.metrics.items()
            if name in values
        ]
        if values:
            lines.append(f"{label}: {', '.join(values)}")
    return lines


def _model_name(model: str, report: RetrainReport) -> str:
    if model == "live" and report.compared_with is not None:
        return f"version {report.compared_with}"
    return _MODELS.get(model, model)


def _people(count: int) -> str:
    return "1 person" if count == 1 else f"{count:,} people"


def _live(live: TrainedVersion, zone: tzinfo) -> str:
    began = live.began_at.astimezone(zone)
    lines = [
        f"<b>Version {live.version} is live</b>, trained {began:%d %b %Y %H:%M} for {safe(live.requested_by)}"
    ]
    if live.promoted_by:
        lines.append(f"Made live by {safe(live.promoted_by)}")
    if live.report is not None:
        lines.append(ended(live.report).partition("\n")[2])
    return "\n".join(line for line in lines if line)


def _line(version: TrainedVersion, zone: tzinfo) -> str:
    ndcg = (version.report.metrics if version.report else {}).get("challenger", {}).get("ndcg_at_10")
    score = f", nDCG@10 {ndcg:.3f}" if ndcg is not None else ""
    reason = (
        f": {safe(version.reason, 80)}" if version.state in {"failed", "rejected"} and version.reason else ""
    )
    began = version.began_at.astimezone(zone)
    return f"{version.version} · {began:%d %b %H:%M} · {version.state}{score}{reason}"
