"""Whether bytes are a photo that Telegram takes."""

from __future__ import annotations

import io

from PIL import Image

# What Telegram takes as a photo: kinds of file, width + height, and how much longer one side may be.
PHOTO_FORMATS = ("JPEG", "PNG", "WEBP")
MAX_SIDES_SUM = 10_000
MAX_SIDE_RATIO = 20


def is_a_photo(content: bytes) -> bool:
    """Say whether Telegram would take these bytes as a photo."""
    try:
        with Image.open(io.BytesIO(content), formats=PHOTO_FORMATS) as picture:
            short, long = sorted(picture.size)
            picture.verify()
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError):
        return False
    return long + short <= MAX_SIDES_SUM and long <= MAX_SIDE_RATIO * short
