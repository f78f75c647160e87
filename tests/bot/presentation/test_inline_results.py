"""What inline mode shows of films, in every language and within Telegram's limits."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.presentation import inline_results
from bot.presentation.catalogues import Catalogues
from bot.presentation.deep_links import FilmLink
from bot.presentation.identity import BotIdentity
from bot.presentation.inline_results import DOORS, Sender
from bot.presentation.locale import ENGLISH
from bot.presentation.markup import CAPTION_LIMIT, visible_units
from bot.services.inline_films import Offer, OfferedFilm
from bot.services.views import Film, FilmDetails
from tests.bot.samples import ALIEN, HEAT, HEAT_DETAILS, OWNER, UNKNOWN_YEAR

CATALOGUES = Catalogues()
SENDER = Sender(OWNER, "Bruno")
BOT = BotIdentity("a_bot")
DOOR_LENGTH = 48  # longer ones are cut on a phone


def text_of(film: Film, details: FilmDetails | None) -> str:
    content, _ = inline_results.public_card(ENGLISH, film, details, FilmLink(film.movie_id), "a_bot")
    return content.message_text


def test_the_line_is_for_the_person_and_the_card_for_everybody() -> None:
    offer = Offer("picks", (OfferedFilm(HEAT, 4.31), OfferedFilm(UNKNOWN_YEAR, None)))
    heat, unknown = inline_results.results(ENGLISH, offer, {HEAT.movie_id: HEAT_DETAILS}, SENDER, BOT)
    assert (heat.title, heat.description) == ("Heat (1995)", "★ 4.3 for you · Action · Crime · Thriller")
    assert "for you" not in text_of(HEAT, HEAT_DETAILS)
    assert (unknown.title, unknown.description) == ("Tom & <Jerry>", None)
    assert "<b>Tom &amp; &lt;Jerry&gt;</b>" in text_of(UNKNOWN_YEAR, None)


def test_the_poster_is_a_preview_above_the_words_and_missing_ones_are_no_loss() -> None:
    content, _ = inline_results.public_card(ENGLISH, HEAT, HEAT_DETAILS, FilmLink(6), "a_bot")
    preview = content.link_preview_options
    assert preview is not None
    assert (preview.url, preview.show_above_text) == (HEAT_DETAILS.poster_url, True)
    content, _ = inline_results.public_card(ENGLISH, ALIEN, None, FilmLink(1214), "a_bot")
    assert content.link_preview_options is not None
    assert content.link_preview_options.is_disabled


def test_before_the_bot_knows_its_name_there_is_no_link_to_it() -> None:
    _, keyboard = inline_results.public_card(ENGLISH, HEAT, None, FilmLink(6), "")
    assert [button.text for row in keyboard.inline_keyboard for button in row] == ["Where to watch"]


@pytest.mark.parametrize("code", CATALOGUES.codes)
def test_the_way_into_the_chat_fits_on_its_button(code: str) -> None:
    locale = CATALOGUES.locale(code)
    assert all(0 < len(inline_results.door(locale, kind).text) <= DOOR_LENGTH for kind in DOORS)


@given(title=st.text(min_size=1, max_size=400), words=st.text(max_size=3000))
def test_whatever_a_film_is_called_its_card_fits(title: str, words: str) -> None:
    film = Film(1, title, 1999, ("Drama",), None)
    details = FilmDetails(plot=words, director=words, actors=words)
    assert visible_units(text_of(film, details)) <= CAPTION_LIMIT
    [result] = inline_results.results(
        ENGLISH, Offer("found", (OfferedFilm(film, 0.5),)), {1: details}, SENDER, BOT
    )
    assert len(result.id.encode()) <= 64
