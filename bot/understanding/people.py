"""Names of people in a text: "films by Kurosawa", "something with Tom Hanks", "scorsese 90s".

Names are what no word list knows; whose names they are says who knows the films.
"""

from __future__ import annotations

from bot.understanding.lexicon import Lexicon
from bot.understanding.narrowed import Narrowing
from bot.understanding.requests import ListRequest, PeopleRequest, Role
from bot.understanding.unwanted import MAX_NAME_WORDS
from bot.understanding.unwanted_people import MAX_NAMES, longer_names, read_unwanted_people
from bot.understanding.words import Words

LOOK_BACK = 3  # words of "from the director"


def read_people(read: Narrowing, rest: list[int], wish: ListRequest) -> PeopleRequest | None:
    """Return the names that a text may hold, beside the list that its other words ask for."""
    words, lexicon = read.words, read.lexicon
    rest = [place for place in rest if place not in read.amounts]
    found = read_unwanted_people(read, rest)
    read.unwanted |= found.places
    rest = [place for place in rest if place not in found.places and not _is_between(words, lexicon, place)]
    if not rest:
        return PeopleRequest((), None, wish, unwanted=tuple(found.people)) if found.people else None
    first, behind = rest[0], rest[-1] + 1
    role = _role_before(words, lexicon, first)
    while size := words.match(first, lexicon.made_by | lexicon.played_by):
        role = _role_of(words.phrase(first, size), lexicon)
        first += size
    is_topic = role is None and words.match(first, lexicon.about_before) > 0
    first += words.match(first, lexicon.about_before) if is_topic else 0
    while behind > first and words.plain(behind - 1) in lexicon.behind_names:
        behind -= 1
    is_in_pieces = bool(set(range(first, behind)) & (read.covered | found.places))
    parts = [] if is_in_pieces else _names(words, lexicon, first, behind)
    if found.people and not parts:  # nobody is called so
        parts = [(first, behind)]
    parts = [(begin, end) for begin, end in parts if begin < end]
    names = tuple(words.text_of(begin, end) for begin, end in parts)
    longer = tuple(longer_names(words, lexicon, begin, end) for begin, end in parts)
    return (
        PeopleRequest(names, role, wish, is_topic, tuple(found.people), longer)
        if parts or found.people
        else None
    )


def _is_between(words: Words, lexicon: Lexicon, place: int) -> bool:
    """Return whether a word only joins what is wanted and what is not: "comedy but no Adam Sandler"."""
    return words.plain(place) in lexicon.but | lexicon.conjunctions


def _names(words: Words, lexicon: Lexicon, first: int, behind: int) -> list[tuple[int, int]]:
    """Part names at "and", "&" and commas; none when one is too long for a name."""
    parts = [*words.parts(first, behind, lexicon.conjunctions)]
    is_too_long = any(end - begin > MAX_NAME_WORDS for begin, end in parts)
    return [] if is_too_long or len(parts) > MAX_NAMES else parts


def _role_before(words: Words, lexicon: Lexicon, first: int) -> Role | None:
    """Return what the words before a name say of who it is; articles between say nothing."""
    roles = lexicon.made_by | lexicon.played_by
    while words.plain(first - 1) in lexicon.fillers and words.plain(first - 1) not in roles:
        first -= 1
    for back in range(1, min(first, LOOK_BACK) + 1):
        phrase = words.phrase(first - back, back)
        if phrase in roles:
            return _role_of(phrase, lexicon)
    return None


def _role_of(phrase: str, lexicon: Lexicon) -> Role:
    return "director" if phrase in lexicon.made_by else "actor"
