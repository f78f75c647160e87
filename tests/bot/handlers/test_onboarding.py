"""Rating films one tap each."""

from __future__ import annotations

import pytest

from bot.presentation import texts
from bot.services.views import NothingLeftToAsk
from tests.bot.conftest import Scene
from tests.support.chat import Chat


def headline(chat: Chat) -> str:
    """The film on the newest card."""
    return chat.last.text.partition("\n")[0]


async def test_one_card_is_edited_in_place_from_film_to_film(scene: Scene) -> None:
    bruno = scene.chat()
    await bruno.says("/rate")
    first, film = bruno.last, headline(bruno)
    await bruno.taps("★4")
    assert len(bruno.answers) == 1
    assert bruno.last.message_id == first.message_id
    assert headline(bruno) != film
    assert "1 rated · 2 more and I can recommend" in bruno.last.text


async def test_a_tap_on_a_star_is_answered_then_saved_then_shown(scene: Scene) -> None:
    bruno = scene.chat()
    await bruno.says("/rate")
    notice = await bruno.taps("★4")
    assert notice is not None
    assert notice.text == ""
    assert scene.calls()[-2:] == ["answerCallbackQuery", "editMessageMedia"]
    assert list(scene.ratings_of(bruno.person).values()) == [4.0]


async def test_half_a_star_more_is_one_tap_and_stays_on_the_card(scene: Scene) -> None:
    bruno = scene.chat()
    await bruno.says("/rate")
    await bruno.taps("★4")
    asked = headline(bruno)
    await bruno.taps("+½")
    assert headline(bruno) == asked
    assert list(scene.ratings_of(bruno.person).values()) == [4.5]
    assert "✓ ★4.5 for " in bruno.last.text
    assert scene.calls()[-1] == "editMessageCaption"  # the poster does not flicker


async def test_before_the_first_stars_the_halves_explain_themselves(scene: Scene) -> None:
    bruno = scene.chat()
    await bruno.says("/rate")
    notice = await bruno.taps("−½")
    assert notice is not None
    assert notice.text == "−½ and +½ change these stars by half a star."


async def test_undo_asks_about_the_same_film_again(scene: Scene) -> None:
    bruno = scene.chat()
    await bruno.says("/rate")
    film = headline(bruno)
    await bruno.taps("★4")
    await bruno.taps("↩ Undo")
    assert headline(bruno) == film
    assert scene.ratings_of(bruno.person) == {}


async def test_a_film_not_seen_is_not_rated_and_can_be_undone(scene: Scene) -> None:
    bruno = scene.chat()
    await bruno.says("/rate")
    film = headline(bruno)
    await bruno.taps("Haven't seen it")
    assert headline(bruno) != film
    assert scene.ratings_of(bruno.person) == {}
    await bruno.taps("↩ Undo")
    assert headline(bruno) == film


async def test_recommendations_open_in_place_after_three_ratings(scene: Scene) -> None:
    bruno = scene.chat()
    await bruno.says("/rate")
    for stars in ("★5", "★1"):
        await bruno.taps(stars)
        assert not any("Show my films" in row for row in bruno.last.buttons)
    await bruno.taps("★4")
    await bruno.taps("My films")
    assert len(bruno.answers) == 1
    assert "for you" in bruno.last.text
    assert ["◀", "−½", "1/10", "+½", "▶"] in bruno.last.buttons


async def test_one_may_stop_at_any_point(scene: Scene) -> None:
    bruno = scene.chat()
    await bruno.says("/rate")
    await bruno.taps("Stop")
    assert [message.text for message in bruno.answers] == [texts.STOPPED]


async def test_a_double_tap_saves_once_and_asks_on(scene: Scene) -> None:
    bruno = scene.chat()
    await bruno.says("/rate")
    payload = str(bruno.last.button("★4")["callback_data"])
    await bruno.presses(payload)
    after_one = headline(bruno)
    await bruno.presses(payload)
    assert headline(bruno) == after_one
    assert len(scene.ratings_of(bruno.person)) == 1
    assert len(bruno.answers) == 1


async def test_when_every_film_is_answered_the_way_to_the_list_is_shown(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    bruno = scene.chat()
    await bruno.says("/rate")
    monkeypatch.setattr(scene.toolbox.services.onboarding, "answer", lambda *_: NothingLeftToAsk(43))
    await bruno.taps("★4")
    assert [message.text for message in bruno.answers] == [
        "That was the last film I wanted to ask about; you rated 43 films."
    ]
    await bruno.taps("Show my films")
    assert bruno.last.photo


async def test_six_taps_on_one_point_of_the_screen_rate_six_films(scene: Scene) -> None:
    bruno = scene.chat()
    await bruno.says("/rate")
    for _ in range(6):
        rows = bruno.last.buttons
        assert len(rows) == 3  # the keyboard hangs from the bottom: its height must not change
        assert rows[0][3] == "★4"
        await bruno.taps("★4")
    assert len(scene.ratings_of(bruno.person)) == 6
