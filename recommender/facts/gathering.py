"""What is known of the films of a data set: the table of facts by IMDb id, and the keywords of its tags."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path

from recommender.facts.keywords import read_keywords
from recommender.facts.records import Facts
from recommender.facts.table import SHIPPED_FACTS, read_facts
from recommender.movielens.source import MovieLensFiles

TAGS = "tags.csv"


def gather_details(
    imdb_ids: Iterable[tuple[int, str | None]],
    facts: Mapping[str, Facts],
    keywords: Mapping[int, tuple[str, ...]] | None = None,
) -> dict[int, Facts]:
    """Return what is known by movie id, from (movie id, IMDb id), facts by IMDb id and keywords by movie id.

    A film of which nothing is known is left out.
    """
    details = {
        movie_id: facts[imdb_id] for movie_id, imdb_id in imdb_ids if imdb_id is not None and imdb_id in facts
    }
    for movie_id, words in (keywords or {}).items():
        details[movie_id] = replace(details.get(movie_id, Facts()), keywords=words)
    return details


def facts_from(option: str | None) -> dict[str, Facts]:
    """Return the table that an option names: a file, "none" for no table, None for the shipped one."""
    if option == "none":
        return {}
    if option is None:
        return read_facts(SHIPPED_FACTS) if SHIPPED_FACTS.is_file() else {}
    return read_facts(Path(option))


def keywords_from(source: Path) -> dict[int, tuple[str, ...]]:
    """Return the keywords of a MovieLens folder or zip; none where it has no tags."""
    files = MovieLensFiles(source)
    if TAGS not in files:
        return {}
    with files.open(TAGS) as tags:
        return read_keywords(tags)
