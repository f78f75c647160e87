"""Movie nights and who is in."""

from __future__ import annotations

from datetime import timedelta

from storage.records.together import Night
from storage.unit_of_work import UnitOfWork, UnitOfWorkFactory
from tests.storage.conftest import ANNA, BEN, NOON, at

GROUP, OTHER = -1001, -1002


def begun(work: UnitOfWork, chat_id: int = GROUP, thread_id: int | None = None) -> Night:
    return work.nights.add(chat_id, thread_id, {"max_minutes": 120}, NOON)


def test_a_night_is_found_by_its_chat_and_topic_while_it_is_undecided(stocked: UnitOfWorkFactory) -> None:
    with stocked() as work:
        night, in_topic = begun(work), begun(work, thread_id=7)
        assert work.nights.undecided(GROUP, None) == night
        assert work.nights.undecided(GROUP, 7) == in_topic
        assert work.nights.undecided(OTHER, None) is None
        assert night.filters == {"max_minutes": 120}
        work.nights.change(night.night_id, state="decided", decided_at=at(1))
        assert work.nights.undecided(GROUP, None) is None
        assert work.nights.get(2**40) is None


def test_people_join_once_refuse_once_and_leave(stocked: UnitOfWorkFactory) -> None:
    with stocked() as work:
        night_id = begun(work).night_id
        assert work.nights.join(night_id, ANNA, NOON)
        assert not work.nights.join(night_id, ANNA, at(1))
        assert work.nights.join(night_id, BEN, at(2))
        assert [guest.chat_user_id for guest in work.nights.guests(night_id)] == [ANNA, BEN]
        assert work.nights.veto(night_id, ANNA, 1)
        assert not work.nights.veto(night_id, ANNA, 2)
        assert [guest.vetoed_movie_id for guest in work.nights.guests(night_id)] == [1, None]
        assert work.nights.leave(night_id, ANNA)
        assert not work.nights.leave(night_id, ANNA)
        assert not work.nights.veto(night_id, ANNA, 2)


def test_a_forgotten_person_is_in_no_night_and_the_night_goes_on(stocked: UnitOfWorkFactory) -> None:
    with stocked() as work:
        night_id = begun(work).night_id
        work.nights.join(night_id, ANNA, NOON)
        work.nights.join(night_id, BEN, NOON)
        work.chat_users.delete(ANNA)
        assert [guest.chat_user_id for guest in work.nights.guests(night_id)] == [BEN]


def test_of_two_who_begin_a_vote_one_is_quicker(stocked: UnitOfWorkFactory) -> None:
    with stocked() as work:
        night_id = begun(work).night_id
        assert work.nights.claim(night_id, "gathering", state="voting", closes_at=at(30), votes=(0, 0))
        assert not work.nights.claim(night_id, "gathering", state="voting", closes_at=at(31))
        work.nights.change(night_id, poll_id="12", poll_message_id=5)
        night = work.nights.of_poll("12")
        assert night is not None
        assert (night.state, night.votes, night.closes_at) == ("voting", (0, 0), at(30))
        assert [each.night_id for each in work.nights.overdue(at(31))] == [night_id]
        assert work.nights.overdue(at(30)) == []
        assert work.nights.of_poll("13") is None


def test_a_group_that_becomes_a_supergroup_takes_its_nights_along(stocked: UnitOfWorkFactory) -> None:
    with stocked() as work:
        night_id = begun(work).night_id
        work.nights.change(night_id, poll_message_id=4, message_id=3)
        work.nights.move(GROUP, OTHER)
        moved = work.nights.get(night_id)
        assert moved is not None
        assert (moved.chat_id, moved.poll_message_id, moved.message_id) == (OTHER, None, None)


def test_a_lost_chat_ends_its_own_undecided_nights(stocked: UnitOfWorkFactory) -> None:
    with stocked() as work:
        first, elsewhere = begun(work), begun(work, OTHER)
        assert work.nights.call_off(GROUP) == 1
        assert work.nights.call_off(GROUP) == 0
        assert work.nights.undecided(GROUP, None) is None
        assert work.nights.undecided(OTHER, None) == elsewhere
        assert first.night_id != elsewhere.night_id


def test_decided_nights_are_asked_about_and_old_ones_deleted(stocked: UnitOfWorkFactory) -> None:
    with stocked() as work:
        night_id = begun(work).night_id
        work.nights.join(night_id, ANNA, NOON)
        work.nights.change(night_id, state="decided", decided_at=NOON, movie_id=1)
        assert [each.night_id for each in work.nights.decided_before(at(1))] == [night_id]
        assert work.nights.decided_before(NOON) == []
        assert work.nights.prune(NOON) == 0
        assert work.nights.prune(NOON + timedelta(days=1)) == 1
        assert work.nights.guests(night_id) == []


def test_nights_are_over_with_time_and_found_until_their_message_says_so(stocked: UnitOfWorkFactory) -> None:
    with stocked() as work:
        gathering, voting, decided = begun(work), begun(work, OTHER), begun(work, thread_id=7)
        for night, state in ((gathering, "gathering"), (voting, "voting"), (decided, "decided")):
            work.nights.change(night.night_id, state=state, message_id=night.night_id)
        assert [each.night_id for each in work.nights.shown_as_they_were()] == [decided.night_id]
        assert work.nights.expire(at(-1)) == 0
        assert work.nights.expire(NOON) == 1
        ended = [each.night_id for each in work.nights.shown_as_they_were()]
        assert ended == [gathering.night_id, decided.night_id]
        work.nights.change(decided.night_id, message_id=None)
        assert [each.night_id for each in work.nights.shown_as_they_were()] == [gathering.night_id]
