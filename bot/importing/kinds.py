"""What the name of a file says of films that have no stars in it."""

from __future__ import annotations

from dataclasses import dataclass, replace

from bot.importing.columns import plain
from bot.importing.records import EntryKind

_KINDS_IN_NAMES: tuple[tuple[str, EntryKind], ...] = (
    ("watchlist", "watchlist"),
    ("wishlist", "watchlist"),
    ("towatch", "watchlist"),
    ("unwatched", "watchlist"),
    ("unseen", "watchlist"),
    ("notseen", "watchlist"),
    ("watched", "seen"),
    ("seen", "seen"),
    ("history", "seen"),
    ("hidden", "hidden"),
)


def kind_in_name(file_name: str) -> EntryKind | None:
    """Return what a name says: "watched.csv", "my-watchlist.json"; None where it says nothing."""
    name = plain(file_name)
    return next((kind for word, kind in _KINDS_IN_NAMES if word in name), None)


@dataclass(frozen=True)
class KindOfList:
    """What the films of a list are, whose items are the same whatever list it is; None: nobody can tell.

    answer is what the person said of films of which nothing in the file does.
    """

    kind: EntryKind | None
    answer: EntryKind | None

    def named_by(self, name: object) -> KindOfList:
        """Return what a list is that tells its name: "Watchlist" is one, "Best of all" may be anything."""
        named = kind_in_name(name) if isinstance(name, str) else None
        return replace(self, kind=named or self.answer)


def kind_of_list(file_name: str, answer: EntryKind | None) -> KindOfList:
    """Return what the listed films of a file are: the watchlist, unless it is named as some other list."""
    named = kind_in_name(file_name)
    is_some_list = named is None and "list" in plain(file_name)
    return KindOfList(named or answer or (None if is_some_list else "watchlist"), answer)
