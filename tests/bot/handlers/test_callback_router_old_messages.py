"""CallbackRouter on messages so old that Telegram no longer says what is in them."""

from __future__ import annotations

import pytest

from bot.presentation import labels, texts
from tests.bot.conftest import Scene
from tests.support.chat import Seen


def years_later(message: Seen) -> Seen:
    """Return a tap whose message is Telegram's InaccessibleMessage."""
    return Seen({"chat": message.raw["chat"], "message_id": message.message_id, "date": 0})


def payload(message: Seen, label: str) -> str:
    return str(message.button(label)["callback_data"])


async def test_stars_on_an_old_card_are_saved_and_the_card_goes_on_in_place(scene: Scene) -> None:
    bruno = scene.chat()
    await bruno.says("/recommend")
    card = bruno.last
    await bruno.presses(payload(card, "★4"), on=years_later(card))
    assert list(scene.ratings_of(bruno.person).values()) == [4.0]
    assert bruno.last.message_id == card.message_id
    assert bruno.last.buttons[1] == ["◀", "−½", "↩", "+½", "▶"]


@pytest.mark.parametrize(
    ("command", "label", "shown"),
    [
        ("/start", "Just show popular films", "Popular with everyone"),
        ("/style", "Show my films", "Popular with everyone"),
        ("/style", "Bolder", "Safer leans towards"),
        ("/forget_me", "No, keep everything", texts.KEPT),
    ],
)
async def test_an_old_note_still_leads_where_it_says(
    scene: Scene, command: str, label: str, shown: str
) -> None:
    bruno = scene.chat()
    await bruno.says(command)
    note = bruno.last
    await bruno.presses(payload(note, label), on=years_later(note))
    assert bruno.last.text.startswith(shown)
    assert [message.buttons for message in bruno.answers[:-1]] in ([], [[]])


async def test_an_old_list_of_ratings_opens_its_films_and_an_old_film_its_list(scene: Scene) -> None:
    bruno = scene.chat()
    await bruno.says("/recommend")
    await bruno.taps("★4")
    await bruno.says("/ratings")
    await bruno.presses(payload(bruno.last, "1"), on=years_later(bruno.last))
    assert "You gave it ★4" in bruno.last.text
    await bruno.presses(payload(bruno.last, "◀"), on=years_later(bruno.last))
    assert bruno.last.text.startswith("Your ratings: 1 film")


async def test_an_old_button_of_another_time_is_answered_kindly(scene: Scene) -> None:
    bruno = scene.chat()
    await bruno.says("/style")
    notice = await bruno.presses("0zz:1", on=years_later(bruno.last))
    assert notice is not None
    assert notice.text == labels.TOO_OLD
