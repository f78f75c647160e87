from __future__ import annotations

import io

import pytest
from PIL import Image

from bot.posters.drawing.poster import drawn_poster
from bot.posters.drawing.sheet import GAP, sheet_of
from bot.posters.photos import is_a_photo

POSTERS = [drawn_poster(f"Film {number}", 1950 + number, ["Drama"]) for number in range(6)]


@pytest.mark.parametrize(
    ("count", "columns", "rows"), [(1, 1, 1), (2, 2, 1), (3, 3, 1), (5, 3, 2), (6, 3, 2)]
)
def test_posters_stand_three_a_row(count: int, columns: int, rows: int) -> None:
    content = sheet_of(POSTERS[:count])
    with Image.open(io.BytesIO(content)) as sheet:
        assert sheet.size == (columns * (300 + GAP) - GAP, rows * (450 + GAP) - GAP)
    assert is_a_photo(content)


def test_the_same_posters_are_the_same_picture_and_small_enough() -> None:
    assert sheet_of(POSTERS) == sheet_of(POSTERS) != sheet_of(POSTERS[::-1])
    assert len(sheet_of(POSTERS)) < 300_000
