"""What is said of a card before it is passed over."""

from __future__ import annotations

import pytest

from bot.understanding.lexicons import lexicon_of
from bot.understanding.requests import Act, FilmRequest, RatingRequest, StepRequest
from tests.support.understood import understand


@pytest.mark.parametrize(
    ("language", "text", "act"),
    [
        ("en", "seen it, next", "seen"),
        ("en", "seen it, loved it, next", "seen"),
        ("en", "already seen it show me another one", "seen"),
        ("en", "hide it, next", "hide"),
        ("en", "save it, another one", "keep"),
        ("de", "schon gesehen, nächster", "seen"),
        ("de", "den hab ich schon gesehen zeig was anderes", "seen"),
        ("fr", "déjà vu, suivant", "seen"),
        ("es", "ya la vi, otra", "seen"),
        ("it", "già visto, il prossimo", "seen"),
        ("pt", "já vi esse, outro", "seen"),
        ("tr", "izledim, başka", "seen"),
        ("bs", "gledao sam, sljedeći", "seen"),
        ("ru", "видел, давай другой", "seen"),
    ],
)
def test_the_card_is_dealt_with_and_left(language: str, text: str, act: Act) -> None:
    assert understand(text, lexicon_of(language)).best == StepRequest(1, FilmRequest(act))


@pytest.mark.parametrize(
    ("text", "stars"), [("4 stars next", 4.0), ("meh, 3 stars, next one", 3.0), ("3.5, another one", 3.5)]
)
def test_stars_are_given_on_the_way(text: str, stars: float) -> None:
    assert understand(text, lexicon_of("en")).best == StepRequest(1, RatingRequest("", stars))


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "loved it, another one"),
        ("en", "cool, next"),
        ("en", "boring, show me another one"),
        ("pt", "legal, próximo"),
        ("es", "no me gustó, otra"),
        ("ru", "не понравился, другой"),
    ],
)
def test_whoever_liked_it_or_not_gave_no_stars_yet(language: str, text: str) -> None:
    assert understand(text, lexicon_of(language)).best == StepRequest(1)


@pytest.mark.parametrize("text", ["seen next", "watched next"])
def test_a_film_may_be_called_so(text: str) -> None:
    best = understand(text, lexicon_of("en")).best
    assert best == FilmRequest("seen", text.split()[1])
