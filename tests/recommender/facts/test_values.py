from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recommender.facts.records import Facts
from recommender.facts.values import imdb_id_of, minutes, names, rating, read_omdb_facts, votes

ANSWER = {
    "Title": "Ran",
    "Rated": "R",
    "Runtime": "2 h 42 min",
    "Director": "Akira Kurosawa",
    "Writer": "Akira Kurosawa (screenplay), Hideo Oguni (screenplay), Akira Kurosawa (story)",
    "Actors": "Tatsuya Nakadai, Akira Terao",
    "Plot": "A sentence that stays where it is.",
    "Language": "Japanese",
    "Country": "Japan, France",
    "Poster": "https://example.org/ran.jpg",
    "imdbRating": "8.2",
    "imdbVotes": "136,000",
    "imdbID": "tt0089881",
    "Type": "movie",
    "Response": "True",
}


def test_an_answer_becomes_facts_without_sentences_and_pictures() -> None:
    assert read_omdb_facts(ANSWER) == (
        "tt0089881",
        Facts(
            film_type="movie",
            directors=("Akira Kurosawa",),
            writers=("Akira Kurosawa", "Hideo Oguni"),
            actors=("Tatsuya Nakadai", "Akira Terao"),
            languages=("Japanese",),
            countries=("Japan", "France"),
            runtime_minutes=162,
            certificate="R",
            imdb_rating=8.2,
            imdb_votes=136_000,
        ),
    )


@pytest.mark.parametrize(
    "answer",
    [
        {},
        {"Response": "False", "Error": "Incorrect IMDb ID."},
        ANSWER | {"Title": "#DUPE#"},
        ANSWER | {"imdbID": "tt0"},
        ANSWER | {"imdbID": "N/A"},
    ],
)
def test_an_error_a_merged_id_and_an_answer_without_an_id_are_no_film(answer: dict[str, str]) -> None:
    assert read_omdb_facts(answer) is None


def test_a_film_with_every_field_not_available_has_no_facts() -> None:
    nothing = dict.fromkeys(ANSWER, "N/A") | {"imdbID": "tt0000001"}
    assert read_omdb_facts(nothing) == ("tt0000001", Facts())


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("112 min", 112),
        ("1 h 52 min", 112),
        ("2 h", 120),
        ("1,020 min", 1020),
        ("N/A", 0),
        ("", 0),
        ("long", 0),
        ("min", 0),
        (None, 0),
        ("-5 min", 0),
    ],
)
def test_runtimes_are_minutes(text: object, expected: int) -> None:
    assert minutes(text) == expected


def test_names_come_once_and_without_roles() -> None:
    assert names("Joel Coen (co-director), joel coen,  Ethan  Coen, N/A, None") == ("Joel Coen", "Ethan Coen")
    assert names("England, Great Britain") == ("England", "Great Britain")  # people may be called so


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("tt0012349", "tt0012349"),
        ("TT12349", "tt0012349"),
        ("tt10", "tt0000010"),
        ("tt0", None),
        ("12", None),
    ],
)
def test_ids_have_at_least_seven_digits(text: str, expected: str | None) -> None:
    assert imdb_id_of(text) == expected


@given(st.one_of(st.text(), st.integers(), st.none(), st.booleans(), st.floats(), st.lists(st.text())))
def test_whatever_comes_is_read_or_unknown(value: object) -> None:
    assert minutes(value) >= 0
    assert 0 <= votes(value) < 10**9
    assert rating(value) is None or 1 <= (rating(value) or 0) <= 10
    assert len({name.casefold() for name in names(value)}) == len(names(value))
    assert names(", ".join(names(value))) == names(value) or any("," in name for name in names(value))


def test_shorts_and_series_are_no_features_and_unknown_lengths_are() -> None:
    assert Facts().for_filters.is_feature
    assert Facts(runtime_minutes=90).for_filters.is_feature
    assert not Facts(runtime_minutes=12).for_filters.is_feature
    assert not Facts(film_type="series", runtime_minutes=50).for_filters.is_feature


def test_lists_are_narrowed_by_the_language_that_most_of_a_film_is_in() -> None:
    casablanca = Facts(languages=("English", "French", "German"), countries=("United States",))
    assert casablanca.for_filters.languages == ("English",)
    assert Facts().for_filters.languages == ()
