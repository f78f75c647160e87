"""Safer or bolder."""

from __future__ import annotations

import pytest

from bot.playground.people import PEOPLE
from bot.presentation import labels
from bot.presentation.callback_data import pack
from bot.presentation.keyboards import StyleButton
from bot.services.style import Style
from tests.bot.conftest import Scene


async def test_somebody_new_is_in_the_middle(scene: Scene) -> None:
    bruno = scene.chat()
    await bruno.says("/style")
    assert bruno.last.buttons == [["Safer", "✓ Balanced", "Bolder"], ["Show my films"]]
    assert bruno.last.text.startswith("Safer leans towards films that everybody knows")


@pytest.mark.parametrize(
    ("label", "boldness", "marked"),
    [
        ("Safer", -0.5, ["✓ Safer", "Balanced", "Bolder"]),
        ("✓ Balanced", 0.0, ["Safer", "✓ Balanced", "Bolder"]),
        ("Bolder", 0.5, ["Safer", "Balanced", "✓ Bolder"]),
    ],
)
async def test_a_tap_is_kept_and_marked_in_place(
    scene: Scene, label: str, boldness: float, marked: list[str]
) -> None:
    bruno = scene.chat()
    await bruno.says("/style")
    await bruno.taps(label)
    assert len(bruno.answers) == 1
    assert bruno.last.buttons == [marked, ["Show my films"]]
    assert scene.toolbox.services.people.boldness(bruno.person.person_id) == boldness
    await bruno.says("/style")
    assert bruno.last.buttons == [marked, ["Show my films"]]


async def test_a_tap_shows_what_the_choice_does(scene: Scene) -> None:
    bruno = scene.chat()
    await bruno.says("/style")
    await bruno.taps("Bolder")
    await bruno.taps("Show my films")
    assert bruno.last.buttons[1] == ["★ Rate films", "▶"]


async def test_a_boldness_in_between_is_shown_as_the_nearest(scene: Scene) -> None:
    bruno = scene.chat()
    scene.toolbox.services.people.set_boldness(bruno.person.person_id, 0.9)
    await bruno.says("/style")
    assert bruno.last.buttons == [["Safer", "Balanced", "✓ Bolder"], ["Show my films"]]


async def test_nobody_chooses_for_somebody_else(scene: Scene) -> None:
    bruno, clara = scene.chat(in_group=True), scene.chat(PEOPLE[2], in_group=True)
    await bruno.says("/style")
    notice = await clara.presses(pack(StyleButton(bruno.person.person_id, Style.BOLDER)), on=bruno.last)
    assert notice is not None
    assert notice.text == labels.NOT_YOURS
    assert scene.toolbox.services.people.boldness(bruno.person.person_id) == 0.0
