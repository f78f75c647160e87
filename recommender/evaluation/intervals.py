"""A mean over people with its 95 % confidence interval."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Z_95 = 1.959964


@dataclass(frozen=True)
class Estimate:
    """A value with its 95 % interval; all NaN when nobody could be measured."""

    value: float
    low: float
    high: float


NOTHING = Estimate(float("nan"), float("nan"), float("nan"))


def mean_estimate(values: NDArray[np.float64]) -> Estimate:
    """Return the mean over people, NaN left out, and its normal interval.

    The interval of a single person is NaN.
    """
    known = values[~np.isnan(values)]
    if len(known) == 0:
        return NOTHING
    mean = float(known.mean())
    slack = Z_95 * float(known.std(ddof=1)) / np.sqrt(len(known)) if len(known) > 1 else float("nan")
    return Estimate(mean, mean - slack, mean + slack)


def root_estimate(estimate: Estimate) -> Estimate:
    """Return an estimate of a mean square as one of its root (RMSE from MSE)."""
    return Estimate(*(float(np.sqrt(max(value, 0.0))) for value in vars(estimate).values()))


def coverage_estimate(lists: list[NDArray[np.int64]], n_items: int) -> Estimate:
    """Return the share of the catalogue that at least one of the lists names.

    Its interval is a jackknife over people: without a person's list, coverage falls by the items
    that nobody else's list names.
    """
    if not lists or n_items == 0:
        return NOTHING
    times = np.bincount(np.concatenate(lists), minlength=n_items)
    covered = float((times > 0).sum() / n_items)
    own = np.array([(times[rows] == 1).sum() for rows in lists]) / n_items
    n = len(lists)
    slack = Z_95 * float(np.sqrt((n - 1) / n * ((own - own.mean()) ** 2).sum())) if n > 1 else float("nan")
    return Estimate(covered, covered - slack, covered + slack)


def plain_estimate(estimate: Estimate) -> dict[str, float | None]:
    """Return an estimate as JSON takes it, what is no number as None."""
    return {part: None if np.isnan(value) else value for part, value in vars(estimate).items()}
