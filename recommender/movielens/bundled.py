"""Where the MovieLens data set lies that ships with the project; GroupLens's terms are its README.txt."""

from __future__ import annotations

from pathlib import Path

BUNDLED_NAME = "ml-latest-small"
BUNDLED_FOLDER = Path(__file__).resolve().parents[2] / "data" / BUNDLED_NAME
