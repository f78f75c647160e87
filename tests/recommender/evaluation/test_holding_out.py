"""Who is kept out of training for good."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from recommender.evaluation.holding_out import draws, held_out_share


@given(st.integers(0, 10**7), st.integers(0, 10**6))
def test_the_share_never_grows_when_people_join(n_people: int, joining: int) -> None:
    assert 0 < held_out_share(n_people + joining) <= held_out_share(n_people) <= 0.25


def test_few_people_give_a_quarter_and_many_about_five_hundred() -> None:
    assert held_out_share(100) == 0.25
    assert held_out_share(600) == 0.1
    assert held_out_share(6_000) == 0.05
    assert held_out_share(100_000) * 100_000 == 500


@given(st.lists(st.integers(-(2**52), 2**52), min_size=1, max_size=50, unique=True))
def test_a_draw_depends_on_the_person_alone(person_ids: list[int]) -> None:
    together = draws(np.array(person_ids, dtype=np.int64))
    alone = [draws(np.array([person_id], dtype=np.int64))[0] for person_id in person_ids]
    assert together.tolist() == alone
    assert ((together >= 0) & (together < 1)).all()


def test_draws_of_neighbouring_ids_are_spread_evenly() -> None:
    counts, _ = np.histogram(draws(np.arange(-5_000, 5_000)), bins=10, range=(0, 1))
    assert (abs(counts - 1_000) < 120).all()
