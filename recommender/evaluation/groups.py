"""What a shortlist for several people is worth: simulated groups of real held-out people, several rules.

A group of 2 to 8 people absent from training is drawn. Of each, 3 to 20 ratings are given, the rest is what
they would say. Candidates are the films that at least half of the group (two people at least) rated among the
rest and nobody among what was given, the same for every rule; each rule names five. What a member thinks of a
shortlist is the mean of their true stars for those of its films that they rated.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from recommender import groups
from recommender.artifact import TrainedModel
from recommender.blending import fold_in_person
from recommender.evaluation.intervals import Estimate, mean_estimate
from recommender.evaluation.splits import strong_generalization_split
from recommender.ratings import Ratings

SHORTLIST = 5
SIZES = range(2, 9)
GROUPS_A_SPLIT = 210
GIVEN = (3, 20)
OWN = "mean with a floor"

Stars = NDArray[np.floating]
Rule = Callable[[Stars, Stars, Stars], Stars]
"""Predicted stars and liking float[m, n], damped means float[n] to scores float[n]."""

RULES: Mapping[str, Rule] = {
    OWN: lambda _, liking, __: groups.mean_with_floor(liking),
    "average": lambda stars, *_: groups.average(stars),
    "least misery": lambda stars, *_: groups.least_misery(stars),
    "average without misery": lambda stars, *_: groups.average_without_misery(stars),
    "Nash product": lambda stars, *_: groups.nash_product(stars),
    "popularity": lambda *known: known[-1],
    "most pleased": lambda stars, *_: groups.most_pleased(stars, SHORTLIST),
}


@dataclass(frozen=True, eq=False)
class Member:
    """One held-out person: given rows int64[k]; predicted and true stars, liking: float[n_items].

    Predictions are unclipped; true stars are NaN where nothing is known.
    """

    given_rows: NDArray[np.int64]
    predicted: Stars
    liking: Stars
    true: Stars


@dataclass(frozen=True)
class RuleWorth:
    """Over groups: the mean member, the lowest member, and both minus those of Matinee's rule (paired)."""

    mean_member: Estimate
    lowest_member: Estimate
    mean_lost: Estimate
    lowest_lost: Estimate


def evaluate_groups(
    ratings: Ratings,
    train_model: Callable[[Ratings, int], TrainedModel],
    *,
    seeds: Sequence[int],
    groups_a_split: int = GROUPS_A_SPLIT,
    on_progress: Callable[[str], None] = lambda _: None,
) -> dict[str, RuleWorth]:
    """Return what each rule's shortlists are worth to the same groups; groups of all splits are pooled.

    Raises InvalidRatings when nobody rated enough to be a test person.
    """
    worths: dict[str, list[tuple[float, float]]] = {name: [] for name in RULES}
    for seed in seeds:
        on_progress(f"seed {seed}: groups")
        training, people = strong_generalization_split(ratings, seed=seed)
        model = train_model(training, seed)
        members = [draw_member(ratings, model, int(person), seed=seed) for person in people]
        for group in draw_groups(members, groups_a_split, seed=seed):
            judge(group, model.popularity.counts, model.popularity.scores, worths)
    return _summaries(worths)


def draw_member(ratings: Ratings, model: TrainedModel, person: int, *, seed: int) -> Member:
    """Return a person with some ratings given, and predictions made from these; seeded by the person."""
    mine = ratings.user_rows == person
    rows, stars = ratings.item_rows[mine].astype(np.int64), ratings.stars[mine].astype(np.float64)
    rng = np.random.default_rng([seed, person, 13])
    given = np.zeros(len(rows), dtype=bool)
    given[rng.choice(len(rows), int(rng.integers(GIVEN[0], GIVEN[1] + 1)), replace=False)] = True
    known = given & (model.popularity.counts[rows] > 0)
    true = np.full(ratings.n_items, np.nan)
    true[rows[~given]] = stars[~given]
    folded_in = fold_in_person(model, rows[known], stars[known])
    predicted = model.popularity.scores if folded_in.vector is None else folded_in.vector.scores()
    return Member(rows[given], predicted, groups.liking(model, folded_in), true)


def draw_groups(members: Sequence[Member], count: int, *, seed: int) -> Iterator[list[Member]]:
    """Yield so many random groups, of 2, 3, … 8 members in turn; none larger than there are people."""
    rng = np.random.default_rng([seed, 17])
    for number in range(count):
        size = min(SIZES[number % len(SIZES)], len(members))
        yield [members[place] for place in rng.choice(len(members), size, replace=False)]


def judge(
    group: Sequence[Member],
    counts: NDArray[np.integer],
    fame: Stars,
    into: Mapping[str, list[tuple[float, float]]],
) -> None:
    """Note for every rule (mean member, lowest member); nothing where too few films can be judged."""
    true = np.stack([member.true for member in group])
    rows = np.flatnonzero(_candidates(group, true) & (counts > 0))
    if len(rows) < 2 * SHORTLIST:
        return
    predicted = np.stack([member.predicted[rows] for member in group])
    liking = np.stack([member.liking[rows] for member in group])
    for name, rule in RULES.items():
        best = rows[np.argsort(-rule(predicted, liking, fame[rows]), kind="stable")[:SHORTLIST]]
        opinions = [_opinion(stars[best]) for stars in true]
        said = [opinion for opinion in opinions if not np.isnan(opinion)]
        into[name].append((float(np.mean(said)), min(said)))


def table(found: Mapping[str, RuleWorth]) -> str:
    """Return a row for each rule, with 95 % intervals."""
    header = f"{'rule':<24}{'mean member':>18}{'lowest member':>18}{'mean − ours':>20}{'lowest − ours':>20}"
    rows = [
        f"{name:<24}{_with_slack(worth.mean_member):>18}{_with_slack(worth.lowest_member):>18}"
        f"{_with_slack(worth.mean_lost, sign='+'):>20}{_with_slack(worth.lowest_lost, sign='+'):>20}"
        for name, worth in found.items()
    ]
    return "\n".join([header, *rows])


def as_plain(found: Mapping[str, RuleWorth]) -> dict[str, Any]:
    """Return the worths as JSON takes them."""
    return {name: asdict(worth) for name, worth in found.items()}


def _candidates(group: Sequence[Member], true: Stars) -> NDArray[np.bool_]:
    """Return which films enough of the group can judge and nobody gave: bool[n_items]."""
    judged: NDArray[np.bool_] = (~np.isnan(true)).sum(axis=0) >= max(2, len(group) / 2)
    for member in group:
        judged[member.given_rows] = False
    return judged


def _opinion(stars: Stars) -> float:
    known = stars[~np.isnan(stars)]
    return float(known.mean()) if len(known) else float("nan")


def _summaries(worths: Mapping[str, list[tuple[float, float]]]) -> dict[str, RuleWorth]:
    arrays = {name: np.array(values, dtype=np.float64).reshape(-1, 2) for name, values in worths.items()}
    return {
        name: RuleWorth(*(mean_estimate(part) for part in (*values.T, *(values - arrays[OWN]).T)))
        for name, values in arrays.items()
    }


def _with_slack(estimate: Estimate, *, sign: str = "") -> str:
    return f"{estimate.value:{sign}.3f} ± {estimate.high - estimate.value:.3f}"
