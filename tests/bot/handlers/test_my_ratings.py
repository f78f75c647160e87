"""One's own ratings, and a MovieLens user's."""

from __future__ import annotations

import pytest

from bot.presentation import texts
from tests.bot.conftest import Scene
from tests.support.chat import Chat

ORDERS = ["✓ Newest", "Most stars", "A–Z"]


async def with_ratings(scene: Scene, count: int) -> Chat:
    """Somebody who has rated so many films."""
    bruno = scene.chat()
    for movie in scene.world.movies[:count]:
        scene.toolbox.services.rating.rate(bruno.person.person_id, movie.movie_id, 3.5)
    await bruno.says("/ratings")
    return bruno


async def test_ratings_are_listed_newest_first_and_paged(scene: Scene) -> None:
    bruno = await with_ratings(scene, 10)
    newest = scene.world.movies[9]
    assert bruno.last.text.startswith("Your ratings: 10 films, ★3.5 on average\nMost of them: ")
    assert f"1. {newest.title} ({newest.year}) ★3.5" in bruno.last.text
    assert bruno.last.buttons == [["1", "2", "3", "4"], ["5", "6", "7", "8"], ["◀", "1/2", "▶"], ORDERS]
    await bruno.taps("▶")
    assert bruno.last.buttons == [["1", "2"], ["◀", "2/2", "▶"], ORDERS]
    assert len(bruno.answers) == 1


async def test_a_film_opens_in_the_place_of_the_list_and_leads_back(scene: Scene) -> None:
    bruno = await with_ratings(scene, 10)
    await bruno.taps("▶")
    await bruno.taps("2")
    assert bruno.last.photo
    assert "You gave it ★3.5" in bruno.last.text
    await bruno.taps("◀")
    assert [message.buttons[-2] for message in bruno.answers] == [["◀", "2/2", "▶"]]


async def test_ratings_are_sorted_by_stars_and_by_title(scene: Scene) -> None:
    bruno = scene.chat()
    films = scene.world.movies[:9]
    for place, movie in enumerate(films):
        scene.toolbox.services.rating.rate(bruno.person.person_id, movie.movie_id, 0.5 + place * 0.5)
    await bruno.says("/ratings")
    await bruno.taps("Most stars")
    best = films[8]
    assert f"1. {best.title} ({best.year}) ★4.5" in bruno.last.text
    await bruno.taps("A–Z")
    first = min(films, key=lambda movie: movie.title.lower())
    assert "1. " + first.title in bruno.last.text
    await bruno.taps("▶")
    last = max(films, key=lambda movie: movie.title.lower())
    assert "1. " + last.title in bruno.last.text
    await bruno.taps("1")
    await bruno.taps("◀")
    assert bruno.last.buttons[-1] == ["Newest", "Most stars", "✓ A–Z"]


async def test_stars_are_changed_by_one_tap_and_halves(scene: Scene) -> None:
    bruno = await with_ratings(scene, 1)
    film = scene.world.movies[0].movie_id
    await bruno.taps("1")
    await bruno.taps("★5")
    await bruno.taps("−½")
    assert scene.ratings_of(bruno.person) == {film: 4.5}
    assert "You gave it ★4.5" in bruno.last.text


async def test_a_deleted_rating_can_be_put_back(scene: Scene) -> None:
    bruno = await with_ratings(scene, 1)
    await bruno.taps("1")
    await bruno.taps("🗑 My stars")
    assert scene.ratings_of(bruno.person) == {}
    assert "Your ★3.5 is deleted." in bruno.last.text
    await bruno.taps("↩ Put ★3.5 back")
    assert list(scene.ratings_of(bruno.person).values()) == [3.5]


async def test_deleting_twice_changes_nothing(scene: Scene) -> None:
    bruno = await with_ratings(scene, 2)
    await bruno.taps("1")
    payload = str(bruno.last.button("🗑 My stars")["callback_data"])
    await bruno.presses(payload)
    await bruno.presses(payload)
    assert len(scene.ratings_of(bruno.person)) == 1


async def test_somebody_without_ratings_is_invited_to_rate(scene: Scene) -> None:
    bruno = scene.chat()
    await bruno.says("/ratings")
    await bruno.taps("Rate films")
    assert "Which of these have you seen?" in bruno.last.text


async def test_a_movielens_user_is_linked_counted_and_unlinked(scene: Scene) -> None:
    bruno = scene.chat()
    user_id = int(scene.world.user_ids[0])
    count = int((scene.world.user_ids == user_id).sum())
    await bruno.says(f"/link {user_id}")
    assert bruno.last.text.startswith(
        f"Linked: {count} ratings of MovieLens user {user_id} now count as yours."
    )
    await bruno.says("/ratings")
    assert f"{count} ratings of your MovieLens user count too." in bruno.last.text
    await bruno.says("/unlink")
    assert bruno.last.text == texts.UNLINKED
    await bruno.says("/unlink")
    assert bruno.last.text == texts.NOT_LINKED


async def test_linking_opens_the_way_to_a_personal_list(scene: Scene) -> None:
    bruno = scene.chat()
    await bruno.says(f"/link {scene.world.user_ids[0]}")
    await bruno.taps("Show my films")
    assert "for you" in bruno.last.text


async def test_stars_that_are_only_linked_cannot_be_deleted_and_say_so(scene: Scene) -> None:
    bruno = scene.chat()
    user_id = int(scene.world.user_ids[0])
    movie_id = int(scene.world.movie_ids[scene.world.user_ids == user_id][0])
    await bruno.says(f"/link {user_id}")
    await bruno.says(f"/start film_{movie_id}")
    await bruno.taps("🗑 My stars")
    assert "These stars are your MovieLens user's, I can't delete them." in bruno.last.text
    assert "/unlink" in bruno.last.text


async def test_own_stars_that_hid_linked_ones_are_deleted_and_can_be_put_back(scene: Scene) -> None:
    bruno = scene.chat()
    user_id = int(scene.world.user_ids[0])
    movie_id = int(scene.world.movie_ids[scene.world.user_ids == user_id][0])
    linked = float(scene.world.stars[scene.world.user_ids == user_id][0])
    await bruno.says(f"/link {user_id}")
    scene.toolbox.services.rating.rate(bruno.person.person_id, movie_id, 0.5)
    await bruno.says(f"/start film_{movie_id}")
    await bruno.taps("🗑 My stars")
    assert "Your ★0.5 is deleted." in bruno.last.text
    assert f"You gave it ★{linked:g}" in bruno.last.text
    assert "These stars are your MovieLens user's" in bruno.last.text
    await bruno.taps("🔖 Later")
    await bruno.taps("⋯")
    await bruno.taps("↩ Put ★0.5 back")
    assert scene.ratings_of(bruno.person) == {movie_id: 0.5}
    assert "You gave it ★0.5" in bruno.last.text
    assert "MovieLens" not in bruno.last.text


async def test_on_a_lists_card_linked_stars_stay_and_say_so_too(scene: Scene) -> None:
    bruno = scene.chat()
    user_id = int(scene.world.user_ids[0])
    movie_id = int(scene.world.movie_ids[scene.world.user_ids == user_id][0])
    await bruno.says(f"/link {user_id}")
    await bruno.says(f"/start film_{movie_id}")
    await bruno.taps("🔖 Later")
    await bruno.says("/recommend watchlist")
    await bruno.taps("🗑")
    assert "These stars are your MovieLens user's" in bruno.last.text
    assert bruno.last.buttons[1][2] == "🗑"  # there is nothing to take back


@pytest.mark.parametrize("typed", ["/link abc", "/link -3", "/link 1 2", "/link 99999999999999"])
async def test_a_user_id_that_is_none_is_answered(scene: Scene, typed: str) -> None:
    bruno = scene.chat()
    await bruno.says(typed)
    assert bruno.last.text == "A MovieLens user id is a number, for instance /link 42."


async def test_an_unknown_user_id_changes_nothing(scene: Scene) -> None:
    bruno = scene.chat()
    await bruno.says("/link 99999999")
    assert bruno.last.text == "There is no MovieLens user 99999999 in my data; nothing has changed."
    await bruno.says("/unlink")
    assert bruno.last.text == texts.NOT_LINKED


async def test_link_alone_says_how(scene: Scene) -> None:
    bruno = scene.chat()
    await bruno.says("/link")
    assert "/link 42" in bruno.last.text


@pytest.mark.parametrize("others", [["🔖 Later"], ["👁 Seen", "✓ Seen"], ["🚫 Hide"], ["⋯"], ["⋯", "◀"]])
async def test_a_deleted_rating_is_put_back_as_it_was_whatever_was_tapped_since(
    scene: Scene, others: list[str]
) -> None:
    bruno = await with_ratings(scene, 3)
    with scene.unit_of_work() as work:
        before = work.chat_ratings.page(bruno.person.person_id, 0, 10)
    await bruno.says(f"/start film_{scene.world.movies[0].movie_id}")
    for label in ("🗑 My stars", *others, "↩ Put ★3.5 back"):
        await bruno.taps(label)
    with scene.unit_of_work() as work:
        assert work.chat_ratings.page(bruno.person.person_id, 0, 10) == before
    assert "You gave it ★3.5" in bruno.last.text
