"""Every filter has a sentence, short above a card and long in an answer."""

from __future__ import annotations

import pytest

from bot.presentation import filter_texts
from bot.presentation.locale import ENGLISH
from bot.services.views import Filters
from tests.recommender.test_filtering import A_FILTER_A_FIELD


@pytest.mark.parametrize(("name", "filters"), A_FILTER_A_FIELD.items())
def test_every_filter_is_said_in_both_lengths(name: str, filters: Filters) -> None:
    assert filter_texts.genres(ENGLISH, filters) or filter_texts.further_pieces(ENGLISH, filters), name
    assert filter_texts.films(ENGLISH, filters) != "films", name


@pytest.mark.parametrize(
    ("filters", "said"),
    [
        (Filters(first_year=1990, last_year=1999), "films of the 1990s"),
        (Filters(first_year=1960, last_year=1989), "films of the 1960s to 1980s"),
        (Filters(first_year=1999, last_year=1999), "films from 1999"),
        (Filters(first_year=1990, last_year=1995), "films from 1990–1995"),
        (Filters(first_year=2011), "films from 2011 or later"),
        (Filters(last_year=1969), "films from 1969 or earlier"),
        (
            Filters(max_minutes=120, languages=frozenset({"French", "Italian"})),
            "films of up to 2 h in French or Italian",
        ),
        (Filters(excluded_languages=frozenset({"English"})), "films not in English"),
        (Filters(any_genres=frozenset({"Horror", "Comedy"})), "Comedy or Horror films"),
        (Filters(themes=frozenset({"Pixar"})), "Pixar films"),
        (Filters(themes=frozenset({"Pixar", "robots"})), "Pixar films about robots"),
        (Filters(any_genres=frozenset({"Pixar", "Studio Ghibli"})), "Pixar or Studio Ghibli films"),
        (Filters(any_genres=frozenset({"Horror", "time travel"})), "Horror or time travel films"),
        (Filters(any_genres=frozenset({"robots", "time travel"})), "films about robots or time travel"),
        (Filters(themes=frozenset({"time travel", "Christmas"})), "films about Christmas and time travel"),
        (
            Filters(genres=frozenset({"War"}), any_genres=frozenset({"Horror", "Comedy"})),
            "War and Comedy or Horror films",
        ),
        (Filters(excluded_countries=frozenset({"France"})), "films not from France"),
        (Filters(directors=frozenset({"Joel Coen", "Ethan Coen"})), "films by Ethan Coen or Joel Coen"),
        (
            Filters(genres=frozenset({"Thriller"}), actors=frozenset({"Al Pacino", "Robert De Niro"})),
            "Thriller films with Al Pacino and Robert De Niro",
        ),
        (Filters(excluded_directors=frozenset({"Woody Allen"})), "films not by Woody Allen"),
        (
            Filters(excluded_directors=frozenset({"Joel Coen", "Ethan Coen"})),
            "films not by Ethan Coen or Joel Coen",
        ),
        (Filters(excluded_actors=frozenset({"Tom Cruise"})), "films without Tom Cruise"),
        (
            Filters(
                genres=frozenset({"Comedy"}),
                excluded_directors=frozenset({"Clint Eastwood", "Woody Allen"}),
                excluded_actors=frozenset({"Clint Eastwood"}),
                excluded_genres=frozenset({"War"}),
            ),
            "Comedy films not by Woody Allen without Clint Eastwood without War",
        ),
        (Filters(min_minutes=90, max_minutes=100), "films of 1 h 30 min to 1 h 40 min"),
        (
            Filters(genres=frozenset({"Film-Noir", "War"}), min_stars=4.0),
            "Film noir and War films with ★4 or more",
        ),
    ],
)
def test_filters_end_a_sentence(filters: Filters, said: str) -> None:
    assert filter_texts.films(ENGLISH, filters) == said


def test_who_is_left_out_is_named_in_short_and_never_as_markup() -> None:
    both = frozenset({"Tom Cruise"})
    left_out = Filters(excluded_directors=both | {"<b>Woody</b>"}, excluded_actors=both | {"A" * 90})
    pieces = filter_texts.further_pieces(ENGLISH, left_out)
    assert pieces == ["not by &lt;b&gt;Woody&lt;/b&gt;", f"no {'A' * 39}…", "no Tom Cruise"]


def test_a_film_that_is_left_out_is_named_as_people_say_it() -> None:
    films = frozenset({"Hangover, The (2009)", "<b>Heat</b> (1995)", f"{'Word ' * 30}(1999)"})
    pieces = filter_texts.further_pieces(ENGLISH, Filters(excluded_films=films))
    assert pieces[0] == "no &lt;b&gt;Heat&lt;/b&gt; (1995)"
    assert pieces[1] == "no The Hangover (2009)"
    assert pieces[2].startswith("no Word Word")
    assert pieces[2].endswith("… (1999)")
    both = Filters(
        excluded_actors=frozenset({"Tom Cruise"}), excluded_films=frozenset({"Matrix, The (1999)"})
    )
    assert filter_texts.films(ENGLISH, both) == "films without Tom Cruise or The Matrix (1999)"


def test_of_many_who_are_left_out_a_few_are_named() -> None:
    many = frozenset(f"Somebody {number:02}" for number in range(60))
    everywhere, directed = Filters(excluded_actors=many), Filters(excluded_directors=many)
    assert filter_texts.further_pieces(ENGLISH, everywhere)[-2:] == ["no Somebody 04", "…"]
    assert filter_texts.films(ENGLISH, everywhere).endswith("Somebody 03, Somebody 04 or …")
    assert len(filter_texts.films(ENGLISH, directed)) < 120
