"""Make up what a text means, of what was found for it and of what it says besides."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.services.interpreting.meanings import (
    ActOnFilm,
    ChooseFilm,
    OpenFilm,
    OpenList,
    OpenSimilar,
    SaveStars,
    UnknownMakers,
    UnknownTitle,
    UnknownUnwanted,
)
from bot.services.people_search import FoundPerson
from bot.services.views import Film, Filters
from bot.understanding.requests import (
    FilmRequest,
    ListRequest,
    NotUnderstood,
    RatingRequest,
    Reading,
    Request,
    SimilarRequest,
    TitleRequest,
)


def as_said(
    found: OpenFilm | ChooseFilm, said: Reading
) -> OpenFilm | ChooseFilm | SaveStars | ActOnFilm | OpenSimilar:
    """Return what is to be done with a film that was found by its place: "rate the new Dune 4"."""
    if isinstance(found, ChooseFilm):
        return _chosen_for(found, said)
    return _done_with(found.film, said) or found


def _done_with(film: Film, said: Reading) -> SaveStars | ActOnFilm | OpenSimilar | None:
    match said:
        case RatingRequest(stars=stars):
            return SaveStars(film, stars)
        case FilmRequest(act) if act not in {"open", "series"}:
            return ActOnFilm(film, act)
        case SimilarRequest(filters=filters):
            return OpenSimilar((film,), filters)
        case _:
            return None


def _chosen_for(choice: ChooseFilm, said: Reading) -> ChooseFilm:
    match said:
        case RatingRequest(stars=stars):
            return replace(choice, stars=stars)
        case FilmRequest(act) if act != "series":
            return replace(choice, act=act)
        case SimilarRequest(filters=filters):
            return replace(choice, is_like=True, filters=filters)
        case _:
            return choice


def leaving_out(listed: OpenList, words: str) -> OpenList:
    """Return a list with the words that it pays no heed to, if they are not told yet."""
    return replace(listed, left_out=listed.left_out or words)


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
