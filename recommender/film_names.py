"""What names a film without its number: the title as the data set writes it, and its year."""

from __future__ import annotations

import re

_WITH_YEAR = re.compile(r"(.+) \(([0-9]{4})\)", re.DOTALL)


def film_name(title: str, year: int | None) -> str:
    """Return the name of a film: "Heat (1995)"; the title alone where no year is known."""
    return f"{title} ({year})" if year else title


def split_film_name(name: str) -> tuple[str, int | None]:
    """Return the title and the year of a film's name, None where it has no year."""
    found = _WITH_YEAR.fullmatch(name)
    return (found[1], int(found[2])) if found else (name, None)
