"""Splits × newcomers × ways of asking -> mean nDCG@10 after each tap; what five answers give, and when."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from recommender.evaluation.contenders import ServedScores
from recommender.evaluation.onboarding.arms import OWN, Newcomer, QueryRule, newcomers
from recommender.evaluation.onboarding.protocol import Trainer
from recommender.evaluation.onboarding.tapping import AT_ONCE, Tapped, Tapper
from recommender.evaluation.splits import strong_generalization_split
from recommender.ratings import Ratings

TAPS = 40
SHOWN_AT = (3, 5, 8, 10, 12, 15, 20, 25, 30, 40)
QUERY_RULES: tuple[QueryRule, ...] = ("the rest", "reserved half")
WAYS = ("one at a time", "six at once", "ticks alone")


@dataclass(eq=False)
class TapCurve:
    """One way of asking under one rule: rows of nDCG@10 after 0, 1 … taps, a row a person."""

    ndcg: list[list[float]] = field(default_factory=list)
    taps_of_five: list[int] = field(default_factory=list)
    ndcg_of_five: list[float] = field(default_factory=list)

    @property
    def mean(self) -> NDArray[np.float64]:
        """Return the mean over people after each tap: float64[TAPS + 1]."""
        means: NDArray[np.float64] = np.nanmean(np.array(self.ndcg), axis=0)
        return means

    def first_tap(self, target: float) -> int | None:
        """Return after how many taps the mean first reaches a target; None when it never does."""
        reached = np.flatnonzero(self.mean >= target)
        return int(reached[0]) if len(reached) else None


TapCurves = dict[QueryRule, dict[str, TapCurve]]


def evaluate_taps(
    ratings: Ratings,
    trainer: Trainer,
    *,
    seeds: Sequence[int],
    on_progress: Callable[[str], None] = lambda _: None,
) -> TapCurves:
    """Let the same people tap their way through each way of asking; InvalidRatings when nobody can."""
    curves: TapCurves = {rule: {way: TapCurve() for way in WAYS} for rule in QUERY_RULES}
    for seed in seeds:
        on_progress(f"seed {seed}: taps")
        training, people = strong_generalization_split(ratings, seed=seed)
        contender = trainer(training, seed)
        for newcomer in newcomers(ratings, people, seed=seed):
            for rule, by_way in curves.items():
                for way, curve in by_way.items():
                    _note(newcomer, rule, contender, _tapped(newcomer, rule, contender, way), curve)
    return curves


def table(curves: TapCurves) -> str:
    """Return nDCG@10 after some numbers of taps, and what five answers give and take each way."""
    blocks = []
    for rule, by_way in curves.items():
        target = float(np.nanmean(by_way[WAYS[0]].ndcg_of_five))
        header = f"{rule:<20}" + "".join(f"{taps:>8}" for taps in SHOWN_AT)
        rows = [
            f"{way:<20}" + "".join(f"{curve.mean[taps]:>8.3f}" for taps in SHOWN_AT)
            for way, curve in by_way.items()
        ]
        rows += [
            f"{way}: {target:.3f} reached after {curve.first_tap(target) or '–'}; {OWN.until} answers give "
            f"{np.nanmean(curve.ndcg_of_five):.3f} after {np.mean(curve.taps_of_five):.1f} taps"
            for way, curve in by_way.items()
            if way != "ticks alone"  # which gives no answers
        ]
        rows += [f"ticks alone: {target:.3f} reached after {by_way['ticks alone'].first_tap(target) or '–'}"]
        blocks.append("\n".join([header, *rows]))
    return "\n\n".join(blocks)


def as_plain(curves: TapCurves) -> dict[str, Any]:
    """Return the mean curves as plain values: rule → way → nDCG@10 after 0, 1 … taps."""
    return {
        rule: {way: [round(float(value), 4) for value in curve.mean] for way, curve in by_way.items()}
        for rule, by_way in curves.items()
    }


def _tapped(newcomer: Newcomer, rule: QueryRule, contender: ServedScores, way: str) -> Tapped:
    """Return what is known of a newcomer after each tap."""
    answerable, recommender = newcomer.answerable(rule), contender.recommender
    movie_ids = contender.model.catalogue.movie_ids[answerable].tolist()
    stars = newcomer.stars[np.isin(newcomer.rows, answerable)].tolist()
    tapper = Tapper(dict(zip(movie_ids, stars, strict=True)), TAPS)

    def ask(ratings: Any, dismissed: Any, recent: Any) -> int | None:
        return recommender.next_question(ratings, dismissed=dismissed, recent=recent)

    def ask_six(ratings: Any, dismissed: Any, seen: Any, recent: Any) -> Sequence[int]:
        return recommender.next_questions(AT_ONCE, ratings, dismissed=dismissed, seen=seen, recent=recent)

    match way:
        case "one at a time":
            return tapper.one_at_a_time(ask)
        case "six at once":
            return tapper.six_at_once(ask_six, ask)
    return tapper.ticks_alone(ask_six)


def _note(
    newcomer: Newcomer, rule: QueryRule, contender: ServedScores, tapped: Tapped, curve: TapCurve
) -> None:
    worths: dict[tuple[int, int], float] = {}
    sizes = [(len(told.ratings), len(told.watched)) for told in tapped]
    for size, told in zip(sizes, tapped, strict=True):
        if size not in worths:
            rated, watched = (
                contender.model.catalogue.item_rows_of(sorted(films)).astype(np.int64)
                for films in (told.ratings, told.watched)
            )
            worths[size] = newcomer.list_ndcg(contender, rated, rule, watched)
    curve.ndcg.append([worths[size] for size in sizes])
    answered = [min(n_rated, OWN.until) for n_rated, _ in sizes]
    five = answered.index(max(answered))
    curve.taps_of_five.append(five)
    curve.ndcg_of_five.append(worths[sizes[five]])
