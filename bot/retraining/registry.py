"""The registry of trained models as admins see it: what is there, and which one serves."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from bot.models.artifact_cache import ArtifactCache
from bot.retraining.reasons import CodedText, from_stored
from bot.retraining.report import RetrainReport, from_record
from bot.runtime.clock import Clock
from bot.services.errors import ModelUnusable, UnusableReason
from recommender.artifact import (
    ArtifactError,
    DamagedArtifact,
    ExposedArtifact,
    ForeignArtifact,
    NewerArtifact,
    UnsignedArtifact,
)
from storage.errors import ArtifactMissing, UnknownModelVersion
from storage.records.running import ModelDecision, ModelState, ModelVersion
from storage.unit_of_work import UnitOfWorkFactory

__all__ = [
    "ModelDecision",
    "ModelRegistry",
    "RegistryView",
    "RunningRetrain",
    "TrainedVersion",
    "VersionState",
]

logger = logging.getLogger(__name__)

LISTED = 10

REASONS: dict[type[ArtifactError], UnusableReason] = {
    DamagedArtifact: "damaged",
    ForeignArtifact: "foreign",
    ExposedArtifact: "exposed",
    UnsignedArtifact: "unsigned",
    NewerArtifact: "newer",
}

# What became of a retrain; interrupted: it never ended, and nobody trains any more.
VersionState = ModelState | Literal["interrupted"]


@dataclass(frozen=True)
class TrainedVersion:
    """One retrain and what came of it."""

    version: int
    state: VersionState
    reason: CodedText
    began_at: datetime
    requested_by: str
    promoted_by: str | None
    can_be_live: bool
    report: RetrainReport | None


@dataclass(frozen=True)
class RunningRetrain:
    """Who is training, and since when."""

    by: str
    since: datetime


@dataclass(frozen=True)
class RegistryView:
    """The live model, who chose it, the newest versions and choices, newest first, the retrain that runs."""

    live: TrainedVersion | None
    newest: tuple[TrainedVersion, ...]
    running: RunningRetrain | None
    now: datetime
    decision: ModelDecision | None = None
    past_decisions: tuple[ModelDecision, ...] = ()


class ModelRegistry:
    """Lets admins look at the trained models and choose the one that serves."""

    def __init__(self, unit_of_work: UnitOfWorkFactory, cache: ArtifactCache, clock: Clock) -> None:
        self._unit_of_work = unit_of_work
        self._cache = cache
        self._clock = clock

    def overview(self) -> RegistryView:
        """Return the live model and the last ten."""
        now = self._clock()
        with self._unit_of_work() as work:
            # Asked first: a retrain that began before, and is not over in what is read next, has this holder.
            holder = work.training_lock.holder(now)
            pointer = work.trained_models.live()
            live = None if pointer is None else _view(work.trained_models.get(pointer.version))
            versions = work.trained_models.latest(LISTED)
            decision, past = work.trained_models.decision(), work.trained_models.decisions(LISTED)
        newest = tuple(_view(each, is_dead=holder is None and each.created_at < now) for each in versions)
        running = None if holder is None else RunningRetrain(holder.owner, holder.since)
        return RegistryView(live, newest, running, now, decision, tuple(past))

    def ask_to_end(self) -> RunningRetrain | None:
        """Ask the retrain that is under way, in whichever process, to end; None when there is none."""
        with self._unit_of_work() as work:
            holder = work.training_lock.ask_to_end(self._clock())
        return None if holder is None else RunningRetrain(holder.owner, holder.since)

    def make_live(self, version: int, by: str) -> TrainedVersion:
        """Let a stored version serve, by the word of an admin; ModelUnusable when it cannot."""
        try:
            self._verify(version)
            with self._unit_of_work() as work:
                work.trained_models.decide(version, self._clock(), by=by)
                work.commit()
                return _view(work.trained_models.get(version))
        except UnknownModelVersion:
            raise ModelUnusable(version, "unknown") from None
        except ArtifactMissing:
            raise ModelUnusable(version, "not_kept") from None
        except ArtifactError as error:
            logger.warning("model version %d cannot be made live: %s", version, error)
            raise ModelUnusable(version, _reason(error)) from error

    def _verify(self, version: int) -> None:
        """Read the model before it is asked to serve: what cannot be read must not become live."""
        with self._unit_of_work() as work:
            pointer = work.trained_models.get(version).pointer
        if pointer is None:
            raise ArtifactMissing(version)
        self._cache.load(pointer)


def _reason(error: ArtifactError) -> UnusableReason:
    return next((reason for kind, reason in REASONS.items() if isinstance(error, kind)), "unreadable")


def _view(version: ModelVersion, *, is_dead: bool = False) -> TrainedVersion:
    """Return a version as admins see it; `is_dead` says that it cannot be training any more."""
    return TrainedVersion(
        version=version.version,
        state="interrupted" if is_dead and version.state == "training" else version.state,
        reason=from_stored(version.reason or ""),
        began_at=version.created_at,
        requested_by=version.requested_by,
        promoted_by=version.promoted_by,
        can_be_live=version.is_stored and version.state != "live",
        report=from_record(version.report) if version.report else None,
    )
