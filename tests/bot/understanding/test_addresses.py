"""Films named by the addresses of their pages."""

from __future__ import annotations

import pytest

from bot.understanding.addresses import tmdb_id_in, with_titles


@pytest.mark.parametrize(
    ("typed", "title"),
    [
        ("https://letterboxd.com/film/heat-1995/", "heat 1995"),
        ("https://letterboxd.com/ada/film/12-angry-men/1/", "12 angry men"),
        ("letterboxd.com/film/alien", "alien"),
        ("https://trakt.tv/movies/the-matrix-1999", "the matrix 1999"),
        ("https://www.themoviedb.org/movie/949-heat?language=de", "heat"),
        ("https://www.justwatch.com/de/Film/Das-Boot", "Das Boot"),
        ("https://www.rottentomatoes.com/m/pulp_fiction", "pulp fiction"),
        ("https://en.wikipedia.org/wiki/Heat_(1995_film)", "Heat 1995"),
        ("https://en.m.wikipedia.org/wiki/Am%C3%A9lie", "Amélie"),
        ("https://en.wikipedia.org/wiki/The_Host_(South_Korean_film)", "The Host"),
        ("rate https://letterboxd.com/film/heat-1995/ 4.5", "rate heat 1995 4.5"),
        ("https://letterboxd.com/ada/", "https://letterboxd.com/ada/"),
        ("https://example.org/film/heat", "https://example.org/film/heat"),
        ("www.letterboxd.com/film/heat-1995", "heat 1995"),
        ("app.trakt.tv/movies/heat-1995", "heat 1995"),
        ("m.rottentomatoes.com/m/1068054-heat", "heat"),
        ("themoviedb.org/movie/949-heat/cast", "heat"),
        ("themoviedb.org/movie/949", "themoviedb.org/movie/949"),
        ("justwatch.com/us/movie/heat", "heat"),
        ("en.wikipedia.org/wiki/Heat_(1995_film)", "Heat 1995"),
        ("heat", "heat"),
    ],
)
def test_the_title_stands_in_place_of_the_address(typed: str, title: str) -> None:
    assert with_titles(typed) == title


@pytest.mark.parametrize(
    ("typed", "tmdb_id"),
    [
        ("themoviedb.org/movie/949", 949),
        ("https://www.themoviedb.org/movie/949?language=de", 949),
        ("look: themoviedb.org/movie/949/cast", 949),
        ("https://www.themoviedb.org/movie/949-heat", None),  # its title says more
        ("themoviedb.org/tv/1396", None),
        ("themoviedb.org/movie/99999999999", None),
    ],
)
def test_an_address_without_a_title_has_an_id(typed: str, tmdb_id: int | None) -> None:
    assert tmdb_id_in(typed) == tmdb_id
