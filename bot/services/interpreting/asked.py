"""What a text asks for by its words alone, before anybody has looked which films there are."""

from __future__ import annotations

import re

from bot.search.normalising import split_key, title_key
from bot.services.interpreting.meanings import OpenList
from bot.services.views import NO_FILTERS, Filters
from bot.understanding.requests import FilmRequest, ListRequest, RatingRequest, Reading, Request, TitleRequest

_NUMBER = re.compile(r"\W*([0-9]{1,4})\W*")


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


def title_of(reading: Reading) -> str:
    """Return the title that a reading only wants to see, "" when it wants something else."""
    match reading:
        case TitleRequest(title) | FilmRequest("open", title):
            return title
        case _:
            return ""


def named_in(request: Request) -> str:
    """Return what a text names, without what is to be done with it: the words behind "seen" or "rate"."""
    match request.best:
        case TitleRequest(title) | RatingRequest(title) | FilmRequest(_, title) if title:
            return title
        case _:
            return request.text


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
