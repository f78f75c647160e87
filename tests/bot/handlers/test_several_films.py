"""Films that are named one by one in a message."""

from __future__ import annotations

import pytest

from bot.services.shelves import Shelf
from tests.bot.conftest import Scene


@pytest.mark.parametrize(
    "message",
    [
        "{}\n{}\n{}",
        "{}\n\n{}\n \n{}\n",
        "1. {}\n2. {}\n3. {}",
        "1) {}\n2) {}\n3) {}",
        "- {}\n- {}\n- {}",
        "• {}\n• {}\n• {}",
        "1️⃣ {}\n2️⃣ {}\n3️⃣ {}",
        "{}, {}, {}",
        "{}; {}; {}",
    ],
)
async def test_each_film_has_a_button_to_its_card(scene: Scene, message: str) -> None:
    bruno, films = scene.chat(), scene.world.movies[:3]
    await bruno.says(message.format(*(film.title for film in films)))
    assert bruno.last.buttons == [[f"{film.title} ({film.year})"] for film in films]
    await bruno.taps(bruno.last.buttons[1][0])
    assert bruno.last.text.startswith(films[1].title)
    assert bruno.last.photo


async def test_stars_on_lines_are_saved(scene: Scene) -> None:
    bruno, films = scene.chat(), scene.world.movies[:3]
    await bruno.says(f"{films[0].title} 5\n{films[1].title} 4.5\n{films[2].title}")
    assert scene.ratings_of(bruno.person) == {films[0].movie_id: 5.0, films[1].movie_id: 4.5}
    assert bruno.last.text.startswith("2 films rated")
    labels = [row[0].partition(" · ")[0] for row in bruno.last.buttons]
    assert labels == ["★5", "★4.5", f"{films[2].title} ({films[2].year})"]


@pytest.mark.parametrize(
    "message",
    ["/rate {} 5\n{} 4.5\n{}", "/rate\n1. {} 5\n2. {} ★4.5\n3. {}", "/rate {} 5, {} 4.5 stars, {}"],
)
async def test_stars_behind_the_command_are_saved_for_each_film(scene: Scene, message: str) -> None:
    bruno, films = scene.chat(), scene.world.movies[:3]
    await bruno.says(message.format(*(film.title for film in films)))
    assert scene.ratings_of(bruno.person) == {films[0].movie_id: 5.0, films[1].movie_id: 4.5}
    assert bruno.last.text.startswith("2 films rated")
    assert len(bruno.last.buttons) == 3


async def test_what_is_not_found_is_named(scene: Scene) -> None:
    bruno, films = scene.chat(), scene.world.movies[:2]
    await bruno.says(f"{films[0].title}\n{films[1].title}\nQqzz <b>Xxyy")
    assert bruno.last.text.endswith("Not found: Qqzz <b>Xxyy.")
    assert len(bruno.last.buttons) == 2


@pytest.mark.parametrize("message", ["comedy\nhorror", "comedy, but not scary", "comedy\n90s\nshort"])
async def test_a_wish_on_several_lines_is_one_list(scene: Scene, message: str) -> None:
    bruno = scene.chat()
    await bruno.says(message)
    assert "Comedy" in bruno.last.text.split("\n")[0]


@pytest.mark.parametrize("message", ["hello\nworld of nothing", "qqzz\nxxyy", "qqzz, xxyy, wwvv"])
async def test_lines_without_films_are_answered_once(scene: Scene, message: str) -> None:
    bruno = scene.chat()
    await bruno.says(message)
    assert len(bruno.answers) == 1
    assert bruno.last.buttons


async def test_a_title_on_two_lines_is_one_title(scene: Scene) -> None:
    bruno, film = scene.chat(), next(each for each in scene.world.movies if " " in each.title)
    await bruno.says(film.title.replace(" ", "\n", 1))
    assert bruno.last.text.startswith(film.title)


async def test_in_a_group_lines_are_read_without_the_name_of_the_bot(scene: Scene) -> None:
    group, films = scene.chat(in_group=True), scene.world.movies[:2]
    await group.says(f"@matinee_playground_bot\n{films[0].title}\n{films[1].title}")
    assert len(group.last.buttons) == 2


@pytest.mark.parametrize(
    ("message", "shelf", "lead"),
    [
        ("add {} and {} to my watchlist", Shelf.WATCHLIST, "2 films to watch"),
        ("put {} & {} on my list", Shelf.WATCHLIST, "2 films to watch"),
        ("i've seen {}, {}", Shelf.SEEN, "2 films seen"),
        ("hide {} and {}", Shelf.HIDDEN, "2 hidden films"),
    ],
)
async def test_all_films_that_are_named_are_put_on_a_shelf(
    scene: Scene, message: str, shelf: Shelf, lead: str
) -> None:
    bruno, films = scene.chat(), scene.world.movies[:2]
    await bruno.says(message.format(*(film.title for film in films)))
    assert bruno.last.text.startswith(lead)
    assert bruno.last.buttons == [[f"{film.title} ({film.year})"] for film in films]
    library = scene.toolbox.services.library
    for film in films:
        assert library.has_film_called(bruno.person.person_id, shelf, film.title)


@pytest.mark.parametrize("message", ["{}, {} or {}", "{} or {} or {}"])
async def test_of_more_than_two_all_are_offered(scene: Scene, message: str) -> None:
    bruno, films = scene.chat(), scene.world.movies[:3]
    await bruno.says(message.format(*(film.title for film in films)))
    assert bruno.last.buttons == [[f"{film.title} ({film.year})"] for film in films]


@pytest.mark.parametrize("message", ["i loved {} and {}", "{} and {}", "remove {} and {} from my watchlist"])
async def test_what_needs_more_than_a_word_is_done_on_the_cards(scene: Scene, message: str) -> None:
    bruno, films = scene.chat(), scene.world.movies[:2]
    await bruno.says(message.format(*(film.title for film in films)))
    assert bruno.last.text.startswith("Tap a film")
    assert bruno.last.buttons == [[f"{film.title} ({film.year})"] for film in films]


@pytest.mark.parametrize("message", ["{} 4 {} 3.5", "{} 4 and {} 3.5", "rate {} 4 and {} 3.5"])
async def test_stars_in_one_sentence_are_saved_for_each_film(scene: Scene, message: str) -> None:
    bruno, films = scene.chat(), scene.world.movies[:2]
    await bruno.says(message.format(*(film.title for film in films)))
    assert scene.ratings_of(bruno.person) == {films[0].movie_id: 4.0, films[1].movie_id: 3.5}


async def test_two_kinds_of_films_are_one_wish_though_films_are_called_so(scene: Scene) -> None:
    bruno = scene.chat()
    await bruno.says("war and romance")
    assert "Romance and War" in bruno.last.text
