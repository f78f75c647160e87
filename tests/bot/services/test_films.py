from __future__ import annotations

import pytest

from bot.presentation.genre_names import GENRE_NAMES
from bot.services.errors import SeveralGenres, UnknownFilm, UnknownGenre
from bot.services.films import Films
from storage.unit_of_work import UnitOfWorkFactory


@pytest.mark.parametrize(
    ("typed", "genre"),
    [
        ("comedy", "Comedy"),
        ("sci fi", "Sci-Fi"),
        ("SCIFI", "Sci-Fi"),
        ("noir", "Film-Noir"),
        ("kids", "Children"),
        ("comedies", "Comedy"),
        ("thrillers,", "Thriller"),
    ],
)
def test_a_genre_is_understood_however_it_is_written(
    stocked: UnitOfWorkFactory, typed: str, genre: str
) -> None:
    assert Films(stocked).resolve_genre(typed) == genre


@pytest.mark.parametrize(("genre", "name"), GENRE_NAMES.items())
def test_a_genre_is_understood_under_the_name_that_cards_give_it(
    stocked: UnitOfWorkFactory, genre: str, name: str
) -> None:
    assert Films(stocked).resolve_genre(name) == genre


@pytest.mark.parametrize(
    "typed", ["romantic comedy", "romance, comedies", "romance/comedy", "Romance and Comedy"]
)
def test_more_than_one_genre_is_said_not_guessed(stocked: UnitOfWorkFactory, typed: str) -> None:
    with pytest.raises(SeveralGenres) as caught:
        Films(stocked).resolve_genre(typed)
    assert caught.value.suggestions == ("Romance", "Comedy")


def test_an_unknown_genre_suggests_close_ones(stocked: UnitOfWorkFactory) -> None:
    with pytest.raises(UnknownGenre) as caught:
        Films(stocked).resolve_genre("commedy")
    assert "Comedy" in caught.value.suggestions
    with pytest.raises(UnknownGenre) as caught:
        Films(stocked).resolve_genre("xyz")
    assert caught.value.suggestions == ()


@pytest.mark.parametrize("movie_id", [0, -3, 999_999, 2**40])
def test_a_film_that_does_not_exist_is_said(stocked: UnitOfWorkFactory, movie_id: int) -> None:
    with pytest.raises(UnknownFilm):
        Films(stocked).get(movie_id)
