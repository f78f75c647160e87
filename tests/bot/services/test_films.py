import pytest

from bot.services.errors import UnknownFilm, UnknownGenre
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
    ],
)
def test_a_genre_is_understood_however_it_is_written(
    stocked: UnitOfWorkFactory, typed: str, genre: str
) -> None:
    assert Films(stocked).resolve_genre(typed) == genre


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
