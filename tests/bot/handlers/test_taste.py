"""/me: a picture of one's taste, in both themes, and where it cannot be shown, in words."""

from __future__ import annotations

import io

import pytest
from PIL import Image

from bot.playground.errors import bad_request
from bot.playground.people import PEOPLE
from bot.presentation.callback_data import pack
from bot.presentation.taste import TasteButton
from bot.presentation.taste_sheet import PictureTheme
from tests.bot.conftest import Scene
from tests.support.chat import Chat

BRUNO, CLARA = PEOPLE[1], PEOPLE[2]


@pytest.fixture
def bruno(scene: Scene) -> Chat:
    """Somebody who loves space and not horror."""
    for group, stars in (("space", 5.0), ("fear", 1.5)):
        for movie_id in scene.world.movie_ids_of(group)[:4]:
            scene.toolbox.services.rating.rate(BRUNO.person_id, movie_id, stars)
    return scene.chat(BRUNO)


async def photo_of(scene: Scene, chat: Chat) -> Image.Image:
    assert chat.last.photo is not None
    return Image.open(io.BytesIO(await scene.bot_api.state.files.content(chat.last.photo)))


async def test_whoever_rated_little_is_told_how_many_it_takes(scene: Scene) -> None:
    clara = scene.chat(CLARA)
    await clara.says("/me")
    assert not clara.last.photo
    assert "Rate 5 more films" in clara.last.text
    await clara.says("/rate")
    await clara.taps("★5")
    await clara.says("/me")
    assert "Rate 4 more films" in clara.last.text


async def test_a_picture_comes_with_the_same_in_words(scene: Scene, bruno: Chat) -> None:
    await bruno.says("/me")
    assert bruno.last.photo
    assert bruno.last.text.startswith("Your taste · 8 films rated")
    assert "You like these more than most people do: " in bruno.last.text
    assert "Sci-Fi" in bruno.last.text
    assert "Most yours: " in bruno.last.text


async def test_dark_takes_the_place_of_light(scene: Scene, bruno: Chat) -> None:
    await bruno.says("/me")
    light = await photo_of(scene, bruno)
    shown = bruno.last.message_id
    await bruno.taps("🌙 Dark")
    dark = await photo_of(scene, bruno)
    assert bruno.last.message_id == shown
    assert sum(light.resize((1, 1)).getpixel((0, 0))) > sum(dark.resize((1, 1)).getpixel((0, 0)))  # type: ignore[arg-type]
    await bruno.taps("☀️ Light")
    assert bruno.last.button("🌙 Dark")


async def test_a_rating_given_since_is_in_the_next_picture(scene: Scene, bruno: Chat) -> None:
    await bruno.says("/me")
    scene.toolbox.services.rating.rate(BRUNO.person_id, scene.world.movie_ids_of("love")[0], 4.0)
    await bruno.taps("🌙 Dark")
    assert bruno.last.text.startswith("Your taste · 9 films rated")


async def test_what_it_would_like_to_know_is_asked_below(scene: Scene, bruno: Chat) -> None:
    await bruno.says("/me")
    picture, label = bruno.last, bruno.last.buttons[0][0]
    await bruno.taps(label)
    title = label.removeprefix("★ ").rpartition(" (")[0]
    assert title in bruno.last.text
    assert bruno.last.message_id != picture.message_id
    await bruno.taps("★4")
    assert len(scene.ratings_of(BRUNO)) == 9


async def test_a_chat_that_takes_no_photos_gets_the_words(scene: Scene, bruno: Chat) -> None:
    refusal = bad_request("not enough rights to send photos to the chat")
    scene.bot_api.state.faults.plan("sendPhoto", refusal)
    await bruno.says("/me")
    assert not bruno.last.photo
    assert bruno.last.text.startswith("Your taste · 8 films rated")
    await bruno.taps("🌙 Dark")
    assert bruno.last.text.startswith("Your taste")


async def test_a_picture_that_can_no_longer_be_edited_is_sent_anew(scene: Scene, bruno: Chat) -> None:
    await bruno.says("/me")
    first = bruno.last.message_id
    scene.bot_api.state.faults.plan("editMessageMedia", bad_request("message can't be edited"))
    await bruno.taps("🌙 Dark")
    assert bruno.last.message_id != first
    assert bruno.last.photo


async def test_nobody_else_sees_it_by_a_forged_button(scene: Scene, bruno: Chat) -> None:
    await bruno.says("/me")
    clara = scene.chat(CLARA)
    await clara.says("/help")
    await clara.presses(pack(TasteButton(BRUNO.person_id, PictureTheme.DARK)))
    assert not clara.last.photo


async def test_where_nothing_can_be_drawn_it_is_said_in_words_with_another_try(
    scene: Scene, bruno: Chat, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(scene.toolbox.drawing, "fails", True)
    await bruno.says("/me")
    assert not bruno.last.photo
    assert bruno.last.text.startswith("I could not draw the picture just now. In words:")
    assert "Most yours: " in bruno.last.text
    monkeypatch.setattr(scene.toolbox.drawing, "fails", False)
    await bruno.taps("Draw it again")
    assert bruno.last.photo
