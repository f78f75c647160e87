"""How much of a file is read."""

from __future__ import annotations

MAX_BYTES = 5 * 1024 * 1024
MAX_ROWS = 20_000
MAX_ARCHIVE_ROWS = 5 * MAX_ROWS  # as they stand there: an export names a film in several of its files
MAX_UNPACKED_BYTES = 4 * MAX_BYTES
MAX_ARCHIVE_FILES = 2_000  # a Letterboxd export has one for each list
MAX_RATIO = 200  # unpacked to packed; CSV packs to a fifth or a tenth
