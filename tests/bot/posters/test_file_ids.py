"""Telegram's copies of posters, on both databases."""

from __future__ import annotations

import pytest

from bot.posters.file_ids import PosterFiles


@pytest.fixture
def files(stocked, clock):
    return PosterFiles(stocked, clock)


@pytest.fixture
def movie_id(world):
    return world.movies[0].movie_id


def test_a_copy_is_remembered_until_it_is_forgotten(files, movie_id):
    assert files.get(7, movie_id) is None
    files.remember(7, movie_id, "first")
    files.remember(7, movie_id, "second")
    assert files.get(7, movie_id) == "second"
    files.forget(7, movie_id)
    assert files.get(7, movie_id) is None


def test_what_was_asked_for_lately_is_at_hand(files, movie_id, stocked):
    files.remember(7, movie_id, "first")
    assert files.at_hand(7, movie_id) is None
    assert files.get(7, movie_id) == "first"
    assert files.at_hand(7, movie_id) == "first"
    with stocked() as work:
        work.poster_file_ids.forget(7, movie_id)
        work.commit()
    assert files.get(7, movie_id) == "first"
    files.forget(7, movie_id)
    assert files.get(7, movie_id) is None


def test_a_copy_belongs_to_one_bot(files, movie_id):
    files.remember(7, movie_id, "mine")
    files.forget(8, movie_id)
    assert files.get(7, movie_id) == "mine"
    assert files.get(8, movie_id) is None
