"""Offers to compare tastes."""

from __future__ import annotations

from dataclasses import replace

from storage.records.together import ComparisonLink
from storage.tables.columns import MAX_LINK_ID
from storage.unit_of_work import UnitOfWorkFactory
from tests.storage.conftest import ANNA, BEN, NOON, at


def test_a_link_is_found_by_its_number_and_used_once(stocked: UnitOfWorkFactory) -> None:
    link = ComparisonLink(MAX_LINK_ID, ANNA, NOON)
    with stocked() as work:
        work.comparison_links.add(link, keep=5)
        work.commit()
    with stocked() as work:
        assert work.comparison_links.get(MAX_LINK_ID) == link
        assert work.comparison_links.get(7) is None
        assert work.comparison_links.agree(MAX_LINK_ID, BEN, at(1))
        assert not work.comparison_links.agree(MAX_LINK_ID, ANNA, at(2))
        assert work.comparison_links.agree(MAX_LINK_ID, BEN, at(3)), "whoever agreed may say so twice"
        used = replace(link, agreed_by=BEN, agreed_at=at(1))
        assert work.comparison_links.get(MAX_LINK_ID) == used
        assert not work.comparison_links.withdraw(MAX_LINK_ID, ANNA)


def test_its_maker_is_told_once(stocked: UnitOfWorkFactory) -> None:
    with stocked() as work:
        for number in (1, 2):
            work.comparison_links.add(ComparisonLink(number, ANNA, NOON), keep=5)
        assert not work.comparison_links.note_told(1, at(1)), "nobody has agreed"
        work.comparison_links.agree(1, BEN, at(1))
        assert work.comparison_links.untold(at(1)) == []
        assert [link.link_id for link in work.comparison_links.untold(at(2))] == [1]
        assert work.comparison_links.note_told(1, at(3))
        assert not work.comparison_links.note_told(1, at(4))
        assert work.comparison_links.untold(at(5)) == []
        work.comparison_links.note_untold(1)
        assert [link.link_id for link in work.comparison_links.untold(at(5))] == [1]


def test_who_is_forgotten_has_agreed_to_nothing(stocked: UnitOfWorkFactory) -> None:
    with stocked() as work:
        work.comparison_links.add(ComparisonLink(1, ANNA, NOON), keep=5)
        work.comparison_links.agree(1, BEN, at(1))
        work.chat_users.delete(BEN)
        assert work.comparison_links.get(1) is None


def test_numbers_that_no_link_can_have_find_none(stocked: UnitOfWorkFactory) -> None:
    with stocked() as work:
        for number in (0, -1, MAX_LINK_ID + 1, 2**80):
            assert work.comparison_links.get(number) is None


def test_only_its_maker_withdraws_a_link(stocked: UnitOfWorkFactory) -> None:
    with stocked() as work:
        work.comparison_links.add(ComparisonLink(5, ANNA, NOON), keep=5)
        assert not work.comparison_links.withdraw(5, BEN)
        assert work.comparison_links.withdraw(5, ANNA)
        assert not work.comparison_links.withdraw(5, ANNA)


def test_of_one_person_only_the_newest_are_kept(stocked: UnitOfWorkFactory) -> None:
    with stocked() as work:
        work.comparison_links.add(ComparisonLink(9, BEN, NOON), keep=2)
        for number in (1, 2, 3):
            work.comparison_links.add(ComparisonLink(number, ANNA, at(number)), keep=2)
        left = [number for number in (1, 2, 3, 9) if work.comparison_links.get(number)]
    assert left == [2, 3, 9]


def test_a_used_link_is_not_crowded_out(stocked: UnitOfWorkFactory) -> None:
    with stocked() as work:
        work.comparison_links.add(ComparisonLink(1, ANNA, NOON), keep=1)
        work.comparison_links.agree(1, BEN, at(1))
        for number in (2, 3):
            work.comparison_links.add(ComparisonLink(number, ANNA, at(number)), keep=1)
        assert [number for number in (1, 2, 3) if work.comparison_links.get(number)] == [1, 3]


def test_old_links_and_those_of_a_forgotten_person_are_deleted(stocked: UnitOfWorkFactory) -> None:
    with stocked() as work:
        for number, person, minute in ((1, ANNA, 0), (2, ANNA, 5), (3, BEN, 5)):
            work.comparison_links.add(ComparisonLink(number, person, at(minute)), keep=5)
        assert work.comparison_links.prune(made_before=at(5), agreed_before=NOON) == 1
        work.comparison_links.agree(2, BEN, at(6))
        assert work.comparison_links.prune(made_before=at(9), agreed_before=at(6)) == 1, "not the agreed one"
        assert work.comparison_links.prune(made_before=at(9), agreed_before=at(7)) == 1
        work.comparison_links.add(ComparisonLink(2, ANNA, at(5)), keep=5)
        work.comparison_links.add(ComparisonLink(3, BEN, at(5)), keep=5)
        work.chat_users.delete(ANNA)
        assert [number for number in (1, 2, 3) if work.comparison_links.get(number)] == [3]
