"""What a card's edit sends as plain JSON is what the library would send."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest
from telegram import InlineKeyboardButton, InlineKeyboardMarkup, SwitchInlineQueryChosenChat

from bot import presentation
from bot.chat.card_edits import _FIELDS, Delivered, plain_keyboard
from bot.presentation.controls import button, keyboard, link
from bot.presentation.question_keyboard import StopButton

PRESENTATION = Path(presentation.__path__[0])


def test_a_keyboard_is_sent_as_the_library_would_send_it() -> None:
    made = keyboard(
        [button("★1", StopButton(7)), button("Go", StopButton(7), style="success")],
        [link("IMDb", "https://www.imdb.com/title/tt0113277/")],
        [InlineKeyboardButton("Send", switch_inline_query_chosen_chat=SwitchInlineQueryChosenChat("heat"))],
    )
    assert plain_keyboard(made) == made.to_dict()


def test_no_keyboard_has_buttons_that_say_more_than_is_sent() -> None:
    said = {
        keyword.arg
        for path in PRESENTATION.glob("*.py")
        for call in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(call, ast.Call) and getattr(call.func, "id", None) == InlineKeyboardButton.__name__
        for keyword in call.keywords
    }
    assert "callback_data" in said
    assert said <= set(_FIELDS)


@pytest.mark.parametrize(
    ("message", "delivered"),
    [
        ({"message_id": 5, "photo": [{"file_id": "small"}, {"file_id": "large"}]}, Delivered(5, "large")),
        ({"message_id": 5}, Delivered(5, None)),
        ({"message_id": 5, "photo": []}, Delivered(5, None)),
    ],
)
def test_of_a_delivered_message_number_and_largest_photo_are_known(
    message: dict[str, object], delivered: Delivered
) -> None:
    assert Delivered.from_json(message) == delivered


def test_an_empty_keyboard_stays_one() -> None:
    assert plain_keyboard(InlineKeyboardMarkup([])) == {"inline_keyboard": []}
