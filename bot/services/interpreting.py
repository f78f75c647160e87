"""What a typed text asks for: readings of its words, decided by which films there are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.models.live_model import ModelHolder
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
    SeveralFilms,
    UnknownMakers,
    UnknownTitle,
    UnknownUnwanted,
)
from bot.services.named_films import NamedFilms, NamesakeJudge, SeriesFinder, TitleFinder, likely
from bot.services.namesakes import Namesakes
from bot.services.people_search import FoundPerson, PeopleFinder, as_known
from bot.services.readings import (
    is_doubtful,
    is_rather,
    list_asked,
    list_by,
    narrowed,
    nothing_found,
    theme_asked,
)
from bot.services.series_parts import TitlesAndParts, TitleSource
from bot.services.stars_or_parts import given_no_stars, no_stars_rather, perhaps_stars, rated
from bot.services.unwanted_people import find_unwanted, unknown_names
from bot.services.views import NO_FILTERS
from bot.services.what_is_said import as_said, film_of, leaving_out, only_opens
from bot.understanding.requests import (
    Act,
    BetweenRequest,
    FilmRequest,
    ListRequest,
    NumberRequest,
    RatingRequest,
    Reading,
    Request,
    SimilarRequest,
    TitleRequest,
)


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
        self._people = people

    def interpret(self, request: Request) -> Meaning:
        """Return what a request means here; UnknownTitle when it can only be a film that is not there."""
        return self._films.or_number(request) or self._interpret(request)

    def _interpret(self, request: Request) -> Meaning:
        people = self._named(request)
        called_so = self._films.called_exactly(request)
        if called_so is not None and not is_rather(people, called_so, request):
            return OpenFilm(called_so.film)
        if people and all(each.is_exact for each in people):
            listed = list_by(people, request)
            film = self._film_acted_on(request) or self._films.made_by(request)
            by_title = film or self._films.or_list(request, listed)
            return by_title or self._like_besides(listed) or listed
        if (meant := self._meant_by_all(request)) is not None:
            return meant
        meaning = next((found for each in request.readings if (found := self._meaning(each))), None)
        # An error in a name is likelier than in several titles.
        may_be_name = meaning is None or isinstance(meaning, ChooseFilm | OpenList)
        if people and may_be_name and not self._are_called(request, meaning):
            return list_by(people, request)
        meaning = self._leaving_out(request, meaning)
        if meaning is None or is_doubtful(meaning):
            stars = perhaps_stars(self._films, request) or no_stars_rather(self._films, request, meaning)
            meaning = stars or self._by_some(request) or meaning
        if meaning is None or (request.is_sentence and is_doubtful(meaning) and only_opens(meaning)):
            return nothing_found(request, self.unknown_names(request))
        return leaving_out(meaning, request.left_out) if isinstance(meaning, OpenList) else meaning

    def _by_some(self, request: Request) -> OpenList | None:
        """Return the list of those who are known, where others are named beside them: "with X and a boat"."""
        asked = request.people
        if asked is None or asked.role is None or len(asked.names) == 1:
            return None
        found = {name: self._people.find([name], asked.role) for name in asked.names}
        known = [each for people in found.values() for each in people if each.is_exact]
        rest = ", ".join(name for name, people in found.items() if not any(each.is_exact for each in people))
        return replace(list_by(known, request), left_out=rest) if known and rest else None

    def _leaving_out(self, request: Request, meaning: Meaning | None) -> Meaning | None:
        """Return what a text means without those whom it leaves out, or which of them nobody knows."""
        asked = request.people
        if asked is None or not asked.unwanted:
            return meaning
        is_act = isinstance(request.best, RatingRequest | FilmRequest)
        unknown, known = self.unknown_names(request), find_unwanted(self._people, asked.unwanted)
        is_list = asked.wish.filters != NO_FILTERS or asked.wish.is_popular or bool(known)
        is_no_film = is_list and not is_act and (meaning is None or is_doubtful(meaning))
        wanted = list_by((), request) if is_no_film else meaning
        if not isinstance(wanted, OpenList):
            return meaning
        wanted = replace(wanted, filters=narrowed(wanted.filters, known), left_out=request.left_out)
        return UnknownUnwanted(unknown, wanted) if unknown else self._like_besides(wanted) or wanted

    def _like_besides(self, listed: OpenList) -> OpenSimilar | None:
        """Return films like the one that is named besides: "the godfather without al pacino"."""
        winner = self._films.likeliest(self._films.find(listed.left_out)) if listed.left_out else None
        is_it = winner is not None and winner.is_exact and winner.score >= SURE
        return OpenSimilar((winner.film,), listed.filters) if winner is not None and is_it else None

    def _film_acted_on(self, request: Request) -> Meaning | None:
        """Return what is to be done with the film of a name: "hide Nixon" leaves no Cynthia Nixon out."""
        if request.people is None or not request.people.unwanted:
            return None
        acts = (each for each in request.readings if isinstance(each, FilmRequest) and each.act != "open")
        done = (self._acted_on(each.title, each.act) for each in acts if each.title)
        return next((each for each in done if isinstance(each, ActOnFilm)), None)

    def _meant_by_all(
        self, request: Request
    ) -> ChooseFilm | OpenFilm | OpenList | SaveStars | ActOnFilm | None:
        """Return what all words of a text mean together: a film or a list, one of a series, a theme."""
        about = theme_asked(request)
        film_or_list = self._films.or_list(request, about or list_asked(request))
        placed = self._films.placed(request)
        said = placed and as_said(placed, request.best)
        if meant := film_or_list or said or about:
            return meant
        made = self._films.made_by(request)
        return made and as_said(made, request.best)

    def _are_called(self, request: Request, meaning: Meaning | None) -> bool:
        """Return whether several films are called just so: nobody's name was mistyped."""
        found = self._films.find(request.text) if isinstance(meaning, ChooseFilm) else ()
        return bool(found) and found[0].is_exact

    def _named(self, request: Request) -> tuple[FoundPerson, ...]:
        """Return who is named in a text, nobody where something else is certain."""
        asked = request.people
        if asked is None or asked.is_topic or isinstance(request.best, RatingRequest):
            return ()
        others = find_unwanted(self._people, asked.unwanted)
        if unknown_names(self._people, asked.unwanted):
            return ()
        names = as_known(self._people, asked.names, asked.longer)
        named = self._people.find(names, asked.role) if names else ()
        if asked.names and not named:  # "something fancy without Tom Cruise"
            return others if asked.role is None and all(each.is_whole for each in others) else ()
        return (*named, *others)

    def several(self, requests: Sequence[Request]) -> SeveralFilms | None:
        """Return the films that are named one by one; None where hardly any of these texts names one."""
        named = [(each.text, film_of(self.interpret(each))) for each in requests]
        films = dict(film for _, film in named if film is not None)
        unknown = tuple(text for text, film in named if film is None)
        is_list = len(films) > 1 and len(films) > len(unknown)
        return SeveralFilms(tuple(films.items()), unknown) if is_list else None

    def list_of_people(self, request: Request) -> ListRequest | None:
        """Return the list of films by those who are named, None where nobody is known by these names."""
        people = self._named(request)
        listed = list_by(people, request) if people else None
        return None if listed is None else ListRequest(listed.filters, listed.amount, listed.is_popular)

    def named_besides(self, request: Request) -> OpenList | OpenFilm | ChooseFilm | None:
        """Return what is named by no title alone: somebody's films, one of a series, one by its maker."""
        listed = self.list_of_people(request)
        if listed is not None:
            return OpenList(listed.filters, listed.amount, listed.is_popular)
        return self._films.placed(request) or self._films.made_by(request)

    def unknown_names(self, request: Request) -> tuple[str, ...]:
        """Return what a request wants to leave out and is nobody's name."""
        return () if request.people is None else unknown_names(self._people, request.people.unwanted)

    def find(self, title: str) -> Meaning:
        """Return the film of a title, those it may be, or UnknownTitle."""
        return self._films.film(title) or UnknownTitle(title)

    def _meaning(self, reading: Reading) -> Meaning | None:
        match reading:
            case ListRequest(filters, amount, is_popular):
                return OpenList(filters, amount, is_popular)
            case SimilarRequest():
                return self._similar(reading)
            case BetweenRequest((one, other)):
                return self._between(one, other)
            case TitleRequest(title) | NumberRequest(title):
                return self._about(reading, title)
            case RatingRequest(title) | FilmRequest(_, title) if title:
                return self._about(reading, title)
            case _:
                return reading

    def _about(self, reading: Reading, title: str) -> Meaning | None:
        """Return what is said of the film of a title."""
        match reading:
            case RatingRequest(stars=stars):
                return rated(self._films, title, stars)
            case FilmRequest(act):
                return self._acted_on(title, act)
            case NumberRequest():
                return given_no_stars(self._films, reading)
            case _:
                return self._films.film(title)

    def _between(self, one: str, other: str) -> ChooseBetween | None:
        films = [self._films.film(title) for title in (one, other)]
        match films:
            case [OpenFilm(first, None), OpenFilm(second, None)] if first != second:
                return ChooseBetween((first, second))
            case _:
                return None

    def _acted_on(self, title: str, act: Act) -> OpenFilm | ActOnFilm | ChooseFilm | UnknownTitle | None:
        """Return the act where its film is beyond doubt; whoever only looks may be guessed at."""
        found = self._films.find(title)
        winner = self._films.winner(found)
        if act == "series":
            is_one = winner is not None and winner.is_exact
            return OpenFilm(winner.film) if winner and is_one else UnknownTitle(title, act=act)
        if winner is not None and act == "open":
            return OpenFilm(winner.film)
        if winner is not None and winner.score >= SURE:
            return ActOnFilm(winner.film, act)
        if not found:
            return None
        return ChooseFilm(title, likely(found), act=act, is_doubtful=found[0].score < SURE)

    def _similar(
        self, asked: SimilarRequest
    ) -> (
        SimilarRequest
        | OpenSimilar
        | OpenList
        | ChooseFilm
        | UnknownTitle
        | UnknownMakers
        | UnknownUnwanted
        | None
    ):
        """Return films like all that were named, without the films of those who are left out."""
        filters = narrowed(asked.filters, find_unwanted(self._people, asked.unwanted))
        like = self._like(replace(asked, filters=filters, unwanted=()))
        unknown = unknown_names(self._people, asked.unwanted)
        if unknown and isinstance(like, OpenSimilar | SimilarRequest):
            return UnknownUnwanted(unknown, like if isinstance(like, OpenSimilar) else None)
        return None if unknown else like

    def _like(
        self, asked: SimilarRequest
    ) -> SimilarRequest | OpenSimilar | OpenList | ChooseFilm | UnknownTitle | UnknownMakers | None:
        """Return films like all that were named; of one that is not clear, the likeliest is taken."""
        liked, titles, filters = [], asked.titles, asked.filters
        if not titles:
            return asked
        for title, maker in zip(titles, asked.makers or titles, strict=True):
            found = self._films.find(title)
            winner = self._films.likeliest(found)
            if asked.is_whole and (winner is None or not winner.is_exact):
                return None
            people = self._people.find([maker])
            if people and (winner is None or is_rather(people, winner)):
                return OpenList(narrowed(filters, people), None, False)
            if not found:
                return UnknownTitle(title, is_like=True) if maker == title else UnknownMakers((maker,))
            if len(titles) == 1 and (winner is None or winner.score < SURE):
                return ChooseFilm(title, likely(found), is_like=True, is_doubtful=found[0].score < SURE)
            liked.append((winner or found[0]).film)
        return OpenSimilar(tuple(liked), filters)
