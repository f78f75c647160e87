"""Pictures, documents, polls and guests' questions through the in-process Bot API."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from telegram import InlineQueryResultArticle, InputTextMessageContent, Update
from telegram.error import BadRequest

from bot.chat import attachments
from bot.chat.targets import Target, guest_target_of
from bot.playground import actions
from bot.playground.people import ELSEWHERE, PEOPLE
from bot.presentation.outgoing import Document, GroupPoll, Picture
from tests.bot.conftest import Scene, picture

BRUNO, CLARA = PEOPLE[1], PEOPLE[2]


def context_of(scene: Scene) -> Any:
    return scene.application.context_types.context(scene.application)


def last_message(scene: Scene, person_id: int = BRUNO.person_id) -> dict[str, Any]:
    return list(scene.bot_api.state.messages[person_id].values())[-1]


async def test_a_picture_is_sent_with_its_caption(scene: Scene) -> None:
    await scene.chat(BRUNO).says("/help")
    await attachments.send_picture(
        context_of(scene), Target(BRUNO.person_id), Picture(picture(), "<b>Your taste</b>")
    )
    assert last_message(scene)["caption"] == "Your taste"
    assert last_message(scene)["photo"]


async def test_a_document_arrives_with_its_name_and_bytes(scene: Scene) -> None:
    await scene.chat(BRUNO).says("/help")
    await attachments.send_document(
        context_of(scene), Target(BRUNO.person_id), Document(b"movieId,rating\n", "ratings.csv")
    )
    document = last_message(scene)["document"]
    assert document["file_name"] == "ratings.csv"
    assert await scene.bot_api.state.files.content(document["file_id"]) == b"movieId,rating\n"


async def test_a_poll_is_asked_and_votes_reach_the_bot(scene: Scene) -> None:
    await scene.chat(BRUNO).says("/help")
    poll = GroupPoll("Which one?", ("Heat", "Casino"), open_for=timedelta(minutes=10))
    sent = await attachments.send_poll(context_of(scene), Target(BRUNO.person_id), poll)
    assert sent.poll is not None
    assert [option.text for option in sent.poll.options] == ["Heat", "Casino"]
    actions.vote(scene.bot_api, BRUNO.person_id, last_message(scene), [1])
    assert [option["voter_count"] for option in last_message(scene)["poll"]["options"]] == [0, 1]


async def test_a_poll_shows_posters_and_goes_without_where_they_are_refused(scene: Scene) -> None:
    await scene.chat(BRUNO).says("/help")
    file_id = (await scene.bot_api.state.files.add_photo(picture()))[-1]["file_id"]
    poll = GroupPoll("Which one?", ("Heat", "Casino"), posters=(file_id, None))
    await attachments.send_poll(context_of(scene), Target(BRUNO.person_id), poll)
    heat, casino = last_message(scene)["poll"]["options"]
    assert heat["media"]["photo"][-1]["file_id"] == file_id
    assert "media" not in casino
    dead = GroupPoll("Which one now?", ("Heat", "Casino"), posters=("a file that is gone", None))
    await attachments.send_poll(context_of(scene), Target(BRUNO.person_id), dead)
    assert last_message(scene)["poll"]["question"] == "Which one now?"
    assert all("media" not in option for option in last_message(scene)["poll"]["options"])


async def test_a_chat_that_takes_no_photos_gets_a_poll_without(scene: Scene) -> None:
    await scene.chat(BRUNO).says("/help")
    scene.toolbox.photo_refusals.note(BRUNO.person_id)
    poll = GroupPoll("Which one?", ("Heat", "Casino"), posters=("a file that is gone", None))
    await attachments.send_poll(context_of(scene), Target(BRUNO.person_id), poll)
    assert scene.calls("sendPoll") == ["sendPoll"], "nothing is tried"


async def test_what_is_wrong_beside_the_posters_is_raised(scene: Scene) -> None:
    await scene.chat(BRUNO).says("/help")
    poll = GroupPoll("Which one?", ("Heat",), posters=("a file that is gone",))
    with pytest.raises(BadRequest):
        await attachments.send_poll(context_of(scene), Target(BRUNO.person_id), poll)


async def test_a_guests_question_gets_its_one_answer_in_the_chat_where_it_was_asked(scene: Scene) -> None:
    updates = scene.bot_api.state.updates
    question = "@matinee_playground_bot what do you think?"
    actions.say(scene.bot_api, CLARA.person_id, question, chat_id=ELSEWHERE["id"])
    [raw] = [each for each in updates.to_json()["pending"] if "guest_message" in each]
    update = Update.de_json(raw, scene.application.bot)
    target = guest_target_of(update)
    assert target is not None
    result = InlineQueryResultArticle("1", "Heat", InputTextMessageContent("A good one"))
    await attachments.answer_guest(context_of(scene), target, result)
    [_, message] = scene.bot_api.state.messages[ELSEWHERE["id"]].values()
    assert message["text"] == "A good one"


def test_an_ordinary_update_is_no_guests_question() -> None:
    assert guest_target_of(Update(1)) is None
