"""The catalogue's titles for matching files by title and year."""

from __future__ import annotations

from bot.importing.exact_titles import ExactTitles
from storage.unit_of_work import UnitOfWorkFactory


def exact_titles(unit_of_work: UnitOfWorkFactory) -> ExactTitles:
    """Return all titles as they are now; they are in memory only as long as a file is being matched."""
    with unit_of_work() as work:
        return ExactTitles((movie.movie_id, movie.title, movie.year) for movie in work.movies.all())
