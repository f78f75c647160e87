"""Rating films one tap each."""

from __future__ import annotations

import pytest

from bot.presentation import texts
from bot.services.views import NothingLeftToAsk
from tests.bot.conftest import Scene
from tests.support.chat import Chat


def headline(chat: Chat) -> str:
    """Return the film on the newest card."""
    return chat.last.text.partition("\n")[0]


async def test_one_card_is_edited_in_place_from_film_to_film(scene: Scene) -> None:
    bruno = scene.chat()
    await bruno.says("/rate")
    first, film = bruno.last, headline(bruno)
    await bruno.taps("★4")
    assert len(bruno.answers) == 1
    assert bruno.last.message_id == first.message_id
    assert headline(bruno) != film
    assert "1 rated · 2 more and I can recommend" in bruno.last.text


async def test_a_tap_on_a_star_is_answered_then_saved_then_shown(scene: Scene) -> None:
    bruno = scene.chat()
    await bruno.says("/rate")
    notice = await bruno.taps("★4")
    assert notice is not None
    assert notice.text == ""
    assert scene.calls()[-2:] == ["answerCallbackQuery", "editMessageMedia"]
    assert list(scene.ratings_of(bruno.person).values()) == [4.0]


async def test_half_a_star_more_is_one_tap_and_stays_on_the_card(scene: Scene) -> None:
    bruno = scene.chat()
    await bruno.says("/rate")
    await bruno.taps("★4")
    asked = headline(bruno)
    await bruno.taps("+½")
    assert headline(bruno) == asked
    assert list(scene.ratings_of(bruno.person).values()) == [4.5]
    assert "✓ ★4.5 for " in bruno.last.text
    assert scene.calls()[-1] == "editMessageCaption"  # the poster does not flicker


async def test_before_the_first_stars_the_halves_explain_themselves(scene: Scene) -> None:
    bruno = scene.chat()
    await bruno.says("/rate")
    notice = await bruno.taps("−½")
    assert notice is not None
    assert notice.text == "−½ and +½ change these stars by half a star."


async def test_undo_asks_about_the_same_film_again(scene: Scene) -> None:
    bruno = scene.chat()
    await bruno.says("/rate")
    film = headline(bruno)
    await bruno.taps("★4")
    await bruno.taps("↩ Undo")
    assert headline(bruno) == film
    assert scene.ratings_of(bruno.person) == {}


async def test_a_film_not_seen_is_not_rated_and_can_be_undone(scene: Scene) -> None:
    bruno = scene.chat()
    await bruno.says("/rate")
    film = headline(bruno)
    await bruno.taps("Haven't seen it")
    assert headline(bruno) != film
    assert scene.ratings_of(bruno.person) == {}
    await bruno.taps("↩ Undo")
    assert headline(bruno) == film


async def test_recommendations_open_in_place_after_three_ratings(scene: Scene) -> None:
    bruno = scene.chat()
    await bruno.says("/rate")
    for stars in ("★5", "★1"):
        await bruno.taps(stars)
        assert not any("Show my films" in row for row in bruno.last.buttons)
    await bruno.taps("★4")
    await bruno.taps("My films")
    assert len(bruno.answers) == 1
    assert "for you" in bruno.last.text
    assert ["◀", "−½", "1/10", "+½", "▶"] in bruno.last.buttons


async def test_one_may_stop_at_any_point(scene: Scene) -> None:
    bruno = scene.chat()
    await bruno.says("/rate")
    await bruno.taps("Stop")
    assert [message.text for message in bruno.answers] == [texts.STOPPED]


async def test_a_double_tap_saves_once_and_asks_on(scene: Scene) -> None:
    bruno = scene.chat()
    await bruno.says("/rate")
    payload = str(bruno.last.button("★4")["callback_data"])
    await bruno.presses(payload)
    after_one = headline(bruno)
    await bruno.presses(payload)
    assert headline(bruno) == after_one
    assert len(scene.ratings_of(bruno.person)) == 1
    assert len(bruno.answers) == 1


async def test_when_every_film_is_answered_the_way_to_the_list_is_shown(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    bruno = scene.chat()
    await bruno.says("/rate")
    monkeypatch.setattr(scene.toolbox.services.onboarding, "answer", lambda *_: NothingLeftToAsk(43))
    await bruno.taps("★4")
    assert [message.text for message in bruno.answers] == [
        "That was the last film I wanted to ask about; you rated 43 films."
    ]
    await bruno.taps("Show my films")
    assert bruno.last.photo


async def test_six_taps_on_one_point_of_the_screen_rate_six_films(scene: Scene) -> None:
    bruno = scene.chat()
    await bruno.says("/rate")
    for _ in range(6):
        rows = bruno.last.buttons
        assert len(rows) == 3  # the keyboard hangs from the bottom: its height must not change
        assert rows[0][3] == "★4"
        await bruno.taps("★4")
    assert len(scene.ratings_of(bruno.person)) == 6


async def test_a_named_film_is_asked_about(scene: Scene) -> None:
    bruno, film = scene.chat(), scene.world.movies[5]
    await bruno.says(f"/rate {film.title.lower()} {film.year}")
    assert headline(bruno).startswith(film.title)
    assert "Haven't seen it" in bruno.last.buttons[1]
    await bruno.taps("★4")
    assert scene.ratings_of(bruno.person) == {film.movie_id: 4.0}


async def test_stars_behind_a_named_film_are_saved_at_once(scene: Scene) -> None:
    bruno, film = scene.chat(), scene.world.movies[0]
    await bruno.says(f"/rate {film.title} 4.5")
    assert scene.ratings_of(bruno.person) == {film.movie_id: 4.5}
    assert "You gave it ★4.5" in bruno.last.text


@pytest.mark.parametrize("stars", ["1", "5", "5/5", "★5", "3½", "5 stars", "2,5"])
async def test_whole_stars_behind_a_title_are_saved_as_half_ones_are(scene: Scene, stars: str) -> None:
    bruno, film = scene.chat(), next(movie for movie in scene.world.movies if movie.title == "Two Tickets")
    await bruno.says(f"/rate two tickets {stars}")
    assert list(scene.ratings_of(bruno.person)) == [film.movie_id]
    assert "You gave it ★" in bruno.last.text


async def test_a_number_alone_is_a_title_and_no_star(scene: Scene) -> None:
    bruno = scene.chat()
    await bruno.says("/rate 5")
    assert scene.ratings_of(bruno.person) == {}


async def test_the_number_of_a_part_is_no_star(scene: Scene) -> None:
    bruno = scene.chat()
    second = next(movie for movie in scene.world.movies if movie.title == "Orbit 2")
    await bruno.says("/rate orbit 2")
    assert headline(bruno).startswith(second.title)
    await bruno.says("orbit 2")
    assert bruno.last.text.startswith(second.title)
    assert scene.ratings_of(bruno.person) == {}


async def test_questions_keep_to_what_was_asked_for_until_rate_alone(scene: Scene) -> None:
    bruno = scene.chat()
    await bruno.says("/rate horror")
    for label in ("★4", "Haven't seen it", "★2", "+½"):
        assert "Horror" in bruno.last.text.split("\n")[1]
        assert "I ask about Horror films" in bruno.last.text
        await bruno.taps(label)
    assert "Horror" in bruno.last.text.split("\n")[1]
    await bruno.says("/rate")
    assert "I ask about" not in bruno.last.text


async def test_films_newer_than_the_catalogue_are_the_newest_it_has(scene: Scene) -> None:
    bruno = scene.chat()
    await bruno.says("/rate newer")
    assert bruno.last.photo
    newest = max(movie.year or 0 for movie in scene.world.movies)
    year = int(headline(bruno).rpartition("(")[2][:4])
    assert newest - year < 45


async def test_where_no_such_film_is_left_the_way_back_is_told(scene: Scene) -> None:
    bruno = scene.chat()
    await bruno.says("/rate 1890s")
    assert bruno.last.text.startswith("I have no more films of the 1890s to ask about.")


async def test_garbage_behind_rate_is_answered_kindly(scene: Scene) -> None:
    bruno = scene.chat()
    await bruno.says("/rate \u202e" + "\u0335x" * 200)
    assert bruno.last.text.startswith("I know no film called “x x x")
