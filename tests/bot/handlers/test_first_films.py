"""Which of these have you seen? Six toggles, six others, done."""

from __future__ import annotations

import pytest

from bot.posters.drawing_process import DrawingFailed
from tests.bot.conftest import Scene
from tests.support.chat import Chat


async def begun(scene: Scene) -> Chat:
    """Return a newcomer's chat with six films before them."""
    bruno = scene.chat()
    await bruno.says("/start")
    await bruno.taps("Rate films")
    return bruno


def toggles(chat: Chat) -> list[str]:
    """Return the labels of the six films."""
    return [label for row in chat.last.buttons[:-1] for label in row]


async def test_six_posters_are_one_picture_with_a_button_each(scene: Scene) -> None:
    bruno = await begun(scene)
    assert bruno.last.photo
    assert bruno.last.text.startswith("Which of these have you seen?")
    assert [label[0] for label in toggles(bruno)] == list("123456")
    assert bruno.last.buttons[-1] == ["Show six others", "Done"]


async def test_a_tap_ticks_and_another_one_takes_the_tick_away(scene: Scene) -> None:
    bruno = await begun(scene)
    picture, label = bruno.last, toggles(bruno)[1]
    payload = str(bruno.last.button(label)["callback_data"])
    await bruno.presses(payload)
    assert toggles(bruno)[1] == f"✓ {label}"
    assert scene.calls()[-1] == "editMessageReplyMarkup"  # the picture does not flicker
    await bruno.taps(f"✓ {label}")
    assert toggles(bruno)[1] == label
    assert bruno.last.message_id == picture.message_id


async def test_the_same_tap_twice_is_one_tick(scene: Scene) -> None:
    bruno = await begun(scene)
    label = toggles(bruno)[0]
    payload = str(bruno.last.button(label)["callback_data"])
    await bruno.presses(payload)
    await bruno.presses(payload)
    assert toggles(bruno)[0] == f"✓ {label}"


async def test_stars_only_for_what_is_ticked_then_the_first_list(scene: Scene) -> None:
    bruno = await begun(scene)
    for label in toggles(bruno)[:2]:
        await bruno.taps(label)
    message = bruno.last
    await bruno.taps("Done")
    assert bruno.last.message_id == message.message_id
    for _ in range(2):
        assert bruno.last.buttons[0] == ["★1", "★2", "★3", "★4", "★5"]
        await bruno.taps("★4")
    assert bruno.last.text.startswith("Thank you! You rated 2 films")
    assert list(scene.ratings_of(bruno.person).values()) == [4.0, 4.0]
    await bruno.taps("Show my films")
    assert "for you" in bruno.last.text


async def test_three_ticks_are_enough_for_a_list_without_any_stars(scene: Scene) -> None:
    bruno = await begun(scene)
    for label in toggles(bruno)[:3]:
        await bruno.taps(label)
    await bruno.taps("Done")
    assert "I can recommend by what you have seen; your stars make it better." in bruno.last.text
    await bruno.taps("My films")
    assert "Because you have seen" in bruno.last.text
    assert "for you" not in bruno.last.text  # no stars are guessed for who gave none
    await bruno.taps("★5")
    await bruno.says("/rate")
    assert "1 rated" in bruno.last.text


async def test_six_others_stand_in_the_same_message(scene: Scene) -> None:
    bruno = await begun(scene)
    before = bruno.last
    await bruno.taps(toggles(bruno)[0])
    await bruno.taps("Show six others")
    assert bruno.last.message_id == before.message_id
    assert bruno.last.photo != before.photo
    assert not any(label.startswith("✓") for label in toggles(bruno))


async def test_nothing_seen_leads_to_the_usual_questions(scene: Scene) -> None:
    bruno = await begun(scene)
    await bruno.taps("Done")
    assert "Seen it?" in bruno.last.text


async def test_a_restart_keeps_the_ticks(scene: Scene) -> None:
    """Nothing is remembered but in the database and the buttons."""
    bruno = await begun(scene)
    label = toggles(bruno)[4]
    await bruno.taps(label)
    await bruno.says("/start")
    await bruno.taps("Rate films")
    assert toggles(bruno)[4] == f"✓ {label}"


async def test_a_button_of_a_screen_that_is_gone_shows_what_is_there_now(scene: Scene) -> None:
    bruno = await begun(scene)
    old = str(bruno.last.button(toggles(bruno)[0])["callback_data"])
    await bruno.taps("Done")
    await bruno.presses(old)
    assert "Seen it?" in bruno.last.text


async def test_where_no_photos_are_taken_the_titles_stand_in_a_text(scene: Scene) -> None:
    bruno = scene.chat()
    scene.toolbox.photo_refusals.note(bruno.chat_id)
    await bruno.says("/start")
    await bruno.taps("Rate films")
    assert not bruno.last.photo
    lines = bruno.last.text.splitlines()
    assert [line[:2] for line in lines[-6:]] == ["1.", "2.", "3.", "4.", "5.", "6."]
    await bruno.taps(toggles(bruno)[0])
    assert toggles(bruno)[0].startswith("✓ 1 ")
    await bruno.taps("Done")
    await bruno.taps("★5")
    assert "You rated 1 film," in bruno.last.text


@pytest.mark.parametrize("newcomer", [True, False])
async def test_only_newcomers_are_asked_about_six(scene: Scene, newcomer: bool) -> None:
    bruno = scene.chat()
    if not newcomer:
        await bruno.says("/rate")
        await bruno.taps("★4")
    await bruno.says("/start")
    await bruno.taps("Rate films" if newcomer else "Rate more films")
    assert (bruno.last.buttons[-1][-1] == "Done") is newcomer


async def test_where_nothing_can_be_drawn_the_titles_stand_in_a_text(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def fail(_films: object) -> bytes:
        raise DrawingFailed("as the test wants it")

    monkeypatch.setattr(scene.posters, "on_one_sheet", fail)
    bruno = await begun(scene)
    assert not bruno.last.photo
    assert [line[:2] for line in bruno.last.text.splitlines()[-6:]] == ["1.", "2.", "3.", "4.", "5.", "6."]
