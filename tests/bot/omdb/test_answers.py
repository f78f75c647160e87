"""What OMDb sends: good answers, errors of every shape, pages of somebody else."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.omdb.answers import read_answer
from bot.omdb.details_cache import Found, Missed, Outcome
from bot.services.views import FilmDetails
from recommender.facts.records import Facts

IMDB_ID = "tt0133093"
GOOD = {
    "Title": "A Good Film",
    "Year": "1999",
    "Runtime": "136 min",
    "Director": "Ann Example, Bea Example",
    "Actors": "Cy Example",
    "Plot": "Somebody learns something.",
    "Language": "English",
    "Poster": "https://m.media-amazon.com/images/M/good._V1_SX300.jpg",
    "imdbRating": "8.7",
    "imdbID": IMDB_ID,
    "Type": "movie",
    "Response": "True",
}

FACTS = Facts(
    directors=("Ann Example", "Bea Example"),
    actors=("Cy Example",),
    languages=("English",),
    runtime_minutes=136,
    imdb_rating=8.7,
)


def read(body, status=200):
    written = json.dumps(body).encode() if isinstance(body, dict | list) else body
    return read_answer(status, written, IMDB_ID)


def error(message):
    return {"Response": "False", "Error": message}


def test_a_good_answer_becomes_details():
    assert read(GOOD) == Found(
        FilmDetails(
            plot="Somebody learns something.",
            director="Ann Example, Bea Example",
            actors="Cy Example",
            runtime_minutes=136,
            imdb_rating=8.7,
            poster_url="https://m.media-amazon.com/images/M/good._V1_SX300.jpg",
        ),
        title="A Good Film",
        year=1999,
        facts=FACTS,
        kind="movie",
    )


def test_a_film_of_which_omdb_knows_only_the_title_is_found_all_the_same():
    empty = dict.fromkeys(GOOD, "N/A") | {"Title": "Obscure", "imdbID": IMDB_ID, "Response": "True"}
    assert read(empty) == Found(FilmDetails(), title="Obscure", facts=Facts())


def test_a_series_is_read_like_a_film():
    answer = read(GOOD | {"Type": "series", "Year": "2019–", "totalSeasons": "N/A"})
    assert isinstance(answer, Found)
    assert answer.year == 2019


def test_values_of_unexpected_kinds_are_left_out():
    odd = {"Runtime": 136, "imdbRating": 8.7, "Plot": ["a"], "Director": {"name": "x"}, "Poster": None}
    answer = read(GOOD | odd)
    assert isinstance(answer, Found)
    assert answer.details == FilmDetails(actors="Cy Example", runtime_minutes=136, imdb_rating=8.7)


@pytest.mark.parametrize(
    ("status", "body", "outcome"),
    [
        (200, error("Movie not found!"), Outcome.NOT_FOUND),
        (200, error("Incorrect IMDb ID."), Outcome.INCORRECT_IMDB_ID),
        (200, error("Error getting data."), Outcome.ERROR_GETTING_DATA),
        (200, error("Something went wrong."), Outcome.SOMETHING_WENT_WRONG),
        (200, error("Too many results."), Outcome.TOO_MANY_RESULTS),
        (401, error("Request limit reached!"), Outcome.REQUEST_LIMIT_REACHED),
        (401, error("Daily request limit reached!"), Outcome.DAILY_REQUEST_LIMIT_REACHED),
        (401, error("Invalid API key!"), Outcome.INVALID_API_KEY),
        (401, error("No API key provided."), Outcome.NO_API_KEY),
        (401, b'<root response="False"><error>No API key provided.</error></root>', Outcome.NO_API_KEY),
        (
            200,
            b'{"Response":"False","Error":"Conversion from string "0a1b" to type \'Double\' is not valid."}',
            Outcome.CONVERSION_FAILED,
        ),
        (200, error("A message nobody has seen yet."), Outcome.UNKNOWN_ERROR),
        (200, GOOD | {"Title": "#DUPE#"}, Outcome.DUPLICATE),
        (200, GOOD | {"imdbID": "tt0000002"}, Outcome.OTHER_FILM),
        (200, GOOD | {"Title": None}, Outcome.UNEXPECTED_ANSWER),
        (200, {"Response": "True"}, Outcome.UNEXPECTED_ANSWER),
        (200, {}, Outcome.UNEXPECTED_ANSWER),
        (200, [GOOD], Outcome.UNEXPECTED_ANSWER),
        (200, b"42", Outcome.UNEXPECTED_ANSWER),
        (
            200,
            b'<?xml version="1.0"?><root response="True"><movie title="x"/></root>',
            Outcome.UNEXPECTED_ANSWER,
        ),
        (200, b"<!DOCTYPE html><html><body>Back soon</body></html>", Outcome.HTML_PAGE),
        (200, b'{"Title":"An "unescaped" title","Response":"True"}', Outcome.INVALID_JSON),
        (200, b'{"Title":"Cut o', Outcome.INVALID_JSON),
        (200, b"", Outcome.INVALID_JSON),
        (200, b"[" * 100_000, Outcome.INVALID_JSON),
        (401, b"<html>who are you</html>", Outcome.INVALID_API_KEY),
        (403, b"<html>blocked</html>", Outcome.FORBIDDEN),
        (408, b"", Outcome.TIMED_OUT),
        (429, b"", Outcome.TOO_MANY_REQUESTS),
        (500, b"", Outcome.SERVER_ERROR),
        (503, b"<html>unavailable</html>", Outcome.SERVER_ERROR),
        (522, b"<html>connection timed out</html>", Outcome.SERVER_ERROR),
        (404, b"<html>no such page</html>", Outcome.UNEXPECTED_STATUS),
        (302, b"", Outcome.UNEXPECTED_STATUS),
        (503, GOOD, Outcome.SERVER_ERROR),
        (503, error("A message nobody has seen yet."), Outcome.SERVER_ERROR),
        (503, error("Request limit reached!"), Outcome.REQUEST_LIMIT_REACHED),
    ],
)
def test_everything_else_has_a_name(status, body, outcome):
    assert read(body, status) == Missed(outcome)


def test_raw_control_characters_do_not_cost_the_answer():
    damaged = json.dumps(GOOD).replace("learns something", "learns\x1f \n\tsomething").encode()
    with pytest.raises(json.JSONDecodeError):
        json.loads(damaged)
    answer = read(damaged)
    assert isinstance(answer, Found)
    assert answer.details.plot == "Somebody learns something."


def test_bytes_that_are_no_utf_8_do_not_cost_the_answer():
    answer = read(json.dumps(GOOD).encode().replace(b"Cy", b"C\xe9"))
    assert isinstance(answer, Found)
    assert answer.details.actors == "C\ufffd Example"


@given(st.integers(100, 599), st.binary(max_size=300))
def test_no_bytes_make_reading_fail(status, body):
    assert isinstance(read_answer(status, body, IMDB_ID), Missed)


values = st.recursive(st.none() | st.booleans() | st.floats() | st.text(), st.lists, max_leaves=4)


@given(st.dictionaries(st.sampled_from(sorted(GOOD)), values))
def test_no_kind_of_value_makes_reading_fail(odd):
    answer = read(GOOD | odd)
    assert isinstance(answer, Found | Missed)
