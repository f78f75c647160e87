"""What a request's readings and what was found for them say, beside one another."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.search.normalising import spoken_title, title_key, title_segments
from bot.services.meanings import ChooseFilm, Meaning, OpenFilm, OpenList, UnknownMakers, UnknownTitle
from bot.services.people_search import FILMS_OF_A_KNOWN_NAME, FoundPerson
from bot.services.title_search import FoundFilm
from bot.services.views import NO_FILTERS, Film, Filters
from bot.understanding.requests import (
    FilmRequest,
    ListRequest,
    NotUnderstood,
    RatingRequest,
    Reading,
    Request,
    TitleRequest,
)

_NUMBER = re.compile(r"\W*([0-9]{1,4})\W*")

WELL_KNOWN_SCORE = 0.975  # of an exact title; one that few have rated stays below


def is_doubtful(meaning: Meaning) -> bool:
    """Return whether no film is called as it was typed."""
    match meaning:
        case OpenFilm(_, str()) | ChooseFilm(is_doubtful=True):
            return True
        case _:
            return False


def genre_asked(request: Request) -> str | None:
    """Return the one genre that a text asks for and nothing else, by another word than its name."""
    match request.best:
        case ListRequest(filters, None, False) if not request.uncovered and len(filters.genres) == 1:
            genre = next(iter(filters.genres))
            is_name = title_key(request.text) == title_key(genre)
            return None if is_name or filters != Filters(genres=filters.genres) else genre
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
    """Return whether a text is rather the name of somebody well known than a little known film's title.

    A title of which a name is but a part is none: "Canadian Bacon", "The Family Stone".
    """
    if request is not None and request.people is not None and request.people.wish != ListRequest():
        return False
    is_known = bool(people) and all(
        each.is_exact and each.film_count >= FILMS_OF_A_KNOWN_NAME for each in people
    )
    return is_known and found.score < WELL_KNOWN_SCORE


def list_by(people: Sequence[FoundPerson], request: Request) -> OpenList:
    """Return the list that is asked for, of films by these people."""
    wish = ListRequest() if request.people is None else request.people.wish
    return OpenList(narrowed(wish.filters, people), wish.amount, wish.is_popular)


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


def nothing_found(request: Request) -> UnknownTitle | UnknownMakers | NotUnderstood:
    """Return what a request asks for that is not here."""
    if request.people is not None and (request.people.role is not None or request.people.is_topic):
        return UnknownMakers(request.people.names)
    for reading in request.readings:
        match reading:
            case RatingRequest(title, stars) if title:
                return UnknownTitle(title, stars=stars)
            case FilmRequest(act, title) if title:
                return UnknownTitle(title, act=act)
            case TitleRequest(title):
                return UnknownTitle(title, is_sentence=request.is_sentence)
    return NotUnderstood()
