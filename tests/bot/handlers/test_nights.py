"""Movie nights in a group: from /movienight to the announced film, and whatever goes wrong on the way."""

from __future__ import annotations

from typing import Any

import pytest

from bot.handlers.night_votes import go_on
from bot.playground import actions, bot_api, ephemeral
from bot.playground.errors import bad_request, forbidden
from bot.playground.people import CLUB, GROUP, PEOPLE, Person
from bot.posters.sources import FileId
from bot.presentation.callback_data import unpack
from bot.presentation.nights import VoteButton
from bot.services.night_views import NightKey
from bot.services.nights import ASK_AFTER, POLL_GRACE, POLL_OPEN_FOR
from tests.bot.conftest import Scene, picture
from tests.support import membership
from tests.support.chat import Chat, Seen
from tests.support.stocked import FakeClock

ADA, BRUNO, CLARA = PEOPLE[:3]


@pytest.fixture
def ada(scene: Scene) -> Chat:
    return scene.chat(ADA, in_group=True)


@pytest.fixture
def bruno(scene: Scene) -> Chat:
    return scene.chat(BRUNO, in_group=True)


def the_night(chat: Chat) -> Seen:
    """Return the newest message that shows a night."""
    return [message for message in chat.answers if "Movie night!" in message.text][-1]


def poll_of(chat: Chat) -> dict[str, Any]:
    return [message.raw for message in chat.answers if "poll" in message.raw][-1]


async def vote(chat: Chat, option: int) -> None:
    await chat._handled(actions.vote(chat.bot_api, chat.person.person_id, poll_of(chat), [option]))


async def close(scene: Scene, chat: Chat) -> None:
    """Close the poll by hand, as whoever has the bot's token could."""
    message = poll_of(chat)
    await scene.application.bot.stop_poll(message["chat"]["id"], message["message_id"])
    await chat.sees("it is!")


async def round_of_jobs(scene: Scene) -> None:
    context = scene.application.context_types.context(scene.application)
    await go_on(context)


async def test_a_whole_night(scene: Scene, ada: Chat, bruno: Chat) -> None:
    await ada.says("/movienight")
    assert "In: Ada" in ada.last.text
    await bruno.taps("I'm in", on=the_night(bruno))
    assert "In: Ada and Bruno" in the_night(bruno).text
    await bruno.taps("🗳 Vote", on=the_night(bruno))
    assert "The vote is on." in the_night(bruno).text
    options = [option["text"] for option in poll_of(ada)["poll"]["options"]]
    assert len(options) == 5
    assert [one.call.flag("protect_content") for one in scene.bot_api.calls("sendPoll")] == [True]
    await vote(ada, 1)
    await vote(bruno, 1)
    await close(scene, ada)
    assert options[1].rpartition(" (")[0] in ada.last.text
    assert "2 of 2 votes." in ada.last.text


async def test_each_option_of_the_vote_has_its_poster(scene: Scene, ada: Chat) -> None:
    [*_, largest] = await scene.bot_api.state.files.add_photo(picture())
    scene.posters.sources = [FileId(largest["file_id"])]
    await ada.says("/movienight")
    await ada.taps("🗳 Vote", on=the_night(ada))
    shown = [option["media"]["photo"][-1]["file_id"] for option in poll_of(ada)["poll"]["options"]]
    assert shown == [largest["file_id"]] * 5


def let_rate(scene: Scene, person: Person) -> None:
    for movie_id in scene.world.movie_ids_of("love")[:5]:
        scene.toolbox.services.rating.rate(person.person_id, movie_id, 5.0)


async def test_a_number_tells_expected_stars_to_the_one_who_tapped_alone(
    scene: Scene, ada: Chat, bruno: Chat
) -> None:
    let_rate(scene, ADA)
    await ada.says("/movienight")
    count = len(bruno.messages)
    notice = await ada.taps("1", on=the_night(ada))
    assert notice is not None
    assert notice.is_alert
    assert "you would give it about ★" in notice.text
    notice = await bruno.taps("1", on=the_night(bruno))
    assert notice is not None
    assert "I don't know your taste yet" in notice.text
    assert len(bruno.messages) == count


async def test_the_stars_of_all_films_are_shown_to_one_alone_and_once_for_each_list(
    scene: Scene, ada: Chat
) -> None:
    let_rate(scene, ADA)
    await ada.says("/movienight")
    for number in ("1", "2"):
        await ada.taps(number, on=the_night(ada))
    told = ada.last
    assert told.raw["receiver_user"]["id"] == ADA.person_id
    assert told.text.count("★") == 5
    assert len([each for each in ada.answers if "Only you see this" in each.text]) == 1
    await ada.taps("🚫 1", on=the_night(ada))
    await ada.taps("1", on=the_night(ada))
    assert ada.last.message_id == told.message_id
    assert ada.last.text != told.text
    del scene.bot_api.state.messages[GROUP.group_id][told.message_id]
    scene.toolbox.services.rating.rate(ADA.person_id, scene.world.movie_ids_of("love")[7], 1.0)
    await ada.taps("2", on=the_night(ada))
    assert "Only you see this" in ada.last.text


@pytest.mark.parametrize("refused", ["method not found", "the parameter is not known", "in this group"])
async def test_where_nothing_can_be_shown_to_one_alone_the_alert_says_it(
    scene: Scene, ada: Chat, bruno: Chat, monkeypatch: pytest.MonkeyPatch, refused: str
) -> None:
    if refused == "method not found":
        monkeypatch.delitem(bot_api.METHODS, "deleteephemeralmessage")
    elif refused == "in this group":
        scene.bot_api.state.restrictions[GROUP.group_id] = {"can_send_to_one_alone": False}
    else:
        monkeypatch.setattr(ephemeral, "fields", lambda *_: {})
    let_rate(scene, ADA)
    await ada.says("/movienight")
    before = [each.raw for each in bruno.answers]
    for number in ("1", "2"):
        notice = await ada.taps(number, on=the_night(ada))
        assert notice is not None
        assert "you would give it about ★" in notice.text
    assert [each.raw for each in bruno.answers] == before
    sent = [one for one in scene.bot_api.calls("sendMessage") if "receiver_user_id" in one.call.params]
    assert len(sent) == (0 if refused == "method not found" else 1)


async def test_a_veto_is_for_those_who_are_in_and_counts_once(ada: Chat, bruno: Chat) -> None:
    await ada.says("/movienight")
    first = the_night(ada).text
    notice = await bruno.taps("🚫 1", on=the_night(bruno))
    assert notice is not None
    assert notice.text == "Tap “I'm in” first: this is for those who come."
    assert the_night(ada).text == first
    await ada.taps("🚫 1", on=the_night(ada))
    assert the_night(ada).text != first
    notice = await ada.taps("🚫 1", on=the_night(ada))
    assert notice is not None
    assert notice.text == "You have used your veto. Everybody has one a night."


async def test_wishes_stand_behind_the_command_and_the_length_is_a_tap(ada: Chat) -> None:
    await ada.says("/movienight horror")
    assert "Wished for: Horror films" in the_night(ada).text
    await ada.taps("⏱ Any length", on=the_night(ada))
    assert "⏱ 100 min" in str(the_night(ada).buttons)


async def test_the_host_goes_and_the_others_go_on(ada: Chat, bruno: Chat) -> None:
    await ada.says("/movienight")
    await bruno.taps("I'm in", on=the_night(bruno))
    await ada.taps("I'm out", on=the_night(ada))
    assert "In: Bruno" in the_night(ada).text
    notice = await ada.taps("🗳 Vote", on=the_night(ada))
    assert notice is not None
    assert "I'm in" in notice.text
    await bruno.taps("🗳 Vote", on=the_night(bruno))
    assert poll_of(bruno)["poll"]["is_anonymous"]


async def test_where_no_polls_may_be_sent_the_film_is_announced_at_once(scene: Scene, ada: Chat) -> None:
    scene.bot_api.state.restrictions[GROUP.group_id] = {"can_send_polls": False}
    await ada.says("/movienight")
    await ada.taps("🗳 Vote", on=the_night(ada))
    assert "Nobody voted, so it is the one that I expect you all to like." in ada.last.text


async def test_nobody_votes_and_the_poll_is_gone(scene: Scene, ada: Chat, clock: FakeClock) -> None:
    await ada.says("/movienight")
    await ada.taps("🗳 Vote", on=the_night(ada))
    message = poll_of(ada)
    del scene.bot_api.state.messages[GROUP.group_id][message["message_id"]]
    clock.now += POLL_OPEN_FOR + POLL_GRACE
    await round_of_jobs(scene)
    assert "Nobody voted" in ada.last.text
    count = len(ada.answers)
    await round_of_jobs(scene)
    assert len(ada.answers) == count


async def test_a_vote_whose_poll_a_dead_process_owed_gets_it(
    scene: Scene, ada: Chat, clock: FakeClock
) -> None:
    await ada.says("/movienight")
    payload = the_night(ada).button("🗳 Vote")["callback_data"]
    button = unpack(payload)
    assert isinstance(button, VoteButton)
    key = NightKey(button.night_id, GROUP.group_id)
    scene.toolbox.services.nights.begin_vote(key, ADA.person_id)  # … and dies
    notice = await ada.taps("🗳 Vote", on=the_night(ada))
    assert notice is not None
    assert notice.text
    clock.now += 2 * POLL_GRACE
    scene.bot_api.state.faults.plan("sendPoll", bad_request("whatever Telegram may say one day"))
    for _ in range(3):
        await round_of_jobs(scene)
    assert len([each for each in ada.answers if "poll" in each.raw]) == 1
    await vote(ada, 1)
    await close(scene, ada)
    assert "1 of 1 vote." in ada.last.text


async def test_a_film_that_a_dead_process_owed_the_group_is_announced_once(
    scene: Scene, ada: Chat, clock: FakeClock
) -> None:
    await ada.says("/movienight")
    await ada.taps("🗳 Vote", on=the_night(ada))
    await vote(ada, 1)
    message = poll_of(ada)
    poll_id, votes = message["poll"]["id"], [0, 1, 0, 0, 0]
    scene.toolbox.services.nights.count_votes(poll_id, votes, is_closed=True)  # … and dies
    clock.now += POLL_OPEN_FOR + 2 * POLL_GRACE
    for _ in range(2):
        await round_of_jobs(scene)
    assert len([each for each in ada.answers if "Tomorrow" in each.text]) == 1
    assert "1 of 1 vote." in ada.last.text


async def test_a_group_that_is_lost_before_the_film_is_known_is_asked_nothing(
    scene: Scene, ada: Chat, clock: FakeClock
) -> None:
    private = scene.chat(ADA)
    await private.says("/start")
    await ada.says("/movienight")
    await ada.taps("🗳 Vote", on=the_night(ada))
    refusal = forbidden("bot was kicked from the supergroup chat")
    scene.bot_api.state.faults.plan("sendMessage", refusal, times=2)  # the round, and the update it causes
    clock.now += POLL_OPEN_FOR + 2 * POLL_GRACE
    await round_of_jobs(scene)
    clock.now += 2 * ASK_AFTER
    before = len(private.answers)
    await round_of_jobs(scene)
    assert len(private.answers) == before


async def test_the_next_day_those_who_were_in_are_asked_in_private(
    scene: Scene, ada: Chat, clock: FakeClock
) -> None:
    private = scene.chat(ADA)
    await private.says("/start")
    await ada.says("/movienight")
    await ada.taps("🗳 Vote", on=the_night(ada))
    await close(scene, ada)
    clock.now += ASK_AFTER
    await round_of_jobs(scene)
    assert private.last.text.startswith("How was ")
    await private.taps("★ Give it stars")
    await private.taps("★4")
    assert list(scene.ratings_of(ADA).values()) == [4.0]


async def test_whoever_never_started_the_bot_is_not_asked_and_nothing_breaks(
    scene: Scene, bruno: Chat, clock: FakeClock
) -> None:
    await bruno.says("/movienight")
    await bruno.taps("🗳 Vote", on=the_night(bruno))
    await close(scene, bruno)
    clock.now += ASK_AFTER
    await round_of_jobs(scene)
    assert scene.chat(BRUNO).answers == []


async def test_two_nights_in_two_groups_do_not_meet(scene: Scene, ada: Chat) -> None:
    club = Chat(scene.bot_api, ADA, scene.application, chat_id=CLUB.group_id)
    await ada.says("/movienight")
    await club.says("/movienight")
    await club.taps("🗳 Vote", on=the_night(club))
    assert "The vote is on." in the_night(club).text
    assert "The vote is on." not in the_night(ada).text


async def test_in_a_private_chat_it_says_where_nights_take_place(scene: Scene) -> None:
    private = scene.chat(ADA)
    await private.says("/movienight")
    assert "A movie night needs a group" in private.last.text


async def test_a_group_that_becomes_a_supergroup_keeps_its_night(
    scene: Scene, ada: Chat, bruno: Chat
) -> None:
    await ada.says("/movienight")
    await ada.taps("🗳 Vote", on=the_night(ada))
    new_id = -1001700000555
    await ada._handled(membership.migrate(scene.bot_api, GROUP.group_id, new_id))
    moved = Chat(scene.bot_api, ADA, scene.application, chat_id=new_id)
    await moved.says("/movienight")
    assert "The vote is on." in the_night(moved).text


async def test_a_group_that_removes_the_bot_ends_its_night(scene: Scene, ada: Chat) -> None:
    await ada.says("/movienight")
    await ada._handled(membership.remove_bot(scene.bot_api, GROUP.group_id))
    await ada._handled(membership.add_bot(scene.bot_api, GROUP.group_id))
    notice = await ada.taps("I'm in", on=the_night(ada))
    assert notice is not None
    assert notice.text == "That movie night is over. /movienight begins another."


async def test_a_bot_that_is_added_for_a_night_begins_one(scene: Scene, ada: Chat) -> None:
    private = scene.chat(ADA)
    await private.says("/movienight")
    url = private.last.button("Add me to a group")["url"]
    await ada.says(f"/start@matinee_playground_bot {url.partition('startgroup=')[2]}")
    assert "In: Ada" in the_night(ada).text
