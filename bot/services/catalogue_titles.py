"""The catalogue's titles for matching files by title and year."""

from __future__ import annotations

from collections.abc import Collection

from bot.importing.exact_titles import ExactTitles
from bot.runtime.giving_way import giving_way
from storage.unit_of_work import UnitOfWorkFactory


def exact_titles(unit_of_work: UnitOfWorkFactory, names: Collection[str]) -> ExactTitles:
    """Return the films that may have one of these names, as the catalogue is now."""
    if not any(names):
        return ExactTitles((), ())
    with unit_of_work() as work:
        return ExactTitles(giving_way(work.movies.titles()), names)
