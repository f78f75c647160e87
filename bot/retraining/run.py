"""One retrain, from the lock to the live pointer.

Whatever happens on the way, the old model stays live: what makes a new one live is one commit at the end.
"""

from __future__ import annotations

import logging
import time
from dataclasses import replace

from bot.retraining import registering
from bot.retraining.dependencies import MODEL_FILE, RetrainCancelled, RetrainDependencies, RetrainRequest
from bot.retraining.increment import Increment
from bot.retraining.increments import LearnAnew
from bot.retraining.judging import Judgement, judge
from bot.retraining.lock import HeldLock
from bot.retraining.reasons import CANCELLED, CodedText, coded, reason_of
from bot.retraining.report import DataCounts, RetrainOutcome, RetrainReport, Stage, StageName
from bot.retraining.training_data import TrainingData, count_data, read_training_data
from recommender.artifact import ArtifactError, TrainedModel
from recommender.evaluation.holding_out import held_out_share
from recommender.film_sums import SumsDoNotFit
from recommender.memory_budget import TooLittleMemory
from recommender.ratings import InvalidRatings
from storage.errors import StorageError, TrainingLockHeld

logger = logging.getLogger(__name__)


def retrain(request: RetrainRequest, dependencies: RetrainDependencies) -> RetrainReport:
    """Train, judge and store a model; always end with a report, and with the lock released."""
    return _Retrain(request, dependencies).run()


class _Retrain:
    def __init__(self, request: RetrainRequest, dependencies: RetrainDependencies) -> None:
        self._request = request
        self._dependencies = dependencies
        self._began = time.monotonic()
        self._stage_began: dict[StageName, float] = {}
        self._report = RetrainReport(
            outcome="failed",
            requested_by=request.requested_by,
            seed=dependencies.trainer.seed,
            parameters=dependencies.trainer.parameters,
            libraries=dependencies.trainer.libraries,
        )

    def run(self) -> RetrainReport:
        lock = HeldLock(self._dependencies.locks, self._request.requested_by, self._dependencies.clock)
        try:
            with lock as self._lock:
                return self._run_locked()
        except TrainingLockHeld as busy:
            return self._ended("busy", coded("training_already", by=busy.owner, since=busy.since.isoformat()))
        except RetrainCancelled:
            return self._ended("cancelled", CANCELLED)
        except StorageError as error:
            return self._ended("failed", reason_of(error))

    def _run_locked(self) -> RetrainReport:
        try:
            return self._work()
        except RetrainCancelled:
            report = self._ended("cancelled", CANCELLED)
        except Exception as error:
            if not isinstance(error, InvalidRatings | StorageError | TooLittleMemory | ArtifactError):
                logger.exception("the retrain failed")
            report = self._ended("failed", reason_of(error))
        registering.note_failure(report, self._dependencies)
        return report

    def _work(self) -> RetrainReport:
        increment = self._find_increment()
        if increment is not None:
            try:
                return self._go_on_from(increment)
            except SumsDoNotFit as error:
                logger.warning("the kept sums cannot be used: %s", error)
                self._note_why_anew(coded("anew_damaged"))
        return self._learn_anew()

    def _learn_anew(self) -> RetrainReport:
        training_data = self._read()
        if self._request.only_if_new and self._is_unchanged():
            return self._ended("unchanged", coded("nothing_new"))
        self._begin()
        share = self._report.held_out_share
        trained_on, training_data = training_data.trained_on(share), training_data.only_held_out(share)
        model = self._dependencies.trainer.train(trained_on, training_data.catalogue, self._tell)
        del trained_on
        if self._dependencies.increments is not None:
            self._dependencies.increments.keep(model)
        return self._judge_and_store(model, training_data)

    def _find_increment(self) -> Increment | None:
        """Return kept sums to go on from; None when everything has to be learned anew, which is told."""
        increments = self._dependencies.increments
        if increments is None or self._request.anew:
            return None
        self._tell(Stage("reading", 0, 1))
        try:
            with self._dependencies.unit_of_work() as work:
                return increments.read(work, self._request.facts, self._dependencies.clock())
        except LearnAnew as anew:
            self._note_why_anew(anew.reason)
            return None

    def _go_on_from(self, increment: Increment) -> RetrainReport:
        """Learn from kept sums and what changed since; SumsDoNotFit before anything is stored."""
        increments = self._dependencies.increments
        assert increments is not None  # noqa: S101 - the increment is one of theirs
        self._report = replace(
            self._report,
            fingerprint=increment.origin.fingerprint,
            held_out_share=increment.origin.share,
        )
        if self._request.only_if_new and increment.changes_nothing and self._is_unchanged():
            return self._ended("unchanged", coded("nothing_new"))
        self._begin()
        people, ratings = increment.n_people_changed, increment.people.n_changed
        self._tell(Stage("reading", 1, 1, coded("by_increments", people=people, ratings=ratings)))
        increment = increments.bring_up_to_date(increment)
        self._report = replace(
            self._report, counts=increment.counts(), fingerprint=increment.origin.fingerprint
        )
        model = increments.train(increment, self._tell)
        return self._judge_and_store(model, increment.training_data())

    def _note_why_anew(self, reason: CodedText) -> None:
        if reason:
            self._tell(Stage("reading", 1, 2, reason))

    def _begin(self) -> None:
        """Enter the registry, once."""
        if self._report.version is None:
            version = registering.begin(self._request, self._dependencies)
            self._report = replace(self._report, version=version)

    def _judge_and_store(self, model: TrainedModel, training_data: TrainingData) -> RetrainReport:
        self._tell(Stage("evaluating", 0, 1))
        judgement = judge(
            model,
            training_data,
            self._report.held_out_share,
            self._dependencies.cache,
            self._dependencies.unit_of_work,
        )
        del training_data
        self._tell(Stage("evaluating", 1, 1))
        return self._store(model, judgement)

    def _read(self) -> TrainingData:
        self._tell(Stage("reading", 0, 1))
        with self._dependencies.unit_of_work() as work:
            self._dependencies.trainer.check(count_data(work))
            now = self._dependencies.clock()  # who comes after it may be missing in what is read
            training_data = read_training_data(work, self._request.facts)
            share, fingerprint = (
                held_out_share(training_data.ratings.n_users),
                training_data.fingerprint(),
            )
            if self._dependencies.increments is not None:
                self._dependencies.increments.note(
                    work,
                    training_data,
                    fingerprint=fingerprint,
                    share=share,
                    now=now,
                )
        counts = DataCounts(
            ratings=training_data.ratings.n_ratings,
            people=training_data.ratings.n_users,
            movies=training_data.ratings.n_items,
            chat_ratings=training_data.chat_ratings,
            chat_people=training_data.chat_people,
            unknown_movie_ratings=training_data.unknown_movie_ratings,
            held_out_people=training_data.held_out(share).n_users,
        )
        self._report = replace(self._report, counts=counts, fingerprint=fingerprint, held_out_share=share)
        self._tell(Stage("reading", 1, 1, coded("counts", ratings=counts.ratings, people=counts.people)))
        return training_data

    def _is_unchanged(self) -> bool:
        """Return whether the last model knows all that is known now, and was made as one would be made now.

        How a model of a file was made is not ours to compare.
        """
        last, mine = registering.last_with_a_model(self._dependencies), self._report
        if last is None or last.fingerprint != mine.fingerprint:
            return False
        return MODEL_FILE in last.parameters or (last.parameters, last.seed) == (mine.parameters, mine.seed)

    def _store(self, model: TrainedModel, judgement: Judgement) -> RetrainReport:
        self._tell(Stage("storing", 0, 1))
        artifact = self._dependencies.cache.add(model)
        forced = self._request.force and not judgement.passes and judgement.may_be_forced
        self._report = replace(
            self._report,
            metrics=judgement.metrics,
            compared_with=judgement.compared_with,
            forced_by=self._request.requested_by if forced else None,
            digest=artifact.digest,
            size=artifact.size,
        )
        report = self._ended("promoted" if judgement.passes or forced else "rejected", judgement.reason)
        report = registering.store(report, artifact, self._dependencies, self._lock.make_sure)
        self._tell(Stage("storing", 1, 1))
        return report

    def _ended(self, outcome: RetrainOutcome, reason: CodedText) -> RetrainReport:
        now = time.monotonic()
        starts = [*self._stage_began.values(), now][1:]
        spent = zip(self._stage_began.items(), starts, strict=True)
        return replace(
            self._report,
            outcome=outcome,
            reason=reason,
            seconds=round(now - self._began, 3),
            stage_seconds={name: round(end - began, 3) for (name, began), end in spent},
            peak_memory_mb=round(self._dependencies.peak_memory_mb(), 1),
        )

    def _tell(self, stage: Stage) -> None:
        self._stage_began.setdefault(stage.name, time.monotonic())
        self._dependencies.tell(stage)
        self._lock.beat()
        if self._lock.is_asked_to_end and stage.name != "storing":  # that is to the end
            raise RetrainCancelled
