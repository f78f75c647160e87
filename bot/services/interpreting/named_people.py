"""Who is named in a text, whom it leaves out, and which list of films it asks for by that."""

from __future__ import annotations

from dataclasses import replace

from bot.services.interpreting.composing import list_by, narrowed
from bot.services.interpreting.meanings import OpenList
from bot.services.interpreting.unwanted_films import UnwantedFilms
from bot.services.interpreting.unwanted_people import find_unwanted
from bot.services.people_search import FoundPerson, PeopleFinder, as_known
from bot.services.views import NO_FILTERS
from bot.understanding.requests import RatingRequest, Request


class NamedPeople:
    """Looks up the names in a text among those who made films."""

    def __init__(self, people: PeopleFinder, unwanted: UnwantedFilms) -> None:
        self._people = people
        self._unwanted = unwanted

    def named(self, request: Request) -> tuple[FoundPerson, ...]:
        """Return who is named in a text, nobody where something else is certain."""
        asked = request.people
        if asked is None or asked.is_topic or isinstance(request.best, RatingRequest):
            return ()
        others = find_unwanted(self._people, asked.unwanted)
        if self._unwanted.unknown_names(asked.unwanted):
            return ()
        names = as_known(self._people, asked.names, asked.longer)
        named = self._people.find(names, asked.role) if names else ()
        if asked.names and not named:  # "something fancy without Tom Cruise"
            return others if asked.role is None and all(each.is_whole for each in others) else ()
        return (*named, *others)

    def wanted(self, request: Request) -> tuple[FoundPerson, ...]:
        """Return whose films a text asks for, whatever else it leaves out; nobody where a name is unknown."""
        asked = request.people
        if asked is None or asked.is_topic or not asked.names:
            return ()
        named = self._people.find(as_known(self._people, asked.names, asked.longer), asked.role)
        return named if all(each.is_exact for each in named) else ()

    def list_by_some(self, request: Request) -> OpenList | None:
        """Return the list of those who are known, where others are named beside them: "with X and a boat"."""
        asked = request.people
        if asked is None or asked.role is None or len(asked.names) == 1:
            return None
        found = {name: self._people.find([name], asked.role) for name in asked.names}
        known = [each for people in found.values() for each in people if each.is_exact]
        rest = ", ".join(name for name, people in found.items() if not any(each.is_exact for each in people))
        return replace(list_by(known, request), left_out=rest) if known and rest else None

    def unknown_names(self, request: Request) -> tuple[str, ...]:
        """Return what a text wants to leave out and is neither somebody's name nor a title."""
        return () if request.people is None else self._unwanted.unknown_names(request.people.unwanted)

    def leaves_films_out(self, request: Request) -> bool:
        """Return whether it can be said of a text which films it is to leave out."""
        asked = request.people
        if asked is None or not asked.unwanted:
            return False
        is_narrowed = asked.wish.filters != NO_FILTERS or asked.wish.is_popular
        is_but_films = request.is_wish and self._unwanted.are_named(request)  # "no Titanic" may be a title
        return is_narrowed or is_but_films or bool(find_unwanted(self._people, asked.unwanted))

    def without_unwanted(self, listed: OpenList, request: Request) -> OpenList:
        """Return a list without the films of those whom a text leaves out, as far as they are known."""
        unwanted = () if request.people is None else request.people.unwanted
        known = find_unwanted(self._people, unwanted)
        left_out = "" if self.wanted(request) else request.left_out
        return replace(listed, filters=narrowed(listed.filters, known), left_out=left_out)
