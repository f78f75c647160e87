"""What a typed text asks for: readings of its words, decided by which films there are."""

from __future__ import annotations

from collections.abc import Sequence

from bot.models.live_model import ModelHolder
from bot.search.title_index import SURE
from bot.services.interpreting.asked import list_asked, theme_asked
from bot.services.interpreting.composing import as_said, leaving_out, list_by, nothing_found
from bot.services.interpreting.judging import is_rather_no_title
from bot.services.interpreting.meanings import (
    ActOnFilm,
    ChooseFilm,
    Meaning,
    OpenFilm,
    OpenList,
    OpenSimilar,
    SeveralFilms,
    UnknownTitle,
    UnknownUnwanted,
    film_of,
    is_doubtful,
    only_opens,
)
from bot.services.interpreting.named_films import NamedFilms, NamesakeJudge, SeriesFinder, TitleFinder
from bot.services.interpreting.named_people import NamedPeople
from bot.services.interpreting.namesakes import Namesakes
from bot.services.interpreting.numbers_behind_titles import no_stars_rather, perhaps_stars
from bot.services.interpreting.series_parts import TitlesAndParts, TitleSource
from bot.services.interpreting.single_readings import SingleReadings
from bot.services.interpreting.unwanted_films import UnwantedFilms
from bot.services.people_search import FoundPerson, PeopleFinder
from bot.understanding.requests import FilmRequest, ListRequest, RatingRequest, Request


def interpreting_by(titles: TitleSource, people: PeopleFinder, models: ModelHolder) -> Interpreting:
    """Return what interprets texts by these titles, and by what the live model knows of their films."""
    parts = TitlesAndParts(titles, models)
    return Interpreting(parts, people, Namesakes(models), parts)


class Interpreting:
    """Decides between the readings of a text; one whose films do not exist gives way to the next."""

    def __init__(
        self,
        titles: TitleFinder,
        people: PeopleFinder,
        namesakes: NamesakeJudge | None = None,
        series: SeriesFinder | None = None,
    ) -> None:
        self._films = NamedFilms(titles, namesakes, series)
        self._unwanted = UnwantedFilms(self._films, people)
        self._people = NamedPeople(people, self._unwanted)
        self._readings = SingleReadings(self._films, people, self._unwanted)

    def interpret(self, request: Request) -> Meaning:
        """Return what a request means here; UnknownTitle when it can only be a film that is not there.

        What explains all words of a text goes before what explains some of them, and what is certain before
        what may be an error.
        """
        people = self._people.named(request)
        meaning = (
            self._films.or_number(request)
            or self._by_its_very_title(request, people)
            or self._by_known_people(request, people)
            or self._by_all_words(request)
            or self._by_readings(request, people)
        )
        return self._unwanted.kept_out_of(meaning, request)

    def several(self, requests: Sequence[Request]) -> SeveralFilms | None:
        """Return the films that are named one by one; None where hardly any of these texts names one."""
        named = [(each.text, film_of(self.interpret(each))) for each in requests]
        films = dict(film for _, film in named if film is not None)
        unknown = tuple(text for text, film in named if film is None)
        is_list = len(films) > 1 and len(films) > len(unknown)
        return SeveralFilms(tuple(films.items()), unknown) if is_list else None

    def list_of_people(self, request: Request) -> ListRequest | None:
        """Return the list of films by those who are named, or without films, None where no name is known."""
        people = self._people.named(request)
        if not people and not self._only_keeps_films_out(request):
            return None
        listed = list_by(people, request)
        filters = self._unwanted.without(listed.filters, request)
        return ListRequest(filters, listed.amount, listed.is_popular)

    def named_besides(self, request: Request) -> OpenList | OpenFilm | ChooseFilm | None:
        """Return what is named by no title alone: somebody's films, one of a series, one by its maker."""
        listed = self.list_of_people(request)
        if listed is not None:
            return OpenList(listed.filters, listed.amount, listed.is_popular)
        return self._films.placed(request) or self._films.made_by(request)

    def unknown_names(self, request: Request) -> tuple[str, ...]:
        """Return what a request wants to leave out and is neither somebody's name nor a title."""
        return self._people.unknown_names(request)

    def find(self, title: str) -> Meaning:
        """Return the film of a title, those it may be, or UnknownTitle."""
        return self._films.film(title) or UnknownTitle(title)

    def _by_its_very_title(self, request: Request, people: Sequence[FoundPerson]) -> OpenFilm | None:
        """Return the film that is called as it was typed, unless that is rather a name or a theme."""
        called = self._films.called_exactly(request)
        if called is None or is_rather_no_title(people, called, request):
            return None
        return OpenFilm(called.film)

    def _by_known_people(self, request: Request, people: Sequence[FoundPerson]) -> Meaning | None:
        """Return what a text means in which everybody named is known, to the letter."""
        if not people or not all(each.is_exact for each in people):
            return None
        listed = list_by(people, request)
        film = self._film_acted_on(request) or self._films.made_by(request)
        return film or self._films.or_list(request, listed) or self._like_besides(listed) or listed

    def _by_all_words(self, request: Request) -> Meaning | None:
        """Return what all words of a text mean together: a film or a list, one of a series, a theme."""
        about = theme_asked(request)
        film_or_list = self._films.or_list(request, about or list_asked(request))
        placed = self._films.placed(request)
        if meant := film_or_list or (placed and as_said(placed, request.best)) or about:
            return meant
        made = self._films.made_by(request)
        return made and as_said(made, request.best)

    def _by_readings(self, request: Request, people: Sequence[FoundPerson]) -> Meaning:
        """Return what the first reading means whose films there are, or what the text asks for in vain."""
        found = (self._readings.meaning(each) for each in request.readings)
        meaning = next((each for each in found if each is not None), None)
        if people and self._is_rather_a_name(request, meaning):
            return list_by(people, request)
        meaning = self._leaving_out(request, meaning)
        if meaning is None or is_doubtful(meaning):
            meaning = self._less_doubtful(request, meaning) or meaning
        if meaning is None or (request.is_sentence and is_doubtful(meaning) and only_opens(meaning)):
            return nothing_found(request, self.unknown_names(request))
        return leaving_out(meaning, request.left_out) if isinstance(meaning, OpenList) else meaning

    def _is_rather_a_name(self, request: Request, meaning: Meaning | None) -> bool:
        """Return whether a name was mistyped: an error in a name is likelier than in several titles."""
        if isinstance(meaning, ChooseFilm):
            found = self._films.find(request.text)
            return not found or not found[0].is_exact
        return meaning is None or isinstance(meaning, OpenList)

    def _less_doubtful(self, request: Request, meaning: Meaning | None) -> Meaning | None:
        """Return what else a text may mean: a number given to a film, or somebody's films among others."""
        stars = perhaps_stars(self._films, request) or no_stars_rather(self._films, request, meaning)
        return stars or self._people.list_by_some(request)

    def _leaving_out(self, request: Request, meaning: Meaning | None) -> Meaning | None:
        """Return what a text means without those whom it leaves out, or which of them nobody knows."""
        if request.people is None or not request.people.unwanted:
            return meaning
        is_act = isinstance(request.best, RatingRequest | FilmRequest)
        is_film = is_act or not (meaning is None or is_doubtful(meaning))
        people = () if is_film and not isinstance(meaning, OpenList) else self._people.wanted(request)
        is_list = bool(people) or (not is_film and self._people.leaves_films_out(request))
        wanted = list_by(people, request) if is_list else meaning
        if not isinstance(wanted, OpenList):
            return meaning
        wanted = self._people.without_unwanted(wanted, request)
        unknown = self.unknown_names(request)
        return UnknownUnwanted(unknown, wanted) if unknown else self._like_besides(wanted) or wanted

    def _only_keeps_films_out(self, request: Request) -> bool:
        """Return whether all names in a text are titles of unwanted films: "comedy no superbad"."""
        asked = request.people
        if asked is None or asked.names or not asked.unwanted:
            return False
        return not self.unknown_names(request)

    def _like_besides(self, listed: OpenList) -> OpenSimilar | None:
        """Return films like the one that is named besides: "the godfather without al pacino"."""
        winner = self._films.likeliest(self._films.find(listed.left_out)) if listed.left_out else None
        is_it = winner is not None and winner.is_exact and winner.score >= SURE
        return OpenSimilar((winner.film,), listed.filters) if winner is not None and is_it else None

    def _film_acted_on(self, request: Request) -> ActOnFilm | None:
        """Return what is to be done with the film of a name: "hide Nixon" leaves no Cynthia Nixon out."""
        if request.people is None or not request.people.unwanted:
            return None
        acts = (each for each in request.readings if isinstance(each, FilmRequest) and each.act != "open")
        done = (self._readings.acted_on(each.title, each.act) for each in acts if each.title)
        return next((each for each in done if isinstance(each, ActOnFilm)), None)
