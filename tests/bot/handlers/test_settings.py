"""/settings: a person's language."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.playground.people import PEOPLE
from bot.presentation.callback_data import pack
from bot.presentation.catalogues import Catalogues
from bot.presentation.settings import LANGUAGES, LanguageButton
from tests.bot.conftest import Backstage, Scene
from tests.support.chat import talking
from tests.support.translating import write_catalogue


async def test_a_tapped_language_is_spoken_at_once_and_kept(backstage: Backstage, tmp_path: Path) -> None:
    write_catalogue(tmp_path / "locales", "de", {"As in Telegram": "Wie in Telegram", "★ Rate films": "Los"})
    scene = backstage(True, catalogues=Catalogues(tmp_path / "locales"))
    async with talking(scene.application):
        bruno = scene.chat()
        await bruno.says("/settings")
        assert bruno.last.buttons[-1] == ["✓ As in Telegram"]
        await bruno.taps("Deutsch")
        assert len(bruno.answers) == 1
        assert "✓ Deutsch" in bruno.last.buttons[0]
        assert bruno.last.buttons[-1] == ["Wie in Telegram"]
        await bruno.says("/start")  # Telegram still tells English
        assert bruno.last.buttons[0] == ["Los"]
        await bruno.says("/settings")
        await bruno.taps("Wie in Telegram")
        assert bruno.last.buttons[-1] == ["✓ As in Telegram"]


async def test_forgetting_somebody_forgets_their_language(scene: Scene) -> None:
    bruno = scene.chat()
    await bruno.says("/settings")
    await bruno.taps("Deutsch")
    people = scene.toolbox.services.people
    assert people.chosen_language(bruno.person.person_id) == "de"
    people.forget(bruno.person.person_id)
    assert people.chosen_language(bruno.person.person_id) is None
    assert people.language_code(bruno.person.person_id) is None


def menu_of(scene: Scene) -> list[str]:
    """Return what Bruno, whose Telegram speaks Portuguese, reads in his menu of commands."""
    state, bruno = scene.bot_api.state, PEOPLE[1]
    chat = state.chat(bruno.person_id)
    shown = state.profile.commands_for(chat, bruno.person_id, bruno.language_code, is_owner=False)
    return [str(each["description"]) for each in shown]


async def test_the_menu_of_commands_speaks_the_chosen_language_too(
    backstage: Backstage, tmp_path: Path
) -> None:
    write_catalogue(tmp_path / "locales", "de", {"this list": "diese Liste"})
    scene = backstage(True, catalogues=Catalogues(tmp_path / "locales"))
    async with talking(scene.application):
        bruno = scene.chat()
        await bruno.says("/settings")
        await bruno.taps("Deutsch")
        assert "diese Liste" in menu_of(scene)
        scene.bot_api.state.profile.commands.clear()  # as before a version with other commands
        await bruno.says("/start")
        assert "diese Liste" in menu_of(scene)
        await bruno.says("/settings")
        await bruno.taps("As in Telegram")
        assert menu_of(scene) == [], "that of everybody"


async def test_the_menu_in_a_chosen_language_is_forgotten_too(scene: Scene) -> None:
    bruno = scene.chat()
    await bruno.says("/settings")
    await bruno.taps("Deutsch")
    assert menu_of(scene)
    await bruno.says("/forget_me")
    await bruno.taps("Yes, forget me")
    assert menu_of(scene) == []


@pytest.mark.parametrize("number", [len(LANGUAGES) + 1, 99])
async def test_a_language_that_does_not_exist_changes_nothing(scene: Scene, number: int) -> None:
    bruno = scene.chat()
    await bruno.says("/settings")
    await bruno.taps("Deutsch")
    await bruno.presses(pack(LanguageButton(bruno.person.person_id, number)))
    assert scene.toolbox.services.people.chosen_language(bruno.person.person_id) == "de"
    assert "✓ Deutsch" in bruno.last.buttons[0]
