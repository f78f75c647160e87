"""Text as both databases can keep it; people's names and words pass through here before they are stored."""

from __future__ import annotations


def storable(text: str, limit: int | None = None) -> str:
    """Return a text without what PostgreSQL or UTF-8 cannot hold, and no longer than a limit.

    NUL goes, half a surrogate pair becomes U+FFFD; whatever else somebody writes stays as it is.
    """
    text = text.replace("\0", "")[:limit]
    try:
        text.encode()
    except UnicodeEncodeError:
        return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return text
