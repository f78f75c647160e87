"""The one import that is kept for each person."""

from __future__ import annotations

from storage.records.people import StoredImport
from storage.unit_of_work import UnitOfWorkFactory
from tests.storage.conftest import ANNA, BEN, NOON, at


def test_a_second_import_takes_the_place_of_the_first_under_another_number(
    stocked: UnitOfWorkFactory,
) -> None:
    with stocked() as work:
        first = work.imports.put(ANNA, {"films": [1]}, NOON)
        of_ben = work.imports.put(BEN, {"films": [2]}, NOON)
        second = work.imports.put(ANNA, {"films": [3]}, at(1))
        assert len({first, second, of_ben}) == 3
        assert work.imports.get(ANNA) == StoredImport(second, "pending", at(1), {"films": [3]}, None)
        assert work.imports.get(BEN) == StoredImport(of_ben, "pending", NOON, {"films": [2]}, None)


def test_an_import_keeps_what_undoing_needs(stocked: UnitOfWorkFactory) -> None:
    with stocked() as work:
        number = work.imports.put(ANNA, {"films": []}, NOON)
        work.imports.set_plan(number, {"films": [4]})
        work.imports.set_state(number, "imported", {"before": {"1": None}})
        work.commit()
    with stocked() as work:
        assert work.imports.get(ANNA) == StoredImport(
            number, "imported", NOON, {"films": [4]}, {"before": {"1": None}}
        )


def test_old_imports_are_pruned(stocked: UnitOfWorkFactory) -> None:
    with stocked() as work:
        work.imports.put(ANNA, {}, NOON)
        work.imports.put(BEN, {}, at(10))
        assert work.imports.prune(at(5)) == 1
        assert work.imports.get(ANNA) is None
        assert work.imports.get(BEN) is not None


def test_a_forgotten_person_has_no_import(stocked: UnitOfWorkFactory) -> None:
    with stocked() as work:
        work.imports.put(ANNA, {}, NOON)
        work.chat_users.delete(ANNA)
        assert work.imports.get(ANNA) is None
