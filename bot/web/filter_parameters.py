"""What a list is narrowed to, as query parameters and as a part of a body."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Annotated, Any

from fastapi import Depends, Query
from pydantic import BaseModel, Field

from bot.services.views import Filters

MAX_WORDS = 20
Word = Annotated[str, Field(min_length=1, max_length=40)]
Words = Annotated[list[Word], Field(max_length=MAX_WORDS)]
Year = Annotated[int, Field(ge=1870, le=2100)]
Minutes = Annotated[int, Field(ge=1, le=10_000)]
MinStars = Annotated[float, Field(ge=0.5, le=5.0, allow_inf_nan=False)]


class FilterParameters(BaseModel, extra="forbid"):
    """What a list is narrowed to; a film of which a fact is not known does not pass."""

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
        )


def _capitalised(names: Iterable[str]) -> frozenset[str]:
    """Return names as the facts write them: "french" is French, "united states" United States."""
    return frozenset(name if name != name.lower() else name.title() for name in names)


def _described(text: str, **more: Any) -> Any:
    return Query(description=text, **more)


async def _narrowing(  # async, or the framework asks a thread for it
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
) -> FilterParameters:
    return FilterParameters(
        genre=genre,
        excluded_genre=excluded_genre,
        first_year=first_year,
        last_year=last_year,
        min_minutes=min_minutes,
        max_minutes=max_minutes,
        language=language,
        country=country,
        min_stars=min_stars,
        features_only=features_only,
    )


NarrowingHere = Annotated[FilterParameters, Depends(_narrowing)]
