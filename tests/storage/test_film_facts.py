"""Facts of films, on both databases."""

from __future__ import annotations

import pytest

from storage import film_facts
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


def test_facts_of_some_films_are_read_in_pieces(
    unit_of_work: UnitOfWorkFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(film_facts, "_IDS_A_QUERY", 2)
    with unit_of_work() as work:
        for number in (1, 2, 3):
            work.film_facts.put(f"tt000000{number}", {"runtime_minutes": number}, NOON)
        wanted = ["tt0000003", "tt0000009", "tt0000001", "tt0000003"]
        assert work.film_facts.get_many(wanted) == {
            "tt0000001": {"runtime_minutes": 1},
            "tt0000003": {"runtime_minutes": 3},
        }
        assert work.film_facts.count_since(NOON) == 3
        assert work.film_facts.count_since(at(1)) == 0
