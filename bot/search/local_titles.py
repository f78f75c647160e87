"""What films are called in other countries: a table written by hand, by IMDb id."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from functools import cache
from itertools import islice
from pathlib import Path
from types import MappingProxyType

from rapidfuzz.distance import OSA

from bot.search.normalising import TitleKey, local_key, title_segments

SHIPPED_TITLES = Path(__file__).resolve().parents[2] / "data" / "titles" / "local_titles.csv"
_LINE_BREAK = b"\n"


@cache
def shipped_titles(path: Path = SHIPPED_TITLES) -> Mapping[str, bytes]:
    """Return the titles of films by IMDb id, a line each; nothing where the file is not there.

    As bytes, for most of them have letters that make a Python string twice as long.
    """
    if not path.is_file():
        return MappingProxyType({})
    found: dict[str, bytes] = {}
    with path.open(encoding="utf-8", newline="") as file:
        for imdb_id, _, _, title in islice(csv.reader(file), 1, None):
            known, line = found.get(imdb_id, b""), title.encode() + _LINE_BREAK
            found[imdb_id] = known if line in known.splitlines(keepends=True) else known + line
    return MappingProxyType(found)


def local_titles(imdb_id: str | None) -> tuple[str, ...]:
    """Return what a film is called in other countries, each title once; nothing for most films."""
    return tuple(shipped_titles().get(imdb_id or "", b"").decode().splitlines())


def title_of_key(imdb_id: str | None, key: TitleKey, typed: str = "") -> str | None:
    """Return the title, as another country writes it, that has this key or a part with it.

    Of several ("El padrino", "Il padrino") the one that was rather typed.
    """
    titles = (title for title in local_titles(imdb_id) if _has(title, key))
    return max(
        titles,
        key=lambda title: OSA.normalized_similarity(title.casefold(), typed.casefold()),
        default=None,
    )


def _has(title: str, key: TitleKey) -> bool:
    """Return whether a title or a part of it has a key, whatever its article."""
    return any(each.compact == key.compact for each in (local_key(title), *title_segments(title)))
