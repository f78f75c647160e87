"""What a typed text asks for: readings of its words, decided by which films there are."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from bot.search.title_index import SURE
from bot.services.meanings import (
    ActOnFilm,
    ChooseBetween,
    ChooseFilm,
    Meaning,
    OpenFilm,
    OpenList,
    OpenSimilar,
    SaveStars,
    UnknownMakers,
    UnknownTitle,
)
from bot.services.people_search import FILMS_OF_A_KNOWN_NAME, FoundPerson
from bot.services.title_search import FoundFilm
from bot.services.views import Film, Filters
from bot.understanding.requests import (
    Act,
    BetweenRequest,
    FilmRequest,
    ListRequest,
    NotUnderstood,
    RatingRequest,
    Reading,
    Request,
    Role,
    SimilarRequest,
    TitleRequest,
)

MAX_CHOICES = 5
WORDS_OF_A_TITLE = 3  # of fewer words a little known title may be a wish: "something new"
WELL_KNOWN_SCORE = 0.975  # of an exact title; one that few have rated stays below


class TitleFinder(Protocol):
    """Finds films by what somebody typed; fulfilled by TitleSearch."""

    def find(self, text: str, n: int) -> tuple[FoundFilm, ...]:
        """Return the n films that fit the text best, best first."""
        ...

    def winner(self, found: Sequence[FoundFilm]) -> FoundFilm | None:
        """Return the film that is meant, None when a person should choose."""
        ...


class PeopleFinder(Protocol):
    """Finds who made films by name; fulfilled by PeopleSearch."""

    def find(self, names: Sequence[str], role: Role | None = None) -> tuple[FoundPerson, ...]:
        """Return whom these names mean; nobody when one of them is unknown."""
        ...


class NamesakeJudge(Protocol):
    """Tells films of one name apart; fulfilled by Namesakes."""

    def decide(self, found: Sequence[FoundFilm], winner: FoundFilm | None) -> FoundFilm | None:
        """Return the film that is meant, None when a person should choose."""
        ...


class Interpreting:
    """Decides between the readings of a text; one whose films do not exist gives way to the next."""

    def __init__(
        self, titles: TitleFinder, people: PeopleFinder, namesakes: NamesakeJudge | None = None
    ) -> None:
        self._titles = titles
        self._people = people
        self._namesakes = namesakes

    def interpret(self, request: Request) -> Meaning:
        """Return what a request means here; UnknownTitle when it can only be a film that is not there."""
        people = self._named(request)
        called_so = self._called_exactly(request)
        if called_so is not None and not _is_rather(people, called_so):
            return OpenFilm(called_so.film)
        if people and all(each.is_exact for each in people):
            return _list_by(people, request)
        meaning = next((found for each in request.readings if (found := self._meaning(each))), None)
        # An error in a name is likelier than in several titles.
        if people and (meaning is None or isinstance(meaning, ChooseFilm | OpenList)):
            return _list_by(people, request)
        if meaning is None or (request.is_sentence and _is_doubtful(meaning)):
            return _nothing_found(request)
        return meaning

    def _named(self, request: Request) -> tuple[FoundPerson, ...]:
        """Return who is named in a text, nobody where something else is certain."""
        asked = request.people
        if asked is None or isinstance(request.best, RatingRequest):
            return ()
        return self._people.find(asked.names, asked.role)

    def list_of_people(self, request: Request) -> ListRequest | None:
        """Return the list of films by those who are named, None where nobody is known by these names."""
        people = self._named(request)
        listed = _list_by(people, request) if people else None
        return None if listed is None else ListRequest(listed.filters, listed.amount, listed.is_popular)

    def find(self, title: str) -> Meaning:
        """Return the film of a title, those it may be, or UnknownTitle."""
        return self._film(title) or UnknownTitle(title)

    def _called_exactly(self, request: Request) -> FoundFilm | None:
        """Return the film whose very title was typed where other words were found in it, too.

        "Save the Last Dance" keeps no film for later, "fight club movie" asks for no fights, "alien 3" for
        no three films; and "Alien", "Apocalypse Now" or "Contact", well known, are no wish and no question.
        """
        whole = request.text if request.text != _title_of(request.best) else ""  # which is looked for anyway
        winner = self._winner(self._titles.find(whole, MAX_CHOICES)) if whole else None
        enough = SURE if len(whole.split()) >= WORDS_OF_A_TITLE else WELL_KNOWN_SCORE
        if winner is not None and winner.is_exact and winner.score >= enough:
            return winner
        if not _may_be_a_title(request):
            return None
        for reading in request.readings:
            title = _title_of(reading)
            winner = self._winner(self._titles.find(title, MAX_CHOICES)) if title else None
            if winner is not None and winner.is_exact and winner.score >= SURE:  # of another year: no
                return winner
        return None

    def _meaning(self, reading: Reading) -> Meaning | None:
        match reading:
            case ListRequest(filters, amount, is_popular):
                return OpenList(filters, amount, is_popular)
            case SimilarRequest(titles, filters):
                return self._similar(titles, filters)
            case BetweenRequest((one, other)):
                return self._between(one, other)
            case TitleRequest(title):
                return self._about(reading, title)
            case RatingRequest(title) | FilmRequest(_, title) if title:
                return self._about(reading, title)
            case _:
                return reading

    def _about(self, reading: Reading, title: str) -> Meaning | None:
        """Return what is said of the film of a title."""
        match reading:
            case RatingRequest(stars=stars):
                return self._rated(title, stars)
            case FilmRequest(act):
                return self._acted_on(title, act)
            case _:
                return self._film(title)

    def _film(self, title: str) -> OpenFilm | ChooseFilm | None:
        found = self._titles.find(title, MAX_CHOICES)
        if not found:
            return None
        winner, is_doubtful = self._winner(found), found[0].score < SURE
        if winner is not None:
            return OpenFilm(winner.film, title if is_doubtful else None)
        return ChooseFilm(title, _films(found), is_doubtful=is_doubtful)

    def _winner(self, found: Sequence[FoundFilm]) -> FoundFilm | None:
        winner = self._titles.winner(found)
        return winner if self._namesakes is None else self._namesakes.decide(found, winner)

    def _between(self, one: str, other: str) -> ChooseBetween | None:
        films = [self._film(title) for title in (one, other)]
        match films:
            case [OpenFilm(first, None), OpenFilm(second, None)] if first != second:
                return ChooseBetween((first, second))
            case _:
                return None

    def _acted_on(self, title: str, act: Act) -> OpenFilm | ActOnFilm | ChooseFilm | None:
        """Return the act where its film is beyond doubt; whoever only looks may be guessed at."""
        found = self._titles.find(title, MAX_CHOICES)
        winner = self._winner(found)
        if winner is not None and act == "open":
            return OpenFilm(winner.film)
        if winner is not None and winner.score >= SURE:
            return ActOnFilm(winner.film, act)
        return ChooseFilm(title, _films(found), act=act) if found else None

    def _rated(self, title: str, stars: float) -> OpenFilm | SaveStars | ChooseFilm | None:
        numbered = self._numbered(title, stars)
        if numbered is not None:
            return OpenFilm(numbered)
        film = self._film(title)
        if isinstance(film, OpenFilm):
            return ChooseFilm(title, (film.film,), stars) if film.doubted else SaveStars(film.film, stars)
        return None if film is None else ChooseFilm(title, film.films, stars)

    def _numbered(self, title: str, stars: float) -> Film | None:
        """Return the film whose title ends in this number: "toy story 2" gives no film two stars."""
        if stars != int(stars):
            return None
        winner = self._titles.winner(self._titles.find(f"{title} {int(stars)}", MAX_CHOICES))
        return winner.film if winner is not None and winner.is_exact else None

    def _similar(
        self, titles: Sequence[str], filters: Filters
    ) -> OpenSimilar | OpenList | ChooseFilm | UnknownTitle:
        """Return films like all that were named; of one that is not clear, the likeliest is taken."""
        liked = []
        for title in titles:
            found = self._titles.find(title, MAX_CHOICES)
            winner = self._titles.winner(found)
            people = () if winner is not None else self._people.find([title])
            if people:
                return OpenList(_narrowed(filters, people), None, False)
            if not found:
                return UnknownTitle(title)
            if winner is None and len(titles) == 1:
                return ChooseFilm(title, _films(found), is_like=True)
            liked.append((winner or found[0]).film)
        return OpenSimilar(tuple(liked), filters)


def _is_doubtful(meaning: Meaning) -> bool:
    match meaning:
        case OpenFilm(_, str()) | ChooseFilm(is_doubtful=True):
            return True
        case _:
            return False


def _may_be_a_title(request: Request) -> bool:
    """Return whether the whole text may be a title although other words than a title's were found in it."""
    best = request.best
    if request.people is not None:
        return True
    if isinstance(best, ListRequest):
        return bool(request.uncovered) or best.amount is not None
    return isinstance(best, FilmRequest) and bool(best.title)


def _is_rather(people: Sequence[FoundPerson], found: FoundFilm) -> bool:
    """Return whether a text is rather the name of somebody well known than a little known film's title."""
    is_known = bool(people) and all(
        each.is_exact and each.film_count >= FILMS_OF_A_KNOWN_NAME for each in people
    )
    return is_known and found.score < WELL_KNOWN_SCORE


def _list_by(people: Sequence[FoundPerson], request: Request) -> OpenList:
    wish = ListRequest() if request.people is None else request.people.wish
    return OpenList(_narrowed(wish.filters, people), wish.amount, wish.is_popular)


def _narrowed(filters: Filters, people: Sequence[FoundPerson]) -> Filters:
    for person in people:
        filters = person.narrow(filters)
    return filters


def _title_of(reading: Reading) -> str:
    """Return the title that a reading only wants to see, "" when it wants something else."""
    match reading:
        case TitleRequest(title) | FilmRequest("open", title):
            return title
        case _:
            return ""


def _films(found: Sequence[FoundFilm]) -> tuple[Film, ...]:
    return tuple(each.film for each in found)


def _nothing_found(request: Request) -> UnknownTitle | UnknownMakers | NotUnderstood:
    if request.people is not None and request.people.role is not None:
        return UnknownMakers(request.people.names)
    for reading in request.readings:
        if isinstance(reading, TitleRequest | RatingRequest | FilmRequest):
            is_whole = isinstance(reading, TitleRequest)
            return UnknownTitle(reading.title, is_sentence=is_whole and request.is_sentence)
    return NotUnderstood()
