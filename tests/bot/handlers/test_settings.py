"""/settings: a person's language."""

from __future__ import annotations

from pathlib import Path

from bot.presentation.catalogues import Catalogues
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
