"""A film's card that comes back as a message: forwarded, or pasted from elsewhere."""

from __future__ import annotations

import re

MAX_LINES = 12  # of a card the title stands near the top
_TITLE_LINE = re.compile(r"\s*(?P<title>\S.{0,150}?)\s*\((?P<year>(?:18|19|20)[0-9]{2})\)\s*")


def title_on_card(text: str) -> str | None:
    """Return the title and year that have a line of their own among others; None for other texts.

    Of several such lines nobody knows which one is meant, and one line alone is a title as it stands.
    """
    lines = [line for line in text.splitlines() if line.strip()][:MAX_LINES]
    titles = [found for line in lines if (found := _TITLE_LINE.fullmatch(line))]
    if len(lines) < 2 or len(titles) != 1:
        return None
    return f"{titles[0]['title']} {titles[0]['year']}"
