"""Films by name: what a choice between several leads to."""

from __future__ import annotations

import pytest

from bot.presentation import finding
from bot.presentation.callback_data import unpack
from bot.presentation.card_rows import SimilarButton
from bot.presentation.finding import OpenFoundButton, RateFoundButton
from bot.presentation.locale import ENGLISH
from bot.services.meanings import ChooseFilm
from tests.bot.samples import ALIEN, HEAT, OWNER


@pytest.mark.parametrize(
    ("asked", "chosen"),
    [
        (ChooseFilm("h", (HEAT, ALIEN)), OpenFoundButton(OWNER, HEAT.movie_id)),
        (ChooseFilm("h", (HEAT, ALIEN), 4.5), RateFoundButton(OWNER, HEAT.movie_id, 4.5)),
        (ChooseFilm("h", (HEAT, ALIEN), is_like=True), SimilarButton(OWNER, HEAT.movie_id)),
    ],
)
def test_the_chosen_film_is_opened_rated_or_taken_for_a_model(asked: ChooseFilm, chosen: object) -> None:
    note = finding.choice(ENGLISH, asked, OWNER)
    assert note.keyboard is not None
    [first], _second = note.keyboard.inline_keyboard
    assert first.text == "Heat (1995)"
    assert unpack(str(first.callback_data)) == chosen
