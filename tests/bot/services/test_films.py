from __future__ import annotations

import pytest

from bot.presentation.genre_names import GENRE_NAMES
from bot.services.errors import SeveralGenres, UnknownGenre
from bot.services.films import Films


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
def test_a_genre_is_understood_however_it_is_written(typed: str, genre: str) -> None:
    assert Films().resolve_genre(typed) == genre


@pytest.mark.parametrize(("genre", "name"), GENRE_NAMES.items())
def test_a_genre_is_understood_under_the_name_that_cards_give_it(genre: str, name: str) -> None:
    assert Films().resolve_genre(name) == genre


@pytest.mark.parametrize(
    "typed", ["romantic comedy", "romance, comedies", "romance/comedy", "Romance and Comedy"]
)
def test_more_than_one_genre_is_said_not_guessed(typed: str) -> None:
    with pytest.raises(SeveralGenres) as caught:
        Films().resolve_genre(typed)
    assert caught.value.suggestions == ("Romance", "Comedy")


def test_an_unknown_genre_suggests_close_ones() -> None:
    with pytest.raises(UnknownGenre) as caught:
        Films().resolve_genre("commedy")
    assert "Comedy" in caught.value.suggestions
    with pytest.raises(UnknownGenre) as caught:
        Films().resolve_genre("xyz")
    assert caught.value.suggestions == ()
