"""What a list is narrowed to, as query parameters and as a part of a body."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Annotated, Any

from fastapi import Depends, FastAPI, Query, Request
from fastapi.exceptions import RequestValidationError
from pydantic import BaseModel, Field, ValidationError

from bot.services.views import Filters
from bot.understanding.collections import COLLECTIONS
from bot.understanding.english import ENGLISH
from bot.understanding.phrases import comparable

MAX_WORDS = 20
Word = Annotated[str, Field(min_length=1, max_length=40)]
Words = Annotated[list[Word], Field(max_length=MAX_WORDS)]
Name = Annotated[str, Field(min_length=1, max_length=80)]
Names = Annotated[list[Name], Field(max_length=MAX_WORDS)]
Title = Annotated[str, Field(min_length=1, max_length=200)]
Titles = Annotated[list[Title], Field(max_length=MAX_WORDS)]
Year = Annotated[int, Field(ge=1870, le=2100)]
Minutes = Annotated[int, Field(ge=1, le=10_000)]
MinStars = Annotated[float, Field(ge=0.5, le=5.0, allow_inf_nan=False)]


class FilterParameters(BaseModel, extra="forbid"):
    """What a list is narrowed to; a film of which a fact is not known does not pass.

    People who are left out are the exception: a film of which nobody knows who made it stays.
    """

    genre: Words = Field(default_factory=list)
    excluded_genre: Words = Field(default_factory=list)
    first_year: Year | None = None
    last_year: Year | None = None
    min_minutes: Minutes | None = None
    max_minutes: Minutes | None = None
    language: Words = Field(default_factory=list)
    country: Words = Field(default_factory=list)
    min_stars: MinStars | None = None
    features_only: bool = True
    any_genre: Words = Field(default_factory=list)
    director: Names = Field(default_factory=list)
    actor: Names = Field(default_factory=list)
    excluded_language: Words = Field(default_factory=list)
    excluded_country: Words = Field(default_factory=list)
    theme: Words = Field(default_factory=list)
    excluded_director: Names = Field(default_factory=list)
    excluded_actor: Names = Field(default_factory=list)
    excluded_film: Titles = Field(default_factory=list)

    def to_filters(self, genre_called: Callable[[str], str]) -> Filters:
        """Return the filters; genre_called raises UnknownGenre for a word that is none."""
        return Filters(
            genres=frozenset(map(genre_called, self.genre)),
            excluded_genres=frozenset(map(genre_called, self.excluded_genre)),
            first_year=self.first_year,
            last_year=self.last_year,
            min_minutes=self.min_minutes,
            max_minutes=self.max_minutes,
            languages=_capitalised(self.language),
            countries=_capitalised(self.country),
            min_stars=self.min_stars,
            features_only=self.features_only,
            any_genres=frozenset(map(genre_called, self.any_genre)),
            directors=_as_named(self.director),
            actors=_as_named(self.actor),
            excluded_languages=_capitalised(self.excluded_language),
            excluded_countries=_capitalised(self.excluded_country),
            themes=frozenset(map(theme_called, self.theme)),
            excluded_directors=_as_named(self.excluded_director),
            excluded_actors=_as_named(self.excluded_actor),
            excluded_films=frozenset(self.excluded_film),
        )


def _capitalised(names: Iterable[str]) -> frozenset[str]:
    """Return names as the facts write them: "french" is French, "united states" United States."""
    return frozenset(name if name != name.lower() else name.title() for name in names)


def theme_called(word: str) -> str:
    """Return the theme or collection of a word; another word stays, and no film is known to be about it."""
    return COLLECTIONS.get(comparable(word)) or ENGLISH.themes.get(comparable(word), word)


def _as_named(names: Iterable[str]) -> frozenset[str]:
    """Return people's names as the facts write them, where nobody wrote a capital: "akira kurosawa"."""
    return _capitalised(name.strip() for name in names)


def _described(text: str, **more: Any) -> Any:
    return Query(description=text, **more)


def _declared(
    *,
    genre: Annotated[Words, _described("Only films of this genre; repeat it for films of all of them.")] = [],  # noqa: B006  # FastAPI copies it
    excluded_genre: Annotated[Words, _described("No films of these genres.")] = [],  # noqa: B006
    first_year: Annotated[Year | None, _described("Not older.")] = None,
    last_year: Annotated[Year | None, _described("Not newer.")] = None,
    min_minutes: Annotated[Minutes | None, _described("At least so long.")] = None,
    max_minutes: Annotated[Minutes | None, _described("At most so long.")] = None,
    language: Annotated[Words, _described("In any of these languages, in English.")] = [],  # noqa: B006
    country: Annotated[Words, _described("From any of these countries, in English.")] = [],  # noqa: B006
    min_stars: Annotated[MinStars | None, _described("Predicted stars, popular: mean stars.")] = None,
    features_only: Annotated[bool, _described("No specials, no series.")] = True,
    any_genre: Annotated[Words, _described("Films of any of these genres.")] = [],  # noqa: B006
    director: Annotated[Names, _described("By any of these directors, by their whole name.")] = [],  # noqa: B006
    actor: Annotated[Names, _described("With all of these people, by their whole names.")] = [],  # noqa: B006
    excluded_language: Annotated[Words, _described("In none of these languages.")] = [],  # noqa: B006
    excluded_country: Annotated[Words, _described("From none of these countries.")] = [],  # noqa: B006
    theme: Annotated[Words, _described("About all of these, as far as tags tell: time travel …")] = [],  # noqa: B006
    excluded_director: Annotated[Names, _described("By none of these directors, as far as is known.")] = [],  # noqa: B006
    excluded_actor: Annotated[Names, _described("With none of these people, as far as is known.")] = [],  # noqa: B006
    excluded_film: Annotated[Titles, _described("None of these, by title and year: Heat (1995).")] = [],  # noqa: B006
) -> None:
    """Declare the parameters for the description; nobody calls it."""


def described_parameters() -> list[dict[str, Any]]:
    """Return the parameters as the description of an operation has them."""
    declaring = FastAPI()
    declaring.get("/")(_declared)
    parameters: list[dict[str, Any]] = declaring.openapi()["paths"]["/"]["get"]["parameters"]
    return parameters


async def _narrowing(request: Request) -> FilterParameters:  # async, or the framework asks a thread for it
    """Read the parameters; most requests have none.

    The framework would look for each of them in every request, a third of what a remembered list costs.
    """
    given = request.query_params
    if not given:
        return _NOTHING
    try:
        return FilterParameters.model_validate(
            {name: given.getlist(name) if name in _LISTS else given[name] for name in _NAMES if name in given}
        )
    except ValidationError as error:
        raise RequestValidationError(
            [{**each, "loc": ("query", *each["loc"])} for each in error.errors()]
        ) from error


_NOTHING = FilterParameters()
_NAMES = tuple(FilterParameters.model_fields)
_LISTS = frozenset(name for name in _NAMES if isinstance(getattr(_NOTHING, name), list))

NarrowingHere = Annotated[FilterParameters, Depends(_narrowing)]
