"""Lists to leaf through."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest

from bot.playground.people import PEOPLE
from bot.presentation import labels, refusals, texts
from bot.services.errors import DeckGone
from bot.services.shelves import Shelf
from bot.services.views import FilmDetails
from recommender.facts.records import Facts
from tests.bot.conftest import Backstage, Scene
from tests.support.chat import Chat, Seen, talking


def headline(chat: Chat) -> str:
    """Return the film on the newest card."""
    return next(line for line in chat.last.text.split("\n") if re.search(r" \(\d{4}\)$", line))


async def loves(scene: Scene, chat: Chat, group: str) -> None:
    """Rate five films of a taste group high and five of others low."""
    loved = scene.world.movie_ids_of(group)[:5]
    others = [movie.movie_id for movie in scene.world.movies if movie.movie_id not in loved]
    for movie_id in loved:
        scene.toolbox.services.rating.rate(chat.person.person_id, movie_id, 5.0)
    for movie_id in [one for one in others if scene.world.group_of_movie[one] != group][::25]:
        scene.toolbox.services.rating.rate(chat.person.person_id, movie_id, 1.0)


async def test_a_personal_card_says_how_much_and_why(scene: Scene) -> None:
    bruno = scene.chat()
    scene.details.known = FilmDetails("A plot.", "A. Director", None, 95, 7.9, None)
    await loves(scene, bruno, "space")
    await bruno.says("/recommend")
    assert bruno.last.photo
    assert " for you, " in bruno.last.text
    assert " · 1 h 35 min · IMDb 7.9\n" in bruno.last.text
    assert re.search("\nBecause you rated .*\nDirected by A. Director\nA plot.\n", bruno.last.text)


def place_in_list(chat: Chat) -> str:
    """Return what the button between the halves says: which film of how many."""
    return chat.last.buttons[1][2]


async def test_two_people_of_opposite_taste_see_different_films(scene: Scene) -> None:
    bruno, clara = scene.chat(), scene.chat(PEOPLE[2])
    await loves(scene, bruno, "space")
    await loves(scene, clara, "love")
    await bruno.says("/recommend")
    await clara.says("/recommend")
    assert headline(bruno) != headline(clara)
    assert "Sci-Fi" in bruno.last.text
    assert "Romance" in clara.last.text


async def test_leafing_goes_forth_and_back_to_the_same_film(scene: Scene) -> None:
    bruno = scene.chat()
    await loves(scene, bruno, "space")
    await bruno.says("/recommend 3")
    first = headline(bruno)
    await bruno.taps("▶")
    assert headline(bruno) != first
    assert place_in_list(bruno) == "2/3"
    await bruno.taps("◀")
    assert headline(bruno) == first
    assert len(bruno.answers) == 1


async def test_the_ends_of_a_list_explain_themselves(scene: Scene) -> None:
    bruno = scene.chat()
    await loves(scene, bruno, "space")
    await bruno.says("/recommend 2")
    at_the_start = await bruno.taps("◀")
    where = await bruno.taps("1/2")
    assert at_the_start is not None
    assert at_the_start.text == "This is the first film of the list."
    assert where is not None
    assert where.text.startswith("Film 1 of 2.")


async def test_the_films_behind_the_next_taps_are_looked_up_ahead(scene: Scene) -> None:
    bruno = scene.chat()
    await bruno.says("/recommend 3")
    ahead = [film.title for film in scene.details.ahead]
    await bruno.taps("▶")
    assert headline(bruno).startswith(ahead[0])
    await bruno.taps("▶")
    assert headline(bruno).startswith(ahead[1])
    assert scene.details.ahead == []


async def test_more_makes_the_list_longer(scene: Scene) -> None:
    bruno = scene.chat()
    await bruno.says("/recommend 1")
    card = bruno.last
    await bruno.taps("More")
    assert place_in_list(bruno) == "2/11"
    await bruno.presses(card.button("More")["callback_data"])  # the same tap once more
    assert place_in_list(bruno) == "2/11"


async def test_a_rating_shows_the_next_card_and_can_be_refined_there(scene: Scene) -> None:
    bruno = scene.chat()
    await loves(scene, bruno, "space")
    await bruno.says("/recommend 5")
    film = headline(bruno)
    await bruno.taps("★2")
    second = headline(bruno)
    assert second != film
    await bruno.taps("−½")
    assert headline(bruno) == second
    assert 1.5 in scene.ratings_of(bruno.person).values()
    await bruno.taps("◀")
    assert headline(bruno) == film
    assert "You gave it ★1.5" in bruno.last.text
    assert bruno.last.buttons[0] == ["✓ 1.5", "★2", "★3", "★4", "★5"]


@pytest.mark.parametrize("source", ["/recommend 4", "/popular 4", "/recommend watchlist"])
async def test_stars_are_taken_back_from_the_next_card(scene: Scene, source: str) -> None:
    bruno, library = scene.chat(), scene.toolbox.services.library
    for movie in scene.world.movies[:3]:
        library.put(bruno.person.person_id, Shelf.WATCHLIST, movie.movie_id)
    await bruno.says(source)
    film = headline(bruno)
    await bruno.taps("★2")
    await bruno.taps("+½")
    await bruno.taps("🔖 Later") if "🔖 Later" in bruno.last.buttons[2] else await bruno.taps("✓ Later")
    await bruno.taps("↩")
    assert headline(bruno) == film
    assert scene.ratings_of(bruno.person) == {}
    await bruno.taps("↩")  # and that can be undone, too
    assert headline(bruno) == film
    assert list(scene.ratings_of(bruno.person).values()) == [2.5]
    assert len(bruno.answers) == 1


async def test_stars_taken_back_leave_what_was_there_before(scene: Scene) -> None:
    bruno = scene.chat()
    await loves(scene, bruno, "space")
    await bruno.says("/recommend 3")
    await bruno.taps("★2")
    await bruno.taps("◀")
    with scene.unit_of_work() as work:
        before = work.film_states.of(bruno.person.person_id)
    await bruno.taps("★5")
    await bruno.taps("−½")
    await bruno.taps("↩")
    with scene.unit_of_work() as work:
        assert work.film_states.of(bruno.person.person_id) == before
    assert "You gave it ★2" in bruno.last.text


async def test_stars_given_to_a_hidden_film_are_taken_back_and_it_is_hidden_again(scene: Scene) -> None:
    bruno = scene.chat()
    await bruno.says("/recommend 3")
    await bruno.taps("🚫 Hide")
    await bruno.taps("◀")
    with scene.unit_of_work() as work:
        before = work.film_states.of(bruno.person.person_id)
    await bruno.taps("★4")
    await bruno.taps("↩")
    with scene.unit_of_work() as work:
        assert work.film_states.of(bruno.person.person_id) == before
    assert "Not for you" in bruno.last.text


async def test_stars_are_deleted_where_one_leafs_back_and_put_back(scene: Scene) -> None:
    bruno = scene.chat()
    await bruno.says("/recommend 3")
    await bruno.taps("★4")
    await bruno.taps("◀")
    with scene.unit_of_work() as work:
        before = work.film_states.of(bruno.person.person_id)
    await bruno.taps("🗑")
    assert scene.ratings_of(bruno.person) == {}
    await bruno.taps("↩")
    with scene.unit_of_work() as work:
        assert work.film_states.of(bruno.person.person_id) == before


async def test_what_was_put_aside_last_can_be_undone_whatever_was_kept_since(scene: Scene) -> None:
    bruno = scene.chat()
    await bruno.says("/recommend 5")
    for label in ("🚫 Hide", "👁 Seen", "🚫 Hide"):
        film = headline(bruno)
        await bruno.taps(label)
        assert headline(bruno) != film
    await bruno.taps("🔖 Later")
    assert bruno.last.buttons[1] == ["◀", "↩ Undo", "▶"]
    await bruno.taps("↩ Undo")
    assert headline(bruno) == film
    assert "🚫 Hide" in bruno.last.buttons[2]


async def test_not_for_me_goes_on_and_can_be_taken_back(scene: Scene) -> None:
    bruno = scene.chat()
    await bruno.says("/recommend 3")
    film = headline(bruno)
    await bruno.taps("🚫 Hide")
    assert headline(bruno) != film
    await bruno.taps("↩ Undo")
    assert headline(bruno) == film
    assert "🚫 Hide" in bruno.last.buttons[2]


async def test_a_hidden_film_is_marked_when_one_leafs_back(scene: Scene) -> None:
    bruno = scene.chat()
    await bruno.says("/recommend 3")
    await bruno.taps("🚫 Hide")
    await bruno.taps("◀")
    assert "Not for you" in bruno.last.text
    await bruno.taps("✓ Hide")
    assert "Not for you" not in bruno.last.text


async def test_a_cold_persons_popular_films_turn_personal_with_the_first_rating(
    scene: Scene,
) -> None:
    bruno = scene.chat()
    await bruno.says("/recommend")
    assert bruno.last.text.startswith("Popular with everyone: I don't know your taste yet.")
    await bruno.taps("★5")
    assert "for you" in bruno.last.text
    assert not bruno.last.text.startswith("Popular")


async def test_a_wish_narrows_the_list_and_is_repeated_on_every_card(scene: Scene) -> None:
    bruno = scene.chat()
    await loves(scene, bruno, "crime")
    await bruno.says("/recommend no drama 80s 3 film noir")
    for label in ("▶", "▶", "◀"):
        lead, film, genres = bruno.last.text.split("\n")[:3]
        assert lead == "For you: Film noir · 1980s · no Drama"
        assert "(198" in film
        assert "Film noir" in genres
        assert "Drama" not in genres
        await bruno.taps(label)
    assert place_in_list(bruno) == "2/3"


async def test_a_wish_outlives_more(scene: Scene) -> None:
    bruno = scene.chat()
    await bruno.says("/recommend 1 70s")
    await bruno.taps("More")
    assert bruno.last.text.startswith("Popular with everyone · 1970s: I don't know your taste yet.")
    assert "(197" in headline(bruno)


async def test_more_like_this_opens_a_list_below_the_one_that_is_open(scene: Scene) -> None:
    bruno = scene.chat()
    await bruno.says("/popular horror")
    card, liked = bruno.last, headline(bruno).rpartition(" (")[0]
    await bruno.taps("⋯")
    await bruno.taps(labels.MORE_LIKE_THIS)
    lead, film, genres = bruno.last.text.split("\n")[:3]
    assert lead == f"Like {liked}"
    assert not film.startswith(f"{liked} (")
    assert "Horror" in genres
    assert place_in_list(bruno) == "1/10"
    assert bruno.now(card).text == card.text
    await bruno.taps("▶", on=card)
    assert "2/10" in bruno.now(card).buttons[1]


async def test_a_rating_in_a_similar_list_goes_on_to_its_next_film(scene: Scene) -> None:
    bruno = scene.chat()
    await bruno.says("/popular horror")
    await bruno.taps("⋯")
    await bruno.taps(labels.MORE_LIKE_THIS)
    lead = bruno.last.text.split("\n")[0]
    await bruno.taps("★4")
    assert bruno.last.text.startswith(lead)
    assert place_in_list(bruno) == "↩"
    await bruno.taps("▶")
    assert place_in_list(bruno) == "3/10"


async def test_a_rated_film_leads_to_more_like_it(scene: Scene) -> None:
    bruno, film = scene.chat(), scene.world.movies[0]
    await bruno.says(f"/start film_{film.movie_id}")
    await bruno.taps(labels.MORE_LIKE_THIS)
    assert bruno.last.text.startswith(f"Like {film.title}\n")


async def test_a_film_of_which_the_model_knows_nothing_like_it_is_said_kindly(
    untrained_scene: Scene,
) -> None:
    bruno, film = untrained_scene.chat(), untrained_scene.world.movies[0]
    await bruno.says(f"/start film_{film.movie_id}")
    card = bruno.last
    await bruno.taps(labels.MORE_LIKE_THIS)
    assert bruno.last.text.startswith(f"I have no more films like {film.title}.")
    assert bruno.now(card) == card


async def test_popular_films_of_a_genre(scene: Scene) -> None:
    bruno = scene.chat()
    await bruno.says("/popular film noir")
    assert bruno.last.text.startswith("Popular in Film noir")
    assert "Film noir" in bruno.last.text.split("\n")[2]


async def test_without_a_model_popular_films_say_why(untrained_scene: Scene) -> None:
    bruno = untrained_scene.chat()
    await bruno.says("/recommend")
    assert "I'm still waiting for my first training" in bruno.last.text


@pytest.mark.parametrize(
    ("typed", "answer"),
    [
        ("/recommend -5", texts.WRONG_AMOUNT),
        ("/recommend 9999 xyz", texts.WRONG_AMOUNT),
        ("/recommend 0", texts.WRONG_AMOUNT),
        ("/recommend 5 6", texts.ONE_AMOUNT),
        ("/recommend histry", "I don't know the genre “histry”. Did you mean Mystery?"),
        ("/recommend <b>", "I don't know the genre “&lt;b&gt;”. I know Action,"),
        ("/recommend 1894", "No films from 1894 are left for you."),
        ("/recommend no", texts.LEAVE_OUT_GENRES),
        ("/recommend -", texts.LEAVE_OUT_GENRES),
        (
            "/recommend -spreadsheets",
            "I can't leave out “spreadsheets”: I know no film, genre, theme, actor",
        ),
        ("/recommend 1890s", "No films of the 1890s are left for you."),
        ("/recommend horror 80s -horror", "No Horror films of the 1980s without Horror are left for you."),
        ("/popular 51", texts.WRONG_AMOUNT),
        ("/popular comedy 1890s", "No Comedy films of the 1890s are left for you."),
    ],
)
async def test_wrong_words_are_answered_with_what_would_be_right(
    scene: Scene, typed: str, answer: str
) -> None:
    bruno = scene.chat()
    await bruno.says(typed)
    plain = answer.replace("<code>", "").replace("</code>", "").replace("&lt;", "<").replace("&gt;", ">")
    assert bruno.last.text.startswith(plain)
    assert len(bruno.answers) == 1


async def test_a_genre_that_is_used_up_is_said(scene: Scene) -> None:
    bruno = scene.chat()
    for movie_id in scene.world.movie_ids_of("fear"):
        scene.toolbox.services.rating.rate(bruno.person.person_id, movie_id, 3.0)
    await bruno.says("/recommend horror")
    if not bruno.last.photo:
        assert bruno.last.text.startswith("No Horror films are left for you.")


async def card_of_a_list_that_is_gone(scene: Scene, chat: Chat) -> Seen:
    await chat.says("/recommend")
    card = chat.last
    for _ in range(21):
        scene.toolbox.services.decks.open(chat.person.person_id)
    return card


async def test_a_list_that_is_no_longer_kept_is_said_kindly(scene: Scene) -> None:
    bruno = scene.chat()
    oldest = await card_of_a_list_that_is_gone(scene, bruno)
    await bruno.taps("▶", on=oldest)
    assert bruno.last.text == refusals.REFUSALS[DeckGone]
    assert bruno.now(oldest).text == oldest.text
    assert bruno.now(oldest).buttons == []


async def test_stars_on_a_card_of_a_list_that_is_gone_are_kept(scene: Scene) -> None:
    bruno = scene.chat()
    oldest = await card_of_a_list_that_is_gone(scene, bruno)
    await bruno.taps("★4", on=oldest)
    [(movie_id, stars)] = scene.ratings_of(bruno.person).items()
    assert stars == 4.0
    [film] = [movie for movie in scene.world.movies if movie.movie_id == movie_id]
    assert film.title in bruno.last.text
    assert bruno.last != oldest


async def test_buttons_work_after_a_restart(backstage: Backstage) -> None:
    before = backstage(True)
    async with talking(before.application):
        bruno = before.chat()
        await bruno.says("/recommend 3")
        card = bruno.last
    after = backstage(True, before.bot_api)
    async with talking(after.application):
        bruno = after.chat()
        await bruno.taps("▶", on=card)
        assert place_in_list(bruno) == "2/3"


async def test_a_list_in_a_group_says_whose_it_is(scene: Scene) -> None:
    bruno = scene.chat(in_group=True)
    await scene.chat().says("/start")
    await bruno.says("/recommend")
    assert bruno.last.text.startswith(f"For {bruno.person.first_name}. Send /recommend for your own.")
    await bruno.taps("▶")
    assert bruno.last.text.startswith(f"For {bruno.person.first_name}.")
    private = scene.chat()
    await private.says("/recommend")
    assert not private.last.text.startswith("For ")


async def test_a_list_in_a_group_names_somebody_who_never_pressed_start(scene: Scene) -> None:
    bruno = scene.chat(in_group=True)
    await bruno.says("/popular")
    assert bruno.last.text.startswith(f"For {bruno.person.first_name}. ")
    await bruno.taps("▶")
    assert bruno.last.text.startswith(f"For {bruno.person.first_name}. ")


async def test_a_list_in_a_group_does_not_tell_which_ratings_speak_for_it(scene: Scene) -> None:
    for movie_id in scene.world.movie_ids_of("space")[:5]:
        scene.toolbox.services.rating.rate(PEOPLE[1].person_id, movie_id, 5.0)
    private, group = scene.chat(), scene.chat(in_group=True)
    await private.says("/recommend")
    assert "Because you rated" in private.last.text
    await group.says("/recommend")
    assert "for you" in group.last.text
    assert "Because you rated" not in group.last.text


async def test_behind_a_command_stand_names_too(scene: Scene) -> None:
    film = scene.world.movies[0]
    facts = Facts(directors=("Agnes Varga",), actors=("Tom Harks",))
    with scene.unit_of_work() as work:
        work.film_facts.put(str(film.imdb_id), facts.to_json(), scene.toolbox.started_at)
        work.commit()
    scene.toolbox.models._facts_read_at -= timedelta(hours=1)
    scene.toolbox.models.refresh()
    bruno = scene.chat()
    for typed in ("/recommend agnes varga", "/popular with tom harks", "/find Agnes Varga", "films by Varga"):
        await bruno.says(typed)
        assert film.title in bruno.last.text, typed
        assert "Varga" in bruno.last.text or "Harks" in bruno.last.text, typed
    await bruno.says("/recommend nobodyatall")
    assert "I don't know the genre “nobodyatall”" in bruno.last.text
