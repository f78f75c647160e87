"""The parts of filters: every field belongs to one, and taking them away one by one leaves nothing."""

from __future__ import annotations

from dataclasses import fields

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.services.narrowing import EVERY_PART, MAX_UNWANTED, PARTS, only, over, parts_of, without
from bot.services.views import NO_FILTERS, Filters

some_filters = st.builds(
    Filters,
    genres=st.sampled_from([frozenset(), frozenset({"Comedy"}), frozenset({"Horror", "War"})]),
    excluded_genres=st.sampled_from([frozenset(), frozenset({"Drama"})]),
    first_year=st.none() | st.integers(1890, 2030),
    last_year=st.none() | st.integers(1890, 2030),
    max_minutes=st.none() | st.integers(60, 200),
    min_stars=st.none() | st.just(3.5),
    features_only=st.booleans(),
    excluded_directors=st.sampled_from([frozenset(), frozenset({"Woody Allen"})]),
    excluded_actors=st.sampled_from([frozenset(), frozenset({"Woody Allen"})]),
    excluded_films=st.sampled_from([frozenset(), frozenset({"Heat (1995)"}), frozenset({"Casino (1995)"})]),
)


def test_every_field_belongs_to_one_part() -> None:
    assert sorted(name for names in PARTS for name in names) == sorted(each.name for each in fields(Filters))


@given(some_filters)
def test_without_each_of_its_parts_nothing_is_left(filters: Filters) -> None:
    for part in parts_of(filters):
        filters = without(filters, part)
    assert filters == NO_FILTERS
    assert without(filters, EVERY_PART) == NO_FILTERS


@given(some_filters, some_filters)
def test_what_is_asked_for_comes_before_what_is_kept(asked: Filters, kept: Filters) -> None:
    both = over(asked, kept)
    for part in range(len(PARTS)):
        said = asked if part in parts_of(asked) else kept
        if not any(name.startswith("excluded") for name in PARTS[part]):
            assert only(both, part) == only(said, part)


@given(some_filters, some_filters)
def test_what_is_not_wanted_is_added_to_what_is_kept_out(asked: Filters, kept: Filters) -> None:
    both = over(asked, kept)
    assert both.excluded_genres == asked.excluded_genres | kept.excluded_genres
    assert both.excluded_directors == asked.excluded_directors | kept.excluded_directors
    assert both.excluded_actors == asked.excluded_actors | kept.excluded_actors
    assert both.excluded_films == asked.excluded_films | kept.excluded_films


HORROR, FRENCH, ALLEN = frozenset({"Horror"}), frozenset({"French"}), frozenset({"Woody Allen"})
COMEDY = frozenset({"Comedy"})
NO_ALLEN = Filters(excluded_directors=ALLEN, excluded_actors=ALLEN)


@pytest.mark.parametrize(
    ("asked", "kept"),
    [
        (Filters(genres=HORROR), Filters(excluded_genres=HORROR)),
        (Filters(any_genres=HORROR), Filters(excluded_genres=HORROR)),
        (Filters(excluded_genres=HORROR), Filters(genres=HORROR)),
        (Filters(themes=HORROR), Filters(excluded_genres=HORROR)),
        (Filters(languages=FRENCH), Filters(excluded_languages=FRENCH)),
        (Filters(excluded_languages=FRENCH), Filters(languages=FRENCH)),
        (Filters(countries=FRENCH), Filters(excluded_countries=FRENCH)),
        (Filters(directors=ALLEN), NO_ALLEN),
        (Filters(actors=ALLEN), NO_ALLEN),
        (NO_ALLEN, Filters(directors=ALLEN, actors=ALLEN)),
    ],
)
def test_what_is_kept_does_not_contradict_what_is_asked_for(asked: Filters, kept: Filters) -> None:
    assert over(asked, kept) == asked


@pytest.mark.parametrize(
    ("asked", "kept"),
    [
        (
            Filters(genres=HORROR, excluded_genres=COMEDY),
            Filters(genres=COMEDY, excluded_genres=HORROR),
        ),
        (
            Filters(languages=FRENCH, excluded_languages=COMEDY),
            Filters(languages=COMEDY, excluded_languages=FRENCH),
        ),
        (
            Filters(directors=ALLEN, excluded_directors=COMEDY, excluded_actors=COMEDY),
            Filters(excluded_directors=ALLEN, excluded_actors=ALLEN),
        ),
    ],
)
def test_a_wish_that_turns_round_what_is_kept_stands_alone(asked: Filters, kept: Filters) -> None:
    assert over(asked, kept) == asked


def test_a_wish_that_contradicts_itself_stays_as_it_is() -> None:
    asked = Filters(genres=HORROR, excluded_genres=HORROR)
    assert over(asked, NO_FILTERS) == asked


def test_no_more_is_kept_out_than_a_list_can_say() -> None:
    kept = Filters(excluded_actors=frozenset(f"Somebody {number:02}" for number in range(MAX_UNWANTED)))
    both = over(Filters(excluded_actors=ALLEN), kept).excluded_actors
    assert len(both) == MAX_UNWANTED
    assert both >= ALLEN


def test_who_is_left_out_is_taken_away_at_once() -> None:
    [part] = parts_of(NO_ALLEN)
    assert without(NO_ALLEN, part) == NO_FILTERS


def test_years_are_replaced_together() -> None:
    kept = Filters(first_year=1960, last_year=1969)
    assert over(Filters(first_year=2000), kept) == Filters(first_year=2000)


@given(st.integers(len(PARTS), EVERY_PART - 1), some_filters)
def test_a_part_that_is_not_known_changes_nothing(part: int, filters: Filters) -> None:
    assert without(filters, part) == filters
    assert only(filters, part) == NO_FILTERS
