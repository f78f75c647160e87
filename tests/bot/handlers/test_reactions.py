"""👍 and 👎 on cards in private: what they do, what they never do, and how they are taken back."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from bot.playground.people import ADMIN, PEOPLE
from bot.presentation.callback_data import pack
from bot.presentation.reactions import TakeBackButton
from bot.services.reactions import KEPT_FOR, CardMessage
from bot.services.shelves import Shelf
from tests.bot.conftest import Scene
from tests.support.chat import Chat

BRUNO, CLARA = PEOPLE[1], PEOPLE[2]


@pytest.fixture
def bruno(scene: Scene) -> Chat:
    return scene.chat(BRUNO)


def kept(scene: Scene, chat: Chat) -> tuple[set[int], dict[int, str]]:
    """Return somebody's watchlist and what they put aside."""
    with scene.unit_of_work() as work:
        person = chat.person.person_id
        return work.watchlist.of(person), dict(work.dismissals.of(person))


async def a_card(scene: Scene, chat: Chat, number: int = 0) -> int:
    """Show a film by itself and return its id; `chat.last` is its card."""
    movie = scene.world.movies[number]
    await chat.says("/start")
    await chat.says(f"/start film_{movie.movie_id}")
    return movie.movie_id


async def test_a_thumb_up_keeps_the_film_for_later_and_gives_no_stars(scene: Scene, bruno: Chat) -> None:
    movie_id = await a_card(scene, bruno)
    card = bruno.last
    await bruno.reacts("👍")
    assert kept(scene, bruno) == ({movie_id}, {})
    assert scene.ratings_of(BRUNO) == {}
    assert "is on your watchlist" in bruno.last.text
    assert bruno.last.raw["reply_to_message"]["message_id"] == card.message_id
    await bruno.taps("↩ Undo")
    assert kept(scene, bruno) == (set(), {})
    assert "is off your watchlist again" in bruno.last.text


async def test_what_a_reaction_did_is_said_in_one_message(scene: Scene, bruno: Chat) -> None:
    await a_card(scene, bruno)
    card = bruno.last
    for emoji, said in (("👍", "is on your watchlist"), (None, "is off your"), ("👎", "I won't suggest")):
        await bruno.reacts(emoji, to=card)
        assert said in bruno.last.text
    assert len([each for each in bruno.answers if each.message_id > card.message_id]) == 1


async def test_a_thumb_down_hides_the_film(scene: Scene, bruno: Chat) -> None:
    movie_id = await a_card(scene, bruno)
    await bruno.reacts("👎")
    assert kept(scene, bruno) == (set(), {movie_id: "not_interested"})
    assert "I won't suggest" in bruno.last.text
    await bruno.taps("↩ Undo")
    assert kept(scene, bruno) == (set(), {})


async def test_a_thumb_down_taken_back_leaves_the_film_where_it_was(scene: Scene, bruno: Chat) -> None:
    movie_id = await a_card(scene, bruno)
    await bruno.taps("🔖 Later")
    await bruno.reacts("👎")
    assert kept(scene, bruno) == (set(), {movie_id: "not_interested"})
    await bruno.taps("↩ Undo")
    assert kept(scene, bruno) == ({movie_id}, {})


async def test_a_forged_way_back_from_another_shelf_changes_nothing(scene: Scene, bruno: Chat) -> None:
    movie_id = await a_card(scene, bruno)
    await bruno.reacts("👍")
    await bruno.presses(pack(TakeBackButton(BRUNO.person_id, Shelf.SEEN, movie_id)))
    assert kept(scene, bruno) == ({movie_id}, {})
    assert "is on your watchlist" in bruno.last.text


async def test_stars_are_one_tap_away(scene: Scene, bruno: Chat) -> None:
    movie_id = await a_card(scene, bruno)
    await bruno.reacts("👍")
    await bruno.taps("★ Give it stars")
    await bruno.taps("★4")
    assert scene.ratings_of(BRUNO) == {movie_id: 4.0}


async def test_a_changed_mind_and_one_taken_back(scene: Scene, bruno: Chat) -> None:
    movie_id = await a_card(scene, bruno)
    card = bruno.last
    await bruno.reacts("👍")
    await bruno.reacts("👎", to=card)
    assert kept(scene, bruno) == (set(), {movie_id: "not_interested"})
    await bruno.reacts(None, to=card)
    assert kept(scene, bruno) == (set(), {})
    assert "I may suggest" in bruno.last.text


async def test_a_film_kept_before_is_not_lost_by_a_reaction_taken_back(scene: Scene, bruno: Chat) -> None:
    movie_id = await a_card(scene, bruno)
    card = bruno.last
    await bruno.taps("🔖 Later")
    answers = len(bruno.answers)
    await bruno.reacts("👍", to=card)
    await bruno.reacts(None, to=card)
    assert kept(scene, bruno) == ({movie_id}, {})
    assert len(bruno.answers) == answers


async def test_what_one_has_rated_is_left_as_it_is(scene: Scene, bruno: Chat) -> None:
    await a_card(scene, bruno)
    await bruno.taps("★2")
    answers = len(bruno.answers)
    await bruno.reacts("👎")
    assert kept(scene, bruno) == (set(), {})
    assert len(bruno.answers) == answers


async def test_a_list_that_was_leafed_on_is_about_the_film_it_shows(scene: Scene, bruno: Chat) -> None:
    await bruno.says("/popular")
    card = bruno.last
    await bruno.reacts("👍")
    [first] = kept(scene, bruno)[0]
    await bruno.taps("▶", on=card)
    await bruno.reacts(None, to=card)
    assert kept(scene, bruno)[0] == {first}, "the reaction was to the film before"
    await bruno.reacts("👍", to=card)
    assert len(kept(scene, bruno)[0]) == 2


async def test_what_is_no_card_and_other_emoji_mean_nothing(scene: Scene, bruno: Chat) -> None:
    await bruno.says("/help")
    await bruno.reacts("👍")
    await a_card(scene, bruno)
    scene.bot_api.state.updates.push("message_reaction", reaction(bruno, [{"type": "emoji", "emoji": "🎉"}]))
    scene.bot_api.state.updates.push("message_reaction", reaction(bruno, [{"type": "paid"}]))
    await bruno.says("/help")
    assert kept(scene, bruno) == (set(), {})


async def test_what_is_off_the_shelf_already_is_taken_back_in_silence(scene: Scene, bruno: Chat) -> None:
    movie_id = await a_card(scene, bruno)
    card = bruno.last
    await bruno.reacts("👍")
    await bruno.taps("★4", on=card)
    said = [each.text for each in bruno.answers]
    await bruno.reacts(None, to=card)
    assert [each.text for each in bruno.answers] == said
    assert scene.ratings_of(BRUNO) == {movie_id: 4.0}


async def test_what_was_undone_by_its_button_and_kept_anew_outlives_the_reaction(
    scene: Scene, bruno: Chat
) -> None:
    movie_id = await a_card(scene, bruno)
    card = bruno.last
    await bruno.reacts("👍")
    await bruno.taps("↩ Undo")
    await bruno.taps("🔖 Later", on=card)
    await bruno.reacts(None, to=card)
    assert kept(scene, bruno) == ({movie_id}, {})


async def test_of_several_reactions_at_once_the_first_that_says_something_counts(
    scene: Scene, bruno: Chat
) -> None:
    movie_id = await a_card(scene, bruno)
    several: list[dict[str, Any]] = [
        {"type": "custom_emoji", "custom_emoji_id": "5"},
        {"type": "emoji", "emoji": "❤"},
        {"type": "emoji", "emoji": "👎"},
        {"type": "emoji", "emoji": "👍"},
    ]
    scene.bot_api.state.updates.push("message_reaction", reaction(bruno, several))
    await bruno.says("/help")
    assert kept(scene, bruno) == (set(), {movie_id: "not_interested"})


async def test_a_card_that_somebody_sent_through_inline_mode_is_none_of_the_bots(
    scene: Scene, bruno: Chat
) -> None:
    await bruno.says("/start")
    await bruno.asks_inline(scene.world.movies[0].title)
    sent = await bruno.chooses(str(scene.world.movies[0].movie_id))
    answers = len(bruno.answers)
    await bruno.reacts("👍", to=sent)
    assert kept(scene, bruno) == (set(), {})
    assert len(bruno.answers) == answers


async def test_a_card_of_long_ago_is_answered_with_silence(scene: Scene, bruno: Chat, clock: Any) -> None:
    await a_card(scene, bruno)
    card = bruno.last
    await scene.toolbox.card_log.flush()
    clock.now += KEPT_FOR + timedelta(days=1)
    scene.toolbox.services.reactions.prune()
    answers = len(bruno.answers)
    await bruno.reacts("👍", to=card)
    assert kept(scene, bruno) == (set(), {})
    assert len(bruno.answers) == answers


async def test_in_a_group_nothing_is_read_into_reactions(scene: Scene, bruno: Chat) -> None:
    group = scene.chat(BRUNO, in_group=True)
    await group.says("/popular")
    await group.reacts("👍")
    forged = reaction(group, [{"type": "emoji", "emoji": "👍"}]) | {"chat": group.last.raw["chat"]}
    scene.bot_api.state.updates.push("message_reaction", forged)
    await bruno.says("/help")
    assert kept(scene, bruno) == (set(), {})


async def test_another_ones_card_cannot_be_named(scene: Scene, bruno: Chat) -> None:
    await a_card(scene, bruno)
    clara = scene.chat(CLARA)
    await clara.says("/start")
    forged = reaction(bruno, [{"type": "emoji", "emoji": "👎"}]) | {
        "user": CLARA.as_user(),
        "chat": CLARA.as_chat(),
    }
    scene.bot_api.state.updates.push("message_reaction", forged)
    await clara.says("/help")
    assert kept(scene, clara) == kept(scene, bruno) == (set(), {})


async def test_nothing_is_noted_of_somebody_who_is_forgotten(scene: Scene, bruno: Chat) -> None:
    await a_card(scene, bruno)
    card = bruno.last
    await bruno.says("/forget_me")
    await bruno.taps("Yes, forget me")
    await scene.toolbox.card_log.flush()
    await bruno.reacts("👍", to=card)
    with scene.unit_of_work() as work:
        assert not any(work.personal_data.of(BRUNO.person_id).values())


async def test_cards_are_forgotten_after_a_month(scene: Scene, clock: Any) -> None:
    reactions = scene.toolbox.services.reactions
    scene.toolbox.services.people.greet(ADMIN.person_id, "Ada", "en")
    reactions.note_cards([CardMessage(ADMIN.person_id, 1, scene.world.movies[0].movie_id)])
    assert reactions.prune() == 0
    clock.now = clock.now.replace(year=clock.now.year + 1)
    assert reactions.prune() == 1


def reaction(chat: Chat, new: list[dict[str, Any]]) -> dict[str, Any]:
    """Return a reaction to the bot's newest message in a chat, as Telegram tells it."""
    return {
        "chat": chat.person.as_chat(),
        "message_id": chat.last.message_id,
        "user": chat.person.as_user(),
        "date": 1_700_000_000,
        "old_reaction": [],
        "new_reaction": new,
    }
