"""What inline mode offers: films found by what is typed, or one's own picks. It only reads.

Whoever types "@bot heat" somewhere has asked for nothing to be kept: no list is stored, no film counts as
shown, and nobody becomes a chat user by it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from bot.models.live_model import ModelHolder
from bot.services.films import films_of
from bot.services.interpreting.interpreting import interpreting_by
from bot.services.interpreting.meanings import (
    ActOnFilm,
    ChooseBetween,
    ChooseFilm,
    Meaning,
    OpenFilm,
    OpenList,
    OpenSimilar,
    SaveStars,
    besides,
)
from bot.services.narrowing import kept_filters, over
from bot.services.people_search import PeopleSearch
from bot.services.predictions import films_for, passing_films, popular_films
from bot.services.taste import Taste, taste_of
from bot.services.title_search import FoundFilm, TitleSearch
from bot.services.views import Film, Filters
from bot.understanding.requests import RatingRequest, Request, SmallTalk, TitleRequest
from recommender.recommender import Recommender
from storage.unit_of_work import UnitOfWorkFactory

PAGE_LENGTH = 20  # Telegram takes 50; fewer are shown sooner
MAX_FOUND = 50
MAX_OFFSET = 200

OfferKind = Literal["picks", "popular", "found", "shared", "nothing"]
"""A person's own picks, popular films in their place, films asked for, the one they share, no film at all."""


@dataclass(frozen=True)
class OfferedFilm:
    """A film, and what the person who asks would give it; None where nothing personal can be said."""

    film: Film
    predicted_stars: float | None


@dataclass(frozen=True)
class Offer:
    """A page of films; next_offset is where the next one begins, None after the last."""

    kind: OfferKind
    films: tuple[OfferedFilm, ...]
    next_offset: int | None = None


class _SearchedOnce:
    """Searches for a text once, however often one answer needs it."""

    def __init__(self, titles: TitleSearch) -> None:
        self._titles = titles
        self._found: dict[str, tuple[FoundFilm, ...]] = {}

    def find(self, text: str, n: int) -> tuple[FoundFilm, ...]:
        """Return the n films that fit a text best, best first."""
        if text not in self._found:
            self._found[text] = self._titles.find(text, MAX_FOUND)
        return self._found[text][:n]

    def winner(self, found: Sequence[FoundFilm]) -> FoundFilm | None:
        """Return the film that is meant, None when a person should choose."""
        return self._titles.winner(found)

    def film(self, movie_id: int) -> Film | None:
        """Return a film of the catalogue."""
        return self._titles.film(movie_id)

    def all_called(self, title: str) -> tuple[int, ...]:
        """Return every film that fits a title, best first; none for no title."""
        return tuple(each.film.movie_id for each in self.find(title, MAX_FOUND)) if title else ()


class InlineFilms:
    """Answers inline queries."""

    def __init__(
        self, unit_of_work: UnitOfWorkFactory, models: ModelHolder, titles: TitleSearch, people: PeopleSearch
    ) -> None:
        self._unit_of_work = unit_of_work
        self._models = models
        self._titles = titles
        self._people = people

    def offer(self, chat_user_id: int, request: Request | None, offset: int = 0) -> Offer:
        """Return the films that a request asks for; a person's own picks when it asks for nothing."""
        if not 0 <= offset <= MAX_OFFSET:
            return Offer("nothing", ())
        titles = _SearchedOnce(self._titles)
        meaning: Meaning = SmallTalk("recommend")
        if request is not None:
            meaning = interpreting_by(titles, self._people, self._models).interpret(request)
        named = _named(titles, meaning, request)
        with self._unit_of_work() as work:
            taste = taste_of(work, chat_user_id)
            kept = kept_filters(work.chat_users.get(chat_user_id))
            # One more than a page tells whether there is another one.
            kind, movie_ids = self._chosen(meaning, named, taste, kept, offset + PAGE_LENGTH + 1)
            page = movie_ids[offset : offset + PAGE_LENGTH]
            films = films_of(work, page)
        predicted = self._recommender.predicted_stars(taste.ratings, page)
        offered = tuple(OfferedFilm(films[each], predicted.get(each)) for each in page if each in films)
        has_more = len(movie_ids) > offset + PAGE_LENGTH and offset + PAGE_LENGTH <= MAX_OFFSET
        return Offer(kind if offered else "nothing", offered, offset + PAGE_LENGTH if has_more else None)

    def share(self, chat_user_id: int, movie_id: int) -> Offer:
        """Return the one film that somebody is about to send to a chat that they chose."""
        with self._unit_of_work() as work:
            film = films_of(work, [movie_id]).get(movie_id)
            ratings = taste_of(work, chat_user_id).ratings
        if film is None:
            return Offer("nothing", ())
        predicted = self._recommender.predicted_stars(ratings, [movie_id])
        return Offer("shared", (OfferedFilm(film, predicted.get(movie_id)),))

    def _chosen(
        self, meaning: Meaning, named: tuple[int, ...], taste: Taste, kept: Filters, n: int
    ) -> tuple[OfferKind, Sequence[int]]:
        match besides(meaning):
            case OpenSimilar(films, filters):
                return "found", self._similar([film.movie_id for film in films], filters, taste, n)
            case OpenList(filters, _, is_popular):
                return "found", self._listed(taste, over(filters, kept), n, is_popular=is_popular)
            case SmallTalk("recommend"):
                kind: OfferKind = (
                    "popular" if self._recommender.is_cold(taste.ratings, taste.watched) else "picks"
                )
                return kind, self._listed(taste, kept, n)
            case _:
                return "found", named

    def _listed(self, taste: Taste, filters: Filters, n: int, *, is_popular: bool = False) -> tuple[int, ...]:
        """Return films for a person as /recommend and /popular choose them."""
        if is_popular:
            return popular_films(self._recommender, n=n, excluded=taste.seen, filters=filters)
        return films_for(self._recommender, taste, n=n, excluded=taste.seen, filters=filters)

    def _similar(self, movie_ids: Sequence[int], filters: Filters, taste: Taste, n: int) -> list[int]:
        similar = [movie_id for movie_id, _ in self._recommender.similar(movie_ids, n=n)]
        return passing_films(self._recommender, similar, filters, taste.ratings)

    @property
    def _recommender(self) -> Recommender:
        return self._models.current().recommender


def _title_in(request: Request | None) -> str | None:
    """Return the title that a request may name."""
    readings = () if request is None else request.readings
    return next((each.title for each in readings if isinstance(each, TitleRequest | RatingRequest)), None)


def _named(titles: _SearchedOnce, meaning: Meaning, request: Request | None) -> tuple[int, ...]:
    """Return the films that are called what was typed, the one that is meant first."""
    match meaning:
        case SaveStars(film):
            return (film.movie_id,)
        case ChooseFilm(asked, films):
            return _in_front([film.movie_id for film in films], titles.all_called(asked))
        case ChooseBetween(films):
            return tuple(film.movie_id for film in films)
        case OpenFilm(film) | ActOnFilm(film):
            return _in_front([film.movie_id], titles.all_called(_title_in(request) or film.title))
        case OpenList() | OpenSimilar() | SmallTalk("recommend"):
            return ()
        case _:
            return titles.all_called(_title_in(request) or "")


def _in_front(first: Sequence[int], others: Sequence[int]) -> tuple[int, ...]:
    """Return films with those that are meant before the others."""
    return tuple(dict.fromkeys((*first, *others)))
