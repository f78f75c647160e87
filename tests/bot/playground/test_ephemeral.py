"""Messages that one person of a group alone sees."""

from __future__ import annotations

import pytest

from bot.playground.bot_api import BotApi
from bot.playground.people import CLUB, GROUP
from tests.bot.playground.asking import ADA, BRUNO, ask, refused
from tests.support.chat import is_seen_by


async def test_one_person_sees_it_and_it_is_changed_and_taken_away_by_its_own_number(bot_api: BotApi) -> None:
    alone = {"receiver_user_id": ADA}
    sent = await ask(
        bot_api, "sendMessage", chat_id=GROUP.group_id, text="psst", ephemeral_message_parameters=alone
    )
    assert sent["message_id"] == 0
    [kept] = bot_api.state.messages[GROUP.group_id].values()
    assert is_seen_by(kept, ADA)
    assert not is_seen_by(kept, BRUNO)
    own = {"chat_id": GROUP.group_id, "ephemeral_message_id": sent["ephemeral_message_id"]}
    await ask(bot_api, "editEphemeralMessageText", **own, **alone, text="hush")
    [kept] = bot_api.state.messages[GROUP.group_id].values()
    assert kept["text"] == "hush"
    another = await refused(bot_api, "deleteEphemeralMessage", **own, receiver_user_id=BRUNO)
    assert another == (400, "Bad Request: message not found")
    await ask(bot_api, "deleteEphemeralMessage", **own, **alone)
    assert bot_api.state.messages[GROUP.group_id] == {}


@pytest.mark.parametrize("chat_id", [ADA, CLUB.group_id])
async def test_in_a_private_chat_and_for_strangers_it_is_refused(bot_api: BotApi, chat_id: int) -> None:
    alone = {"receiver_user_id": BRUNO}
    refusal = await refused(
        bot_api, "sendMessage", chat_id=chat_id, text="psst", ephemeral_message_parameters=alone
    )
    assert refusal[0] == 400
