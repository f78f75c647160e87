"""Movie nights where something is odd: strangers' votes, fifty groups, hidden admins, topics gone."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from bot.handlers.night_votes import go_on
from bot.playground import actions
from bot.playground.errors import bad_request, upgraded
from bot.playground.people import GROUP, PEOPLE, Group
from bot.presentation.callback_data import pack
from bot.presentation.nights import JoinNightButton, VetoButton, VoteButton
from bot.services.nights import POLL_GRACE, POLL_OPEN_FOR
from tests.bot.conftest import Scene
from tests.support.chat import Chat, Seen
from tests.support.stocked import FakeClock

ADA, BRUNO = PEOPLE[:2]
COMMAND = {"type": "bot_command", "offset": 0, "length": len("/movienight")}
CHANNEL = {"id": -1001888888888, "type": "channel", "title": "Film news"}
GROUP_ANONYMOUS_BOT = {
    "id": 1087968824,
    "is_bot": True,
    "first_name": "Group",
    "username": "GroupAnonymousBot",
}
TELEGRAM = {"id": 777000, "is_bot": False, "first_name": "Telegram"}


@pytest.fixture
def ada(scene: Scene) -> Chat:
    return scene.chat(ADA, in_group=True)


def the_night(chat: Chat) -> Seen:
    return [message for message in chat.answers if "Movie night!" in message.text][-1]


def polls_of(chat: Chat) -> list[dict[str, Any]]:
    return [message.raw for message in chat.answers if "poll" in message.raw]


async def told(scene: Scene, chat: Chat, kind: str, content: dict[str, Any]) -> None:
    """Let Telegram tell the bot something."""
    await chat._handled(scene.bot_api.state.updates.push(kind, content))


async def round_of_jobs(scene: Scene) -> None:
    await go_on(scene.application.context_types.context(scene.application))


async def test_a_poll_of_somebody_else_decides_nothing(scene: Scene, ada: Chat) -> None:
    await ada.says("/movienight")
    await ada.taps("🗳 Vote", on=the_night(ada))
    ours = polls_of(ada)[0]["poll"]
    count = len(ada.answers)
    options = [{**option, "voter_count": 9} for option in ours["options"]]
    stranger = ours | {"id": "123", "is_closed": True, "options": options, "total_voter_count": 45}
    await told(scene, ada, "poll", stranger)
    fewer = ours | {"is_closed": True, "options": options[:2], "total_voter_count": 18}
    await told(scene, ada, "poll", fewer)
    assert len(ada.answers) == count


async def test_a_poll_closed_by_hand_is_announced_once_although_telegram_says_so_twice(
    scene: Scene, ada: Chat, clock: FakeClock
) -> None:
    await ada.says("/movienight")
    await ada.taps("🗳 Vote", on=the_night(ada))
    closed = polls_of(ada)[0]["poll"] | {"is_closed": True}
    for _ in range(2):
        await told(scene, ada, "poll", closed)
    clock.now += POLL_OPEN_FOR + 2 * POLL_GRACE
    await round_of_jobs(scene)
    assert len([message for message in ada.answers if "Tomorrow" in message.text]) == 1


async def test_a_person_in_fifty_groups_has_a_night_in_each(scene: Scene) -> None:
    nights = []
    for number in range(50):
        group = Group(-1001600000000 - number, f"Group {number}", (ADA.person_id, BRUNO.person_id))
        scene.bot_api.state.groups[group.group_id] = group
        nights.append(Chat(scene.bot_api, ADA, scene.application, chat_id=group.group_id))
        await nights[-1].says("/movienight")
    await nights[7].taps("🚫 1", on=the_night(nights[7]))
    await nights[9].taps("🗳 Vote", on=the_night(nights[9]))
    assert the_night(nights[7]).text != the_night(nights[8]).text
    assert "The vote is on." not in the_night(nights[8]).text
    scene.toolbox.services.people.forget(ADA.person_id)
    bruno = Chat(scene.bot_api, BRUNO, scene.application, chat_id=nights[3].chat_id)
    await bruno.taps("I'm in", on=the_night(bruno))
    assert "In: Bruno" in the_night(bruno).text


@pytest.mark.parametrize(
    "sender",
    [
        {"from": GROUP_ANONYMOUS_BOT, "sender_chat": {"id": GROUP.group_id, "type": "supergroup"}},
        {"from": TELEGRAM, "sender_chat": CHANNEL, "is_automatic_forward": True},
        {"from": GROUP_ANONYMOUS_BOT, "sender_chat": CHANNEL},
    ],
    ids=["an anonymous admin", "the linked channel's post", "somebody who writes as a channel"],
)
async def test_in_the_name_of_a_chat_nobody_is_in(scene: Scene, ada: Chat, sender: dict[str, Any]) -> None:
    await ada.sends({**sender, "text": "/movienight", "entities": [COMMAND]})
    assert ada.answers == []
    with scene.unit_of_work() as work:
        assert work.chat_users.get(sender["from"]["id"]) is None
        assert work.nights.undecided(GROUP.group_id, None) is None


async def test_a_post_in_a_channel_is_no_command(scene: Scene, ada: Chat) -> None:
    post = {"message_id": 5, "date": 1, "chat": CHANNEL, "sender_chat": CHANNEL, "text": "/movienight"}
    await told(scene, ada, "channel_post", {**post, "entities": [COMMAND]})
    assert CHANNEL["id"] not in scene.bot_api.state.messages


@pytest.mark.parametrize("refusal", ["message thread not found", "TOPIC_DELETED"])
async def test_the_poll_of_a_topic_that_is_gone_is_sent_to_the_group(
    scene: Scene, ada: Chat, refusal: str
) -> None:
    await ada.sends(
        {"text": "/movienight", "entities": [COMMAND], "message_thread_id": 7, "is_topic_message": True}
    )
    the_night(ada).raw.update({"message_thread_id": 7, "is_topic_message": True})
    scene.bot_api.state.faults.plan("sendPoll", bad_request(refusal))
    await ada.taps("🗳 Vote", on=the_night(ada))
    assert len(polls_of(ada)) == 1


async def test_the_poll_of_a_group_that_just_became_a_supergroup_is_sent_there(
    scene: Scene, ada: Chat
) -> None:
    await ada.says("/movienight")
    new_id = -1001700000777
    scene.bot_api.state.groups[new_id] = Group(new_id, GROUP.title, GROUP.member_ids)
    scene.bot_api.state.faults.plan("sendPoll", upgraded(new_id))
    await ada.taps("🗳 Vote", on=the_night(ada))
    assert len(polls_of(Chat(scene.bot_api, ADA, scene.application, chat_id=new_id))) == 1


async def test_forged_buttons_do_no_harm(scene: Scene, ada: Chat) -> None:
    await ada.says("/movienight")
    before = the_night(ada).text
    owner = scene.application.bot.id
    for forged in (
        JoinNightButton(owner, 2**31 - 1),
        VetoButton(owner, 1, 2**31 - 1),
        VoteButton(owner, 2**31 - 1),
    ):
        notice = await ada.presses(pack(forged), on=the_night(ada))
        assert notice is not None
        assert notice.text
    assert the_night(ada).text == before


async def test_a_newcomers_link_leads_to_rating_films(scene: Scene, ada: Chat) -> None:
    await ada.says("/movienight")
    url = the_night(ada).button("★ Tell me your taste")["url"]
    private = scene.chat(ADA)
    await private.says(f"/start {url.partition('start=')[2]}")
    assert "★ Rate films" in [label for row in private.last.buttons for label in row]


@pytest.mark.parametrize("code", ["tlh", "xx-YY", "", "de-", None])
async def test_who_speaks_a_language_that_does_not_exist_is_answered(
    scene: Scene, ada: Chat, code: str | None
) -> None:
    sender = ADA.as_user() | {"language_code": code}
    if code is None:
        del sender["language_code"]
    group = scene.bot_api.state.chat(GROUP.group_id)
    message = {"message_id": 5, "date": 1, "chat": group, "from": sender, "text": "/movienight"}
    await told(scene, ada, "message", {**message, "entities": [COMMAND]})
    assert "In: Ada" in the_night(ada).text
    query = scene.bot_api.state.open_query(ADA.person_id)
    asked = {"id": query.query_id, "from": sender, "query": "comedy", "offset": ""}
    await told(scene, ada, "inline_query", asked)
    assert [one.status for one in scene.bot_api.calls("answerInlineQuery")] == [200]


async def test_a_tap_of_somebody_outside_the_group_is_read_like_any_other(scene: Scene, ada: Chat) -> None:
    """Telegram lets only members tap; a forged message of another chat finds no night."""
    await ada.says("/movienight")
    payload = the_night(ada).button("I'm in")["callback_data"]
    private = scene.chat(BRUNO)
    await private.says("/start")
    _, update_id = actions.press(scene.bot_api, BRUNO.person_id, private.last.raw, payload)
    await private._handled(update_id)
    assert "In: Ada" in the_night(ada).text
    assert "Bruno" not in the_night(ada).text


@pytest.mark.parametrize("label", ["⏱ Any length", "🗳 Vote", "🚫 1"])
async def test_who_is_not_in_changes_nothing_of_the_night(scene: Scene, ada: Chat, label: str) -> None:
    await ada.says("/movienight")
    before = the_night(ada).raw
    bruno = scene.chat(BRUNO, in_group=True)
    notice = await bruno.taps(label, on=the_night(bruno))
    assert notice is not None
    assert notice.text == "Tap “I'm in” first: this is for those who come."
    assert the_night(ada).raw == before
    assert polls_of(ada) == []
    with scene.unit_of_work() as work:
        assert work.chat_users.get(BRUNO.person_id) is None


async def test_of_a_vote_only_the_counts_are_looked_at_whoever_gave_it(scene: Scene, ada: Chat) -> None:
    await ada.says("/movienight")
    await ada.taps("🗳 Vote", on=the_night(ada))
    poll = polls_of(ada)[0]["poll"]
    stranger = {"id": 5, "is_bot": False, "first_name": "Nobody"}
    vote = {"poll_id": poll["id"], "user": stranger, "option_ids": [0], "option_persistent_ids": ["0"]}
    await told(scene, ada, "poll_answer", vote)
    with scene.unit_of_work() as work:
        assert work.chat_users.get(5) is None
        night = work.nights.of_poll(poll["id"])
    assert night is not None
    assert set(night.votes) == {0}


@pytest.mark.parametrize(
    "refusal",
    ["not enough rights to send text messages to the chat", "have no rights to send a message"],
)
async def test_where_the_bot_may_not_write_it_is_silent_and_nothing_is_a_defect(
    scene: Scene, ada: Chat, refusal: str
) -> None:
    scene.bot_api.state.faults.plan("sendMessage", bad_request(refusal))
    await ada.says("/movienight")
    assert ada.answers == []
    with scene.unit_of_work() as work:
        assert work.errors.count_since(datetime(2000, 1, 1, tzinfo=UTC)) == 0
    await ada.says("/movienight")
    assert "In: Ada" in the_night(ada).text


async def test_a_group_of_200000_reads_some_names_and_how_many_more(scene: Scene, ada: Chat) -> None:
    await ada.says("/movienight")
    message_id = the_night(ada).message_id
    with scene.unit_of_work() as work:
        night = work.nights.undecided(GROUP.group_id, None)
        assert night is not None
        now = scene.toolbox.services.daily.now()
        for person_id in range(1, 201):
            work.chat_users.touch(person_id, now, f"Person {person_id}", "en")
            work.nights.join(night.night_id, person_id, now)
        work.commit()
    bruno = scene.chat(BRUNO, in_group=True)
    await bruno.taps("I'm in", on=the_night(bruno))
    assert "and 190 others" in the_night(ada).text
    assert len(the_night(ada).text) < 4096
    assert the_night(ada).message_id == message_id
