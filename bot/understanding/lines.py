"""A message of several titles: one a line, numbered or with bullets, or parted by commas, "and", or stars."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

MAX_LINES = 20

_MARK = re.compile(r"^(?:[-–—*•·▪◦●✓+>]+\s+|\(?\d{1,2}(?:[.):]\s+|\ufe0f?\u20e3\s*))(?=\S)")
_BEHIND_STARS = re.compile(r"(?<=\s[0-5])\s+(?=[^\W\d_])|(?<=\s[0-5][.,]5)\s+(?=[^\W\d_])")


def named_one_by_one(text: str, joints: Collection[str] = ()) -> Iterator[tuple[str, ...]]:
    """Yield how a message may name several films, the likeliest way first.

    They stand on lines, without number or bullet, or between commas; with joints ("and") between them, too,
    or each behind the stars of the one before: "heat 4 casino 5".
    """
    lines = text.strip().split("\n")
    parts = lines if len(lines) > 1 else re.split("[,;]", text)
    joined = re.compile(rf"\s(?:{'|'.join(map(re.escape, sorted(joints)))})\s", re.IGNORECASE)
    ways = [parts]
    if joints and len(lines) == 1:
        ways.append([each for part in parts for each in joined.split(f" {part} ")])
        ways.append([each for part in ways[-1] for each in _BEHIND_STARS.split(part)])
    seen: set[tuple[str, ...]] = set()
    for way in ways:
        bare = (_MARK.sub("", " ".join(part.split())) for part in way)
        found = tuple(part for part in bare if part)[:MAX_LINES]
        if len(found) > 1 and found not in seen:
            seen.add(found)
            yield found
