"""Facts of films, on both databases."""

from __future__ import annotations

from storage.unit_of_work import UnitOfWorkFactory
from tests.storage.conftest import NOON, at


def test_facts_come_back_as_they_were_put_and_newer_ones_replace_them(
    unit_of_work: UnitOfWorkFactory,
) -> None:
    with unit_of_work() as work:
        work.film_facts.put("tt0000002", {"languages": ["French"]}, NOON)
        work.film_facts.put("tt0000001", {}, NOON)
        work.film_facts.put("tt0000002", {"languages": ["Thaï"]}, at(5))
        assert list(work.film_facts.all()) == [("tt0000001", {}), ("tt0000002", {"languages": ["Thaï"]})]
        assert work.film_facts.count() == 2


def test_the_state_differs_after_every_change(unit_of_work: UnitOfWorkFactory) -> None:
    with unit_of_work() as work:
        assert work.film_facts.state() == (0, None)
        work.film_facts.put("tt0000001", {}, NOON)
        assert work.film_facts.state() == (1, NOON)
        work.film_facts.put("tt0000001", {}, at(5))
        assert work.film_facts.state() == (1, at(5))


def test_films_without_facts_keep_their_order(unit_of_work: UnitOfWorkFactory) -> None:
    with unit_of_work() as work:
        work.film_facts.put("tt0000002", {}, NOON)
        assert work.film_facts.missing(["tt0000003", "tt0000002", "tt0000001", "tt0000003"]) == [
            "tt0000003",
            "tt0000001",
        ]
