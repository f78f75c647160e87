"""What a retrain tells while it runs and when it ends, and the JSON that carries it between processes."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields
from typing import Any, Literal, get_args

from bot.retraining.reasons import NOTHING, CodedText, read

StageName = Literal["reading", "svd", "ranking", "popularity", "evaluating", "storing"]
RetrainOutcome = Literal["promoted", "rejected", "unchanged", "cancelled", "failed", "busy", "outvoted"]


@dataclass(frozen=True)
class Stage:
    """Step `step` of `of` in one stage of a retrain; the note says what was found, if anything."""

    name: StageName
    step: int
    of: int
    note: CodedText = NOTHING


@dataclass(frozen=True)
class DataCounts:
    """What a model was trained from."""

    ratings: int
    people: int
    movies: int
    chat_ratings: int
    chat_people: int
    unknown_movie_ratings: int
    held_out_people: int


@dataclass(frozen=True)
class RetrainReport:
    """How a retrain ended; kept with the version it made, if it made one."""

    outcome: RetrainOutcome
    reason: CodedText = NOTHING
    version: int | None = None
    requested_by: str = ""
    forced_by: str | None = None
    counts: DataCounts | None = None
    metrics: dict[str, dict[str, float]] = field(default_factory=dict)
    compared_with: int | None = None
    seconds: float = 0.0
    stage_seconds: dict[str, float] = field(default_factory=dict)
    peak_memory_mb: float = 0.0
    digest: str | None = None
    size: int = 0
    parameters: dict[str, Any] = field(default_factory=dict)
    seed: int = 0
    libraries: dict[str, str] = field(default_factory=dict)
    fingerprint: str = ""
    held_out_share: float = 0.0


def to_record(report: RetrainReport) -> dict[str, Any]:
    """Return the report as plain JSON values; a metric that is no number becomes null."""
    record = asdict(report)
    record["metrics"] = {
        model: {name: value if math.isfinite(value) else None for name, value in values.items()}
        for model, values in report.metrics.items()
    }
    return record


def from_record(record: Mapping[str, Any]) -> RetrainReport:
    """Read a report back; fields of a newer or older release are left out or take their defaults."""
    known = {name: record[name] for name in _names(RetrainReport) if name in record}
    counts = known.get("counts")
    if counts is not None:
        known["counts"] = DataCounts(**{name: counts.get(name, 0) for name in _names(DataCounts)})
    known["reason"] = read(known.get("reason", ""))
    known["metrics"] = {
        model: {name: math.nan if value is None else value for name, value in values.items()}
        for model, values in known.get("metrics", {}).items()
    }
    return RetrainReport(**known)


def to_line(event: Stage | RetrainReport) -> str:
    """Write one event as one line of JSON."""
    if isinstance(event, Stage):
        return json.dumps({"stage": asdict(event)})
    return json.dumps({"report": to_record(event)}, allow_nan=False)


def from_line(line: str) -> Stage | RetrainReport | None:
    """Read one line; None when it is no event (something else was printed)."""
    try:
        event = json.loads(line)
        if "stage" in event and event["stage"]["name"] in get_args(StageName):
            return Stage(**event["stage"] | {"note": read(event["stage"].get("note", ""))})
        if "report" in event and event["report"]["outcome"] in get_args(RetrainOutcome):
            return from_record(event["report"])
    except (ValueError, TypeError, KeyError, AttributeError):
        return None
    return None


def _names(record: type) -> tuple[str, ...]:
    return tuple(each.name for each in fields(record))
