"""The table of facts as a file: UTF-8 CSV, one film a line, lists joined by "|", ascending by IMDb id."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from pathlib import Path

from recommender.facts.records import Facts
from recommender.facts.spellings import spelled
from recommender.facts.values import imdb_id_of, names, rating, votes

COLUMNS = (
    "imdb_id",
    "type",
    "directors",
    "writers",
    "actors",
    "languages",
    "countries",
    "runtime_minutes",
    "certificate",
    "imdb_rating",
    "imdb_votes",
)
SHIPPED_FACTS = Path(__file__).resolve().parents[2] / "data" / "facts" / "film_facts.csv"


class FactsFormatError(ValueError):
    """The file is no table of facts; the message names file, line and reason."""


def read_facts(path: Path) -> dict[str, Facts]:
    """Return the facts by IMDb id; of an id that comes twice the last line counts.

    Raises FactsFormatError for another header or a line without an IMDb id, OSError where there is no file.
    """
    with path.open(encoding="utf-8-sig", newline="") as file:
        try:
            return _read(csv.DictReader(file), path)
        except (UnicodeDecodeError, csv.Error) as error:
            raise FactsFormatError(f"{path}: no UTF-8 CSV ({error})") from error


def write_facts(facts: Mapping[str, Facts], path: Path) -> None:
    """Write the table; equal facts make equal bytes."""
    with path.open("w", encoding="utf-8", newline="") as file:
        table = csv.writer(file, lineterminator="\n")
        table.writerow(COLUMNS)
        table.writerows(_row(imdb_id, facts[imdb_id]) for imdb_id in sorted(facts))


def _read(table: csv.DictReader[str], path: Path) -> dict[str, Facts]:
    if table.fieldnames is None or not set(COLUMNS) <= set(table.fieldnames):
        raise FactsFormatError(f"{path}, line 1: the columns are not {', '.join(COLUMNS)}")
    found = {}
    for row in table:
        imdb_id = imdb_id_of(row["imdb_id"])
        if imdb_id is None:
            raise FactsFormatError(f"{path}, line {table.line_num}: {row['imdb_id']!r} is no IMDb id")
        found[imdb_id] = _facts(row)
    return found


def _facts(row: Mapping[str, str]) -> Facts:
    """Return the facts of one line."""
    return Facts(
        film_type=row["type"] or "movie",
        directors=names(row["directors"], "|"),
        writers=names(row["writers"], "|"),
        actors=names(row["actors"], "|"),
        languages=names(row["languages"], "|", spelled),
        countries=names(row["countries"], "|", spelled),
        runtime_minutes=votes(row["runtime_minutes"]),
        certificate=row["certificate"] or None,
        imdb_rating=rating(row["imdb_rating"]),
        imdb_votes=votes(row["imdb_votes"]),
    )


def _row(imdb_id: str, facts: Facts) -> list[str]:
    lists = (facts.directors, facts.writers, facts.actors, facts.languages, facts.countries)
    return [
        imdb_id,
        facts.film_type,
        *("|".join(each) for each in lists),
        str(facts.runtime_minutes or ""),
        facts.certificate or "",
        "" if facts.imdb_rating is None else f"{facts.imdb_rating:.1f}",
        str(facts.imdb_votes or ""),
    ]
