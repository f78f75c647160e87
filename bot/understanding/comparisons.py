"""Films compared: "a comedy like Heat and Casino but shorter", "Heat gibi", "Matrix or Inception?"."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from bot.understanding import narrowing
from bot.understanding.acts import bare_title, title_between
from bot.understanding.lexicon import Lexicon
from bot.understanding.narrowing import Narrowing
from bot.understanding.requests import (
    NO_FILTERS,
    BetweenRequest,
    Filters,
    ListRequest,
    PeopleRequest,
    Reading,
    Request,
    SimilarRequest,
    Unwanted,
)
from bot.understanding.surroundings import surroundings, whole_title, without_requests
from bot.understanding.unwanted_people import read_unwanted_people
from bot.understanding.words import Words, split

MAX_TITLES = 5
MIN_LIKENESS = 6  # letters: "similar" alone is about the card, "like", "wie" and "como" are not
_TITLES_TOO = frozenset({"it", "them", "him"})


def read_comparison(words: Words, lexicon: Lexicon, this_year: int) -> Request | None:
    """Return films like others, None where a text compares nothing."""
    return _similar(words, lexicon, this_year) or _similar_behind(words, lexicon, this_year)


def read_between(words: Words, lexicon: Lexicon) -> list[Reading]:
    """Read "Matrix or Inception?", "Heat vs Casino"."""
    for place in range(1, len(words) - 1):
        size = words.match(place, lexicon.either)
        if size and place + size < len(words):
            first, behind = without_requests(words, lexicon, 0, len(words))
            one = title_between(words, lexicon, first, place)  # "should I watch Heat or …"
            other = words.text_of(place + size, behind)
            return [BetweenRequest((one, other))] if one and other else []
    return []


def _similar(words: Words, lexicon: Lexicon, this_year: int) -> Request | None:
    """Read "like Heat", "a comedy like Heat and Casino"."""
    for place in range(len(words)):
        asked = words.match(place, lexicon.requests)
        size = words.match(place, lexicon.likes)
        if asked > 1 and asked >= size:
            continue  # "I would like", "I feel like": no comparison
        if not size or _is_within(words, place, lexicon.requests | lexicon.negations):
            continue
        before = narrowing.read(words, lexicon, this_year, 0, place)
        if not _is_before_a_title(before, place):
            continue
        first, end = without_requests(words, lexicon, place + size, len(words))
        is_asked = place or len(words.phrase(place, size)) >= MIN_LIKENESS
        if is_asked and (wish := _without_a_title(words, lexicon, first, end)):
            read = narrowing.read(words, lexicon, this_year, wish, end, known=before.filters)
            unwanted = _unwanted_in(read, wish, end)
            return Request((SimilarRequest((), read.filters, unwanted=unwanted),), covered_share=1.0)
        behind, wish = _but(words, lexicon, this_year, first, end)
        if titles := _titles(words, lexicon, first, behind):
            read = narrowing.read(words, lexicon, this_year, wish, end, known=before.filters)
            differing = (read.filters, _unwanted_in(read, wish, end))
            similar = _like(words, lexicon, (first, behind), titles, differing)
            whole = SimilarRequest((words.text_of(first, end),), before.filters, is_whole=True)
            is_parted_at_no = behind == wish < end  # "Rebel Without a Cause" is a title
            return replace(similar, readings=(whole, *similar.readings)) if is_parted_at_no else similar
    return None


def _without_a_title(words: Words, lexicon: Lexicon, first: int, end: int) -> int:
    """Return where begins how films differ from that of the card: "similar films but funnier"; else 0."""
    place = first + words.match(first, lexicon.list_words)
    wish = place + words.match(place, lexicon.but)
    is_no = place > first and words.match(place, lexicon.negations) > 0
    return wish if place == end or wish > place or is_no else 0


def _like(
    words: Words,
    lexicon: Lexicon,
    between: tuple[int, int],
    titles: tuple[str, ...],
    wish: tuple[Filters, tuple[Unwanted, ...]],
) -> Request:
    """Return films like those named between two places, or like that of the card: "like this one"."""
    (first, behind), (filters, unwanted) = between, wish
    if _is_the_card(words.phrase(first, behind - first), lexicon):
        return Request((SimilarRequest((), filters, unwanted=unwanted),), covered_share=1.0)
    if listed := _collections(titles, filters, lexicon):
        people = PeopleRequest((), None, listed, unwanted=unwanted) if unwanted else None
        return Request((listed, *whole_title(words, lexicon)), covered_share=1.0, people=people)
    whole = words.text_of(first, behind)
    readings: list[Reading] = [SimilarRequest(titles, filters, _makers(titles, lexicon), unwanted)]
    if len(titles) > 1:
        readings.append(SimilarRequest((whole,), filters, unwanted=unwanted))
    return Request((*readings, *whole_title(words, lexicon)), whole, 1.0)


def _unwanted_in(read: Narrowing, first: int, behind: int) -> tuple[Unwanted, ...]:
    """Return whose films are not wanted: "like Heat but without De Niro"."""
    return tuple(read_unwanted_people(read, _rest(read, first, behind), first, behind).people)


def _rest(read: Narrowing, first: int, behind: int) -> set[int]:
    """Return the places of words that no list knows."""
    return set(range(first, behind)) - read.covered - surroundings(read.words, read.lexicon, read.covered)


def _is_the_card(phrase: str, lexicon: Lexicon) -> bool:
    """Return whether "this one" stands in a title's place; "It" and "Them!" are titles."""
    return phrase in lexicon.these and phrase not in _TITLES_TOO


def _but(words: Words, lexicon: Lexicon, this_year: int, first: int, behind: int) -> tuple[int, int]:
    """Return where the titles of "like Inception but funnier" end, and where begins how films differ."""
    for place in range(first + 1, behind):
        wish = place + words.match(place, lexicon.but)
        is_no = words.plain(place) != "-" and words.match(place, lexicon.negations) > 0
        if not (place < wish < behind or is_no):
            continue
        read = narrowing.read(words, lexicon, this_year, wish, behind)
        rest = _rest(read, wish, behind)
        people = read_unwanted_people(read, rest, wish, behind)
        is_understood = (read.filters != NO_FILTERS or bool(people.people)) and rest <= people.places
        # "but less" and "but more" are in no title, whatever there is to be less or more of.
        if is_understood or wish > place + 1 or (wish > place and words.match(wish, lexicon.negations)):
            return place, wish
    return behind, behind


def _similar_behind(words: Words, lexicon: Lexicon, this_year: int) -> Request | None:
    """Read "Heat veya Casino gibi bir komedi": the title first, where a language has it so."""
    for place in range(1, len(words)):
        size = words.match(place, lexicon.likes_behind)
        if not size:
            continue
        wish = place + size
        wish += words.match(wish, lexicon.but)
        rest = set(range(wish, len(words)))
        behind = narrowing.read(words, lexicon, this_year, wish)
        people = read_unwanted_people(behind, _rest(behind, wish, len(words)), wish)
        first, end = without_requests(words, lexicon, 0, place)
        named = _titles(words, lexicon, first, end)
        is_card = _is_the_card(words.phrase(first, end - first), lexicon)
        titles = named if is_card else tuple(filter(None, (bare_title(title, lexicon) for title in named)))
        said = behind.covered | surroundings(words, lexicon) | behind.amounts.keys() | people.places
        if titles and rest <= said:
            return _like(words, lexicon, (first, end), titles, (behind.filters, tuple(people.people)))
    return None


def _collections(titles: Collection[str], filters: Filters, lexicon: Lexicon) -> ListRequest | None:
    """Read "like Pixar": there is no film of this name, but films that are."""
    named = {_collection(split(title), lexicon) for title in titles}
    if None in named:
        return None
    themes = frozenset(name for name in named if name is not None)
    if len(themes) > 1:  # one of them will do
        return ListRequest(replace(filters, any_genres=filters.any_genres | themes))
    return ListRequest(replace(filters, themes=filters.themes | themes))


def _collection(words: Words, lexicon: Lexicon) -> str | None:
    first = 1 if words.plain(0) in lexicon.fillers else 0
    name, behind = words.phrase(first, len(words) - first), words.match_before(len(words), lexicon.list_words)
    known = lexicon.collections
    return known.get(name) or known.get(words.phrase(first, len(words) - behind - first))


def _makers(titles: tuple[str, ...], lexicon: Lexicon) -> tuple[str, ...]:
    """Return whose films are meant if titles are names: "those of Tarantino", "Tarantino movies"."""
    names = tuple(_maker(split(title), lexicon) for title in titles)
    return () if names == titles else names


def _maker(words: Words, lexicon: Lexicon) -> str:
    first, behind = 0, len(words)
    films = lexicon.list_words | lexicon.those
    small = lexicon.fillers | lexicon.made_by | lexicon.played_by
    while size := words.match(first, films | small):
        first += size
    if not any(words.match(place, films) for place in range(first)):
        first = 0  # "The Office"
    while behind > first + 1 and words.plain(behind - 1) in lexicon.list_words:
        behind -= 1
    name = words.text_of(first, behind)
    return name.removesuffix("'s") or words.text


def _is_within(words: Words, place: int, phrases: Collection[str]) -> bool:
    """Return whether a word is the later part of a phrase: the "like" of "I don't like"."""
    return any(words.match(place - back, phrases) > back for back in range(1, min(place, 3) + 1))


def _is_before_a_title(before: Narrowing, place: int) -> bool:
    """Return whether everything before "like" is understood: "Some Like It Hot" is a title."""
    known = before.covered | surroundings(before.words, before.lexicon) | before.amounts.keys()
    return set(range(place)) <= known and before.words.phrase(0, 2) != "some like"


def _titles(words: Words, lexicon: Lexicon, first: int, behind: int) -> tuple[str, ...]:
    """Part titles at "and", "or", "&" and commas."""
    parts = words.parts(first, behind, lexicon.conjunctions)
    return tuple(title for each in parts if (title := words.text_of(*each)))[:MAX_TITLES]
