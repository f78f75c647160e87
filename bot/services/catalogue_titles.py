"""The catalogue's titles for matching files by title and year."""

from __future__ import annotations

from collections.abc import Collection

from bot.importing.exact_titles import ExactTitles
from bot.runtime.giving_way import giving_way
from bot.search.local_titles import local_titles
from bot.search.titles import IndexedTitle
from storage.unit_of_work import UnitOfWorkFactory


def exact_titles(unit_of_work: UnitOfWorkFactory, names: Collection[str]) -> ExactTitles:
    """Return the films that may have one of these names, as the catalogue is now."""
    if not any(names):
        return ExactTitles((), ())
    with unit_of_work() as work:
        films = (
            IndexedTitle(movie_id, title, year, local_titles=local_titles(imdb_id))
            for movie_id, title, year, imdb_id in work.movies.titles()
        )
        return ExactTitles(giving_way(films), names)
