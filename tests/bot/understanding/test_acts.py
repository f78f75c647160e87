"""What is to be done with a film: patterns, titles between them, and films that are not named."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.presentation.catalogues import Catalogues
from bot.presentation.finding import which_film
from bot.presentation.settings import LANGUAGES
from bot.understanding.acts import read_act
from bot.understanding.english import ENGLISH
from bot.understanding.lexicons import lexicon_of
from bot.understanding.requests import FilmRequest, Filters, RatingRequest, SimilarRequest
from bot.understanding.words import split
from tests.support.understood import understand

PATTERNS = sorted(ENGLISH.acts)


@given(st.sampled_from(PATTERNS), st.sampled_from(["Casablanca", "Some Like It Hot", "8 1/2", "wall-e"]))
def test_whatever_is_said_around_a_title_the_title_stays_whole(pattern: tuple[str, str], title: str) -> None:
    before, behind = pattern
    found = read_act(split(f"{before} {title} {behind}".strip()), ENGLISH)
    assert found is not None
    assert title in found.title


@pytest.mark.parametrize("these", ["it", "this one", "that movie"])
def test_what_stands_for_a_film_names_none(these: str) -> None:
    assert read_act(split(f"I have seen {these}"), ENGLISH) == FilmRequest("seen", "")


@pytest.mark.parametrize("text", ["please", "seen", "add to my watchlist", "yesterday please"])
def test_nothing_between_the_words_is_no_title(text: str) -> None:
    found = read_act(split(text), ENGLISH)
    assert found is None or found.title == ""


def test_of_two_patterns_the_longer_one_counts() -> None:
    assert read_act(split("remove heat from my watchlist"), ENGLISH) == FilmRequest("unkeep", "heat")
    assert read_act(split("i haven't seen heat"), ENGLISH) == FilmRequest("unseen", "heat")


@pytest.mark.parametrize("text", ["I hate horror", "hide musicals", "no more westerns", "i love comedies"])
def test_words_of_a_list_are_no_film(text: str) -> None:
    assert not any(isinstance(each, FilmRequest) for each in understand(text, ENGLISH).readings)


@pytest.mark.parametrize("code", LANGUAGES)
def test_what_the_bot_says_can_be_typed_is_understood(code: str) -> None:
    said = which_film(Catalogues().locale(code), 1).text
    stars, seen, kept = (
        understand(example, lexicon_of(code)).best for example in re.findall(r"<i>(.*?)</i>", said)
    )
    assert stars == RatingRequest("heat", 4.0)
    assert seen == FilmRequest("seen", "heat")
    assert kept == FilmRequest("keep", "heat")


@pytest.mark.parametrize("code", LANGUAGES)
def test_every_language_has_its_own_words_for_acts_commands_and_steps(code: str) -> None:
    lexicon = lexicon_of(code)
    if code != "en":
        assert len(lexicon.acts) > len(ENGLISH.acts)
        assert len(lexicon.commands) > len(ENGLISH.commands)
        assert len(lexicon.steps) > len(ENGLISH.steps)
    assert all(before or behind for before, behind in lexicon.acts)


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("en", "how many stars did i give heat"),
        ("en", "what did I rate heat?"),
        ("en", "have i seen heat"),
        ("en", "did you rate heat"),
        ("en", "my rating for heat"),
        ("en", "is heat on my watchlist"),
        ("de", "wie viele Sterne hab ich heat gegeben"),
        ("de", "hab ich heat schon gesehen?"),
        ("de", "wie lang ist heat"),
        ("de", "wie findest du heat"),
        ("fr", "est-ce que j'ai vu heat ?"),
        ("fr", "j'ai mis combien à heat"),
        ("es", "¿qué nota le di a heat?"),
        ("it", "che voto ho dato a heat"),
        ("pt", "que nota eu dei pra heat"),
        ("tr", "heat'e kaç yıldız verdim"),
        ("tr", "heat'i izledim mi"),
        ("bs", "jesam li gledao heat"),
        ("ru", "смотрел ли я heat"),
        ("ru", "сколько звезд я поставил heat"),
    ],
)
def test_who_asks_what_they_told_of_a_film_asks_for_its_card(code: str, text: str) -> None:
    assert understand(text, lexicon_of(code)).best == FilmRequest("open", "heat")


@pytest.mark.parametrize("text", ["did i rate it", "have i seen this one?", "how many stars did I give this"])
def test_what_was_told_of_the_film_on_the_card_is_asked_without_its_title(text: str) -> None:
    assert understand(text, ENGLISH).best == FilmRequest("open", "")


@pytest.mark.parametrize(
    ("code", "text", "but"),
    [("de", "wie heat", ""), ("de", "wie heat aber lustiger", "Comedy"), ("it", "come heat", "")],
)
def test_a_film_may_still_be_compared_with_by_the_same_word(code: str, text: str, but: str) -> None:
    best = understand(text, lexicon_of(code)).best
    assert best == SimilarRequest(("heat",), Filters(genres=frozenset(filter(None, [but]))))


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("en", "more by the same director"),
        ("en", "What else did this director make?"),
        ("de", "Mehr vom gleichen Regisseur"),
        ("fr", "d'autres films du même réalisateur"),
        ("es", "más del mismo director"),
        ("it", "altri film dello stesso regista"),
        ("pt", "outros filmes desse diretor"),
        ("tr", "aynı yönetmenin diğer filmleri"),
        ("bs", "drugi filmovi istog režisera"),
        ("ru", "другие фильмы этого режиссёра"),
    ],
)
def test_other_films_of_the_cards_director_are_asked_for_in_every_language(code: str, text: str) -> None:
    assert understand(text, lexicon_of(code)).best == FilmRequest("same_director")


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("en", "films by the director of Heat"),
        ("de", "Filme vom Regisseur von Heat"),
        ("es", "películas del director de Heat"),
        ("ru", "фильмы режиссёра фильма Heat"),
    ],
)
def test_other_films_of_a_named_films_director_are_asked_for(code: str, text: str) -> None:
    readings = understand(text, lexicon_of(code)).readings
    assert FilmRequest("same_director", "Heat") in readings
