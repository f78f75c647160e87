"""Coming in: /start, links, help, and being forgotten."""

from __future__ import annotations

import json

import pytest

from bot.playground.people import ADMIN, PEOPLE, Person
from bot.presentation import labels, refusals, texts
from bot.presentation.callback_data import pack
from bot.presentation.keyboards import ForgetMeButton
from tests.bot.conftest import Scene


async def test_a_newcomer_is_offered_three_ways(scene: Scene) -> None:
    bruno = scene.chat()
    await bruno.says("/start")
    assert bruno.last.text.startswith("Hi Bruno! I'm Matinee")
    assert bruno.last.buttons == [["★ Rate films"], ["I have a MovieLens id"], ["Just show popular films"]]


async def test_a_known_person_is_greeted_with_what_is_known(scene: Scene) -> None:
    bruno = scene.chat()
    await bruno.says("/rate")
    await bruno.taps("★4")
    await bruno.says("/start")
    assert bruno.last.text == "Welcome back, Bruno! I know 1 rating of yours."
    assert bruno.last.buttons[0] == ["Show my films"]


async def test_the_greeting_leads_to_the_first_question_and_loses_its_buttons(scene: Scene) -> None:
    bruno = scene.chat()
    await bruno.says("/start")
    greeting = bruno.last
    await bruno.taps("Rate films")
    assert bruno.last.photo
    assert "Which of these have you seen?" in bruno.last.text
    assert bruno.now(greeting).buttons == []


@pytest.mark.parametrize(("person", "menus"), [(ADMIN, 1), (PEOPLE[1], 0)])
async def test_an_admins_first_words_bring_the_menu_that_telegram_refused_before(
    scene: Scene, person: Person, menus: int
) -> None:
    await scene.chat(person).says("/start")
    calls = scene.bot_api.calls("setMyCommands")
    assert len(calls) == menus
    for one in calls:
        assert json.loads(one.call.params["scope"]) == {"type": "chat", "chat_id": person.person_id}
        assert '"retrain"' in one.call.params["commands"]


async def test_the_help_for_movielens_ids_leaves_the_greeting_alone(scene: Scene) -> None:
    bruno = scene.chat()
    await bruno.says("/start")
    greeting = bruno.last
    await bruno.taps("I have a MovieLens id")
    assert "/link 42" in bruno.last.text
    assert bruno.now(greeting).buttons == greeting.buttons


async def test_popular_films_are_one_tap_away(scene: Scene) -> None:
    bruno = scene.chat()
    await bruno.says("/start")
    await bruno.taps("Just show popular films")
    assert bruno.last.text.startswith("Popular with everyone: I don't know your taste yet.")


async def test_a_link_opens_the_film_it_names(scene: Scene) -> None:
    bruno, film = scene.chat(), scene.world.movies[0]
    await bruno.says(f"/start film_{film.movie_id}")
    assert bruno.last.text.startswith(f"{film.title} (")
    await bruno.taps("★3")
    assert scene.ratings_of(bruno.person) == {film.movie_id: 3.0}
    assert "You gave it ★3" in bruno.last.text


async def test_a_link_to_a_film_that_is_not_there_is_answered(scene: Scene) -> None:
    bruno = scene.chat()
    await bruno.says("/start film_999999")
    assert bruno.last.text == refusals.REFUSALS[refusals.errors.UnknownFilm]


async def test_a_link_that_means_nothing_is_a_greeting(scene: Scene) -> None:
    bruno = scene.chat()
    await bruno.says("/start whatever-this-is")
    assert bruno.last.text.startswith("Hi Bruno!")


async def test_help_lists_admin_commands_to_admins_only(scene: Scene) -> None:
    bruno, ada = scene.chat(), scene.chat(ADMIN)
    await bruno.says("/help")
    await ada.says("/help")
    assert "/recommend [n] [genre] [decade] [-genre] – films for you" in bruno.last.text
    assert "/link <MovieLens user id>" in bruno.last.text
    assert "/retrain" not in bruno.last.text
    assert "/retrain" in ada.last.text


async def test_cancel_is_harmless(scene: Scene) -> None:
    bruno = scene.chat()
    await bruno.says("/cancel")
    assert bruno.last.text == texts.CANCELLED


async def test_being_forgotten_takes_two_taps_and_is_complete(scene: Scene) -> None:
    bruno = scene.chat()
    await bruno.says("/rate")
    await bruno.taps("★4")
    await bruno.says("/forget_me")
    assert scene.ratings_of(bruno.person)
    await bruno.taps("Yes, forget me")
    assert bruno.last.text == texts.FORGOTTEN
    assert scene.ratings_of(bruno.person) == {}
    with scene.unit_of_work() as work:
        assert work.chat_users.get(bruno.person.person_id) is None


async def test_one_may_change_ones_mind_about_being_forgotten(scene: Scene) -> None:
    bruno = scene.chat()
    await bruno.says("/rate")
    await bruno.taps("★4")
    await bruno.says("/forget_me")
    await bruno.taps("No, keep everything")
    assert bruno.last.text == texts.KEPT
    assert bruno.last.buttons == []
    assert scene.ratings_of(bruno.person)


async def test_nobody_can_forget_somebody_else(scene: Scene) -> None:
    bruno, clara = scene.chat(in_group=True), scene.chat(PEOPLE[2], in_group=True)
    await bruno.says("/rate")
    await bruno.taps("★4")
    await bruno.says("/forget_me")
    notice = await clara.taps("Yes, forget me")
    assert notice is not None
    assert notice.text == labels.NOT_YOURS
    await clara.presses(pack(ForgetMeButton(clara.person.person_id)), on=clara.last)
    assert scene.ratings_of(bruno.person)


async def test_an_old_button_still_works_after_being_forgotten(scene: Scene) -> None:
    bruno = scene.chat()
    await bruno.says("/rate")
    card = bruno.last
    await bruno.says("/forget_me")
    await bruno.taps("Yes, forget me")
    await bruno.taps("★4", on=card)
    assert len(scene.ratings_of(bruno.person)) == 1


async def test_privacy_is_said_before_anything_is_known_of_somebody(scene: Scene) -> None:
    bruno = scene.chat()
    await bruno.says("/privacy")
    assert bruno.last.text.startswith("What I keep about you")
    with scene.unit_of_work() as work:
        assert not any(work.personal_data.of(bruno.person.person_id).values())
