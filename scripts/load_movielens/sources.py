"""From what the command line names to files: the data set that ships, a download, a folder or a zip."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from recommender.movielens.bundled import BUNDLED_FOLDER, BUNDLED_NAME
from scripts.load_movielens.downloads import DOWNLOADABLE, SourceError, fetch, open_client

NAMES = (BUNDLED_NAME, *DOWNLOADABLE)


@dataclass(frozen=True)
class Source:
    """Where a data set lies, and what to call it."""

    name: str
    path: Path


def find_source(source: str, downloads: Path) -> Source:
    """Return where the wanted data set lies, downloaded if need be; SourceError when it cannot be had."""
    if source == BUNDLED_NAME:
        return Source(BUNDLED_NAME, BUNDLED_FOLDER)
    if source in DOWNLOADABLE:
        with open_client() as client:
            return Source(source, fetch(source, downloads, client))
    path = Path(source)
    if not path.exists():
        raise SourceError(f"{source} is neither a folder nor a zip, nor one of: {', '.join(NAMES)}.")
    return Source(path.resolve().stem, path)
