"""The films that a newcomer is asked about at once."""

from __future__ import annotations

from dataclasses import replace

from storage.records.shown import FirstScreen
from storage.unit_of_work import UnitOfWorkFactory
from tests.storage.conftest import ANNA, BEN

SCREEN = FirstScreen(ANNA, 1, (3, 1, 2), (1,))


def test_the_newest_screen_is_kept_in_its_order(stocked: UnitOfWorkFactory) -> None:
    with stocked() as work:
        assert work.first_screens.get(ANNA) is None
        work.first_screens.put(SCREEN)
        assert work.first_screens.get(ANNA) == SCREEN
        done = replace(SCREEN, number=2, movie_ids=(4, 5), ticked=(1, 5), is_done=True)
        work.first_screens.put(done)
        assert work.first_screens.get(ANNA) == done
        assert work.first_screens.get(BEN) is None


def test_who_is_through_has_no_screen(stocked: UnitOfWorkFactory) -> None:
    with stocked() as work:
        work.first_screens.put(SCREEN)
        work.first_screens.remove(ANNA)
        work.first_screens.remove(BEN)
        assert work.first_screens.get(ANNA) is None
