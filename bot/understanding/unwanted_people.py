"""Names of people whose films are not wanted: "no Tom Cruise", "not by Woody Allen", "tom cruise olmasın"."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field

from bot.understanding.lexicon import Lexicon
from bot.understanding.narrowed import Narrowing
from bot.understanding.requests import Role, Unwanted
from bot.understanding.words import Words

MAX_NAMES = 4


@dataclass
class FoundUnwanted:
    """Who is to be left out, and which words say so."""

    people: list[Unwanted] = field(default_factory=list)
    places: set[int] = field(default_factory=set)


def read_unwanted_people(
    read: Narrowing, rest: Collection[int], first: int = 0, behind: int | None = None
) -> FoundUnwanted:
    """Return the names that stand with a "no"; rest are the words that no list knows."""
    words, found = read.words, FoundUnwanted()
    place, behind = first, len(words) if behind is None else behind
    while place < behind:
        asked = words.match(place, read.lexicon.requests)
        if asked > 1:  # "don't you have anything with Tom Cruise" leaves nobody out
            place += asked
            continue
        begin, end = _names_about(read, rest, place, first, behind)
        people = _people(words, read.lexicon, rest, begin, end) if end > begin else None
        if people is None:
            place += 1
            continue
        no = no_at(read, place)
        found.people.append(people)
        found.places.update(range(min(begin, place), max(end, place + no)))
        place = max(end, place + no)
        first = place
    return found


def no_at(read: Narrowing, place: int) -> int:
    """Return how many words say "no" there; the hyphen inside a word ("что-то") says nothing."""
    words, lexicon = read.words, read.lexicon
    if place in read.covered:
        return 0
    if words.is_hyphen(place):
        return 0
    goes_on = words.match(place, lexicon.conjunctions) if place - 1 in read.unwanted else 0
    goes_on += words.match(place + goes_on, lexicon.negations) if goes_on else 0  # "and not"
    return max(goes_on, words.match(place, lexicon.negations), words.match(place, lexicon.not_after))


def _names_about(
    read: Narrowing, rest: Collection[int], place: int, first: int, behind: int
) -> tuple[int, int]:
    """Return where the names begin and end that a "no" at a place is said of: behind it, else before it."""
    words, lexicon = read.words, read.lexicon
    no = no_at(read, place)
    if not no:
        return place, place
    begin, end = place, _end(read, place + no, behind)
    while begin > first and begin - 1 not in read.covered and not words.match(begin - 1, lexicon.but):
        begin -= 1
    stands_behind = words.match(place, lexicon.not_after) > 0 or end == behind
    names_before = any(each in rest for each in range(begin, place))
    names_behind = any(
        each in rest and words.plain(each) not in lexicon.behind_names for each in range(place + no, end)
    )
    is_before = names_before and stands_behind and not names_behind
    return (begin, place) if is_before else (place + no, end if names_behind else place + no)


def _end(read: Narrowing, begin: int, behind: int) -> int:
    """Return where the words behind a "no" end: at another one, at a "but", at what else is understood."""
    end = begin
    while end < behind and end not in read.covered:
        if end > begin and (no_at(read, end) or read.words.match(end, read.lexicon.but)):
            break
        end += 1
    return end


def _people(words: Words, lexicon: Lexicon, rest: Collection[int], begin: int, end: int) -> Unwanted | None:
    """Return the names between two places, and what they are said to have done."""
    role: Role | None = None
    is_topic, spans = False, []
    for start, stop in words.parts(begin, end, lexicon.conjunctions):
        first, last = start, stop
        while first < last:
            if size := words.match(first, lexicon.made_by | lexicon.played_by):
                role = "director" if words.phrase(first, size) in lexicon.made_by else "actor"
                is_topic = False
            elif size := words.match(first, lexicon.about_before):
                is_topic = role is None
            elif first in rest and not words.match(first, lexicon.list_words):
                break
            first += max(size, 1)
        small = lexicon.behind_names | lexicon.list_words
        while last > first and (last - 1 not in rest or words.plain(last - 1) in small):
            last -= 1
        if last > first:
            spans.append((first, last))
    names = tuple(words.text_of(*span) for span in spans[:MAX_NAMES])
    longer = tuple(longer_names(words, lexicon, *span) for span in spans[:MAX_NAMES])
    whole = words.text_of(spans[0][0], spans[-1][1]) if len(spans) > 1 else ""
    return Unwanted(names, role, is_topic, longer, whole) if names else None


def longer_names(words: Words, lexicon: Lexicon, first: int, last: int) -> tuple[str, ...]:
    """Return a name with the small word beside it: "allen" is "all" in German, "will" is "want"."""
    is_small = [words.plain(place) in lexicon.fillers for place in (first - 1, last)]
    longer = [(first, last + 1)] * is_small[1] + [(first - 1, last)] * is_small[0]
    return tuple(words.text_of(begin, end) for begin, end in longer)
