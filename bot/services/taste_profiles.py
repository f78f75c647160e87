"""What the bot makes of a person's taste, for that person to see."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from bot.models.live_model import ModelHolder
from bot.services.films import films_of
from bot.services.taste import taste_of
from bot.services.views import Film
from recommender.taste_profile import DecadeTaste, GenreTaste, TasteProfile, TellingRating, taste_profile
from storage.unit_of_work import UnitOfWorkFactory

__all__ = [
    "DecadeTaste",
    "GenreTaste",
    "OwnTaste",
    "TasteProfile",
    "TasteProfiles",
    "ToldFilm",
    "TooFewRatings",
]

ENOUGH_FOR_PROFILE = 5


@dataclass(frozen=True)
class ToldFilm:
    """A film with a person's stars beside what everybody gives it."""

    film: Film
    stars: float
    usual_stars: float


@dataclass(frozen=True)
class OwnTaste:
    """A person's taste in numbers, with the films that tell of it and the one to ask about next."""

    profile: TasteProfile
    most_theirs: tuple[ToldFilm, ...]
    not_theirs: ToldFilm | None
    next_film: Film | None


@dataclass(frozen=True)
class TooFewRatings:
    """Little can be said yet of somebody who rated so few films."""

    rated_count: int

    @property
    def missing(self) -> int:
        """Return how many films more it takes; one at least: the model may not know those that were rated."""
        return max(ENOUGH_FOR_PROFILE - self.rated_count, 1)


class TasteProfiles:
    """Works out profiles; nothing is stored."""

    def __init__(self, unit_of_work: UnitOfWorkFactory, models: ModelHolder) -> None:
        self._unit_of_work = unit_of_work
        self._models = models

    def of(self, chat_user_id: int) -> OwnTaste | TooFewRatings:
        """Return a person's taste as the live model sees it."""
        recommender = self._models.current().recommender
        with self._unit_of_work() as work:
            taste = taste_of(work, chat_user_id)
            profile = taste_profile(recommender.model, taste.ratings)
            if profile is None or profile.rated_count < ENOUGH_FOR_PROFILE:
                return TooFewRatings(0 if profile is None else profile.rated_count)
            next_id = recommender.next_question(taste.ratings, dismissed=taste.dismissals.keys())
            told = (*profile.most_theirs, *([profile.not_theirs] if profile.not_theirs else []))
            films = films_of(work, [each.movie_id for each in told] + ([next_id] if next_id else []))
        not_theirs = _told([profile.not_theirs] if profile.not_theirs else [], films)
        return OwnTaste(
            profile,
            most_theirs=_told(profile.most_theirs, films),
            not_theirs=not_theirs[0] if not_theirs else None,
            next_film=films.get(next_id) if next_id else None,
        )


def _told(ratings: Collection[TellingRating], films: dict[int, Film]) -> tuple[ToldFilm, ...]:
    return tuple(
        ToldFilm(films[each.movie_id], each.stars, each.usual_stars)
        for each in ratings
        if each.movie_id in films
    )
