"""What commands do can be asked for in words."""

from __future__ import annotations

import pytest

from bot.handlers.commands import COMMANDS
from bot.playground.people import PEOPLE
from bot.presentation.catalogues import Catalogues
from bot.presentation.settings import LANGUAGES
from bot.understanding.lexicons import lexicon_of
from bot.understanding.requests import STOP_DAILY
from tests.bot.conftest import Backstage, Scene
from tests.support.chat import talking


@pytest.mark.parametrize(
    ("typed", "command"),
    [
        ("what's on my watchlist", "/watchlist"),
        ("show my ratings please", "/ratings"),
        ("delete my data", "/forget_me"),
        ("change language", "/settings"),
        ("how do I import my ratings", "/import"),
        ("remove filters", "/filters"),
        ("stop", "/cancel"),
        ("what do you know about me", "/privacy"),
    ],
)
async def test_words_do_what_the_command_does(scene: Scene, typed: str, command: str) -> None:
    bruno = scene.chat()
    await bruno.says(command)
    answered = bruno.last
    await bruno.says(typed)
    assert bruno.last.message_id != answered.message_id
    assert (bruno.last.text, bruno.last.buttons) == (answered.text, answered.buttons)


@pytest.mark.parametrize("code", LANGUAGES)
def test_words_stand_for_commands_that_everybody_may_use(code: str) -> None:
    known = {command.name for command in COMMANDS if not command.for_admins} | {STOP_DAILY}
    assert set(lexicon_of(code).commands.values()) <= known


async def test_stop_leaves_a_way_on(scene: Scene) -> None:
    bruno = scene.chat()
    await bruno.says("stop")
    assert bruno.last.buttons


@pytest.mark.parametrize("typed", ["are you a bot", "cool", "this sucks", "wrong film", "undo", "why?"])
async def test_small_talk_of_every_kind_has_ways_on(scene: Scene, typed: str) -> None:
    bruno = scene.chat()
    await bruno.says(typed)
    assert bruno.last.buttons == [["Show my films"], ["★ Rate films"], ["Popular films"]]


@pytest.mark.parametrize(
    ("typed", "button"),
    [("Show my films", "Show my films"), ("popular films", "Popular films")],
)
async def test_a_label_that_is_typed_does_what_its_button_does(scene: Scene, typed: str, button: str) -> None:
    typing, tapping = scene.chat(PEOPLE[1]), scene.chat(PEOPLE[2])
    await typing.says(typed)
    await tapping.says("hi")
    await tapping.taps(button)
    assert typing.last.text == tapping.last.text


async def test_a_label_can_be_typed_in_ones_language(backstage: Backstage) -> None:
    scene = backstage(True, catalogues=Catalogues())
    async with talking(scene.application):
        clara = scene.chat(PEOPLE[2])
        await clara.says("/start")
        await clara.says("Zeig meine Filme")
        assert clara.last.photo


@pytest.mark.parametrize("typed", ["/horror", "/watch_list", "/thanks"])
async def test_an_unknown_command_does_what_its_words_say(scene: Scene, typed: str) -> None:
    bruno = scene.chat()
    await bruno.says(typed)
    assert "I don't know that command" not in bruno.last.text


async def test_a_command_that_says_nothing_leaves_ways_on(scene: Scene) -> None:
    bruno = scene.chat()
    await bruno.says("/abracadabra")
    assert bruno.last.text.startswith("I don't know that command.")
    assert bruno.last.buttons


async def test_a_sticker_leaves_ways_on(scene: Scene) -> None:
    bruno = scene.chat()
    await bruno.sends_sticker()
    assert bruno.last.buttons


@pytest.mark.parametrize("typed", ["more like this", "something similar", "films like that one"])
async def test_films_like_that_of_the_card_are_listed(scene: Scene, typed: str) -> None:
    film, bruno = scene.world.movies[0], scene.chat()
    await bruno.says("/start")
    await bruno.says(film.title)
    await bruno.says(typed)
    assert bruno.last.text.startswith(f"Like {film.title}")


async def test_films_like_that_of_no_card_are_asked_about(scene: Scene) -> None:
    bruno = scene.chat()
    await bruno.says("more like this")
    assert "Which film" in bruno.last.text
