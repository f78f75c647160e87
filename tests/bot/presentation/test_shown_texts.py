"""What /stats says of the films that lists showed."""

from __future__ import annotations

from bot.monitoring.shown_films import Reception, add_up
from bot.presentation.locale import ENGLISH
from bot.presentation.shown_texts import shown_films
from storage.records.shown import ShownFilms

ROWS = [
    ShownFilms("daily", None, 2, 0, 0, 0, 2),
    ShownFilms("model", 1, 30, 9, 3, 3, 6),
    ShownFilms("model", 4, 10, 1, 0, 0, 0),
    ShownFilms("similar", 11, 4, 0, 0, 0, 1),
    ShownFilms("popular", 1, 1158, 0, 0, 0, 0),
]


def test_kinds_of_lists_come_first_then_places_most_films_first() -> None:
    assert shown_films(ENGLISH, add_up(ROWS), 30).splitlines() == [
        "<b>Shown</b> in 30 days: 1,204 films",
        "👍 ★4 or more, 👎 less, 🚫 hidden, 🔖 kept for later",
        "👍 1% 👎 0% 🚫 0% 🔖 1%",
        "Popular, 1,158: 👍 0% 👎 0% 🚫 0% 🔖 0%",
        "For you, 40: 👍 25% 👎 8% 🚫 8% 🔖 15%",
        "Similar, 4: 👍 0% 👎 0% 🚫 0% 🔖 25%",
        "Film of the day, 2: 👍 0% 👎 0% 🚫 0% 🔖 100%",
        "Places 1–3, 1,188: 👍 1% 👎 0% 🚫 0% 🔖 1%",
        "Places 4–10, 10: 👍 10% 👎 0% 🚫 0% 🔖 0%",
        "From place 11, 4: 👍 0% 👎 0% 🚫 0% 🔖 25%",
    ]


def test_a_line_fits_a_phone() -> None:
    told = shown_films(ENGLISH, add_up(ROWS), 30)
    assert max(map(len, told.splitlines())) <= 55


def test_before_anything_was_shown_nothing_is_said() -> None:
    assert add_up([]).all == Reception()
    assert shown_films(ENGLISH, add_up([]), 30) == ""
