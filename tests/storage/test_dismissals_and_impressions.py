"""What people passed over and what they were shown."""

from __future__ import annotations

import pytest

from storage.errors import UnknownMovie
from storage.records.people import Dismissal
from storage.unit_of_work import UnitOfWorkFactory
from tests.storage.conftest import ANNA, BEN, NOON, at


def test_passes_are_found_by_person_and_kind(stocked: UnitOfWorkFactory) -> None:
    with stocked() as work:
        work.dismissals.add(ANNA, 1, "not_seen", NOON)
        work.dismissals.add(ANNA, 2, "not_interested", at(1))
        work.dismissals.add(BEN, 3, "not_seen", NOON)
        assert work.dismissals.of(ANNA) == {1: "not_seen", 2: "not_interested"}
        assert work.dismissals.of(ANNA, "not_seen") == {1: "not_seen"}


def test_passing_twice_keeps_the_second(stocked: UnitOfWorkFactory) -> None:
    with stocked() as work:
        work.dismissals.add(ANNA, 1, "not_seen", NOON)
        work.dismissals.add(ANNA, 1, "not_interested", at(1))
        assert work.dismissals.latest(ANNA) == Dismissal(1, "not_interested", at(1))
        assert work.dismissals.latest(ANNA, "not_seen") is None


def test_the_latest_pass_is_the_newest(stocked: UnitOfWorkFactory) -> None:
    with stocked() as work:
        work.dismissals.add(ANNA, 2, "not_seen", at(2))
        work.dismissals.add(ANNA, 1, "not_interested", at(3))
        assert work.dismissals.latest(ANNA, "not_seen") == Dismissal(2, "not_seen", at(2))
        assert work.dismissals.latest(BEN) is None


def test_taking_a_pass_back_says_whether_there_was_one(stocked: UnitOfWorkFactory) -> None:
    with stocked() as work:
        work.dismissals.add(ANNA, 1, "not_seen", NOON)
        there = work.dismissals.get(ANNA, 1)
        assert there is not None
        assert [work.dismissals.remove(ANNA, 1), work.dismissals.remove(ANNA, 1)] == [there, None]
        assert work.dismissals.get(ANNA, 1) is None
        assert work.dismissals.of(ANNA) == {}


def test_impressions_count_by_when_they_were_last_shown(stocked: UnitOfWorkFactory) -> None:
    with stocked() as work:
        work.impressions.record(ANNA, 1, NOON)
        work.impressions.record(ANNA, 2, NOON)
        work.impressions.record(ANNA, 1, at(10))
        work.impressions.record(BEN, 3, at(10))
        assert work.impressions.since(ANNA, NOON) == {1, 2}
        assert work.impressions.since(ANNA, at(10)) == {1}
        assert work.impressions.since(ANNA, at(11)) == set()


@pytest.mark.parametrize("movie_id", [99, -1, 2**80])
def test_an_unknown_movie_can_be_neither_passed_over_nor_shown(
    stocked: UnitOfWorkFactory, movie_id: int
) -> None:
    with stocked() as work:
        with pytest.raises(UnknownMovie):
            work.dismissals.add(ANNA, movie_id, "not_seen", NOON)
        with pytest.raises(UnknownMovie):
            work.impressions.record(ANNA, movie_id, NOON)
