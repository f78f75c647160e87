"""Views as services return them, with as little as a test has to say."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from telegram import InlineKeyboardButton

from bot.presentation.buttons import Payload
from bot.presentation.callback_data import unpack
from bot.presentation.outgoing import Card, Note
from bot.services.views import DeckPage, Film, FilmDetails, LastAnswer, Prediction, Question, Reason

OWNER = 4711

HEAT = Film(6, "Heat", 1995, ("Action", "Crime", "Thriller"), "tt0113277")
ALIEN = Film(1214, "Alien", 1979, ("Horror", "Sci-Fi"), "tt0078748")
SAW = Film(8957, "Saw", 2004, ("Horror",), "tt0387564")
UNKNOWN_YEAR = Film(999, "Tom & <Jerry>", None, ("(no genres listed)",), None)

HEAT_DETAILS = FilmDetails(
    plot="A group of high-end professional thieves start to feel the heat from the LAPD.",
    director="Michael Mann",
    actors="Al Pacino, Robert De Niro, Val Kilmer",
    runtime_minutes=170,
    imdb_rating=8.3,
    poster_url="https://posters.example/heat.jpg",
)

PAGE = DeckPage(
    deck_id=12,
    position=2,
    size=10,
    source="model",
    film=HEAT,
    prediction=Prediction(4.31, "fair"),
    reasons=(Reason(ALIEN, 4.5, 0.8),),
    own_stars=None,
    last_rated=None,
    model_is_missing=False,
)
POPULAR_PAGE = replace(PAGE, source="popular", prediction=None, reasons=())


def page(**changes: Any) -> DeckPage:
    """Return a card of a personal list, changed."""
    return replace(PAGE, **changes)


def question(film: Film = HEAT, *, answered: int = 0, last: LastAnswer | None = None) -> Question:
    """Return a film asked about."""
    return Question(film, answered, answered >= 3, last)


def labels_of(shown: Card | Note) -> list[list[str]]:
    """Return the labels of the buttons, row by row."""
    return [[button.text for button in row] for row in _rows(shown)]


def payload_of(shown: Card | Note, label: str) -> Payload:
    """Return what the button with this label means."""
    found = [button for row in _rows(shown) for button in row if button.text == label]
    assert len(found) == 1, f"{len(found)} buttons are labelled {label!r} in {labels_of(shown)}"
    assert isinstance(found[0].callback_data, str)
    return unpack(found[0].callback_data)


def _rows(shown: Card | Note) -> tuple[tuple[InlineKeyboardButton, ...], ...]:
    return () if shown.keyboard is None else shown.keyboard.inline_keyboard
