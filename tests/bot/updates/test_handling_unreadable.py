"""Updates that cannot be read, through the whole application: passed over, counted, the next one handled."""

from __future__ import annotations

from typing import Any

import pytest

from bot.playground.people import PEOPLE
from tests.bot.conftest import Scene

SECRET_WORDS = "what nobody else should read"
OLD_POLL = {
    "id": "1",
    "question": SECRET_WORDS,
    "options": [],
    "total_voter_count": 0,
    "is_closed": False,
    "is_anonymous": True,
    "type": "regular",
    "allows_multiple_answers": False,
}


def message(**content: Any) -> dict[str, Any]:
    person = {"id": PEOPLE[1].person_id, "is_bot": False, "first_name": SECRET_WORDS}
    chat = {"id": PEOPLE[1].person_id, "type": "private", "first_name": SECRET_WORDS}
    return {"message_id": 1, "date": 1_700_000_000, "chat": chat, "from": person, **content}


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        ("message", message(poll=OLD_POLL)),
        ("message", {"text": SECRET_WORDS}),
        ("message", SECRET_WORDS),
        ("message", message(date="yesterday")),
        ("message", message(entities=[{}])),
        ("message", message(text={"text": SECRET_WORDS})),
        ("message", message(chat={"id": float("inf"), "type": "private"})),
        ("message", message(**{"from": {"id": [], "is_bot": False, "first_name": SECRET_WORDS}})),
        ("callback_query", {"from": 3}),
        ("callback_query", message()),
        ("my_chat_member", [SECRET_WORDS]),
    ],
)
async def test_one_that_cannot_be_read_is_logged_by_number_and_kind_and_counted(
    scene: Scene, caplog: pytest.LogCaptureFixture, kind: str, body: Any
) -> None:
    number = scene.bot_api.state.updates.push(kind, body)
    ada = scene.chat()
    await ada.says("/help")
    assert "/recommend" in ada.last.text
    [line] = [each for each in caplog.messages if "cannot be read" in each]
    assert f"update {number} ({kind}) cannot be read" in line
    assert "\n" not in line
    assert SECRET_WORDS not in caplog.text
    assert not [record for record in caplog.records if record.exc_info]
    figures = scene.toolbox.status.figures()
    assert figures.errors_today == 1


@pytest.mark.parametrize(
    "extra", [{"quantum_reaction": {"spin": "up"}}, {}, {"message": message(hologram={"depth": 3}, text="x")}]
)
async def test_unknown_kinds_and_fields_harm_nothing(
    scene: Scene, caplog: pytest.LogCaptureFixture, extra: dict[str, Any]
) -> None:
    ada, updates = scene.chat(), scene.bot_api.state.updates
    await ada.says("/start")
    number = updates.push("message", {})
    updates._pending[-1] = {"update_id": number, **extra}
    await ada.says("/help")
    assert "/recommend" in ada.last.text
    assert not [record for record in caplog.records if record.exc_info]


async def test_a_tap_that_cannot_be_read_is_answered(scene: Scene) -> None:
    bruno, state = scene.chat(), scene.bot_api.state
    query_id = state.open_query(bruno.person.person_id).query_id
    state.updates.push("callback_query", {"id": query_id, "from": message()["from"], "data": {"data": {}}})
    await bruno.says("/help")
    [answer] = scene.bot_api.calls("answerCallbackQuery")
    assert answer.call.text("callback_query_id") == query_id
    assert "/recommend" in bruno.last.text


async def test_a_message_from_nobody_is_ignored(scene: Scene, caplog: pytest.LogCaptureFixture) -> None:
    bruno = scene.chat()
    command = {"type": "bot_command", "offset": 0, "length": 7}
    nobodys = message(text="/unlink", entities=[command])
    del nobodys["from"]
    scene.bot_api.state.updates.push("message", nobodys)
    await bruno.says("/help")
    assert len(bruno.answers) == 1
    assert not [record for record in caplog.records if record.exc_info]
