"""What the registry holds of a retrain: its beginning, then its model, or why there is none."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import replace

from bot.models.artifact_cache import StoredArtifact
from bot.retraining.dependencies import RetrainDependencies, RetrainRequest
from bot.retraining.reasons import NOTHING, coded, stored
from bot.retraining.report import RetrainReport, from_record, to_record
from recommender.artifact import SCHEMA_VERSION
from storage.errors import DatabaseUnavailable, StorageError

logger = logging.getLogger(__name__)

TRIES_TO_STORE = 5
RETRY_INTERVAL_SECONDS = 2.0
INTERRUPTED = coded("interrupted")
WITH_A_MODEL = ("live", "kept", "rejected")


def begin(request: RetrainRequest, dependencies: RetrainDependencies) -> int:
    """Note that a retrain began and return its version; call it while holding the training lock."""
    now = dependencies.clock()
    with dependencies.unit_of_work() as work:
        # We hold the lock: whoever still counts as training is dead.
        work.trained_models.fail_interrupted(stored(INTERRUPTED), now)
        began = request.requested_at or now
        version = work.trained_models.start(request.requested_by, dependencies.trainer.seed, began)
        work.commit()
    return version


def last_with_a_model(dependencies: RetrainDependencies) -> RetrainReport | None:
    """Return the report of the newest retrain that came as far as a model."""
    with dependencies.unit_of_work() as work:
        reports = (v.report for v in work.trained_models.latest(50) if v.state in WITH_A_MODEL)
        record = next(reports, None)
    return from_record(record) if record else None


def store(
    report: RetrainReport,
    artifact: StoredArtifact,
    dependencies: RetrainDependencies,
    make_sure_of_lock: Callable[[], None],
) -> RetrainReport:
    """Store model, report and live pointer in one commit; a database away for a moment is waited for.

    Return the report as it was stored: whoever chose a model meanwhile has the last word.
    """
    for tries_left in reversed(range(TRIES_TO_STORE)):
        try:
            make_sure_of_lock()
            return _commit(report, artifact, dependencies)
        except DatabaseUnavailable as error:
            if tries_left == 0:
                raise
            logger.warning("the model could not be stored yet: %s", error)
            dependencies.pause(RETRY_INTERVAL_SECONDS)
    raise AssertionError("the last try returns or raises")


def note_failure(report: RetrainReport, dependencies: RetrainDependencies) -> None:
    """Note a failure or a cancellation with its version, if it got that far and the database is there."""
    if report.version is None:
        return
    try:
        with dependencies.unit_of_work() as work:
            if work.trained_models.get(report.version).state == "training":
                work.trained_models.finish(
                    report.version,
                    "cancelled" if report.outcome == "cancelled" else "failed",
                    dependencies.clock(),
                    report=to_record(report),
                    reason=stored(report.reason),
                )
                work.commit()
    except StorageError as error:
        # The next retrain marks it: it holds the lock and finds us still "training".
        logger.warning("the end of the retrain could not be noted: %s", error)


def _commit(
    report: RetrainReport, artifact: StoredArtifact, dependencies: RetrainDependencies
) -> RetrainReport:
    assert report.version is not None  # noqa: S101 - it was begun before it was trained
    now = dependencies.clock()
    with dependencies.unit_of_work() as work:
        begun = work.trained_models.get(report.version)
        if begun.state != "training":  # an earlier try went through, although its answer was lost
            return from_record(begun.report) if begun.report else report
        decision = work.trained_models.decision()
        if report.outcome == "promoted" and decision is not None and decision.at >= begun.created_at:
            report = replace(report, outcome="outvoted", reason=NOTHING, forced_by=None)
        work.trained_models.finish(
            begun.version,
            "rejected" if report.outcome == "rejected" else "kept",
            now,
            report=to_record(report),
            reason=stored(report.reason),
            artifact=artifact.pieces(),
            digest=artifact.digest,
            signature=artifact.signature,
            schema_version=SCHEMA_VERSION,
        )
        if report.outcome == "promoted":
            work.trained_models.promote(begun.version, now, by=report.forced_by)
        work.trained_models.prune(dependencies.models_to_keep)
        work.commit()
    return report
