"""Themes: what films are about, from what people tagged them with; a theme is several tags of one meaning."""

from __future__ import annotations

import csv
import io
from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import IO

from recommender.facts.keywords import normalise
from recommender.movielens.bundled import BUNDLED_FOLDER
from recommender.movielens.source import MovieLensFiles

THEMES: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "aliens": ("aliens", "alien"),
        "boxing": ("boxing", "boxing story"),
        "chess": ("chess",),
        "Christmas": ("christmas",),
        "courtrooms": ("courtroom drama", "court", "lawyer", "lawyers"),
        "dogs": ("dogs", "dog"),
        "drugs": ("drugs", "drug abuse", "drug overdose"),
        "ghosts": ("ghosts", "ghost"),
        "heists": ("heist", "robbery", "bank robbery"),
        "high school": ("high school", "teen movie", "teenagers"),
        "journalism": ("journalism",),
        "martial arts": ("martial arts", "kung fu"),
        "music": ("music", "music industry", "music business"),
        "politics": ("politics", "city politics", "political commentary", "president"),
        "prison": ("prison",),
        "religion": ("religion", "bible", "priest"),
        "revenge": ("revenge",),
        "robots": ("robots", "robots and androids", "artificial intelligence"),
        "samurai": ("samurai",),
        "serial killers": ("serial killer", "serial killers"),
        "sports": ("sports", "baseball", "basketball", "football", "soccer", "golf", "surfing"),
        "spies": ("espionage", "spies", "spying"),
        "superheroes": ("superhero", "superhero team", "comic book"),
        "survival": ("survival", "post apocalyptic", "apocalypse"),
        "the Holocaust": ("holocaust",),
        "the Second World War": ("world war ii",),
        "the Vietnam War": ("vietnam",),
        "time travel": ("time travel", "time loop"),
        "true stories": ("true story", "based on a true story"),
        "twist endings": ("twist ending", "twist", "plot twist"),
        "vampires": ("vampires", "vampire"),
        "zombies": ("zombies", "zombie"),
    }
)
SHIPPED_COLLECTIONS = Path(__file__).resolve().parents[2] / "data" / "collections" / "collections.csv"
TAGS, LINKS = "tags.csv", "links.csv"


def find_themes(tags: Iterable[tuple[str, str]]) -> dict[str, frozenset[int]]:
    """Return the movie ids of each theme from (movie id, tag); a theme that no film has is left out."""
    theme_of = {tag: theme for theme, its_tags in THEMES.items() for tag in its_tags}
    found: dict[str, set[int]] = defaultdict(set)
    for movie_id, tag in tags:
        theme = theme_of.get(normalise(tag))
        if theme is not None and movie_id.isascii() and movie_id.isdigit():
            found[theme].add(int(movie_id))
    return {theme: frozenset(movie_ids) for theme, movie_ids in found.items()}


@cache
def shipped_themes(
    source: Path = BUNDLED_FOLDER, collections: Path = SHIPPED_COLLECTIONS
) -> Mapping[str, frozenset[str]]:
    """Return the IMDb ids of the films of each theme and collection, as far as files that ship tell."""
    found = {theme: set(imdb_ids) for theme, imdb_ids in _of_tags(source).items()}
    for collection, imdb_id in _read_collections(collections):
        found.setdefault(collection, set()).add(imdb_id)
    return {name: frozenset(imdb_ids) for name, imdb_ids in found.items()}


def _read_collections(path: Path) -> list[tuple[str, str]]:
    if not path.is_file():
        return []
    with path.open(encoding="utf-8", newline="") as file:
        return [(row["collection"], row["imdb_id"]) for row in csv.DictReader(file)]


def _of_tags(source: Path) -> Mapping[str, frozenset[str]]:
    if not source.exists():
        return {}
    files = MovieLensFiles(source)
    if TAGS not in files or LINKS not in files:
        return {}
    with files.open(TAGS) as tags, files.open(LINKS) as links:
        themes = find_themes((row["movieId"], row["tag"]) for row in _rows(tags))
        imdb_ids = {int(row["movieId"]): f"tt{row['imdbId']}" for row in _rows(links)}
    return {
        theme: frozenset(imdb_ids[each] for each in movie_ids if each in imdb_ids)
        for theme, movie_ids in themes.items()
    }


def _rows(file: IO[bytes]) -> csv.DictReader[str]:
    return csv.DictReader(io.StringIO(file.read().decode("utf-8", errors="replace"), newline=""))
