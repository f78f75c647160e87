"""A text in, its readings out: small talk, a list, films like others, stars for a film, a title."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from bot.understanding import narrowing
from bot.understanding.given_stars import read_given_stars
from bot.understanding.lexicon import Lexicon
from bot.understanding.narrowing import Narrowing
from bot.understanding.requests import (
    ListRequest,
    NotUnderstood,
    Reading,
    Request,
    SimilarRequest,
    SmallTalk,
    Talk,
    TitleRequest,
)
from bot.understanding.words import Words, split

THIS_YEAR = 2026  # what "recent" is measured by, where the caller does not say
MAX_TITLES = 5
LIST_SHARE = 0.5  # of the telling words: with fewer known ones it is rather a title


def understand(
    text: str, lexicon: Lexicon, this_year: int = THIS_YEAR, *, is_about_stars: bool = False
) -> Request:
    """Return what a text may mean, the likeliest reading first.

    `is_about_stars` says that it stands behind /rate, so that a number at its end may be stars.
    """
    words = split(text)
    if not any(word.plain.isalnum() for word in words.words):
        return Request((NotUnderstood(),))
    if talk := _small_talk(words, lexicon):
        return Request((SmallTalk(talk), *_title(words, lexicon)), covered_share=1.0)
    rated = read_given_stars(words, lexicon, is_about_stars=is_about_stars)
    if similar := _similar(words, lexicon, this_year) or _similar_behind(words, lexicon, this_year):
        return similar
    read = narrowing.read(words, lexicon, this_year)
    uncovered, share = rest_of(read)
    readings = _in_order(read, rated, share, has_rest=bool(uncovered))
    return Request(tuple(readings), words_of(read, uncovered), share)


def words_of(read: Narrowing, places: list[int]) -> str:
    """Return the words at these places, as they were typed."""
    return " ".join(read.words.text_of(place, place + 1) for place in places)


def _in_order(read: Narrowing, rated: Sequence[Reading], share: float, *, has_rest: bool) -> list[Reading]:
    wanted = _list(read, has_rest=has_rest)
    titles = _title(read.words, read.lexicon)
    is_narrowed = wanted != ListRequest()
    if not is_narrowed and not has_rest:
        # Only small words: "It", "The One" are titles, "a good movie" is a wish for anything.
        says_list = _has(read, read.lexicon.list_words) or _has(read, read.lexicon.requests)
        anything: list[Reading] = [SmallTalk("recommend")]
        return [*anything, *titles] if says_list or not titles else [*titles, *anything]
    if not is_narrowed:
        return [*rated, *titles] or [NotUnderstood()]
    is_list = share > LIST_SHARE or (share == LIST_SHARE and _has(read, read.lexicon.list_words))
    if is_list:
        return [wanted, *titles] if not has_rest else [wanted, *titles, *rated]
    return [*rated, *titles, wanted]


def _list(read: Narrowing, *, has_rest: bool) -> ListRequest:
    amounts = [] if has_rest else list(read.amounts.values())
    return ListRequest(read.filters, amounts[0] if amounts else None, read.is_popular)


def rest_of(read: Narrowing) -> tuple[list[int], float]:
    """Return the telling words that nothing covers, and the share of covered phrases among all."""
    places = set(range(len(read.words))) - read.covered
    surroundings = _surroundings(read.words, read.lexicon, read.covered)
    rest = sorted(places - surroundings - read.amounts.keys())
    if rest:
        rest = sorted({*rest, *(read.amounts.keys() - read.covered - surroundings)})
    total = read.phrase_count + len(rest)
    return rest, read.phrase_count / total if total else 1.0


def _surroundings(words: Words, lexicon: Lexicon, covered: Collection[int] = ()) -> set[int]:
    """Return the places of words that say nothing by themselves."""
    found: set[int] = set()
    place = 0
    while place < len(words):
        size = max(
            words.match(place, each) for each in (lexicon.requests, lexicon.list_words, lexicon.fillers)
        )
        if place not in covered:
            found.update(range(place, place + size))
        place += max(size, 1)
    return found


def _has(read: Narrowing, phrases: Collection[str]) -> bool:
    return any(read.words.match(place, phrases) for place in range(len(read.words)))


def _title(words: Words, lexicon: Lexicon) -> list[Reading]:
    """Return the text as a title, without what surrounds it ("show me … please")."""
    first, behind = _without_requests(words, lexicon, 0, len(words))
    title = words.text_of(first, behind)
    return [TitleRequest(title)] if title else []


def _without_requests(words: Words, lexicon: Lexicon, first: int, behind: int) -> tuple[int, int]:
    while first < behind and (size := words.match(first, lexicon.requests)):
        first += size
    for start in range(first, behind):
        if _is_all(words, start, behind, lexicon.requests):
            return first, start
    return first, behind


def _is_all(words: Words, place: int, behind: int, *phrases: Collection[str]) -> bool:
    """Return whether nothing but these phrases stands there."""
    while place < behind:
        size = max(words.match(place, each) for each in phrases)
        if not size:
            return False
        place += size
    return True


def _small_talk(words: Words, lexicon: Lexicon) -> Talk | None:
    """Return what the whole text says if it is nothing but small talk; the last word of it counts."""
    place, said, is_first = 0, None, words.match(0, lexicon.talk) > 0
    while place < len(words):
        size = words.match(place, lexicon.talk)
        if size:
            talk = lexicon.talk[words.phrase(place, size)]
            said = talk if said is None or talk != "greeting" else said
        else:
            around = (lexicon.requests, lexicon.list_words, lexicon.fillers)
            size = max(words.match(place, each) for each in around)
        if not size:
            return None
        place += size
    return said if is_first or said in {"thanks", "greeting"} else None


def _similar(words: Words, lexicon: Lexicon, this_year: int) -> Request | None:
    """Read "like Heat", "a comedy like Heat and Casino"."""
    for place in range(len(words)):
        asked = words.match(place, lexicon.requests)
        if asked > 1:
            continue  # "I would like", "I feel like": no comparison
        size = words.match(place, lexicon.likes)
        if not size or _is_within(words, place, lexicon.requests | lexicon.negations):
            continue
        first, behind = _without_requests(words, lexicon, place + size, len(words))
        titles = _titles(words, lexicon, first, behind)
        before = narrowing.read(words, lexicon, this_year, 0, place)
        if titles and _is_before_a_title(before, place):
            whole = words.text_of(first, behind)
            readings: list[Reading] = [SimilarRequest(titles, before.filters)]
            if len(titles) > 1:
                readings.append(SimilarRequest((whole,), before.filters))
            return Request((*readings, *_title(words, lexicon)), whole, 1.0)
    return None


def _similar_behind(words: Words, lexicon: Lexicon, this_year: int) -> Request | None:
    """Read "Heat veya Casino gibi bir komedi": the title first, where a language has it so."""
    for place in range(1, len(words)):
        size = words.match(place, lexicon.likes_behind)
        if not size:
            continue
        rest = set(range(place + size, len(words)))
        behind = narrowing.read(words, lexicon, this_year, place + size)
        first, end = _without_requests(words, lexicon, 0, place)
        titles = _titles(words, lexicon, first, end)
        if titles and rest <= behind.covered | _surroundings(words, lexicon) | behind.amounts.keys():
            whole = words.text_of(first, end)
            readings: list[Reading] = [SimilarRequest(titles, behind.filters)]
            if len(titles) > 1:
                readings.append(SimilarRequest((whole,), behind.filters))
            return Request((*readings, *_title(words, lexicon)), whole, 1.0)
    return None


def _is_within(words: Words, place: int, phrases: Collection[str]) -> bool:
    """Return whether a word is the later part of a phrase: the "like" of "I don't like"."""
    return any(words.match(place - back, phrases) > back for back in range(1, min(place, 3) + 1))


def _is_before_a_title(before: Narrowing, place: int) -> bool:
    """Return whether everything before "like" is understood: "Some Like It Hot" is a title."""
    known = before.covered | _surroundings(before.words, before.lexicon) | before.amounts.keys()
    return set(range(place)) <= known and before.words.phrase(0, 2) != "some like"


def _titles(words: Words, lexicon: Lexicon, first: int, behind: int) -> tuple[str, ...]:
    """Part titles at "and", "or", "&" and commas."""
    titles, start = [], first
    for place in range(first, behind):
        joint = words.plain(place) in lexicon.conjunctions
        comma = place > start and "," in words.text[words.words[place - 1].end : words.words[place].start]
        if joint or comma:
            titles.append(words.text_of(start, place))
            start = place + 1 if joint else place
    titles.append(words.text_of(start, behind))
    return tuple(title for title in titles if title)[:MAX_TITLES]
