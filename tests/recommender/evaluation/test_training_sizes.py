from __future__ import annotations

import numpy as np
import pytest

from recommender.evaluation.contenders import ServedScores
from recommender.evaluation.training_sizes import memory_for, with_fewer_people, within_less_memory
from recommender.ranking_training import participants
from recommender.ratings import build_ratings
from recommender.svd_training import SvdParameters
from tests.recommender.worlds import catalogue, ratings


def test_the_first_is_trained_on_everybody_and_each_next_one_on_half_as_many() -> None:
    everybody = ratings()
    trained = [entry.train(everybody, 0) for entry in with_fewer_people(catalogue())]
    counts = [int(each.model.popularity.counts.sum()) for each in trained if isinstance(each, ServedScores)]

    assert len(counts) == 4
    assert counts[0] == everybody.n_ratings
    assert counts == sorted(counts, reverse=True)
    assert counts[3] < counts[0] / 4


def test_the_same_seed_leaves_the_same_people() -> None:
    entry = with_fewer_people(catalogue())[2]
    once, again = entry.train(ratings(), 3), entry.train(ratings(), 3)
    assert isinstance(once, ServedScores)
    assert isinstance(again, ServedScores)
    assert (once.model.popularity.counts == again.model.popularity.counts).all()


def test_every_film_may_take_part_in_the_first_and_fewer_in_the_last() -> None:
    names = [entry.name for entry in within_less_memory(catalogue())]
    assert names[0] == "all of the films"
    assert names[-1] == "an eighth of the films"


@pytest.mark.parametrize("part", [1, 2, 4])
def test_the_memory_for_a_part_of_the_films_lets_so_many_in(part: int) -> None:
    rng = np.random.default_rng(0)
    pairs = np.unique(rng.zipf(1.3, (200_000, 2)) % (5_000, 3_000), axis=0)
    many = build_ratings(pairs[:, 0], pairs[:, 1], np.full(len(pairs), 4.0))
    everybody = len(participants(many, None))

    memory, n_factors = memory_for(many, part), SvdParameters().n_factors

    assert len(participants(many, memory, n_factors)) >= everybody // part
    assert len(participants(many, memory - 1, n_factors)) < everybody // part
