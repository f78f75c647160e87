"""The list of award nominees that ships with the project: films that no older MovieLens data set has."""

from __future__ import annotations

import csv
from pathlib import Path

AWARD_NOMINEES = Path(__file__).resolve().parents[2] / "data" / "awards" / "nominated_2018_2026.csv"


def award_nominees(path: Path = AWARD_NOMINEES) -> list[str]:
    """Return the IMDb ids of the list, the most nominated first; nothing when it is not there."""
    if not path.is_file():
        return []
    with path.open(encoding="utf-8", newline="") as file:
        rows = [(int(row["nominations"]), int(row["wins"]), row["imdb_id"]) for row in csv.DictReader(file)]
    return [imdb_id for _, _, imdb_id in sorted(rows, key=lambda row: (-row[0], -row[1], row[2]))]
