"""Keywords: what people tagged films with, in one spelling, where enough films share it."""

from __future__ import annotations

import csv
import io
import re
from collections import defaultdict
from collections.abc import Iterable
from typing import IO

MIN_FILMS = 3
MAX_LENGTH = 40
_PRIVATE = re.compile(
    r"\b(netflix|queue|watch(ed)?|seen|owned|own|dvds?|imdb|bd|clv|library|tivo|rent(al)?|less than)\b"
)


def read_keywords(tags: IO[bytes]) -> dict[int, tuple[str, ...]]:
    """Return the keywords of each movie id, sorted, from MovieLens' tags.csv."""
    rows = csv.DictReader(io.StringIO(tags.read().decode("utf-8", errors="replace"), newline=""))
    return find_keywords((row.get("movieId") or "", row.get("tag") or "") for row in rows)


def find_keywords(tags: Iterable[tuple[str, str]]) -> dict[int, tuple[str, ...]]:
    """Return the keywords of each movie from (movie id, tag): those that at least three films share.

    Notes to oneself ("in netflix queue", "seen at the cinema") and ids that are no numbers are left out.
    """
    films: dict[str, set[int]] = defaultdict(set)
    for movie_id, tag in tags:
        keyword = normalise(tag)
        if keyword and movie_id.isascii() and movie_id.isdigit():
            films[keyword].add(int(movie_id))
    found: dict[int, list[str]] = defaultdict(list)
    for keyword in sorted(films):
        if len(films[keyword]) >= MIN_FILMS:
            for movie in films[keyword]:
                found[movie].append(keyword)
    return {movie: tuple(keywords) for movie, keywords in found.items()}


def normalise(tag: str) -> str:
    """Return a tag as a keyword: lower case, hyphens as spaces; empty when it says nothing of the film."""
    keyword = " ".join(tag.casefold().replace("-", " ").replace("_", " ").split()).strip(" .!?\"'")
    return "" if len(keyword) > MAX_LENGTH or _PRIVATE.search(keyword) else keyword
