"""What CONTRIBUTING's recipes claim is true: every file is there, and one entry is all a command needs."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

import pytest
from telegram.ext import CommandHandler

from bot.chat.menus import Command, visible_to
from bot.handlers import commands, register
from bot.playground.people import PEOPLE
from bot.presentation.buttons import Payload
from bot.presentation.callback_data import known_kinds
from bot.settings import PROJECT_ROOT
from scripts import document
from tests.bot.conftest import Scene

RECIPES = (PROJECT_ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8").partition("## Four recipes")[2]
BRUNO = PEOPLE[1]


@pytest.mark.parametrize(
    "path", sorted(set(re.findall(r"`((?:bot|storage|docs)/[\w/.]+\.(?:py|md))`", RECIPES)))
)
def test_every_file_that_a_recipe_names_is_there(path: str) -> None:
    assert (PROJECT_ROOT / path).is_file()


def test_there_are_the_four_recipes() -> None:
    assert re.findall(r"^### (.+)$", RECIPES, re.MULTILINE) == [
        "A command",
        "A button",
        "A table",
        "A setting",
    ]


@pytest.fixture
def one_more(monkeypatch: pytest.MonkeyPatch) -> Command:
    """Add a command by the one entry that the recipe asks for."""
    entry = replace(commands.COMMANDS[0], name="tonight", description="one film for tonight", arguments="")
    more = (*commands.COMMANDS, entry)
    for module in (commands, register, document):
        monkeypatch.setattr(module, "COMMANDS", more)
    return entry


def test_one_entry_puts_a_command_into_menus_and_the_readme(one_more: Command) -> None:
    assert one_more in visible_to(commands.COMMANDS, is_admin=False, in_group=False)
    assert "| `/tonight` | one film for tonight |" in document.commands_table()


def test_one_entry_registers_a_command(one_more: Command) -> None:
    added: list[Any] = []

    class Application:
        def add_handler(self, handler: Any, group: int = 0) -> None:
            added.append(handler)

        def add_error_handler(self, _handler: Any) -> None:
            """Ignore the error handler."""

    register.register(Application())  # type: ignore[arg-type]
    names = {name for each in added if isinstance(each, CommandHandler) for name in each.commands}
    assert "tonight" in names


async def test_one_entry_puts_a_command_into_help(scene: Scene, one_more: Command) -> None:
    bruno = scene.chat(BRUNO)
    await bruno.says("/help")
    assert one_more.usage() in bruno.last.text


SHARED = "bot.presentation.buttons"  # buttons that stand in several keyboards


@pytest.mark.parametrize("kind", known_kinds().values(), ids=lambda kind: kind.__name__)
def test_a_button_stands_in_the_module_whose_keyboard_shows_it(kind: type[Payload]) -> None:
    path = PROJECT_ROOT / (kind.__module__.replace(".", "/") + ".py")
    assert path.parent.name == "presentation"
    assert kind.__module__ == SHARED or f"{kind.__name__}(owner" in path.read_text(encoding="utf-8")
