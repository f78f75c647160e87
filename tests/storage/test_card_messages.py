"""Which film a message shows."""

from __future__ import annotations

from storage.records.shown import CardMessage
from storage.unit_of_work import UnitOfWorkFactory
from tests.storage.conftest import ANNA, BEN, NOON, at

STRANGER, NO_FILM = 9_000_000_009, 99


def test_a_message_shows_the_film_it_was_given_last(stocked: UnitOfWorkFactory) -> None:
    with stocked() as work:
        cards = work.card_messages
        assert cards.note_all([CardMessage(ANNA, 10, 1), CardMessage(BEN, 10, 2)], NOON) == 2
        assert cards.note_all([CardMessage(ANNA, 10, 3)], at(1)) == 1
        assert cards.get(ANNA, 10) == CardMessage(ANNA, 10, 3)
        assert cards.get(BEN, 10) == CardMessage(BEN, 10, 2)
        assert cards.get(BEN, 11) is None


def test_of_strangers_and_films_that_are_gone_nothing_is_kept(stocked: UnitOfWorkFactory) -> None:
    with stocked() as work:
        noted = [CardMessage(STRANGER, 1, 1), CardMessage(ANNA, 1, NO_FILM), CardMessage(ANNA, 2, 1)]
        assert work.card_messages.note_all(noted, NOON) == 1
        assert work.card_messages.note_all([], NOON) == 0
        assert work.card_messages.get(STRANGER, 1) is None


def test_a_reaction_stays_while_its_film_does(stocked: UnitOfWorkFactory) -> None:
    with stocked() as work:
        cards = work.card_messages
        cards.note_all([CardMessage(ANNA, 10, 1)], NOON)
        cards.set_reaction(ANNA, 10, "like")
        cards.note_all([CardMessage(ANNA, 10, 1)], at(1))
        assert cards.get(ANNA, 10) == CardMessage(ANNA, 10, 1, "like")
        cards.note_all([CardMessage(ANNA, 10, 2)], at(2))
        assert cards.get(ANNA, 10) == CardMessage(ANNA, 10, 2)


def test_old_ones_are_forgotten(stocked: UnitOfWorkFactory) -> None:
    with stocked() as work:
        work.card_messages.note_all([CardMessage(ANNA, 10, 1)], NOON)
        work.card_messages.note_all([CardMessage(ANNA, 11, 1)], at(5))
        assert work.card_messages.prune(at(5)) == 1
        assert work.card_messages.get(ANNA, 10) is None
        assert work.card_messages.get(ANNA, 11) is not None


def test_the_newest_cards_come_first(stocked: UnitOfWorkFactory) -> None:
    with stocked() as work:
        cards = work.card_messages
        cards.note_all([CardMessage(ANNA, 9, 3)], NOON)
        cards.note_all([CardMessage(ANNA, 10, 1), CardMessage(ANNA, 11, 2), CardMessage(BEN, 12, 3)], at(5))
        assert cards.newest(ANNA, at(5)) == (2, 1)
        assert cards.newest(ANNA, NOON, limit=1) == (2,)
        assert cards.newest(ANNA, at(6)) == ()
