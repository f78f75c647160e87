"""What services return: frozen records that handlers, cards and the HTTP face read."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from bot.services.origins import FROM_NOWHERE, Origin, StoredSearch
from bot.services.shelves import ON_NO_SHELF, ShelfState
from bot.services.undoing import EarlierStars
from recommender.confidence import Confidence
from recommender.film_names import film_name, split_film_name
from recommender.filtering import NO_FILTERS, Filters
from storage.records.people import RatingOrder

__all__ = [
    "NO_FILTERS",
    "Confidence",
    "DeckPage",
    "Film",
    "FilmDetails",
    "FilmPage",
    "Filters",
    "FirstFilms",
    "FirstFilmsRated",
    "Greeting",
    "LastAnswer",
    "NothingLeftToAsk",
    "Notice",
    "Prediction",
    "Question",
    "RatedFilm",
    "RatingNumbers",
    "RatingOrder",
    "RatingsPage",
    "Reason",
    "Source",
    "film_name",
    "split_film_name",
]

Source = Literal["model", "popular", "similar", "watchlist", "new"]
Notice = Literal["order", "held_back"]
"""What is said once with a list: its order is not that of the stars; films shown lately are held back."""


@dataclass(frozen=True)
class Film:
    """A movie as a person knows it; called is the title of another country by which it was looked for."""

    movie_id: int
    title: str
    year: int | None
    genres: tuple[str, ...]
    imdb_id: str | None
    called: str | None = field(default=None, compare=False)


@dataclass(frozen=True)
class FilmDetails:
    """What OMDb adds to a film; whatever it does not know is None."""

    plot: str | None = None
    director: str | None = None
    actors: str | None = None
    runtime_minutes: int | None = None
    imdb_rating: float | None = None
    poster_url: str | None = None


HitKind = Literal["movie", "series"]
"""What OMDb can be searched for."""


@dataclass(frozen=True)
class TitleHit:
    """What a search by title knows of a film; kind is "movie", "series", "episode" or "game"."""

    imdb_id: str
    title: str
    year: int | None
    kind: str


@dataclass(frozen=True)
class RatedFilm:
    """A film and the stars a person gave it."""

    film: Film
    stars: float


@dataclass(frozen=True)
class Reason:
    """A film the person rated that moved a recommendation up (contribution > 0) or down (< 0).

    stars are None for one that they have only seen; director is who made both films, where that is known.
    """

    film: Film
    stars: float | None
    contribution: float
    director: str | None = None


@dataclass(frozen=True)
class Prediction:
    """How much the person would probably like a film, and how sure that is."""

    predicted_stars: float
    confidence: Confidence


@dataclass(frozen=True)
class DeckPage:
    """One card of a list that the person leafs through; position counts from 0."""

    deck_id: int
    position: int
    size: int
    source: Source
    film: Film
    prediction: Prediction | None
    reasons: tuple[Reason, ...]
    own_stars: float | None
    last_rated: RatedFilm | None
    model_is_missing: bool
    shelves: ShelfState = ON_NO_SHELF
    filters: Filters = NO_FILTERS
    like: tuple[Film, ...] = ()
    ahead: tuple[Film, ...] = ()
    notice: Notice | None = None
    left_out: str = ""  # what was asked for besides and is not known
    usual_stars: float | None = None  # what the person gives on average
    replaced: EarlierStars | None = None  # by the last tap, which can be undone
    linked_stay: bool = False  # stars of a linked MovieLens user, which the last tap could not delete


@dataclass(frozen=True)
class FilmPage:
    """One film by itself, as one person sees it."""

    film: Film
    prediction: Prediction | None
    own_stars: float | None
    shelves: ShelfState = ON_NO_SHELF
    came_from: Origin = FROM_NOWHERE
    is_added: bool = False  # by name; no data set brought it
    stars_are_linked: bool = False  # a MovieLens user's, none given here


@dataclass(frozen=True)
class LastAnswer:
    """The previous answer in onboarding; no stars means "haven't seen"."""

    film: Film
    stars: float | None


@dataclass(frozen=True)
class Question:
    """The film that onboarding asks about next."""

    film: Film
    answered: int
    enough: bool
    last: LastAnswer | None
    filters: Filters = NO_FILTERS


@dataclass(frozen=True)
class FirstFilms:
    """Films shown to a newcomer at once, those they have seen ticked; screens are numbered from 1."""

    number: int
    films: tuple[Film, ...]
    ticked: frozenset[int]


@dataclass(frozen=True)
class FirstFilmsRated:
    """Every film that was ticked has been answered: the first list can be made."""

    answered: int


@dataclass(frozen=True)
class NothingLeftToAsk:
    """Every film worth asking about has been answered."""

    answered: int
    filters: Filters = NO_FILTERS


@dataclass(frozen=True)
class RatingNumbers:
    """A person's own numbers: what they give on average, and the genres that they rated most, at most 3."""

    mean_stars: float
    genres: tuple[str, ...]


@dataclass(frozen=True)
class RatingsPage:
    """A page of a person's own ratings, or of those that were looked for; page counts from 0.

    total is how many films all pages have, rated_count how many the person rated.
    """

    items: tuple[RatedFilm, ...]
    page: int
    page_count: int
    total: int
    linked_count: int
    order: RatingOrder = "newest"
    numbers: RatingNumbers | None = None
    searched: StoredSearch | None = None
    rated_count: int = 0


@dataclass(frozen=True)
class Greeting:
    """Who is at the door."""

    is_known: bool
    first_name: str
    rating_count: int
    movielens_user_id: int | None
