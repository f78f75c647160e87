"""People who are left out: of lists in words and behind commands, of films like others, of what is kept."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.playground.people import ADMIN
from recommender.facts.records import Facts
from tests.bot.conftest import Scene
from tests.support.chat import Chat

MAKER, PLAYER, BOTH = "Agnes Varga", "Tom Harks", "Clara Eastwoods"


@pytest.fixture
def films(scene: Scene) -> dict[str, str]:
    """Let facts of three well known films say who made them, and nothing of the others."""
    space = scene.world.movie_ids_of("space")
    with scene.unit_of_work() as work:
        first, second, third = [*work.movies.get_many(space).values()][:3]
        for film, facts in (
            (first, Facts(directors=(MAKER,), actors=(PLAYER,))),
            (second, Facts(directors=(BOTH,), actors=("Somebody Else",))),
            (third, Facts(directors=("Somebody Other",), actors=(BOTH,))),
        ):
            work.film_facts.put(str(film.imdb_id), facts.to_json(), scene.toolbox.started_at)
        work.commit()
    scene.toolbox.models._facts_read_at -= timedelta(hours=1)
    scene.toolbox.models.refresh()
    named = {"first": first, "second": second, "third": third}
    return {name: f"{film.title} ({film.year})" for name, film in named.items()}


async def titles_in(chat: Chat) -> list[str]:
    """Leaf through the list that is open; return the first line of each card."""
    shown = [chat.last.text]
    while any("▶" in label for row in chat.last.buttons for label in row) and len(shown) < 40:
        await chat.taps("▶")
        if chat.last.text in shown:
            break
        shown.append(chat.last.text)
    return shown


@pytest.mark.parametrize(
    ("typed", "said", "gone"),
    [
        ("sci-fi of the 70s without tom harks", "no Tom Harks", ("first",)),
        ("70s sci-fi, nothing by agnes varga please", "not by Agnes Varga", ("first",)),
        ("/recommend sci-fi 1970s no tom harks", "no Tom Harks", ("first",)),
        ("/popular sci-fi 1970s without agnes varga", "no Agnes Varga", ("first",)),
        ("sci-fi 70s without clara eastwoods", "no Clara Eastwoods", ("second", "third")),
        ("70s sci-fi not by clara eastwoods", "not by Clara Eastwoods", ("second",)),
    ],
)
async def test_whoever_is_left_out_is_in_no_film_of_the_list_and_that_is_said(
    scene: Scene, films: dict[str, str], typed: str, said: str, gone: tuple[str, ...]
) -> None:
    bruno = scene.chat()
    await bruno.says(typed)
    assert said in bruno.last.text
    assert "one may slip through" in bruno.last.text
    shown = "\n".join(await titles_in(bruno))
    for name, film in films.items():
        assert (film in shown) == (name not in gone), film


async def test_a_tap_lets_whoever_was_left_out_in_again(scene: Scene, films: dict[str, str]) -> None:
    bruno = scene.chat()
    await bruno.says("sci-fi from the 70s without clara eastwoods")
    await bruno.taps("✕ Filters")
    await bruno.taps("✕ no Clara")
    assert "Eastwoods" not in bruno.last.text.splitlines()[0]
    assert films["second"] in "\n".join(await titles_in(bruno))


async def test_films_like_one_are_without_whoever_is_left_out(scene: Scene, films: dict[str, str]) -> None:
    bruno, like = scene.chat(), films["second"].partition(" (")[0]
    await bruno.says(f"like {like}")
    assert films["first"] in "\n".join(await titles_in(bruno))
    for typed in (f"like {like} but without tom harks", f"like {like} without tom harks"):
        await bruno.says(typed)
        assert films["first"] not in "\n".join(await titles_in(bruno)), typed
    await bruno.says(like)
    await bruno.says("like this but without tom harks")
    assert films["first"] not in "\n".join(await titles_in(bruno))


async def test_filters_keep_somebody_out_until_asked_for(scene: Scene, films: dict[str, str]) -> None:
    bruno = scene.chat()
    await bruno.says("/filters no tom harks")
    assert bruno.last.text.startswith("Your filters: no Tom Harks")
    await bruno.says("/recommend sci-fi 1970s")
    assert films["first"] not in "\n".join(await titles_in(bruno))
    await bruno.says("films with tom harks")
    assert films["first"] in bruno.last.text
    assert "no Tom Harks" not in bruno.last.text


async def test_further_people_are_added_to_those_whom_filters_keep_out(
    scene: Scene, films: dict[str, str]
) -> None:
    bruno = scene.chat()
    await bruno.says("/filters no tom harks")
    await bruno.says("sci-fi of the 70s without clara eastwoods")
    shown = "\n".join(await titles_in(bruno))
    assert all(film not in shown for film in films.values())
    await bruno.says("/filters no clara eastwoods")
    assert bruno.last.text.startswith("Your filters: no Clara Eastwoods · no Tom Harks")


async def test_a_movie_night_keeps_somebody_out(scene: Scene, films: dict[str, str]) -> None:
    ada = scene.chat(ADMIN, in_group=True)
    await ada.says("/movienight without tom harks")
    assert "no Tom Harks" in ada.last.text or "without Tom Harks" in ada.last.text
    assert films["first"] not in ada.last.text


@pytest.mark.parametrize("typed", ["comedy without jon nobody", "/recommend comedy without jon nobody"])
async def test_a_name_that_nobody_has_is_said_and_the_rest_is_a_tap_away(scene: Scene, typed: str) -> None:
    bruno = scene.chat()
    await bruno.says(typed)
    assert bruno.last.text.startswith("I can't leave out “jon nobody”")
    await bruno.taps("▶ Comedy")
    assert "Comedy" in bruno.last.text
    assert bruno.last.photo


@pytest.mark.parametrize("typed", ["no jon nobody", "nothing by jon nobody", "/recommend without jon nobody"])
async def test_an_unknown_name_alone_leaves_ways_on(scene: Scene, typed: str) -> None:
    bruno = scene.chat()
    await bruno.says(typed)
    assert "I can't leave out “jon nobody”" in bruno.last.text
    await bruno.taps("Show my films")
    assert bruno.last.photo


async def test_films_like_one_are_a_tap_away_where_a_name_is_unknown(
    scene: Scene, films: dict[str, str]
) -> None:
    bruno = scene.chat()
    await bruno.says(f"like {films['second'].partition(' (')[0]} but without jon nobody")
    assert "I can't leave out “jon nobody”" in bruno.last.text
    await bruno.taps(f"▶ {films['second'].partition(' (')[0][:8]}")
    assert bruno.last.photo


async def test_what_is_typed_inline_leaves_people_out_too(scene: Scene, films: dict[str, str]) -> None:
    bruno = scene.chat()
    for typed, is_there in (("sci-fi 70s", True), ("sci-fi 70s without tom harks", False)):
        answer = await bruno.asks_inline(typed)
        assert answer is not None
        assert (films["first"] in str(answer["results"])) == is_there, typed
