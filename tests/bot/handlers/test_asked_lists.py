"""What stands behind commands and is no list: one kind sentence, and buttons that do what they suggest."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from bot.handlers import asked_lists
from bot.handlers.commands import COMMANDS
from bot.playground.people import ADMIN
from bot.services.shelves import Shelf
from tests.bot.conftest import Scene

GARBAGE = (
    "blah",
    "qwerty uiop",
    "-",
    "0",
    "99999",
    "5 6",
    "1700s",
    "\u202e<b>",
    "😀",
    "x" * 300,
    "comedy blah",
)
TAKING_WORDS = tuple(command for command in COMMANDS if command.arguments)


@pytest.mark.parametrize("command", TAKING_WORDS, ids=lambda command: command.name)
async def test_no_command_refuses_words_without_a_button(scene: Scene, command: object) -> None:
    name = getattr(command, "name")  # noqa: B009
    admin = scene.chat(ADMIN)
    for words in GARBAGE:
        await admin.says(f"/{name} {words}")
        assert admin.last.buttons, f"/{name} {words}: {admin.last.text}"


@pytest.mark.parametrize("words", GARBAGE)
async def test_a_movie_night_refuses_no_words_without_a_button(scene: Scene, words: str) -> None:
    bruno = scene.chat(in_group=True)
    await bruno.says(f"/movienight {words}")
    assert bruno.last.buttons


async def test_a_genre_that_was_meant_is_added_to_what_was_understood(scene: Scene) -> None:
    bruno = scene.chat()
    await bruno.says("/recommend histry after 1971")
    assert bruno.last.buttons == [["Mystery"], ["▶ 1972 or later"], ["Show my films"]]
    await bruno.taps("▶ 1972 or later")
    assert bruno.last.text.startswith("Popular with everyone · 1972 or later")


async def test_a_popular_list_stays_one(scene: Scene) -> None:
    bruno = scene.chat()
    scene.toolbox.services.rating.rate(bruno.person.person_id, scene.world.movies[0].movie_id, 5.0)
    await bruno.says("/popular blah")
    await bruno.taps("Comedy")
    assert bruno.last.text.startswith("Popular in Comedy")


async def test_filters_that_were_meant_are_kept(scene: Scene) -> None:
    bruno = scene.chat()
    await bruno.says("/filters after 1971 blah")
    await bruno.taps("Comedy")
    assert bruno.last.text.startswith("Your filters: Comedy · 1972 or later")
    await bruno.taps("↩ Undo")
    assert bruno.last.text.startswith("Your filters: none")


async def test_a_movie_night_begins_with_the_genre_that_was_meant(scene: Scene) -> None:
    bruno = scene.chat(in_group=True)
    await bruno.says("/movienight histry")
    await bruno.taps("Mystery")
    assert "Mystery" in bruno.last.text


@pytest.mark.parametrize(
    ("typed", "label", "counted"),
    [
        ("/recommend 99999", "50 films", "/50"),
        ("/recommend 5 6", "6 films", "/6"),
        ("/popular 0", "5 films", "/5"),
    ],
)
async def test_an_amount_that_can_be_had_is_a_tap_away(
    scene: Scene, typed: str, label: str, counted: str
) -> None:
    bruno = scene.chat()
    await bruno.says(typed)
    await bruno.taps(label)
    await bruno.taps("▶")
    assert bruno.last.buttons[1][2] == f"2{counted}"


async def test_what_can_be_left_out_is_a_tap_away(scene: Scene) -> None:
    bruno = scene.chat()
    await bruno.says("/recommend -1990s")
    await bruno.taps("no Horror")
    assert "1990s · no Horror" in bruno.last.text


async def test_years_without_films_offer_others(scene: Scene) -> None:
    bruno = scene.chat()
    await bruno.says("/recommend 1700s")
    assert bruno.last.text.startswith("I have no films of those years.")
    await bruno.taps("1980s")
    assert "1980s" in bruno.last.text


async def test_a_title_behind_recommend_is_a_tap_away(scene: Scene) -> None:
    bruno = scene.chat()
    title = scene.world.movies[0].title
    await bruno.says(f"/recommend {title}")
    assert "Did you mean the film?" in bruno.last.text
    await bruno.taps(title)
    assert title in bruno.last.text


@pytest.mark.parametrize("typed", ["/recommend 3 stars", "/popular ★3", "/recommend at least 3 stars"])
async def test_stars_alone_are_the_least(scene: Scene, typed: str) -> None:
    bruno = scene.chat()
    await bruno.says(typed)
    assert "★3 or more" in bruno.last.text


@pytest.mark.parametrize("typed", ["/recommend series", "/recommend tv", "/popular specials"])
async def test_series_are_let_in(scene: Scene, typed: str) -> None:
    bruno = scene.chat()
    await bruno.says(typed)
    assert "specials and series too" in bruno.last.text


async def test_no_series_is_what_is_so_anyway(scene: Scene) -> None:
    bruno = scene.chat()
    await bruno.says("/recommend no series")
    assert bruno.last.photo
    assert bruno.last.text.startswith("Popular with everyone:")


@pytest.mark.parametrize(
    "typed",
    ["/recommend watchlist", "/recommend my watchlist", "/popular watchlist", "/recommend Watchlist 2"],
)
async def test_the_watchlist_is_opened_every_time(scene: Scene, typed: str) -> None:
    bruno = scene.chat()
    movie_ids = scene.world.movie_ids_of("love")[:2]
    for movie_id in movie_ids:
        scene.toolbox.services.library.put(bruno.person.person_id, Shelf.WATCHLIST, movie_id)
    for _ in range(2):
        await bruno.says(typed)
        assert "From your watchlist" in bruno.last.text
        await bruno.taps("▶")
        assert "2/2" in bruno.last.buttons[1]


async def test_a_part_of_the_watchlist_is_opened(scene: Scene) -> None:
    bruno = scene.chat()
    for group in ("love", "space"):
        movie_id = scene.world.movie_ids_of(group)[0]
        scene.toolbox.services.library.put(bruno.person.person_id, Shelf.WATCHLIST, movie_id)
    await bruno.says("/recommend watchlist comedy")
    assert bruno.last.text.startswith("From your watchlist · Comedy")
    assert bruno.last.buttons[1] == ["✕ Comedy", "More"]
    await bruno.taps("More")
    assert bruno.last.text == "No Comedy films are left on your watchlist."
    await bruno.taps("✕ Comedy")
    assert bruno.last.text.startswith("From your watchlist")


async def test_an_empty_watchlist_is_said_to_be_empty(scene: Scene) -> None:
    bruno = scene.chat()
    await bruno.says("/recommend watchlist")
    assert bruno.last.text == "Your watchlist is empty. 🔖 under a film keeps it for later."
    assert bruno.last.buttons == [["Show my films", "★ Rate films"]]


@pytest.mark.parametrize(
    ("newest", "year", "measured_by"), [(2018, 2031, 2018), (2031, 2030, 2030), (None, 2030, 2030)]
)
def test_new_films_are_measured_by_the_catalogue_but_not_by_years_to_come(
    scene: Scene, monkeypatch: pytest.MonkeyPatch, newest: int | None, year: int, measured_by: int
) -> None:
    monkeypatch.setattr(asked_lists, "utc_now", lambda: datetime(year, 1, 1, tzinfo=UTC))
    monkeypatch.setattr(scene.toolbox.services.title_search, "newest_year", lambda: newest)
    context = scene.application.context_types.context(scene.application)
    assert asked_lists.newest_year(context) == measured_by
