"""Films by a typed name: the one that is meant, those that may be, or a film as well as a list."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from bot.search.title_index import SURE
from bot.services.interpreting.asked import (
    is_but_a_title,
    list_asked,
    may_be_a_title,
    named_in,
    number_asked,
    title_of,
)
from bot.services.interpreting.judging import (
    KNOWN_SCORE,
    RATHER_KNOWN_SCORE,
    WELL_KNOWN_SCORE,
    films_in,
    is_called,
    is_first_part,
    is_part_of,
    likely,
)
from bot.services.interpreting.meanings import ChooseFilm, OpenFilm, OpenList
from bot.services.title_search import FoundFilm
from bot.services.views import Film
from bot.understanding.requests import (
    ListRequest,
    PlaceRequest,
    Request,
    SeriesPlace,
    TitleRequest,
)

MAX_CHOICES = 5
MAX_WORDS = 9  # of a title and names
MAX_PARTS = 10  # of a series that is asked for as a whole
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


class NamesakeJudge(Protocol):
    """Tells films of one name apart; fulfilled by Namesakes."""

    def decide(self, found: Sequence[FoundFilm], winner: FoundFilm | None) -> FoundFilm | None:
        """Return the film that is meant, None when a person should choose."""
        ...

    def is_made_by(self, film: Film, name: str, beside: frozenset[str]) -> bool:
        """Return whether names, with such words beside them, are those of who made a film."""
        ...


class SeriesFinder(Protocol):
    """Knows which films are of one name or series; fulfilled by TitlesAndParts."""

    def by_year(self, title: str) -> tuple[FoundFilm, ...]:
        """Return the films of a name, the oldest first: those that are called just so, and their series."""
        ...


class NamedFilms:
    """Finds films by name; of several of one name the judge says which is meant."""

    def __init__(
        self, titles: TitleFinder, namesakes: NamesakeJudge | None, series: SeriesFinder | None
    ) -> None:
        self._titles = titles
        self._namesakes = namesakes
        self._series = series

    def find(self, title: str) -> tuple[FoundFilm, ...]:
        """Return the films that a title may mean, the likeliest first."""
        return self._titles.find(title, MAX_CHOICES)

    def winner(self, found: Sequence[FoundFilm]) -> FoundFilm | None:
        """Return the film that is meant, None when a person should choose."""
        winner = self._titles.winner(found)
        return winner if self._namesakes is None else self._namesakes.decide(found, winner)

    def likeliest(self, found: Sequence[FoundFilm]) -> FoundFilm | None:
        """Return the film that is meant; of several of one name the one that was rated most."""
        return self._titles.winner(found)

    def film(self, title: str) -> OpenFilm | ChooseFilm | None:
        """Return the film of a title or those it may be; beside what is beyond doubt nothing else is."""
        found = self.find(title)
        if not found:
            return None
        winner, is_doubtful = self.winner(found), found[0].score < SURE
        if winner is not None:
            return OpenFilm(winner.film, title if is_doubtful else None)
        return ChooseFilm(title, likely(found), is_doubtful=is_doubtful)

    def numbered(self, title: str, number: float) -> FoundFilm | None:
        """Return the film whose title ends in this number: "toy story 2" gives no film two stars."""
        if number != int(number):
            return None
        winner = self.likeliest(self.find(f"{title} {int(number)}"))
        return winner if winner is not None and winner.is_exact else None

    def called_exactly(self, request: Request) -> FoundFilm | None:
        """Return the film whose very title was typed where other words were found in it, too.

        "Save the Last Dance" keeps no film for later, "fight club movie" asks for no fights, "alien 3" for
        no three films; and "Alien", "Apocalypse Now" or "Contact", well known, are no wish and no question.
        """
        whole = "" if is_but_a_title(request) else request.text
        winner = self.winner(self.find(whole)) if whole else None
        is_less = isinstance(request.best, TitleRequest)  # "open water" is a title, and so is "water"
        enough = SURE if is_less or len(whole.split()) >= WORDS_OF_A_TITLE else WELL_KNOWN_SCORE
        if winner is not None and winner.is_exact and not winner.is_part and winner.score >= enough:
            return winner
        if not may_be_a_title(request):
            return None
        for reading in request.readings:
            title = title_of(reading)
            winner = self.winner(self.find(title)) if title else None
            is_it = winner is not None and _is_it(winner, request) and not winner.is_part
            if winner is not None and is_it and winner.score >= SURE:  # of another year: no
                return winner
        return None

    def placed(self, request: Request) -> OpenFilm | ChooseFilm | None:
        """Return the film at a place in its series or among its namesakes: "the first Star Wars"."""
        asked = request.place
        if asked is None or self._series is None or is_part_of(self.find(asked.text), asked.text):
            return None
        films = self._series.by_year(asked.title)
        is_one_of_several = len(films) > 1 and not asked.is_wish
        if not is_one_of_several and not _are_known(films):
            return None
        meant = tuple(dict.fromkeys(films_in(self._at(asked, films))))
        if len(meant) == 1:
            return OpenFilm(meant[0])
        return ChooseFilm(asked.text, meant) if meant else None

    def _at(self, asked: PlaceRequest, films: Sequence[FoundFilm]) -> list[FoundFilm]:
        """Return the films that may stand at a place: of those of one name, else of all of the series."""
        called = [each for each in films if not each.is_part]
        namesakes = called if len(called) > 1 else list(films)
        match asked.place:
            case SeriesPlace.ORIGINAL:
                return namesakes[:1]
            case SeriesPlace.NEWEST if len(called) > 1 and called[-1].score < RATHER_KNOWN_SCORE:
                return [*reversed(called), films[-1]]  # a newer one may be meant than is known here
            case SeriesPlace.NEWEST:
                return [namesakes[-1], films[-1]]
            case SeriesPlace.ALL:
                return list(films[:MAX_PARTS])
            case 1:
                return [namesakes[0], *self._numbered_in(films, asked)]
            case _:
                return self._numbered_in(films, asked)

    def _numbered_in(self, films: Sequence[FoundFilm], asked: PlaceRequest) -> list[FoundFilm]:
        numbered = self.numbered(asked.title, asked.place)
        return [numbered] if numbered is not None and numbered.film in films_in(films) else []

    def series_called(self, title: str) -> tuple[FoundFilm, ...]:
        """Return the films of a series of this name; a single word is one where a colon follows it."""
        films = () if self._series is None else self._series.by_year(title)
        is_name = len(title.split()) > 1 or all(is_first_part(title, each) for each in films)
        return films[:MAX_PARTS] if len(films) > 1 and is_name else ()

    def made_by(self, request: Request) -> OpenFilm | ChooseFilm | None:
        """Return the film of a title that stands beside who made it: "heat al pacino", "dune by lynch"."""
        named, beside = named_in(request), request.beside_names
        words = named.split()
        judge = self._namesakes if beside and 1 < len(words) <= MAX_WORDS else None
        if judge is None or any(each.is_exact for each in self.find(named)[:1]):
            return None
        for place in range(len(words) - 1, 0, -1):
            one, other = " ".join(words[:place]), " ".join(words[place:])
            for title, name in ((one, other), (other, one)):
                called = [each.film for each in self.find(title) if each.is_exact]
                if made := tuple(film for film in called if judge.is_made_by(film, name, beside)):
                    return OpenFilm(made[0]) if len(made) == 1 else ChooseFilm(named, made)
        return None

    def or_number(self, request: Request) -> ChooseFilm | None:
        """Return the choice between what a number asks for and the films that are called so: "1984"."""
        number = number_asked(request)
        if number is None:
            return None
        called = [each for each in self.find(str(number)) if is_called(each, number)]
        return ChooseFilm(request.text, films_in(called), listed=list_asked(request)) if called else None

    def or_list(self, request: Request, listed: OpenList | None) -> ChooseFilm | None:
        """Return the choice between a list and the films that are called as it is asked for: "Halloween"."""
        if listed is None:
            return None
        is_rather_listed = request.is_wish or bool(listed.filters.directors | listed.filters.actors)
        enough = RATHER_KNOWN_SCORE if is_rather_listed else KNOWN_SCORE
        called = [each for each in self.find(request.text) if each.is_exact and each.score >= enough]
        return ChooseFilm(request.text, films_in(called), listed=listed) if called else None


def _are_known(films: Sequence[FoundFilm]) -> bool:
    """Return whether a title is well known: two films of it more than one, "the new Karate Kid"."""
    called_so = [each for each in films if not each.is_part]
    enough = RATHER_KNOWN_SCORE if len(called_so) > 1 else WELL_KNOWN_SCORE
    return any(each.score >= enough for each in films)


def _is_it(found: FoundFilm, request: Request) -> bool:
    """Return whether a film is called as the text says, or but for a small word: "2001 space odyssey"."""
    is_long = len(request.text.split()) >= WORDS_OF_A_TITLE
    is_nearly = found.score >= NEARLY_EXACT and is_long and isinstance(request.best, ListRequest)
    return found.is_exact or is_nearly
