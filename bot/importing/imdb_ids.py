"""IMDb ids out of any text: a list, a CSV with a header, a line with an address. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

MAX_IDS = 100_000  # a hundred days of OMDb's free quota
MAX_LINE = 2_000  # characters that are looked at
_NOTHING = "\ufeff \t\r\n,;"
_IMDB_ID = re.compile(r"(?<![a-z0-9])tt(\d{1,10})(?![0-9a-z])", re.ASCII | re.IGNORECASE)


@dataclass(frozen=True)
class ImdbIds:
    """Ids in their order, each once; how often one came again, and lines that hold none.

    is_cut: there were more than MAX_IDS.
    """

    imdb_ids: tuple[str, ...]
    repeated: int = 0
    unreadable: int = 0
    is_cut: bool = False


def read_imdb_ids(lines: Iterable[str], most: int = MAX_IDS) -> ImdbIds:
    """Read every id of every line; "tt0" is none, empty lines and a CSV's header say nothing."""
    found: dict[str, None] = {}
    repeated = unreadable = 0
    for number, line in enumerate(lines):
        ids = [f"tt{int(digits):07d}" for digits in _IMDB_ID.findall(line[:MAX_LINE]) if int(digits)]
        is_header = number == 0 and _is_header(line)
        unreadable += not ids and bool(line.strip(_NOTHING)) and not is_header
        for imdb_id in ids:
            if imdb_id in found:
                repeated += 1
            elif len(found) == most:
                return ImdbIds(tuple(found), repeated, unreadable, is_cut=True)
            found[imdb_id] = None
    return ImdbIds(tuple(found), repeated, unreadable)


def _is_header(line: str) -> bool:
    """Return whether a line names columns: "imdb_id,year", "Const", "tconst"."""
    return re.match(r"\W*(imdb\W?_?id|t?const)\b", line, re.IGNORECASE | re.ASCII) is not None
