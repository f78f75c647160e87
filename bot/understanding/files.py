"""What people say of files and of all that they have here: "i have imdb ratings", "undo the import".

Such a text is told by what its words are for, in whatever order; one word more, and it is something else.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import fields

from bot.understanding.lexicon import FileWords, Lexicon
from bot.understanding.words import Words

UNDO_IMPORT, CANCEL_IMPORT = "undo_import", "cancel_import"
"""What is asked for in words and is no command by itself."""

_Uses = frozenset[str]
_KINDS = tuple(field.name for field in fields(FileWords))


def read_about_files(words: Words, lexicon: Lexicon) -> str | None:
    """Return the command that does what a text wants done with somebody's files and data."""
    used = list(_uses(words, lexicon))
    if not used or None in used:
        return None
    is_joined = any(words.match(place, lexicon.conjunctions) for place in range(len(words)))
    return _command([each for each in used if each], is_joined=is_joined)


def _uses(words: Words, lexicon: Lexicon) -> Iterator[_Uses | None]:
    """Yield what each phrase of a text is for; nothing for a small one, None for any other word."""
    kinds: Mapping[str, frozenset[str]] = {name: getattr(lexicon.files, name) for name in _KINDS}
    around = (lexicon.requests, lexicon.fillers, lexicon.openers, lexicon.asides)
    place = 0
    while place < len(words):
        size = max(words.match(place, phrases) for phrases in kinds.values())
        if size:
            phrase = words.phrase(place, size)
            yield frozenset(name for name, phrases in kinds.items() if phrase in phrases) - {"around"}
        elif not (size := max(words.match(place, phrases) for phrases in around)):
            yield None
            return
        place += size


def _command(used: list[_Uses], *, is_joined: bool) -> str | None:
    """Return what is wanted, by what the words are for; the first that fits.

    is_joined: two things are named with "and"; of "everything on my list" only the list is to be empty.
    """
    has = {name: any(name in each for each in used) for name in _KINDS}
    is_own, is_elsewhere = has["mine"], has["sources"]
    is_data = has["data"] and (is_own or not has["films"])  # "download all movies" asks for no data
    is_listed = has["lists"] or (has["films"] and is_own)
    is_known = is_data or is_listed or is_elsewhere
    wanted = (
        (_beside(used, "imports", "calls_off"), CANCEL_IMPORT),
        (_beside(used, "imports", "takes_back") or _beside(used, "imports", "wipes"), UNDO_IMPORT),
        (has["brings"] and is_known, "import"),
        (has["moves"] and (is_elsewhere or (is_own and is_data)), "import"),
        (has["exports"] and is_known, "export"),
        (has["wipes"] and has["lists"] and not is_joined, "watchlist"),
        (has["wipes"] and is_data, "forget_me"),
        (is_elsewhere and is_own, "import"),
    )
    return next((command for is_wanted, command in wanted if is_wanted), None)


def _beside(used: list[_Uses], one: str, other: str) -> bool:
    """Return whether one word is for this and another one for that."""
    ones = [place for place, each in enumerate(used) if one in each]
    others = [place for place, each in enumerate(used) if other in each]
    return any(first != second for first in ones for second in others)
