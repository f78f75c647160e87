from __future__ import annotations

import numpy as np
import pytest

from recommender.evaluation.contenders import ServedScores
from recommender.evaluation.onboarding.interviews import by_popularity
from recommender.evaluation.onboarding.tap_curves import (
    QUERY_RULES,
    TAPS,
    TapCurve,
    as_plain,
    evaluate_taps,
    table,
)
from recommender.evaluation.onboarding.tapping import Tapper
from recommender.evaluation.splits import strong_generalization_split
from recommender.ratings import Ratings
from recommender.recommender import Recommender
from tests.recommender.worlds import ratings, trained

ONE = by_popularity(np.arange(1, 40), np.arange(40, 1, -1))
SEEN = {2: 5.0, 3: 1.0, 9: 4.0}


def six_in_order(_ratings: object, dismissed: object, ticked: list[int], recent: list[int]) -> list[int]:
    return [film for film in range(1, 31) if film not in recent][:6]


def test_one_at_a_time_each_question_is_a_tap() -> None:
    told = Tapper(SEEN, 4).one_at_a_time(ONE)
    assert [dict(each.ratings) for each in told] == [
        {},
        {},
        {2: 5.0},
        {2: 5.0, 3: 1.0},
        {2: 5.0, 3: 1.0},
    ]
    assert not any(each.watched for each in told)


def test_at_six_at_once_ticks_screens_and_stars_are_taps() -> None:
    """Two ticks, others, one tick, three more screens without any, done (8 taps), then three times stars."""
    known = Tapper(SEEN, 12).six_at_once(six_in_order, ONE)
    assert [len(each.ratings) for each in known] == [0] * 9 + [1, 2, 3, 3]
    assert [len(each.watched) for each in known] == [0, 1, 2, 2, 3, 3, 3, 3, 3, 2, 1, 0, 0]
    assert known[-1].ratings == SEEN


def test_five_ticked_films_end_the_screens() -> None:
    """Of the first six films all were seen: six ticks, done, stars from the eighth tap on."""
    known = Tapper(dict.fromkeys(range(1, 7), 4.0), 10).six_at_once(six_in_order, ONE)
    assert [len(each.ratings) for each in known] == [0] * 8 + [1, 2, 3]
    assert [len(each) for each in known] == [0, 1, 2, 3, 4, 5, 6, 6, 6, 6, 6]


def test_ticks_alone_go_on_screen_after_screen_without_stars() -> None:
    """Two ticks and on, one tick and on, three screens without any, and nothing left to show."""
    known = Tapper(SEEN, 9).ticks_alone(six_in_order)
    assert [len(each.watched) for each in known] == [0, 1, 2, 2, 3, 3, 3, 3, 3, 3]
    assert not any(each.ratings for each in known)


def test_a_curve_tells_when_its_mean_reaches_a_target() -> None:
    curve = TapCurve(ndcg=[[0.1, 0.2, 0.6], [0.3, 0.4, float("nan")]])
    assert curve.mean == pytest.approx([0.2, 0.3, 0.6])
    assert [curve.first_tap(target) for target in (0.1, 0.3, 0.31, 0.7)] == [0, 1, 2, None]


def test_both_ways_are_measured_on_the_same_people(monkeypatch: pytest.MonkeyPatch) -> None:
    def trainer(some: Ratings, seed: int) -> ServedScores:
        return ServedScores(trained(), Recommender(trained()))

    monkeypatch.setattr(
        "recommender.evaluation.onboarding.tap_curves.strong_generalization_split",
        lambda some, *, seed: strong_generalization_split(some, seed=seed, fewest=15, share=0.02),
    )
    curves = evaluate_taps(ratings(), trainer, seeds=[0])
    assert set(curves) == set(QUERY_RULES)
    assert len({len(curve.ndcg) for by_way in curves.values() for curve in by_way.values()}) == 1
    assert {len(row) for by_way in curves.values() for curve in by_way.values() for row in curve.ndcg} == {
        TAPS + 1
    }
    assert "six at once" in table(curves)
    assert set(as_plain(curves)["the rest"]) == {"one at a time", "six at once", "ticks alone"}
