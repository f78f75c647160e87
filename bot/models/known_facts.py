"""What is known of the films of the database: the table of facts that ships with the project, and OMDb's."""

from __future__ import annotations

from collections.abc import Iterator

from recommender.facts.gathering import facts_from
from recommender.facts.records import Facts
from recommender.facts.sharing import share_values
from recommender.facts.themes import shipped_themes
from storage.unit_of_work import UnitOfWork

NO_FACTS = "none"


def known_facts(work: UnitOfWork, option: str | None = None) -> dict[int, Facts]:
    """Return everything known, by movie id; option names another table, or "none" for nothing at all."""
    return share_values(_known(work, option))


def known_themes(work: UnitOfWork) -> dict[str, frozenset[int]]:
    """Return the movie ids of each theme, as far as the tags that ship with the project tell."""
    themes = shipped_themes()
    movie_ids = work.movies.with_imdb_ids({imdb_id for imdb_ids in themes.values() for imdb_id in imdb_ids})
    return {
        theme: frozenset(movie_ids[each] for each in imdb_ids if each in movie_ids)
        for theme, imdb_ids in themes.items()
    }


def _known(work: UnitOfWork, option: str | None) -> Iterator[tuple[int, Facts]]:
    """Yield the table's facts and then those that OMDb told, which are newer, over them."""
    if option == NO_FACTS:
        return
    shipped = facts_from(option)
    movie_ids = work.movies.with_imdb_ids({*shipped, *work.film_facts.imdb_ids()})
    for imdb_id, facts in shipped.items():
        if imdb_id in movie_ids:
            yield movie_ids[imdb_id], facts
    for imdb_id, stored in work.film_facts.all():
        if imdb_id in movie_ids:
            told = Facts.from_json(stored)
            yield movie_ids[imdb_id], told.over(shipped.get(imdb_id, Facts()))
