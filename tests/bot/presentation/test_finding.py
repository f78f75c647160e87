"""Films by name: what a choice between several leads to."""

from __future__ import annotations

import pytest

from bot.presentation import finding
from bot.presentation.buttons import WishButton
from bot.presentation.callback_data import unpack
from bot.presentation.card_rows import SimilarButton
from bot.presentation.finding import OpenFoundButton, RateFoundButton
from bot.presentation.locale import ENGLISH
from bot.services.interpreting.meanings import ChooseFilm, OpenList
from bot.services.views import NO_FILTERS, Filters
from bot.services.wishes import Addition
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


@pytest.mark.parametrize(
    ("filters", "amount", "label", "adds"),
    [
        (Filters(genres=frozenset({"Horror"})), None, "Horror films", (Addition.NOTHING, 0)),
        (Filters(first_year=1984, last_year=1984), None, "Films from 1984", (Addition.NOTHING, 0)),
        (Filters(genres=frozenset({"Horror"})), 13, "Horror films", (Addition.AMOUNT, 13)),
        (NO_FILTERS, 21, "21 films", (Addition.AMOUNT, 21)),
    ],
)
def test_a_list_that_a_film_is_called_like_can_be_chosen(
    filters: Filters, amount: int | None, label: str, adds: tuple[Addition, int]
) -> None:
    meaning = ChooseFilm("halloween", (HEAT,), listed=OpenList(filters, amount, is_popular=False))
    note = finding.choice(ENGLISH, meaning, OWNER, wish_id=7)
    assert note.keyboard is not None
    [film], [chosen] = note.keyboard.inline_keyboard
    assert (film.text, chosen.text) == ("Heat (1995)", label)
    assert unpack(str(chosen.callback_data)) == WishButton(OWNER, 7, *adds)
