"""Films by name: what a choice between several leads to."""

from __future__ import annotations

import pytest

from bot.presentation import finding
from bot.presentation.callback_data import unpack
from bot.presentation.card_rows import SimilarButton
from bot.presentation.finding import GenreButton, OpenFoundButton, RateFoundButton
from bot.presentation.genre_names import GENRES
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
    assert first.text in {"Heat (1995)", "★4.5 · Heat (1995)"}
    assert unpack(str(first.callback_data)) == chosen


def test_stars_for_one_film_that_may_be_part_of_a_title_leave_its_card_to_be_opened() -> None:
    note = finding.choice(ENGLISH, ChooseFilm("heat 2", (HEAT,), 2.0), OWNER)
    assert note.keyboard is not None
    [[giving], [opening]] = note.keyboard.inline_keyboard
    assert (giving.text, opening.text) == ("★2 · Heat (1995)", "Heat (1995)")
    assert unpack(str(opening.callback_data)) == OpenFoundButton(OWNER, HEAT.movie_id)


def test_a_genre_that_a_film_is_called_like_can_be_chosen() -> None:
    note = finding.choice(ENGLISH, ChooseFilm("halloween", (HEAT,), genre="Horror"), OWNER)
    assert note.keyboard is not None
    labels = [row[0].text for row in note.keyboard.inline_keyboard]
    assert labels == ["Heat (1995)", "Horror films"]
    assert unpack(str(note.keyboard.inline_keyboard[1][0].callback_data)) == GenreButton(
        OWNER, GENRES.index("Horror")
    )
