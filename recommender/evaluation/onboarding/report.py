"""Onboarding's outcomes as tables to read and as plain values for JSON."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from recommender.evaluation.intervals import Estimate, mean_estimate, plain_estimate
from recommender.evaluation.onboarding.arms import OWN, RIVALS, Arm
from recommender.evaluation.onboarding.protocol import InterviewOutcome, Outcomes

NAME_WIDTH = 28
COLUMN_WIDTH = 18


def table(outcomes: Outcomes) -> str:
    """Return for each rule every arm's nDCG@10, questions and "haven't seen".

    Then how ours at five compares.
    """
    blocks = []
    for rule, by_arm in outcomes.items():
        header = _row(rule, ["nDCG@10", "asked", "median asked", "haven't seen"])
        rows = [_row(arm.name, _figures(outcome)) for arm, outcome in by_arm.items()]
        blocks.append("\n".join([header, *rows, *_comparisons(by_arm)]))
    return "\n\n".join(blocks)


def as_plain(outcomes: Outcomes) -> dict[str, Any]:
    """Return as plain values rule → arm → value with its interval and questions.

    The paired differences of ours come with them.
    """
    return {
        rule: {
            "arms": {arm.name: _plain_outcome(outcome) for arm, outcome in by_arm.items()},
            f"{OWN.name} minus": {
                rival.name: plain_estimate(difference(by_arm[OWN], by_arm[rival])) for rival in RIVALS
            },
        }
        for rule, by_arm in outcomes.items()
    }


def difference(own: InterviewOutcome, rival: InterviewOutcome) -> Estimate:
    """Return own minus rival in nDCG@10, person by person; those without a value in both are left out."""
    return mean_estimate(_ndcg(own) - _ndcg(rival))


def unseen_share(outcome: InterviewOutcome) -> float:
    """Return the share of all questions that were answered with "haven't seen"; NaN without a question."""
    asked = sum(outcome.asked)
    return 1.0 - sum(outcome.answered) / asked if asked else float("nan")


def _comparisons(by_arm: dict[Arm, InterviewOutcome]) -> list[str]:
    return [
        f"{OWN.name} − {rival.name}: {_with_slack(difference(by_arm[OWN], by_arm[rival]), '+.3f')}"
        for rival in RIVALS
    ]


def _figures(outcome: InterviewOutcome) -> list[str]:
    return [
        _with_slack(mean_estimate(_ndcg(outcome)), ".3f"),
        f"{np.mean(outcome.asked):.1f}",
        f"{np.median(outcome.asked):.0f}",
        f"{unseen_share(outcome):.0%}",
    ]


def _plain_outcome(outcome: InterviewOutcome) -> dict[str, Any]:
    return {
        "ndcg_at_10": plain_estimate(mean_estimate(_ndcg(outcome))),
        "asked": plain_estimate(mean_estimate(np.array(outcome.asked))),
        "median_asked": float(np.median(outcome.asked)),
        "answered": float(np.mean(outcome.answered)),
        "share_not_seen": unseen_share(outcome),
    }


def _ndcg(outcome: InterviewOutcome) -> NDArray[np.float64]:
    return np.array(outcome.ndcg, dtype=np.float64)


def _with_slack(estimate: Estimate, style: str) -> str:
    """Return a value and its slack; of nobody "–", of a single person the value alone."""
    if np.isnan(estimate.value):
        return "–"
    slack = estimate.high - estimate.value
    return f"{estimate.value:{style}}" if np.isnan(slack) else f"{estimate.value:{style}} ± {slack:.3f}"


def _row(name: str, values: list[str]) -> str:
    return name.ljust(NAME_WIDTH) + "".join(value.rjust(COLUMN_WIDTH) for value in values)
