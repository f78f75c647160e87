"""Films like one that is yet to be chosen: what they are narrowed to is not lost by the choice."""

from __future__ import annotations

import pytest

from bot.services.views import TitleHit
from tests.bot.conftest import Scene


@pytest.mark.parametrize(
    ("typed", "narrowed"),
    [
        ("like the paper but from the 80s", "1980s"),
        ("like peper dragn but from the 80s", "1980s"),
        ("something like paper but no horror, from the 70s", "no Horror"),
        ("like paper but not paper dragon iii", "no Paper Dragon III (1988)"),
        ("like paper without jon nobody, from the 80s", "1980s"),
    ],
)
async def test_films_like_the_chosen_one_are_narrowed_as_was_said(
    scene: Scene, typed: str, narrowed: str
) -> None:
    bruno = scene.chat()
    await bruno.says(typed)
    assert not bruno.last.photo
    await bruno.taps("Paper Dragon (1972)")
    first = bruno.last.text.splitlines()[0]
    assert first.startswith("Like Paper Dragon")
    assert narrowed in first
    assert bruno.last.photo


async def test_without_a_wish_beside_it_the_list_is_not_narrowed(scene: Scene) -> None:
    bruno = scene.chat()
    await bruno.says("like paper")
    await bruno.taps("Paper Dragon (1972)")
    assert bruno.last.text.splitlines()[0] == "Like Paper Dragon"


async def test_beside_films_that_only_omdb_knows_the_wish_is_kept_too(scene: Scene) -> None:
    scene.details.has_key, scene.details.hits = (
        True,
        (
            TitleHit("tt0000001", "Peper Dragn", 2024, "movie"),
            TitleHit("tt0000002", "Peper Dragn", 1999, "movie"),
        ),
    )
    bruno = scene.chat()
    await bruno.says("like peper dragn but from the 80s")
    await bruno.taps("Paper Dragon (1972)")
    assert bruno.last.text.startswith("Like Paper Dragon · 1980s")
