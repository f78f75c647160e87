"""What the API takes and answers, as the OpenAPI page shows it.

What OMDb adds to a film is left out where it is not known; everything else is always there, null if need be.
"""

from __future__ import annotations

import re
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, WithJsonSchema, field_validator
from pydantic_core import PydanticCustomError

from bot.services.views import Confidence, Source
from bot.web.filter_parameters import FilterParameters

MAX_FILMS = 100
MAX_OFFSET = 400
MAX_OTHER_SEEDS = 4
MAX_RATINGS = 5_000
MAX_MOVIE_ID = 2**31 - 1

_DIGITS = re.compile(r"-?[0-9]+")


def _only_digits(word: str) -> str:
    """Refuse what Python takes for a number and nobody else does: 1_0, +1, 1.0, a line break behind it."""
    if _DIGITS.fullmatch(word):
        return word
    raise PydanticCustomError("only_digits", "Input should be a whole number, digits only")


def _no_word(value: object) -> object:
    """Refuse true, and numbers in quotes: whoever sends them means something else or will, one day."""
    if isinstance(value, bool | str):
        raise PydanticCustomError("no_number", "Input should be a number")
    return value


Digits = BeforeValidator(_only_digits)
"""A whole number in a path or a query."""
JsonNumber = BeforeValidator(_no_word)
"""A number in a body."""

MovieId = Annotated[int, Field(ge=1, le=MAX_MOVIE_ID, examples=[318]), JsonNumber]
Stars = Annotated[
    float, Field(ge=0.5, le=5.0, multiple_of=0.5, allow_inf_nan=False, examples=[4.5]), JsonNumber
]
Count = Annotated[int, Field(ge=1, le=MAX_FILMS), JsonNumber]
Offset = Annotated[int, Field(ge=0, le=MAX_OFFSET), JsonNumber]


def _known_only(schema: dict[str, Any]) -> Any:
    """Return a field that is left out when it is not known, and never null."""
    return WithJsonSchema(schema)


class FilmAnswer(BaseModel):
    """A film; what OMDb knows of it is left out when it does not know, or did not answer in time."""

    movie_id: int = Field(description="MovieLens' number of the film.", examples=[318])
    imdb_id: str | None = Field(examples=["tt0111161"])
    title: str = Field(examples=["The Shawshank Redemption"])
    year: int | None = Field(examples=[1994])
    genres: list[str] = Field(examples=[["Crime", "Drama"]])
    poster_url: Annotated[str | None, _known_only({"type": "string", "format": "uri"})] = None
    plot: Annotated[str | None, _known_only({"type": "string"})] = None
    director: Annotated[str | None, _known_only({"type": "string"})] = None
    actors: Annotated[str | None, _known_only({"type": "string"})] = None
    imdb_rating: Annotated[float | None, _known_only({"type": "number", "minimum": 0, "maximum": 10})] = None
    runtime: Annotated[
        int | None, _known_only({"type": "integer", "minimum": 0, "description": "Minutes."})
    ] = None


class Because(BaseModel):
    """A film that was rated, and its exact share in the score; a negative one speaks against."""

    movie_id: int
    title: str
    year: int | None
    stars: float
    contribution: float
    director: str | None = None  # who made both films


class ListedFilmAnswer(FilmAnswer):
    """A film of a list, with what speaks for it."""

    score: float = Field(description="What the list is ordered by; comparable within one list only.")
    predicted_stars: float | None = Field(description="0.5 to 5; null when nothing personal is known.")
    confidence: Confidence | None
    because: list[Because]


class FilmListAnswer(BaseModel):
    """A list of films, best first."""

    source: Source = Field(description="`popular` when nothing personal is known.")
    model_version: int | None = Field(description="null before the first training.")
    filters: dict[str, Any] = Field(
        description="What the list was narrowed to; only what was asked for.",
        examples=[{"genres": ["Comedy"]}],
    )
    recommendations: list[ListedFilmAnswer]


class UserRecommendationsAnswer(FilmListAnswer):
    """What a MovieLens user might like."""

    user_id: int = Field(description="The MovieLens user who was asked about.")


class RatingsRecommendationsAnswer(FilmListAnswer):
    """What somebody with these ratings might like."""

    unknown_movie_ids: list[int] = Field(description="Rated films that the model does not know.")


class SimilarFilmAnswer(FilmAnswer):
    """A film like those asked about."""

    similarity: float


class SimilarFilmsAnswer(BaseModel):
    """The films most like one film, or like all of several; none when the model cannot tell."""

    movie_id: int
    also: list[int] = Field(description="The other films that these are to be like.")
    model_version: int | None
    filters: dict[str, Any] = Field(description="What the films were narrowed to; only what was asked for.")
    similar: list[SimilarFilmAnswer]


class SearchAnswer(BaseModel):
    """Films whose title the words asked for may mean, the likeliest first."""

    query: str
    movies: list[FilmAnswer]


class GivenRating(BaseModel):
    """The stars that somebody gave to a film."""

    model_config = ConfigDict(extra="forbid")

    movie_id: MovieId
    stars: Stars


class FiltersOfQuestion(FilterParameters):
    """What a list is narrowed to; a film of which a fact is not known does not pass."""

    @field_validator("first_year", "last_year", "min_minutes", "max_minutes", "min_stars", mode="before")
    @classmethod
    def _is_a_number(cls, value: object) -> object:
        return _no_word(value)

    @field_validator("features_only", mode="before")
    @classmethod
    def _is_true_or_false(cls, value: object) -> object:
        if isinstance(value, bool):
            return value
        raise PydanticCustomError("no_boolean", "Input should be true or false")


class RatingsQuestion(BaseModel):
    """Ratings of somebody who asks what to watch; they are used for the answer and forgotten."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "examples": [
                {"ratings": [{"movie_id": 318, "stars": 4.5}, {"movie_id": 296, "stars": 2}], "n": 5}
            ]
        },
    )

    ratings: list[GivenRating] = Field(max_length=MAX_RATINGS, description="Each film once.")
    n: Count = 10
    offset: Offset = Field(0, description="How many films of the list were read before: more films.")
    genre: str | None = Field(None, min_length=1, max_length=40, examples=["Comedy"])
    filters: FiltersOfQuestion | None = Field(None, description="As in the queries of the other lists.")
    exclude: list[MovieId] = Field(
        default_factory=list, max_length=MAX_RATINGS, description="Not to be shown."
    )
