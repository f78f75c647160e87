"""Wishes for films that somebody keeps for later, and lists that are to be emptied."""

from __future__ import annotations

import pytest

from bot.understanding.lexicons import lexicon_of
from bot.understanding.requests import CommandRequest, FilmRequest, RatingRequest
from tests.support.understood import understand


@pytest.mark.parametrize(
    ("language", "text", "words"),
    [
        ("en", "a comedy from my watchlist", "a comedy"),
        ("en", "something from my watchlist under 2 hours", "something under 2 hours"),
        ("en", "something with al pacino on my watchlist", "something with al pacino"),
        ("en", "what should i watch from my watchlist", ""),
        ("en", "pick something from my watchlist", ""),
        ("de", "was kurzes von meiner merkliste", "was kurzes"),
        ("fr", "une comédie de ma liste", "une comédie"),
        ("es", "una comedia de mi lista", "una comedia"),
        ("it", "una commedia dalla mia lista", "una commedia"),
        ("pt", "uma comédia da minha lista", "uma comédia"),
        ("tr", "listemden bir komedi", "bir komedi"),
        ("bs", "komedija s moje liste", "komedija"),
        ("ru", "комедию из моего списка", "комедию"),
    ],
)
def test_a_wish_for_kept_films_stands_behind_their_command(language: str, text: str, words: str) -> None:
    assert understand(text, lexicon_of(language)).best == CommandRequest("watchlist", words)


@pytest.mark.parametrize(
    "text", ["put it on my list and show me something similar", "my friend told me of films on my list"]
)
def test_what_says_something_else_is_no_such_wish(text: str) -> None:
    assert not isinstance(understand(text, lexicon_of("en")).best, CommandRequest)


@pytest.mark.parametrize(
    ("text", "act"),
    [
        ("is heat on my watchlist", "open"),
        ("put heat on my watchlist", "keep"),
        ("heat on my watchlist", "keep"),
        ("remove heat from my watchlist", "unkeep"),
    ],
)
def test_what_is_said_of_one_film_is_no_such_wish(text: str, act: str) -> None:
    best = understand(text, lexicon_of("en")).best
    assert isinstance(best, FilmRequest)
    assert (best.act, best.title) == (act, "heat")


@pytest.mark.parametrize(
    ("language", "text", "command"),
    [
        ("en", "remove everything from my watchlist", "watchlist"),
        ("en", "clear my watchlist", "watchlist"),
        ("en", "delete my ratings and my watchlist", "forget_me"),
        ("en", "delete everything", "forget_me"),
        ("de", "leere die merkliste", "watchlist"),
        ("de", "alles von der merkliste löschen", "watchlist"),
        ("fr", "vide ma liste", "watchlist"),
        ("es", "borra todo de mi lista", "watchlist"),
        ("it", "svuota la mia lista", "watchlist"),
        ("pt", "limpa minha lista", "watchlist"),
        ("tr", "listemi temizle", "watchlist"),
        ("bs", "isprazni moju listu", "watchlist"),
        ("ru", "очисти список", "watchlist"),
    ],
)
def test_whoever_empties_a_list_is_not_to_be_forgotten(language: str, text: str, command: str) -> None:
    assert understand(text, lexicon_of(language)).best == CommandRequest(command)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "change heat to 3"),
        ("de", "ändere heat auf 3"),
        ("fr", "change heat à 3"),
        ("es", "cambia heat a 3"),
        ("it", "cambia heat a 3"),
        ("pt", "muda heat para 3"),
        ("bs", "promijeni heat na 3"),
        ("ru", "измени heat на 3"),
    ],
)
def test_stars_are_changed_in_words(language: str, text: str) -> None:
    assert understand(text, lexicon_of(language)).best == RatingRequest("heat", 3.0)
