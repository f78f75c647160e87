"""The gate as a retrain meets it: challenger, live model and popular list before people new to all three."""

from __future__ import annotations

import logging
from dataclasses import dataclass

from bot.models.artifact_cache import ArtifactCache
from bot.retraining.reasons import CodedText, coded
from bot.retraining.report import from_record
from bot.retraining.training_data import TrainingData
from recommender.artifact import ArtifactError, TrainedModel
from recommender.evaluation.gate import (
    Scores,
    decide,
    held_out_examples,
    non_finite_parts,
    personal_ranker,
    popular_ranker,
    score,
)
from recommender.recommender import Recommender
from storage.errors import StorageError
from storage.records.running import ModelVersion
from storage.unit_of_work import UnitOfWorkFactory

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Judgement:
    """Whether the challenger may go live, why (not), and every ranker's metrics."""

    passes: bool
    reason: CodedText
    may_be_forced: bool
    metrics: dict[str, dict[str, float]]
    compared_with: int | None


@dataclass(frozen=True, eq=False)
class LiveContender:
    """The live model, with the share of people that it was not trained on."""

    version: int
    held_out_share: float
    recommender: Recommender


def judge(
    model: TrainedModel,
    training_data: TrainingData,
    share: float,
    cache: ArtifactCache,
    unit_of_work: UnitOfWorkFactory,
) -> Judgement:
    """Judge a model trained on everybody but the people held out at this share."""
    broken = non_finite_parts(model)
    if broken:
        return Judgement(False, coded("not_finite", parts=" ".join(broken)), False, {}, None)
    with unit_of_work() as work:
        decision = work.trained_models.decision()
    rolled_back_from = None if decision is None else decision.rolled_back_from
    live = _contender(cache, unit_of_work, rolled_back_from)
    if live is not None:
        share = min(share, live.held_out_share)
    people = held_out_examples(training_data.held_out(share))
    challenger = Recommender(model)
    scores = {
        "challenger": score(people, personal_ranker(challenger)),
        "popular": score(people, popular_ranker(challenger)),
    }
    if live is not None:
        scores["live"] = score(people, personal_ranker(live.recommender))
    must_be_better = rolled_back_from is not None
    verdict = decide(
        scores["challenger"], scores.get("live"), scores["popular"], must_be_better=must_be_better
    )
    return Judgement(
        passes=verdict.passes,
        reason=verdict.reason,
        may_be_forced=True,
        metrics=_means(scores),
        compared_with=None if live is None else live.version,
    )


def _contender(
    cache: ArtifactCache, unit_of_work: UnitOfWorkFactory, rolled_back_from: int | None
) -> LiveContender | None:
    """Return the model to compare with: the one that was rolled back from, else the live one.

    None when it cannot be read or was trained on everybody.
    """
    with unit_of_work() as work:
        pointer = work.trained_models.live()
        if rolled_back_from is not None:
            pointer = work.trained_models.get(rolled_back_from).pointer
        share = 0.0 if pointer is None else _held_out_share(work.trained_models.get(pointer.version))
    if pointer is None or share == 0.0:
        return None
    try:
        return LiveContender(pointer.version, share, Recommender(cache.load(pointer)))
    except (ArtifactError, StorageError, OSError) as error:
        logger.warning("the live model cannot be compared with: %s", error)
        return None


def _held_out_share(version: ModelVersion) -> float:
    return from_record(version.report).held_out_share if version.report else 0.0


def _means(scores: dict[str, Scores]) -> dict[str, dict[str, float]]:
    return {
        name: each.means() | {"people": float(len(each.ndcg))}
        for name, each in scores.items()
        if len(each.ndcg)
    }
