"""The filters of a request are read without the framework, and described by it."""

from __future__ import annotations

import pytest
from fastapi.exceptions import RequestValidationError
from starlette.requests import Request

from bot.services.views import Filters
from bot.web.filter_parameters import FilterParameters, _narrowing, described_parameters


def asked(query: str) -> Request:
    return Request({"type": "http", "query_string": query.encode(), "headers": []})


async def test_every_filter_is_read() -> None:
    read = await _narrowing(
        asked(
            "genre=Comedy&genre=War&excluded_genre=Horror&first_year=1960&last_year=1999&min_minutes=80"
            "&max_minutes=120&language=French&country=france&min_stars=3.5&features_only=false&n=5"
            "&any_genre=Drama&any_genre=Crime&director=Akira+Kurosawa&actor=Tom+Hanks&actor=meg+ryan"
            "&excluded_language=english&excluded_country=united+states&theme=time+travel"
            "&excluded_director=Woody+Allen&excluded_actor=adam+sandler&excluded_actor=Tom+Cruise"
            "&excluded_film=Hangover,+The+(2009)"
        )
    )
    assert read == FilterParameters(
        genre=["Comedy", "War"],
        excluded_genre=["Horror"],
        first_year=1960,
        last_year=1999,
        min_minutes=80,
        max_minutes=120,
        language=["French"],
        country=["france"],
        min_stars=3.5,
        features_only=False,
        any_genre=["Drama", "Crime"],
        director=["Akira Kurosawa"],
        actor=["Tom Hanks", "meg ryan"],
        excluded_language=["english"],
        excluded_country=["united states"],
        theme=["time travel"],
        excluded_director=["Woody Allen"],
        excluded_actor=["adam sandler", "Tom Cruise"],
        excluded_film=["Hangover, The (2009)"],
    )


def test_names_are_written_as_the_facts_have_them() -> None:
    asked_for = FilterParameters(
        any_genre=["drama"],
        director=["akira kurosawa"],
        actor=["Robert De Niro"],
        excluded_language=["english"],
        excluded_country=["united states"],
        theme=["Zombie", "chess"],
        excluded_director=["woody allen"],
        excluded_actor=["adam sandler"],
        excluded_film=["sex, lies, and videotape (1989)"],
    )
    assert asked_for.to_filters(str.title) == Filters(
        any_genres=frozenset({"Drama"}),
        directors=frozenset({"Akira Kurosawa"}),
        actors=frozenset({"Robert De Niro"}),
        excluded_languages=frozenset({"English"}),
        excluded_countries=frozenset({"United States"}),
        themes=frozenset({"zombies", "chess"}),
        excluded_directors=frozenset({"Woody Allen"}),
        excluded_actors=frozenset({"Adam Sandler"}),
        excluded_films=frozenset({"sex, lies, and videotape (1989)"}),
    )


@pytest.mark.parametrize("query", ["", "n=5", "surprise=1"])
async def test_without_filters_nothing_is_narrowed(query: str) -> None:
    assert await _narrowing(asked(query)) == FilterParameters()


@pytest.mark.parametrize(
    ("query", "place"),
    [("first_year=new", ("query", "first_year")), ("genre=Comedy&genre=", ("query", "genre", 1))],
)
async def test_what_cannot_be_read_is_named(query: str, place: tuple[str | int, ...]) -> None:
    with pytest.raises(RequestValidationError) as refused:
        await _narrowing(asked(query))
    assert [each["loc"] for each in refused.value.errors()] == [place]


def test_the_description_names_every_filter() -> None:
    described = {each["name"]: each for each in described_parameters()}
    assert list(described) == list(FilterParameters.model_fields)
    assert all(each["description"] and not each["required"] for each in described.values())
