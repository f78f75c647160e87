"""How MovieLens spells titles, turned into how people read them."""

from __future__ import annotations

import re

_YEAR = re.compile(r"\s*\((?P<year>\d{4})(?:\s*[-–]\s*\d{0,4})?\)\s*$")
_SEGMENT = re.compile(r"\((?P<inner>[^()]*)\)")
_ARTICLES = (
    "The|A|An|Le|La|Les|L'|Un|Une|El|Los|Las|Una|Il|Lo|I|Gli|O|Os|As"
    "|Der|Die|Das|Den|Det|De|Het|Een|Ein|Eine|En|Ett"
)
_ARTICLE_BEHIND = re.compile(
    rf"^(?P<prefix>a\.k\.a\.\s+)?(?P<body>.*\S),\s*(?P<article>{_ARTICLES})$", re.IGNORECASE
)


def split_title(text: str) -> tuple[str, int | None]:
    """Read "Matrix, The (1999)" as ("The Matrix", 1999); the year is None when there is none."""
    match = _YEAR.search(text)
    title = text[: match.start()] if match else text
    return _articles_in_front(title.strip()), int(match["year"]) if match else None


def _articles_in_front(title: str) -> str:
    """Move the article before the title, and before each title in brackets."""
    main, bracket, rest = title.partition(" (")
    behind = _SEGMENT.sub(lambda segment: f"({_article_in_front(segment['inner'])})", bracket + rest)
    return _article_in_front(main) + behind


def _article_in_front(title: str) -> str:
    """Write "Avventura, L'" as "L'Avventura"."""
    match = _ARTICLE_BEHIND.match(title.strip())
    if match is None:
        return title
    space = "" if match["article"].endswith("'") else " "
    return f"{match['prefix'] or ''}{match['article']}{space}{match['body']}"
