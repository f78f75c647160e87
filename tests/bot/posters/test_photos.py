"""What Telegram takes as a photo, by kind and shape."""

from __future__ import annotations

import io

import pytest
from PIL import Image

from bot.posters.photos import is_a_photo


def picture(width: int = 200, height: int = 300, kind: str = "JPEG", mode: str = "RGB") -> bytes:
    file = io.BytesIO()
    Image.new(mode, (width, height)).save(file, kind)
    return file.getvalue()


@pytest.mark.parametrize(
    ("kind", "expected"), [("JPEG", True), ("PNG", True), ("WEBP", True), ("GIF", False)]
)
def test_photos_are_of_the_kinds_that_telegram_takes(kind: str, expected: bool) -> None:
    assert is_a_photo(picture(kind=kind)) is expected


@pytest.mark.parametrize(
    ("width", "height", "expected"),
    [(4000, 6000, True), (4001, 6000, False), (100, 2000, True), (99, 2000, False)],
)
def test_photos_have_the_shape_that_telegram_takes(width: int, height: int, expected: bool) -> None:
    assert is_a_photo(picture(width, height, "PNG", mode="1")) is expected
