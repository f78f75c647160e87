"""What a request's readings and what was found for them say, beside one another."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.search.normalising import split_key, spoken_title, title_key, title_segments
from bot.search.title_index import LOCAL_DISCOUNT
from bot.services.meanings import (
    ChooseFilm,
    Meaning,
    OpenFilm,
    OpenList,
    UnknownMakers,
    UnknownTitle,
    UnknownUnwanted,
)
from bot.services.people_search import FILMS_OF_A_KNOWN_NAME, FoundPerson
from bot.services.title_search import FoundFilm
from bot.services.views import NO_FILTERS, Film, Filters
from bot.understanding.requests import (
    FilmRequest,
    ListRequest,
    NotUnderstood,
    PeopleRequest,
    RatingRequest,
    Reading,
    Request,
    TitleRequest,
)

_NUMBER = re.compile(r"\W*([0-9]{1,4})\W*")

# Of an exact title: the fewer have rated a film, the lower it is.
WELL_KNOWN_SCORE = 0.975
RATHER_KNOWN_SCORE = 0.965
KNOWN_SCORE = 0.95


def is_doubtful(meaning: Meaning) -> bool:
    """Return whether no film is called as it was typed."""
    match meaning:
        case OpenFilm(_, str()) | ChooseFilm(is_doubtful=True):
            return True
        case _:
            return False


def is_settled(meaning: Meaning) -> bool:
    """Return whether a text certainly means this: no list of some of its words, and nothing unknown."""
    unknown = UnknownTitle | UnknownMakers | UnknownUnwanted | NotUnderstood
    is_open = isinstance(meaning, OpenList | unknown)
    return not is_open and not is_doubtful(meaning)


def list_asked(request: Request) -> OpenList | None:
    """Return the list that a text asks for and nothing else; a genre's own name asks for nothing else."""
    match request.best:
        case ListRequest(filters, amount, is_popular) if request.covered_share == 1:
            is_name = split_key(request.text).full in {split_key(genre).full for genre in filters.genres}
            return None if is_name else OpenList(filters, amount, is_popular)
        case _:
            return None


def theme_asked(request: Request) -> OpenList | None:
    """Return the list about what a single word says, should no film be called so."""
    match request.readings[-1]:
        case ListRequest(filters, None, False) if not request.covered_share and filters.themes:
            return OpenList(filters, None, is_popular=False)
        case _:
            return None


def number_asked(request: Request) -> int | None:
    """Return the number that a text is and nothing else: a year, or how many films are wanted."""
    found = _NUMBER.fullmatch(request.text)
    match request.best:
        case ListRequest(filters, amount, False) if found and not request.uncovered:
            number = int(found[1])
            of_year = Filters(first_year=number, last_year=number)
            return number if filters == of_year or (filters, amount) == (NO_FILTERS, number) else None
        case _:
            return None


def is_called(found: FoundFilm, number: int) -> bool:
    """Return whether a film is called by a number: "1984", or "2001" in "2001: A Space Odyssey"."""
    parts = (part.words for part in title_segments(spoken_title(found.film.title)))
    return (found.is_exact and not found.is_part) or str(number) in parts


def has_number(title: str, number: str) -> bool:
    """Return whether a number is part of a title, in words or figures: "11" of "Ocean's Eleven"."""
    return bool(number) and title_key(number) in title_key(title).split()


def is_part_of(found: Sequence[FoundFilm], text: str) -> bool:
    """Return whether a text stands in the title of the film that fits it best: "new moon"."""
    words = f" {title_key(text)} "
    titles = (spoken_title(found[0].film.title), found[0].film.called or "") if found else ()
    return any(words in f" {title_key(title)} " for title in titles)


def is_but_a_title(request: Request) -> bool:
    """Return whether the title that a text names is all of its words: no other film can be called so."""
    match request.best:
        case RatingRequest(title) if title:  # "interstellar ★★★★★"
            return title_key(title) == title_key(request.text)
        case best:
            return request.text == title_of(best)


def may_be_a_title(request: Request) -> bool:
    """Return whether the whole text may be a title although other words than a title's were found in it."""
    best = request.best
    if request.people is not None:
        return True
    if isinstance(best, ListRequest):
        return bool(request.uncovered) or best.amount is not None
    return isinstance(best, FilmRequest) and bool(best.title)


def is_rather(people: Sequence[FoundPerson], found: FoundFilm, request: Request | None = None) -> bool:
    """Return whether a text is rather something else than a little known film's title.

    That is the name of somebody well known, or what films are about. A title of which a name is but a part
    is none: "Canadian Bacon", "The Hunt", "Garfield: The Movie".
    """
    if request is not None and theme_asked(request) is not None:
        return found.score < WELL_KNOWN_SCORE
    if request is not None and request.people is not None and not _is_but_a_name(request, request.people):
        return False
    is_known = bool(people) and all(
        each.is_exact and each.film_count >= FILMS_OF_A_KNOWN_NAME for each in people
    )
    as_its_own = found.score + (LOCAL_DISCOUNT if found.film.called else 0.0)  # "Леон" is no "Leone"
    return is_known and as_its_own < WELL_KNOWN_SCORE


def _is_but_a_name(request: Request, people: PeopleRequest) -> bool:
    return split_key(request.text).full == split_key(" ".join(people.names)).full


def list_by(people: Sequence[FoundPerson], request: Request) -> OpenList:
    """Return the list that is asked for, of films by these people."""
    asked, left_out = request.people, ""
    if asked is not None and asked.names and not any(each.wanted == "in_all" for each in people):
        left_out = request.left_out  # "something fanciful without Tom Cruise"
    wish = ListRequest() if asked is None else asked.wish
    return OpenList(narrowed(wish.filters, people), wish.amount, wish.is_popular, left_out)


def narrowed(filters: Filters, people: Sequence[FoundPerson]) -> Filters:
    """Return filters that leave only films by these people."""
    for person in people:
        filters = person.narrow(filters)
    return filters


def title_of(reading: Reading) -> str:
    """Return the title that a reading only wants to see, "" when it wants something else."""
    match reading:
        case TitleRequest(title) | FilmRequest("open", title):
            return title
        case _:
            return ""


def films_in(found: Sequence[FoundFilm]) -> tuple[Film, ...]:
    """Return the films that were found."""
    return tuple(each.film for each in found)


def nothing_found(
    request: Request, unknown: tuple[str, ...] = ()
) -> UnknownTitle | UnknownMakers | UnknownUnwanted | NotUnderstood:
    """Return what a request asks for that is not here; unknown is what it wants to leave out of that."""
    unwanted = unknown if request.people is not None and not request.people.names else ()
    if unwanted and _leaves_out_for_certain(request):
        return UnknownUnwanted(unwanted)
    if (
        request.people is not None
        and request.people.names
        and (request.people.role is not None or request.people.is_topic)
    ):
        return UnknownMakers(request.people.names)
    for reading in request.readings:
        match reading:
            case RatingRequest(title, stars) if title:
                return UnknownTitle(title, stars=stars)
            case FilmRequest(act, title) if title:
                return UnknownTitle(title, act=act)
            case TitleRequest(title):
                return UnknownTitle(title, is_sentence=request.is_sentence, unwanted=unwanted)
    return NotUnderstood()


def _leaves_out_for_certain(request: Request) -> bool:
    """Return whether something is left out beyond doubt: "no time to die" may be a title."""
    asked = () if request.people is None else request.people.unwanted
    return any(each.role is not None or each.is_topic for each in asked)
