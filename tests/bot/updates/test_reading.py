"""Updates as objects: a tap's are fewer than the library's, and say the same."""

from __future__ import annotations

from typing import Any

import pytest
from telegram import CallbackQuery, Message, Update

from bot.chat.targets import Target, carries, target_of_tap
from bot.handlers.callback_router import _document_of
from bot.updates.reading import update_of

ADA = {"id": 11, "is_bot": False, "first_name": "Ada", "language_code": "de"}
BOT = {"id": 7, "is_bot": True, "first_name": "Matinee"}
FORUM = {"id": -1001, "type": "supergroup", "title": "Film night", "is_forum": True}
BUTTON = {"text": "★1", "callback_data": "1qa:b:1:2"}
CARD = {
    "message_id": 5,
    "date": 1_700_000_000,
    "chat": {"id": 11, "type": "private", "first_name": "Ada"},
    "from": BOT,
    "caption": "A film",
    "photo": [{"file_id": "p", "file_unique_id": "u", "width": 4, "height": 6}],
    "reply_markup": {"inline_keyboard": [[BUTTON], []]},
}
FILE = {"file_id": "f", "file_unique_id": "g", "file_name": "ratings.csv"}
IN_TOPIC = {"chat": FORUM, "message_thread_id": 3, "is_topic_message": True, "photo": []}
UPLOADED = {"message_id": 4, "date": 1_700_000_000, "chat": FORUM, "document": FILE}


def tap(**changes: Any) -> dict[str, Any]:
    query = {"id": "1", "from": ADA, "chat_instance": "2", "data": BUTTON["callback_data"]}
    return {"update_id": 1, "callback_query": query | {"message": CARD | changes}}


def query_of(raw: dict[str, Any]) -> CallbackQuery:
    query = update_of(raw, None).callback_query
    assert query is not None
    return query


@pytest.mark.parametrize("changes", [{}, IN_TOPIC], ids=["a card", "a text in a topic"])
def test_a_tap_says_what_the_librarys_says(changes: dict[str, Any]) -> None:
    ours, theirs = update_of(tap(**changes), None), Update.de_json(tap(**changes), None)
    query, known = ours.callback_query, theirs.callback_query
    assert query is not None
    assert known is not None
    assert isinstance(known.message, Message)
    assert (query.id, query.from_user, query.data) == (known.id, known.from_user, known.data)
    assert query.from_user.language_code == "de"
    assert (ours.effective_user, ours.effective_chat) == (theirs.effective_user, theirs.effective_chat)
    thread_id = known.message.message_thread_id
    assert target_of_tap(query) == Target(
        known.message.chat.id, thread_id, message_id=5, is_photo=bool(known.message.photo)
    )
    assert carries(query)


def test_a_message_of_which_only_the_number_is_told_is_taken_for_a_card() -> None:
    told = {"message_id": 5, "date": 0, "chat": CARD["chat"]}
    query = query_of({"update_id": 1, "callback_query": tap()["callback_query"] | {"message": told}})
    assert target_of_tap(query) == Target(11, message_id=5, is_photo=True)
    assert not carries(query)


@pytest.mark.parametrize("markup", [None, {}, {"inline_keyboard": [[BUTTON | {"callback_data": "1qs:b"}]]}])
def test_a_button_that_does_not_stand_under_the_message_is_told(markup: dict[str, Any] | None) -> None:
    assert not carries(query_of(tap(reply_markup=markup)))


def test_the_file_that_a_message_answers_is_found() -> None:
    document = _document_of(query_of(tap(reply_to_message=UPLOADED)))
    assert document is not None
    assert (document.file_id, document.file_name) == ("f", "ratings.csv")
    assert _document_of(query_of(tap())) is None


def test_other_updates_are_the_librarys() -> None:
    inline = {"id": "1", "from": ADA, "chat_instance": "2", "inline_message_id": "9", "data": "1qs:b"}
    assert target_of_tap(query_of({"update_id": 1, "callback_query": inline})) is None
    message = {"message_id": 5, "date": 1, "chat": CARD["chat"], "from": ADA, "text": "/help"}
    assert update_of({"update_id": 1, "message": message}, None).effective_message is not None
