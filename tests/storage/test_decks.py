"""The lists that people leaf through."""

from __future__ import annotations

import numpy as np
import pytest

from storage.errors import UnknownDeck
from storage.unit_of_work import UnitOfWorkFactory
from tests.storage.conftest import ANNA, BEN, NOON, at


def test_a_deck_comes_back_as_it_was_added(stocked: UnitOfWorkFactory) -> None:
    with stocked() as work:
        deck = work.decks.add(
            ANNA, "recommend", (3, 1, 2), at(1), filters={"genres": ["Crime"], "first_year": 1990}
        )
        assert (deck.movie_ids, deck.source, deck.created_at) == ((3, 1, 2), "recommend", at(1))
        assert deck.filters == {"genres": ["Crime"], "first_year": 1990}
        assert work.decks.get(deck.deck_id) == deck


def test_a_deck_remembers_which_film_it_resembles(stocked: UnitOfWorkFactory) -> None:
    with stocked() as work:
        deck = work.decks.add(ANNA, "recommend", (1,), NOON, like_movie_ids=(3, 1))
        stored = work.decks.get(deck.deck_id)
        assert stored is not None
        assert stored.liked == (3, 1)


def test_a_deck_remembers_that_it_shows_films_again(stocked: UnitOfWorkFactory) -> None:
    with stocked() as work:
        deck = work.decks.add(ANNA, "recommend", (1,), NOON, shows_again=True)
        assert work.decks.get(deck.deck_id) == deck


def test_a_persons_decks_since_a_moment_are_counted(stocked: UnitOfWorkFactory) -> None:
    with stocked() as work:
        for person, minute in ((ANNA, 1), (ANNA, 2), (ANNA, 3), (BEN, 3)):
            work.decks.add(person, "popular", (1,), at(minute))
        assert work.decks.count_since(ANNA, at(2), ["popular", "recommend"]) == 2


def test_what_is_no_list_of_the_asked_kinds_is_not_counted(stocked: UnitOfWorkFactory) -> None:
    with stocked() as work:
        work.decks.add(ANNA, "similar", (1,), NOON)
        work.decks.add(ANNA, "recommend", (), NOON)
        assert work.decks.count_since(ANNA, NOON, ["recommend", "popular"]) == 0
        assert work.decks.count_since(ANNA, NOON, ["similar"]) == 1


def test_the_deck_opened_last_is_one_with_films(stocked: UnitOfWorkFactory) -> None:
    with stocked() as work:
        assert work.decks.newest(ANNA) is None
        deck = work.decks.add(ANNA, "recommend", (1, 2), NOON)
        work.decks.add(ANNA, "recommend", (), at(1))
        work.decks.add(BEN, "recommend", (3,), at(2))
        assert work.decks.newest(ANNA) == deck


def test_movies_straight_from_arrays_are_fine(stocked: UnitOfWorkFactory) -> None:
    with stocked() as work:
        deck = work.decks.add(ANNA, "recommend", tuple(np.array([3, 1], np.int32)), NOON)
        work.decks.replace_movies(deck.deck_id, tuple(np.array([2], np.int32)))
        stored = work.decks.get(deck.deck_id)
        assert stored is not None
        assert stored.movie_ids == (2,)


@pytest.mark.parametrize("deck_id", [0, -1, 99_999, 2**31, 2**80])
def test_a_deck_that_is_not_there_is_none_and_cannot_change(stocked: UnitOfWorkFactory, deck_id: int) -> None:
    with stocked() as work:
        assert work.decks.get(deck_id) is None
        with pytest.raises(UnknownDeck):
            work.decks.replace_movies(deck_id, (1,))


def test_pruning_keeps_a_persons_newest_and_everybody_elses(stocked: UnitOfWorkFactory) -> None:
    with stocked() as work:
        bens = work.decks.add(BEN, "popular", (1,), NOON)
        annas = [work.decks.add(ANNA, "popular", (1,), NOON).deck_id for _ in range(5)]
        assert work.decks.prune(ANNA, keep=2) == 3
        assert [work.decks.get(deck_id) is not None for deck_id in annas] == [False] * 3 + [True] * 2
        assert work.decks.get(bens.deck_id) == bens


def test_the_number_of_a_deleted_deck_is_never_given_again(stocked: UnitOfWorkFactory) -> None:
    with stocked() as work:
        old = work.decks.add(ANNA, "popular", (1,), NOON).deck_id
        work.chat_users.delete(ANNA)
        assert work.decks.add(BEN, "popular", (1,), NOON).deck_id > old
