"""Drawn posters: whatever the film, a picture that Telegram takes, the same every time."""

from __future__ import annotations

import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from bot.posters.drawing.poster import MAX_FILE_BYTES, drawn_poster
from recommender.catalogue import GENRES

TITLES = [
    "Up",
    "Amélie (Fabuleux destin d'Amélie Poulain, Le)",
    "Crouching Tiger, Hidden Dragon (Wo hu cang long)",
    "Москва слезам не верит",
    "千と千尋の神隠し",
    "🎬🍿",
    "",
    "   ",
    "()",
    "W" * 400,
    "word " * 200,
    "\x00\ud83d\u202e\u0301",
]


def opened(poster):
    return Image.open(io.BytesIO(poster))


@pytest.mark.parametrize("title", TITLES)
@pytest.mark.parametrize("year", [None, 1999])
def test_every_title_gets_a_poster(title, year):
    poster = opened(drawn_poster(title, year, ("Drama",)))
    assert poster.format == "JPEG"
    assert poster.mode == "RGB"
    assert poster.size == (600, 900)


@pytest.mark.parametrize("genre", [*GENRES, "(no genres listed)", "A genre of tomorrow"])
def test_every_genre_has_a_poster_of_its_own_that_is_small_enough(genre):
    poster = drawn_poster("A Film", 1999, (genre,))
    assert len(poster) <= MAX_FILE_BYTES
    assert poster != drawn_poster("A Film", 1999, ("Western",) if genre != "Western" else ("Drama",))


@settings(max_examples=15, deadline=None)
@given(
    st.text(max_size=200),
    st.none() | st.integers(-5, 99_999),
    st.lists(st.sampled_from(GENRES) | st.text(max_size=20), max_size=6),
)
def test_nothing_makes_drawing_fail(title, year, genres):
    assert opened(drawn_poster(title, year, genres)).size == (600, 900)


def test_the_same_film_always_has_the_same_poster():
    assert drawn_poster("A Film", 1999, ("Drama",)) == drawn_poster("A Film", 1999, ("Drama",))


def test_films_of_one_genre_differ():
    posters = {drawn_poster(f"Film {number}", 1999, ("Drama",)) for number in range(6)}
    assert len(posters) == 6


def test_the_title_is_seen():
    def title_area(title):
        return opened(drawn_poster(title, None, ("Drama",))).crop((44, 650, 556, 796)).convert("L")

    darkest, brightest = title_area("Rear Window").getextrema()
    assert brightest - darkest > 150
