"""What the bot says where it is a guest: about the film that somebody named there, for everybody to read.

Nothing personal is in it, nor is anything of it stored: neither who asked, nor what others wrote.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.models.live_model import ModelHolder
from bot.search.title_index import SURE
from bot.services.films import films_of
from bot.services.interpreting.interpreting import Interpreting
from bot.services.interpreting.meanings import Meaning, OpenList, OpenSimilar, besides, film_of
from bot.services.predictions import passing_films
from bot.services.title_search import TitleSearch
from bot.services.views import Film, Filters
from bot.understanding.mentions import MAX_TITLE_WORDS, phrases
from bot.understanding.requests import Request
from recommender.recommender import Recommender
from storage.unit_of_work import UnitOfWorkFactory

LISTED = 5


@dataclass(frozen=True)
class GuestFilm:
    """A film, and what everybody who rated it gives it on average; None when nobody has."""

    film: Film
    mean_stars: float | None
    rating_count: int


@dataclass(frozen=True)
class GuestList:
    """Films that most people like, or films like one."""

    films: tuple[Film, ...]


@dataclass(frozen=True)
class GuestQuestion:
    """What somebody asked a guest: their words, those that they answered or quoted, their words read."""

    said: str
    quoted: str
    request: Request


class GuestMode:
    """Answers questions in chats that the bot is no member of."""

    def __init__(
        self,
        unit_of_work: UnitOfWorkFactory,
        models: ModelHolder,
        titles: TitleSearch,
        interpreting: Interpreting,
    ) -> None:
        self._unit_of_work = unit_of_work
        self._models = models
        self._titles = titles
        self._interpreting = interpreting

    def answer(self, question: GuestQuestion) -> GuestFilm | GuestList | None:
        """Return the film that was named, films that were wished for, or None when it was neither."""
        film = self._named_in(question.quoted) or self._named_in(question.said)
        if film is not None:
            return self._about(film)
        meaning = self._interpreting.interpret(question.request)
        wished = self._wished_for(meaning)
        if wished:
            return GuestList(wished)
        meant = None if question.quoted else film_of(meaning)  # "the first star wars"
        film = meant[0] if meant else self._nearly_named_in(question.quoted or question.said)
        return None if film is None else self._about(film)

    def _named_in(self, text: str) -> Film | None:
        return self._titles.first_named(phrases(text)) if text else None

    def _nearly_named_in(self, text: str) -> Film | None:
        """Return the film of a text that is little but its title, typing errors included."""
        if len(text.split()) > MAX_TITLE_WORDS:
            return None
        found = self._titles.find(text, 1)
        return found[0].film if found and found[0].score >= SURE else None

    def _about(self, film: Film) -> GuestFilm:
        opinion = self._recommender.public_opinion(film.movie_id)
        return GuestFilm(film, *(opinion or (None, 0)))

    def _wished_for(self, meaning: Meaning) -> tuple[Film, ...]:
        match besides(meaning):
            case OpenList(filters):
                return self._films(self._popular(filters))
            case OpenSimilar(films, filters):
                alike = self._recommender.similar([film.movie_id for film in films], n=LISTED * 4)
                movie_ids = [movie_id for movie_id, _ in alike]
                passing = passing_films(self._recommender, movie_ids, filters, {})
                return self._films(passing[:LISTED])
            case _:
                return ()

    def _popular(self, filters: Filters) -> list[int]:
        return [item.movie_id for item in self._recommender.popular(n=LISTED, filters=filters).items]

    def _films(self, movie_ids: Sequence[int]) -> tuple[Film, ...]:
        with self._unit_of_work() as work:
            films = films_of(work, movie_ids)
        return tuple(films[movie_id] for movie_id in movie_ids if movie_id in films)

    @property
    def _recommender(self) -> Recommender:
        return self._models.current().recommender
