"""Splits × newcomers × ways of asking -> nDCG@10 and the number of questions."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from recommender.catalogue import Catalogue
from recommender.evaluation.contenders import ServedScores
from recommender.evaluation.onboarding.arms import (
    ARMS,
    INTERVIEWS,
    MAX_ANSWERED,
    MAX_ASKED,
    QUERY_RULES,
    Arm,
    Newcomer,
    QueryRule,
    newcomers,
)
from recommender.evaluation.onboarding.interviews import Answer, Asker, by_popularity, interview, ratings_in
from recommender.evaluation.splits import strong_generalization_split
from recommender.ratings import Ratings
from recommender.recommender import Recommender
from recommender.training import train

Trainer = Callable[[Ratings, int], ServedScores]


@dataclass(eq=False)
class InterviewOutcome:
    """One arm under one rule, a value a person: nDCG@10 (NaN: nothing to judge by), asked, answered."""

    ndcg: list[float] = field(default_factory=list)
    asked: list[float] = field(default_factory=list)
    answered: list[float] = field(default_factory=list)


Outcomes = dict[QueryRule, dict[Arm, InterviewOutcome]]


def evaluate_onboarding(
    ratings: Ratings,
    trainer: Trainer,
    *,
    seeds: Sequence[int],
    on_progress: Callable[[str], None] = lambda _: None,
) -> Outcomes:
    """Interview the same people in every way and measure what the lists made from their answers are worth.

    Raises InvalidRatings when nobody rated enough to be a test person.
    """
    outcomes: Outcomes = {rule: {arm: InterviewOutcome() for arm in ARMS} for rule in QUERY_RULES}
    for seed in seeds:
        on_progress(f"seed {seed}: onboarding")
        training, people = strong_generalization_split(ratings, seed=seed)
        contender = trainer(training, seed)
        askers = askers_of(contender)
        for newcomer in newcomers(ratings, people, seed=seed):
            measure(newcomer, contender, askers, outcomes)
    return outcomes


def product(catalogue: Catalogue) -> Trainer:
    """Return how to train the product on a split."""

    def trained(ratings: Ratings, seed: int) -> ServedScores:
        model = train(ratings, catalogue, seed=seed)
        return ServedScores(model, Recommender(model))

    return trained


def askers_of(contender: ServedScores) -> dict[str, Asker]:
    """Return the product's questions, and the most rated films in their order."""
    recommender, popularity = contender.recommender, contender.model.popularity
    return {
        "ours": lambda ratings, dismissed, recent: recommender.next_question(
            ratings, dismissed=dismissed, recent=recent
        ),
        "popular": by_popularity(contender.model.catalogue.movie_ids, popularity.counts),
    }


def measure(
    newcomer: Newcomer, contender: ServedScores, askers: Mapping[str, Asker], outcomes: Outcomes
) -> None:
    """Interview one person once a way of asking and of answering, and note what each arm is worth."""
    for rules in INTERVIEWS:
        transcripts = _transcripts(newcomer, rules[0], contender, askers)
        for rule in rules:
            for arm, outcome in outcomes[rule].items():
                _note(newcomer, rule, contender, arm.part_of(transcripts[arm.questions]), outcome)


def _transcripts(
    newcomer: Newcomer, rule: QueryRule, contender: ServedScores, askers: Mapping[str, Asker]
) -> dict[str, list[Answer]]:
    """Return one interview a way of asking, long enough for every arm to be a beginning of it."""
    answerable = newcomer.answerable(rule)
    movie_ids = contender.model.catalogue.movie_ids[answerable].tolist()
    stars = newcomer.stars[np.isin(newcomer.rows, answerable)].tolist()
    truth = dict(zip(movie_ids, stars, strict=True))
    return {
        name: interview(ask, truth, answers=MAX_ANSWERED, questions=MAX_ASKED) for name, ask in askers.items()
    }


def _note(
    newcomer: Newcomer,
    rule: QueryRule,
    contender: ServedScores,
    heard: Sequence[Answer],
    outcome: InterviewOutcome,
) -> None:
    rows = contender.model.catalogue.item_rows_of(sorted(ratings_in(heard))).astype(np.int64)
    outcome.ndcg.append(newcomer.list_ndcg(contender, rows, rule))
    outcome.asked.append(len(heard))
    outcome.answered.append(len(rows))
