"""What a typed text asks for: readings of its words, decided by which films there are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
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
    Wish,
)
from bot.services.people_search import FoundPerson
from bot.services.readings import (
    WELL_KNOWN_SCORE,
    films_in,
    genre_asked,
    is_but_a_title,
    is_called,
    is_doubtful,
    is_rather,
    list_by,
    may_be_a_title,
    narrowed,
    nothing_found,
    number_asked,
    title_of,
)
from bot.services.title_search import FoundFilm
from bot.understanding.requests import (
    Act,
    BetweenRequest,
    FilmRequest,
    ListRequest,
    RatingRequest,
    Reading,
    Request,
    Role,
    SimilarRequest,
    TitleRequest,
)

MAX_CHOICES = 5
RATHER_KNOWN_SCORE = 0.965  # of an exact title that is also a word for a genre
STARS_OF_NO_SEQUEL = 4  # "heat 5"; "heat 2" may as well be a film
NEARLY_EXACT = 0.92  # of a title without one of its small words
WORDS_OF_A_TITLE = 3  # of fewer words a little known title may be a wish: "something new"


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
        return self._film_or_number(request) or self._interpret(request)

    def _interpret(self, request: Request) -> Meaning:
        people = self._named(request)
        called_so = self._called_exactly(request)
        if called_so is not None and not is_rather(people, called_so, request):
            return OpenFilm(called_so.film)
        if people and all(each.is_exact for each in people):
            return list_by(people, request)
        if (film_or_genre := self._film_or_genre(request)) is not None:
            return film_or_genre
        meaning = next((found for each in request.readings if (found := self._meaning(each))), None)
        # An error in a name is likelier than in several titles.
        may_be_name = meaning is None or isinstance(meaning, ChooseFilm | OpenList)
        if people and may_be_name and not self._are_called(request, meaning):
            return list_by(people, request)
        if meaning is None or is_doubtful(meaning):
            meaning = self._perhaps_stars(request) or meaning
        if meaning is None or (request.is_sentence and is_doubtful(meaning) and _only_opens(meaning)):
            return nothing_found(request)
        return meaning

    def _are_called(self, request: Request, meaning: Meaning | None) -> bool:
        """Return whether several films are called just so: nobody's name was mistyped."""
        found = self._titles.find(request.text, MAX_CHOICES) if isinstance(meaning, ChooseFilm) else ()
        return bool(found) and found[0].is_exact

    def _film_or_genre(self, request: Request) -> ChooseFilm | None:
        """Return the choice between a genre and the films that are called like a word for it: "Halloween"."""
        genre = genre_asked(request)
        if genre is None:
            return None
        found = self._titles.find(request.text, MAX_CHOICES)
        called = [each for each in found if each.is_exact and each.score >= RATHER_KNOWN_SCORE]
        return ChooseFilm(request.text, films_in(called), genre=genre) if called else None

    def _film_or_number(self, request: Request) -> ChooseFilm | None:
        """Return the choice between what a number asks for and the films that are called so: "1984"."""
        number = number_asked(request)
        if number is None:
            return None
        found = self._titles.find(str(number), MAX_CHOICES)
        called = [each for each in found if is_called(each, number)]
        return ChooseFilm(request.text, films_in(called), number=number) if called else None

    def _perhaps_stars(self, request: Request) -> SaveStars | ChooseFilm | None:
        """Return the stars of "heat 5" where no film is called so; small numbers are rather a sequel's."""
        match request.readings[-1]:
            case RatingRequest(title, stars) if title and request.best != request.readings[-1]:
                winner = self._winner(self._titles.find(title, MAX_CHOICES))
            case _:
                return None
        if winner is None or not winner.is_exact or winner.score < SURE:
            return None
        if stars >= STARS_OF_NO_SEQUEL and self._numbered(title, 2) is None:
            return SaveStars(winner.film, stars)
        return ChooseFilm(request.text, (winner.film,), stars, is_doubtful=True, is_number=True)

    def _named(self, request: Request) -> tuple[FoundPerson, ...]:
        """Return who is named in a text, nobody where something else is certain."""
        asked = request.people
        if asked is None or asked.is_topic or isinstance(request.best, RatingRequest):
            return ()
        return self._people.find(asked.names, asked.role)

    def list_of_people(self, request: Request) -> ListRequest | None:
        """Return the list of films by those who are named, None where nobody is known by these names."""
        people = self._named(request)
        listed = list_by(people, request) if people else None
        return None if listed is None else ListRequest(listed.filters, listed.amount, listed.is_popular)

    def find(self, title: str) -> Meaning:
        """Return the film of a title, those it may be, or UnknownTitle."""
        return self._film(title) or UnknownTitle(title)

    def _called_exactly(self, request: Request) -> FoundFilm | None:
        """Return the film whose very title was typed where other words were found in it, too.

        "Save the Last Dance" keeps no film for later, "fight club movie" asks for no fights, "alien 3" for
        no three films; and "Alien", "Apocalypse Now" or "Contact", well known, are no wish and no question.
        """
        whole = "" if is_but_a_title(request) else request.text
        winner = self._winner(self._titles.find(whole, MAX_CHOICES)) if whole else None
        is_less = isinstance(request.best, TitleRequest)  # "open water" is a title, and so is "water"
        enough = SURE if is_less or len(whole.split()) >= WORDS_OF_A_TITLE else WELL_KNOWN_SCORE
        if winner is not None and winner.is_exact and not winner.is_part and winner.score >= enough:
            return winner
        if not may_be_a_title(request):
            return None
        for reading in request.readings:
            title = title_of(reading)
            winner = self._winner(self._titles.find(title, MAX_CHOICES)) if title else None
            is_it = winner is not None and _is_it(winner, request) and not winner.is_part
            if winner is not None and is_it and winner.score >= SURE:  # of another year: no
                return winner
        return None

    def _meaning(self, reading: Reading) -> Meaning | None:
        match reading:
            case ListRequest(filters, amount, is_popular):
                return OpenList(filters, amount, is_popular)
            case SimilarRequest(titles) if titles:
                return self._similar(reading)
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
        return ChooseFilm(title, films_in(found), is_doubtful=is_doubtful)

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

    def _acted_on(self, title: str, act: Act) -> OpenFilm | ActOnFilm | ChooseFilm | UnknownTitle | None:
        """Return the act where its film is beyond doubt; whoever only looks may be guessed at."""
        found = self._titles.find(title, MAX_CHOICES)
        winner = self._winner(found)
        if act == "series":
            is_one = winner is not None and winner.is_exact
            return OpenFilm(winner.film) if winner and is_one else UnknownTitle(title, act=act)
        if winner is not None and act == "open":
            return OpenFilm(winner.film)
        if winner is not None and winner.score >= SURE:
            return ActOnFilm(winner.film, act)
        if not found:
            return None
        return ChooseFilm(title, films_in(found), act=act, is_doubtful=found[0].score < SURE)

    def _rated(self, title: str, stars: float) -> OpenFilm | SaveStars | ChooseFilm | None:
        numbered = self._numbered(title, stars)
        if numbered is not None and not numbered.is_part:
            return OpenFilm(numbered.film)
        film = self._film(title)
        if isinstance(film, OpenFilm) and film.doubted is None:
            return SaveStars(film.film, stars)
        if numbered is not None:
            return OpenFilm(numbered.film)
        match film:
            case OpenFilm(one):
                return ChooseFilm(title, (one,), stars, is_doubtful=True)
            case ChooseFilm():
                return replace(film, stars=stars)
            case _:
                return None

    def _numbered(self, title: str, stars: float) -> FoundFilm | None:
        """Return the film whose title ends in this number: "toy story 2" gives no film two stars."""
        if stars != int(stars):
            return None
        winner = self._titles.winner(self._titles.find(f"{title} {int(stars)}", MAX_CHOICES))
        return winner if winner is not None and winner.is_exact else None

    def _similar(
        self, asked: SimilarRequest
    ) -> OpenSimilar | OpenList | ChooseFilm | UnknownTitle | UnknownMakers:
        """Return films like all that were named; of one that is not clear, the likeliest is taken."""
        liked, titles, filters = [], asked.titles, asked.filters
        for title, maker in zip(titles, asked.makers or titles, strict=True):
            found = self._titles.find(title, MAX_CHOICES)
            winner = self._titles.winner(found)
            people = self._people.find([maker])
            if people and (winner is None or is_rather(people, winner)):
                return OpenList(narrowed(filters, people), None, False)
            if not found:
                return UnknownTitle(title, is_like=True) if maker == title else UnknownMakers((maker,))
            if len(titles) == 1 and (winner is None or winner.score < SURE):
                return ChooseFilm(title, films_in(found), is_like=True, is_doubtful=found[0].score < SURE)
            liked.append((winner or found[0]).film)
        return OpenSimilar(tuple(liked), filters)


def _is_it(found: FoundFilm, request: Request) -> bool:
    """Return whether a film is called as the text says, or but for a small word: "2001 space odyssey"."""
    is_long = len(request.text.split()) >= WORDS_OF_A_TITLE
    is_nearly = found.score >= NEARLY_EXACT and is_long and isinstance(request.best, ListRequest)
    return found.is_exact or is_nearly


def _only_opens(meaning: Meaning) -> bool:
    """Return whether nothing is to be done with a film but to show it."""
    return not isinstance(meaning, ChooseFilm) or meaning.wish == Wish()
