"""Who wants a film a day, and that each is claimed once."""

from __future__ import annotations

from storage.records.people import DailyPick, DueDailyPick
from storage.unit_of_work import UnitOfWorkFactory
from tests.storage.conftest import ANNA, BEN, NOON, at

ANNAS = DailyPick(ANNA, 20, "Europe/Berlin", NOON, at(10))
BENS = DailyPick(BEN, 7, "America/New_York", NOON, at(5))


def test_what_somebody_chose_last_is_kept(stocked: UnitOfWorkFactory) -> None:
    with stocked() as work:
        assert work.daily_picks.get(ANNA) is None
        work.daily_picks.put(BENS)
        work.daily_picks.put(ANNAS)
        later = DailyPick(ANNA, 21, "Europe/Paris", at(1), at(20))
        work.daily_picks.put(later)
        assert work.daily_picks.get(ANNA) == later
        assert [work.daily_picks.remove(ANNA), work.daily_picks.remove(ANNA)] == [True, False]
        assert work.daily_picks.get(BEN) == BENS


def test_due_are_those_whose_time_has_come_the_longest_due_first(stocked: UnitOfWorkFactory) -> None:
    with stocked() as work:
        work.daily_picks.put(ANNAS)
        work.daily_picks.put(BENS)
        assert work.daily_picks.due(at(4), 10) == []
        assert work.daily_picks.due(at(5), 10) == [DueDailyPick(BENS, NOON)]
        assert [each.pick for each in work.daily_picks.due(at(10), 10)] == [BENS, ANNAS]
        assert [each.pick for each in work.daily_picks.due(at(10), 1)] == [BENS]


def test_whoever_blocked_the_bot_is_left_alone_until_they_come_back(stocked: UnitOfWorkFactory) -> None:
    with stocked() as work:
        work.daily_picks.put(BENS)
        work.chat_users.mark_blocked(BEN, at(1))
        assert work.daily_picks.due(at(60), 10) == []
        work.chat_users.touch(BEN, at(61))
        assert work.daily_picks.due(at(62), 10) == [DueDailyPick(BENS, at(61))]


def test_only_one_of_two_processes_claims_a_pick(stocked: UnitOfWorkFactory) -> None:
    with stocked() as work:
        work.daily_picks.put(ANNAS)
        work.commit()
    with stocked() as work:
        [one] = work.daily_picks.due(at(10), 10)
        [other] = work.daily_picks.due(at(10), 10)
        assert work.daily_picks.claim(one.pick, at(100))
        assert not work.daily_picks.claim(other.pick, at(100))
        assert work.daily_picks.due(at(10), 10) == []
