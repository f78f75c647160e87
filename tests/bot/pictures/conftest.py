"""Somebody's taste, to be drawn."""

from __future__ import annotations

import pytest

from bot.services.taste_profiles import DecadeTaste, GenreTaste, OwnTaste, TasteProfile, ToldFilm
from bot.services.views import Film

LONG = "Dr. Strangelove or: How I Learned to Stop Worrying and Love the Bomb"


@pytest.fixture
def own_taste() -> OwnTaste:
    """Somebody who rated a lot, with names as long as they come."""
    return an_own_taste()


def an_own_taste(title: str = LONG) -> OwnTaste:
    film = Film(1, title, 1964, ("Comedy", "War"), None)
    likings = zip(("Documentary", "Film-Noir", "Sci-Fi", "Children"), (0.31, 0.12, -0.02, -0.18), strict=True)
    profile = TasteProfile(
        rated_count=1234,
        mean_stars=3.5,
        leniency=-0.6,
        leniency_deviation=0.1,
        genres=tuple(GenreTaste(genre, liking, 9) for genre, liking in likings),
        decades=tuple(DecadeTaste(decade, 0.1, 0.1) for decade in range(1930, 2030, 10)),
        most_theirs=(),
        not_theirs=None,
        certainty=0.84,
    )
    told = ToldFilm(film, 4.5, 3.4)
    return OwnTaste(profile, (told, told, told), ToldFilm(film, 1.5, 4.2), film)
