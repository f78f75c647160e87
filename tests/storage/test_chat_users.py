"""The people of the chat."""

from __future__ import annotations

import pytest

from storage.errors import UnknownChatUser, UnknownMovieLensUser
from storage.records.people import ChatUser
from storage.unit_of_work import UnitOfWorkFactory
from tests.storage.conftest import ANNA, BEN, NOON, at


def test_a_person_is_created_once_and_known_from_then_on(unit_of_work: UnitOfWorkFactory) -> None:
    with unit_of_work() as work:
        person = work.chat_users.touch(ANNA, NOON, "Anna", "de")
        assert person == ChatUser(ANNA, "Anna", "de", None, NOON, NOON, None, 0.0)
        again = work.chat_users.touch(ANNA, at(5), "Änna", "en")
        assert again == ChatUser(ANNA, "Änna", "en", None, NOON, at(5), None, 0.0)
        assert work.chat_users.get(ANNA) == again


def test_a_tap_without_a_name_keeps_the_known_one(stocked: UnitOfWorkFactory) -> None:
    with stocked() as work:
        person = work.chat_users.touch(ANNA, at(1))
        assert (person.first_name, person.language_code, person.last_seen_at) == ("Anna", "de", at(1))


def test_a_new_person_without_a_name_has_an_empty_one(unit_of_work: UnitOfWorkFactory) -> None:
    with unit_of_work() as work:
        assert work.chat_users.touch(3, NOON).first_name == ""


def test_who_joined_since_a_moment_is_told_also_who_was_deleted_and_is_back(
    unit_of_work: UnitOfWorkFactory,
) -> None:
    with unit_of_work() as work:
        work.chat_users.touch(ANNA, NOON, "Anna", "de")
        work.chat_users.touch(BEN, at(2), "Ben", "en")
        work.chat_users.touch(ANNA, at(3), "Anna", "de")
        assert work.chat_users.joined_since(at(1)) == [BEN]
        assert work.chat_users.joined_since(at(2)) == [BEN]
        assert work.chat_users.joined_since(at(4)) == []
        work.chat_users.delete(ANNA)
        work.chat_users.touch(ANNA, at(5), "Anna", "de")
        assert work.chat_users.joined_since(at(4)) == [ANNA]


def test_somebody_unknown_is_none(unit_of_work: UnitOfWorkFactory) -> None:
    with unit_of_work() as work:
        assert work.chat_users.get(ANNA) is None


def test_who_speaks_again_has_not_blocked_the_bot(stocked: UnitOfWorkFactory) -> None:
    with stocked() as work:
        work.chat_users.mark_blocked(ANNA, at(1))
        work.chat_users.mark_blocked(99, at(1))
        blocked = work.chat_users.get(ANNA)
        assert blocked is not None
        assert blocked.blocked_at == at(1)
        assert work.chat_users.touch(ANNA, at(2), "Anna", "de").blocked_at is None


def test_linking_needs_a_known_movielens_user(stocked: UnitOfWorkFactory) -> None:
    with stocked() as work:
        work.chat_users.link(ANNA, 10)
        with pytest.raises(UnknownMovieLensUser):
            work.chat_users.link(ANNA, 99_999_999)
        linked = work.chat_users.get(ANNA)
        assert linked is not None
        assert linked.movielens_user_id == 10


def test_unlinking_says_whether_there_was_a_link(stocked: UnitOfWorkFactory) -> None:
    with stocked() as work:
        work.chat_users.link(ANNA, 10)
        assert [work.chat_users.unlink(ANNA), work.chat_users.unlink(ANNA)] == [True, False]


def test_filters_are_remembered_until_there_are_none(stocked: UnitOfWorkFactory) -> None:
    with stocked() as work:
        work.chat_users.set_filters(BEN, {"genres": ["Comedy"]})
        ben = work.chat_users.get(BEN)
        assert ben is not None
        assert ben.filters == {"genres": ["Comedy"]}
        work.chat_users.set_filters(BEN, {})
        ben = work.chat_users.get(BEN)
        assert ben is not None
        assert ben.filters is None


def test_boldness_is_remembered(stocked: UnitOfWorkFactory) -> None:
    with stocked() as work:
        work.chat_users.set_boldness(BEN, 0.75)
        ben = work.chat_users.get(BEN)
        assert ben is not None
        assert ben.boldness == 0.75


def test_changing_somebody_unknown_is_an_error(stocked: UnitOfWorkFactory) -> None:
    with stocked() as work:
        with pytest.raises(UnknownChatUser):
            work.chat_users.set_boldness(1, 0.5)
        with pytest.raises(UnknownChatUser):
            work.chat_users.link(1, 10)


def test_new_and_active_people_are_counted_from_a_moment_on(stocked: UnitOfWorkFactory) -> None:
    with stocked() as work:
        work.chat_users.touch(3, at(10), "Carla")
        work.chat_users.touch(ANNA, at(20), "Anna", "de")
        assert work.chat_users.count() == 3
        assert [work.chat_users.new_since(moment) for moment in (NOON, at(1), at(10), at(11))] == [3, 1, 1, 0]
        assert [work.chat_users.active_since(moment) for moment in (at(1), at(11), at(21))] == [2, 1, 0]


def test_deleting_a_person_deletes_everything_of_theirs_and_nothing_else(stocked: UnitOfWorkFactory) -> None:
    with stocked() as work:
        for person in (ANNA, BEN):
            work.chat_ratings.rate(person, 1, 4.0, NOON)
            work.dismissals.add(person, 2, "not_seen", NOON)
            work.impressions.record(person, 3, NOON)
        annas = work.decks.add(ANNA, "popular", (1, 2), NOON)
        bens = work.decks.add(BEN, "popular", (1, 2), NOON)
        assert work.chat_users.delete(ANNA)
        assert not work.chat_users.delete(ANNA)
        assert work.chat_ratings.total() == 1
        assert (work.dismissals.of(ANNA), work.dismissals.of(BEN)) == ({}, {2: "not_seen"})
        assert (work.impressions.since(ANNA, NOON), work.impressions.since(BEN, NOON)) == (set(), {3})
        assert (work.decks.get(annas.deck_id), work.decks.get(bens.deck_id)) == (None, bens)
