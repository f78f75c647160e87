from __future__ import annotations

import numpy as np
import pytest

from recommender.artifact import TrainedModel
from recommender.calibration import KIND_NAMES
from recommender.catalogue import build_catalogue
from recommender.evaluation.calibration import (
    AS_SHOWN,
    BY_SCORE,
    MOSTLY_FOREIGN,
    KindWorth,
    evaluate_calibration,
    lovers,
    mean_worth,
    table,
    thinned,
)
from recommender.ratings import InvalidRatings, Ratings, build_ratings
from recommender.training import train

FILMS = 60


def ratings() -> Ratings:
    """Everybody rates everything of one half of the films high, some the half that is old."""
    rng = np.random.default_rng(5)
    users, films, stars = [], [], []
    for person in range(60):
        for film in range(FILMS):
            if rng.random() < 0.8:
                users.append(person)
                films.append(film + 1)
                stars.append(4.5 if (film % 3 == 0) == (person % 6 == 0) else 2.0)
    return build_ratings(users, films, stars, item_ids=np.arange(1, FILMS + 1))


CATALOGUE = build_catalogue(
    (film + 1, f"Film {film}", 1950 if film % 3 == 0 else 1999, ("Drama",)) for film in range(FILMS)
)


def trained(training: Ratings, seed: int) -> TrainedModel:
    return train(training, CATALOGUE, seed=seed)


def test_lovers_like_three_in_ten_of_a_kind_and_enough_at_all() -> None:
    of_kind = np.arange(FILMS) % 3 == 0
    mine = build_ratings(
        [1] * FILMS + [2] * FILMS + [3] * 5,
        [*range(1, FILMS + 1)] * 2 + [1, 4, 7, 10, 13],
        [4.0] * FILMS + [1.0 if kind else 5.0 for kind in of_kind] + [5.0] * 5,
        item_ids=np.arange(1, FILMS + 1),
    )
    assert lovers(mine, of_kind).tolist() == [0]


def test_every_kind_is_judged_both_ways_on_the_same_people() -> None:
    found = evaluate_calibration(ratings(), CATALOGUE, trained, seeds=[0])
    kinds = (*KIND_NAMES, MOSTLY_FOREIGN)
    assert set(found) == {(kind, way) for kind in kinds for way in (BY_SCORE, AS_SHOWN)}
    assert len(found["before 1970", BY_SCORE]) == len(found["before 1970", AS_SHOWN]) == 20
    assert found["not in English", AS_SHOWN] == []
    by_score, shown = (mean_worth(found["before 1970", way]) for way in (BY_SCORE, AS_SHOWN))
    assert shown.own_share == by_score.own_share > 0.9
    assert shown.share >= by_score.share
    assert len(table(found).splitlines()) == 1 + len(found)


def test_thinned_ratings_are_six_in_ten_of_a_kind_with_all_of_it_kept() -> None:
    of_kind = np.arange(FILMS) % 3 == 0
    left = thinned(ratings(), of_kind)
    for person in range(60):
        rows = left.item_rows[left.user_rows == person]
        assert of_kind[rows].sum() == of_kind[ratings().item_rows[ratings().user_rows == person]].sum()
        assert 0.6 <= of_kind[rows].mean() < 0.65
    nothing = thinned(ratings(), np.zeros(FILMS, dtype=bool))
    assert nothing.n_ratings == 0


def test_where_nobody_is_far_from_the_crowd_there_is_nothing_to_judge() -> None:
    with pytest.raises(InvalidRatings):
        evaluate_calibration(
            build_ratings([1, 2], [1, 2], [4.0, 4.0], item_ids=np.arange(1, FILMS + 1)),
            CATALOGUE,
            trained,
            seeds=[0],
        )


def test_the_mean_of_nobody_is_not_a_number() -> None:
    assert np.isnan(mean_worth([]).share)
    both = mean_worth([KindWorth(0.5, 0.2, 0.5, float("nan")), KindWorth(0.5, 0.4, 0.7, 4.0)])
    assert both == KindWorth(0.5, pytest.approx(0.3), pytest.approx(0.6), 4.0)
