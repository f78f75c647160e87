"""A message of several titles: one a line, numbered or with bullets, or with commas between them."""

from __future__ import annotations

import re

MAX_LINES = 20

_MARK = re.compile(r"^(?:[-–—*•·▪◦●✓+>]+\s+|\(?\d{1,2}(?:[.):]\s+|\ufe0f?\u20e3\s*))(?=\S)")


def named_one_by_one(text: str) -> tuple[str, ...]:
    """Return what stands on each line without its number or bullet, or between commas; none for one title."""
    lines = text.strip().split("\n")
    parts = lines if len(lines) > 1 else re.split("[,;]", text)
    bare = (_MARK.sub("", " ".join(part.split())) for part in parts)
    found = tuple(part for part in bare if part)[:MAX_LINES]
    return found if len(found) > 1 else ()
