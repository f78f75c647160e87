"""Names of people in a text: "films by Kurosawa", "something with Tom Hanks", "scorsese 90s".

Names are what no word list knows; whose names they are says who knows the films.
"""

from __future__ import annotations

from bot.understanding.lexicon import Lexicon
from bot.understanding.narrowed import Narrowing
from bot.understanding.requests import ListRequest, PeopleRequest, Role
from bot.understanding.words import Words

MAX_NAMES = 4
MAX_NAME_WORDS = 4
LOOK_BACK = 3  # words of "from the director"


def read_people(read: Narrowing, rest: list[int], wish: ListRequest) -> PeopleRequest | None:
    """Return the names that a text may hold, beside the list that its other words ask for."""
    words, lexicon = read.words, read.lexicon
    rest = [place for place in rest if place not in read.amounts]
    if not rest or any(_refuses(words, lexicon, place) for place in range(len(words))):
        return None
    first, behind = rest[0], rest[-1] + 1
    role = _role_before(words, lexicon, first)
    while size := words.match(first, lexicon.made_by | lexicon.played_by):
        role = _role_of(words.phrase(first, size), lexicon)
        first += size
    is_topic = role is None and words.match(first, lexicon.about_before) > 0
    first += words.match(first, lexicon.about_before) if is_topic else 0
    while behind > first and words.plain(behind - 1) in lexicon.behind_names:
        behind -= 1
    if set(range(first, behind)) & read.covered:
        return None  # a name is in one piece
    names = _names(words, lexicon, first, behind)
    return PeopleRequest(names, role, wish, is_topic) if names else None


def _refuses(words: Words, lexicon: Lexicon, place: int) -> bool:
    """Return whether something is left out; the hyphen inside a word ("что-то") leaves nothing out."""
    start = words.words[place].start
    is_inside = words.plain(place) == "-" and start > 0 and not words.text[start - 1].isspace()
    return not is_inside and words.match(place, lexicon.negations) > 0


def _names(words: Words, lexicon: Lexicon, first: int, behind: int) -> tuple[str, ...]:
    """Part names at "and", "&" and commas; none when one is too long for a name."""
    names, start = [], first
    for place in range(first, behind + 1):
        joint = place == behind or words.plain(place) in lexicon.conjunctions
        comma = place > start and "," in words.text[words.words[place - 1].end :][:1]
        if joint or comma:
            names.append((start, place))
            start = place + 1 if joint else place
    parts = [(begin, end) for begin, end in names if end > begin]
    if len(parts) > MAX_NAMES or any(end - begin > MAX_NAME_WORDS for begin, end in parts):
        return ()
    return tuple(words.text_of(begin, end) for begin, end in parts)


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
