"""The fields that handlers read have the types that the Bot API promises, or the update is passed over."""

from __future__ import annotations

import copy
from random import Random
from typing import Any

import pytest

from bot.updates.parking import chat_of, tapped_message
from bot.updates.shapes import MAX_ID, WrongShape, check_shape
from scripts.fuzz.people import SENDERS
from scripts.fuzz.updates import BODIES, Surroundings, UpdateMaker

MESSAGE = {
    "message_id": 1,
    "date": 1_700_000_000,
    "chat": {"id": 5, "type": "private"},
    "from": {"id": 5, "is_bot": False, "first_name": "A", "language_code": "en"},
    "text": "/help",
    "entities": [{"type": "bot_command", "offset": 0, "length": 5}],
}
TAP = {"id": "1", "from": MESSAGE["from"], "chat_instance": "1", "data": "1s:5", "message": MESSAGE}


def changed(body: dict[str, Any], path: str, value: object) -> dict[str, Any]:
    """Return a body with another value at a path of names."""
    outer = copy.deepcopy(body)
    inner, (*way, last) = outer, path.split(".")
    for name in way:
        inner = inner[name]
    inner[last] = value
    return outer


@pytest.mark.parametrize("kind", sorted(BODIES))
def test_every_kind_of_update_as_the_bot_api_makes_it_has_the_right_shape(kind: str) -> None:
    file = {"file_id": "f", "file_unique_id": "f"}
    for seed in range(30):
        maker = UpdateMaker(Random(seed), Surroundings([1], ["Badi"], [file], {5: {1: MESSAGE}}))
        check_shape({"update_id": seed, kind: BODIES[kind](maker, SENDERS[0])})


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("from.id", "5"),
        ("from.id", 5.0),
        ("from.id", True),
        ("from.id", 0),
        ("from.id", -5),
        ("from.id", MAX_ID + 1),
        ("from.id", 10**30),
        ("from.first_name", None),
        ("from.language_code", ["en"]),
        ("from", []),
        ("chat", None),
        ("chat.id", {}),
        ("chat.id", float("inf")),
        ("chat.id", -(2**63) - 1),
        ("message_id", "1"),
        ("text", {"text": {}}),
        ("text", 1),
        ("entities", [{"type": "bot_command", "offset": "0", "length": 5}]),
        ("entities", {}),
        ("document", {"file_id": 3}),
        ("document", {"file_id": "f", "file_name": ["a"]}),
        ("reply_to_message", {"message_id": 1}),
        ("message_thread_id", 1e300),
        ("migrate_to_chat_id", {"id": 1}),
        ("migrate_from_chat_id", "5"),
    ],
)
def test_a_message_with_a_field_of_another_type_is_refused(path: str, value: object) -> None:
    with pytest.raises(WrongShape):
        check_shape({"update_id": 1, "message": changed(MESSAGE, path, value)})
    with pytest.raises(WrongShape):
        check_shape({"update_id": 1, "callback_query": changed(TAP, f"message.{path}", value)})


@pytest.mark.parametrize(
    ("path", "value"),
    [("id", 1), ("from", None), ("data", {"data": {}}), ("message", "x"), ("message.chat", [])],
)
def test_a_tap_with_a_field_of_another_type_is_refused(path: str, value: object) -> None:
    with pytest.raises(WrongShape):
        check_shape({"update_id": 1, "callback_query": changed(TAP, path, value)})


@pytest.mark.parametrize(
    "change",
    [{"id": 5}, {"options": {}}, {"options": [{"text": "x", "voter_count": "1"}]}, {"is_closed": "yes"}],
)
def test_a_poll_with_a_field_of_another_type_is_refused(change: dict[str, Any]) -> None:
    poll = {"id": "5", "options": [{"text": "x", "voter_count": 1}], "is_closed": True}
    check_shape({"update_id": 1, "poll": poll})
    with pytest.raises(WrongShape):
        check_shape({"update_id": 1, "poll": poll | change})


@pytest.mark.parametrize("missing", ["message_id", "chat"])
def test_a_message_without_what_every_message_has_is_refused(missing: str) -> None:
    with pytest.raises(WrongShape):
        check_shape({"update_id": 1, "edited_message": {k: v for k, v in MESSAGE.items() if k != missing}})


def test_fields_and_kinds_that_nobody_knows_yet_are_free() -> None:
    check_shape({"update_id": 1, "message": MESSAGE | {"hologram": {"depth": []}}, "new_kind": {"x": None}})


def test_a_new_kind_from_somebody_impossible_is_refused() -> None:
    with pytest.raises(WrongShape):
        check_shape({"update_id": 1, "new_kind": {"from": {"id": [], "first_name": "A"}}})


@pytest.mark.parametrize("number", ["Infinity", "1e999", "[]", '"5"', "null", "5.5"])
def test_a_chat_or_message_number_that_is_none_is_no_chat(number: str) -> None:
    """It ended the serving of a person for good: whatever they sent then stayed in the inbox."""
    assert chat_of(f'{{"message": {{"chat": {{"id": {number}}}}}}}') is None
    tap = f'{{"callback_query": {{"message": {{"chat": {{"id": 5}}, "message_id": {number}}}}}}}'
    assert tapped_message(tap) is None
    assert chat_of(tap) == 5
