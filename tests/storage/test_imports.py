"""The file of a person that waits, and those that can still be undone."""

from __future__ import annotations

from storage.imports import MAX_MADE
from storage.records.people import StoredImport
from storage.unit_of_work import UnitOfWorkFactory
from tests.storage.conftest import ANNA, BEN, NOON, at


def test_a_second_file_takes_the_place_of_the_one_that_waits_under_another_number(
    stocked: UnitOfWorkFactory,
) -> None:
    with stocked() as work:
        first = work.imports.put(ANNA, {"films": [1]}, NOON)
        of_ben = work.imports.put(BEN, {"films": [2]}, NOON)
        second = work.imports.put(ANNA, {"films": [3]}, at(1))
        assert len({first, second, of_ben}) == 3
        assert work.imports.get(ANNA, first) is None
        assert work.imports.get(ANNA, second) == StoredImport(second, "pending", at(1), {"films": [3]}, None)
        assert work.imports.get(BEN, of_ben) == StoredImport(of_ben, "pending", NOON, {"films": [2]}, None)


def test_a_file_that_was_imported_stays_beside_the_next_one(stocked: UnitOfWorkFactory) -> None:
    with stocked() as work:
        made = work.imports.put(ANNA, {}, NOON)
        work.imports.set_state(made, "imported", {})
        assert not work.imports.has_pending(ANNA)
        waiting = work.imports.put(ANNA, {}, at(1))
        assert work.imports.has_pending(ANNA)
        assert not work.imports.has_pending(BEN)
        work.imports.delete(waiting)
        assert work.imports.get(ANNA, made) is not None
        assert not work.imports.has_pending(ANNA)


def test_nobody_gets_the_import_of_somebody_else(stocked: UnitOfWorkFactory) -> None:
    with stocked() as work:
        number = work.imports.put(ANNA, {}, NOON)
        assert work.imports.get(BEN, number) is None


def test_of_the_imports_that_were_made_the_newest_few_are_kept(stocked: UnitOfWorkFactory) -> None:
    with stocked() as work:
        made = [work.imports.put(ANNA, {}, NOON)]
        of_ben = work.imports.put(BEN, {}, NOON)
        work.imports.set_state(of_ben, "imported", {})
        work.imports.set_state(made[0], "undone", None)
        for minute in range(MAX_MADE):
            made.append(work.imports.put(ANNA, {}, at(minute)))
            work.imports.set_state(made[-1], "imported", {})
        waiting = work.imports.put(ANNA, {}, at(9))
        assert work.imports.forget_oldest(ANNA) == 1
        assert [number for number in made if work.imports.get(ANNA, number)] == made[1:]
        assert work.imports.get(ANNA, waiting) is not None
        assert work.imports.get(BEN, of_ben) is not None


def test_an_import_keeps_what_undoing_needs(stocked: UnitOfWorkFactory) -> None:
    with stocked() as work:
        number = work.imports.put(ANNA, {"films": []}, NOON)
        work.imports.set_plan(number, {"films": [4]})
        work.imports.set_state(number, "imported", {"before": {"1": None}})
        work.commit()
    with stocked() as work:
        assert work.imports.get(ANNA, number) == StoredImport(
            number, "imported", NOON, {"films": [4]}, {"before": {"1": None}}
        )


def test_old_imports_are_pruned(stocked: UnitOfWorkFactory) -> None:
    with stocked() as work:
        of_anna = work.imports.put(ANNA, {}, NOON)
        of_ben = work.imports.put(BEN, {}, at(10))
        assert work.imports.prune(at(5)) == 1
        assert work.imports.get(ANNA, of_anna) is None
        assert work.imports.get(BEN, of_ben) is not None


def test_a_forgotten_person_has_no_import(stocked: UnitOfWorkFactory) -> None:
    with stocked() as work:
        number = work.imports.put(ANNA, {}, NOON)
        work.chat_users.delete(ANNA)
        assert work.imports.get(ANNA, number) is None
