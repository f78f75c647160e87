"""Inline mode: what is offered to whoever types the bot's name, and what they send by it."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.engine import Engine

from bot.handlers.inline import PICKS_KEPT_SECONDS
from bot.playground import actions
from bot.playground.fetching import PhotoNotFetched
from bot.playground.people import PEOPLE
from bot.presentation.catalogues import Catalogues
from bot.services.views import FilmDetails
from storage.tables import metadata
from tests.bot.conftest import Backstage, Scene
from tests.support.chat import Chat, talking

BRUNO, CLARA = PEOPLE[1], PEOPLE[2]
POSTER = "https://posters.example/heat.jpg"


async def gone(url: str) -> bytes:
    """Fetch a poster that is dead."""
    raise PhotoNotFetched(url)


@pytest.fixture
def bruno(scene: Scene) -> Chat:
    return scene.chat(BRUNO)


async def offered(chat: Chat, text: str, offset: str = "") -> list[dict[str, Any]]:
    """Return the results for some words; there must be an answer."""
    answer = await chat.asks_inline(text, offset=offset)
    assert answer is not None
    results: list[dict[str, Any]] = answer["results"]
    return results


async def door_of(chat: Chat, text: str) -> str:
    """Return the words on the button above the results."""
    answer = await chat.asks_inline(text)
    assert answer is not None
    return str(answer["button"]["text"])


def a_title(scene: Scene) -> str:
    return scene.world.movies[0].title


def rate_some(scene: Scene, chat: Chat) -> None:
    for movie in scene.world.movies[:6]:
        scene.toolbox.services.rating.rate(chat.person.person_id, movie.movie_id, 4.5)


async def test_a_title_offers_its_film_first(scene: Scene, bruno: Chat) -> None:
    movie = scene.world.movies[0]
    results = await offered(bruno, movie.title)
    assert results[0]["id"] == str(movie.movie_id)
    assert results[0]["type"] == "article"


async def test_nothing_typed_offers_ones_own_picks_for_a_moment(scene: Scene, bruno: Chat) -> None:
    rate_some(scene, bruno)
    answer = await bruno.asks_inline("")
    assert answer is not None
    assert answer["cache_time"] == str(PICKS_KEPT_SECONDS)
    assert answer["is_personal"] == "true"
    assert answer["button"] == {"text": "Your picks · more in our chat", "start_parameter": "inline"}
    rated = set(scene.ratings_of(BRUNO))
    assert answer["results"]
    assert all(int(each["id"]) not in rated for each in answer["results"])
    assert all(each["description"].startswith("★ ") for each in answer["results"])


async def test_a_stranger_is_offered_popular_films_and_a_way_to_their_own(bruno: Chat) -> None:
    answer = await bruno.asks_inline("  ")
    assert answer is not None
    assert answer["button"]["text"] == "Rate a few films, and these become yours"
    assert answer["results"]
    assert "for you" not in answer["results"][0]["description"]


async def test_a_wish_in_words_offers_a_list(scene: Scene, bruno: Chat) -> None:
    genres = {str(movie.movie_id): movie.genres for movie in scene.world.movies}
    results = await offered(bruno, "a comedy")
    assert results
    assert all("Comedy" in genres[each["id"]] for each in results)
    liked = await offered(bruno, f"like {a_title(scene)}")
    assert str(scene.world.movies[0].movie_id) not in {each["id"] for each in liked}


@pytest.mark.parametrize("wish", ["new comedies", "recent comedies", "comedies of the last 5 years"])
async def test_years_end_with_the_newest_films_there_are(scene: Scene, bruno: Chat, wish: str) -> None:
    services = scene.toolbox.services
    services.title_search.newest_year = lambda: 1999  # type: ignore[method-assign]
    years = {str(movie.movie_id): movie.year for movie in scene.world.movies}
    results = await offered(bruno, wish)
    assert min(years[each["id"]] or 0 for each in results) in range(1994, 2010)


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("last star harbour", ["Star Harbour: The Return (1999)"]),
        ("the original orbit", ["Orbit (1971)"]),
        ("orbit trilogy", ["Orbit (1971)", "Orbit 2 (1979)", "Orbit III (1992)"]),
        ("orbit or star harbour", ["Orbit (1971)", "Star Harbour (1970)"]),
        ("seen star harbour iii", ["Star Harbour III (1991)"]),
    ],
)
async def test_the_films_that_the_chat_would_open_come_first(
    bruno: Chat, typed: str, first: list[str]
) -> None:
    assert [each["title"] for each in await offered(bruno, typed)][: len(first)] == first


async def test_typed_stars_save_nothing(scene: Scene, bruno: Chat) -> None:
    await offered(bruno, f"{a_title(scene)} 4.5")
    assert scene.ratings_of(BRUNO) == {}


async def test_asking_leaves_nothing_behind(scene: Scene, bruno: Chat, sqlite_engine: Engine) -> None:
    before = counts(sqlite_engine)
    for text in ("", "a comedy", a_title(scene), "no such film at all"):
        await offered(bruno, text)
    assert counts(sqlite_engine) == before


def counts(engine: Engine) -> dict[str, int]:
    """Return how many rows each table has."""
    with engine.connect() as connection:
        return {
            table.name: connection.scalar(sa.select(sa.func.count()).select_from(table)) or 0
            for table in metadata.sorted_tables
        }


@pytest.mark.parametrize(
    "text",
    ["🎬" * 256, "هيت", "\u202etaeH", "no such film at all", "\0", "<b>&", "x" * 256, "a" * 255 + "\u0301"],
)
async def test_whatever_is_typed_gets_a_valid_answer(bruno: Chat, text: str) -> None:
    answer = await bruno.asks_inline(text)
    assert answer is not None
    assert len(answer["results"]) <= 50


async def test_nothing_found_leads_into_the_chat(bruno: Chat) -> None:
    assert await door_of(bruno, "🙂" * 256) == "Nothing found. Ask me in our chat"
    await bruno.says("/start inline")
    assert bruno.last.text.startswith("Hi Bruno!")


async def test_the_pages_of_a_long_list_do_not_meet(bruno: Chat) -> None:
    answer = await bruno.asks_inline("")
    assert answer is not None
    seen = [each["id"] for each in answer["results"]]
    while answer["next_offset"]:
        answer = await bruno.asks_inline("", offset=answer["next_offset"])
        assert answer is not None
        assert answer["button"] is None
        seen += [each["id"] for each in answer["results"]]
    assert len(seen) > 20
    assert len(seen) == len(set(seen))


@pytest.mark.parametrize("offset", ["-1", "nonsense", "9" * 64, "١٢", "1e3"])
async def test_a_made_up_offset_offers_nothing(bruno: Chat, offset: str) -> None:
    assert await offered(bruno, "", offset) == []


async def test_a_sent_film_says_nothing_about_who_sent_it_but_its_link(scene: Scene, bruno: Chat) -> None:
    rate_some(scene, bruno)
    scene.bot_api.state.fetch_url = gone
    scene.details.known = FilmDetails(plot="It rains. " * 200, director="Ada Director", poster_url=POSTER)
    results = await offered(bruno, "")
    assert results[0]["thumbnail_url"] == POSTER
    assert results[0]["input_message_content"]["link_preview_options"]["url"] == POSTER
    group = scene.chat(BRUNO, in_group=True)
    sent = await group.chooses(results[0]["id"])
    assert "for you" not in sent.text
    assert "Directed by Ada Director" in sent.text
    assert len(sent.text) < 1024
    url = sent.button("★ For you?")["url"]
    assert f"?start=film_{results[0]['id']}_{BRUNO.person_id}_" in url


async def test_the_friend_who_opens_it_sees_who_sent_it(scene: Scene, bruno: Chat) -> None:
    await bruno.says("/start")
    results = await offered(bruno, a_title(scene))
    sent = await bruno.chooses(results[0]["id"])
    clara = scene.chat(CLARA)
    await clara.says(f"/start {sent.button('★ For you?')['url'].partition('=')[2]}")
    assert "Bruno sends you this film." in clara.last.text


async def shared_from_its_card(chat: Chat, title: str) -> dict[str, Any]:
    """Press *Share* on a film's card; returns the button."""
    await chat.says(title)
    await chat.taps("⋯")
    return chat.last.button("Share")


async def test_share_sends_the_card_and_says_whose_idea_it_was(scene: Scene, bruno: Chat) -> None:
    await bruno.says("/start")
    button = await shared_from_its_card(bruno, a_title(scene))
    wanted = button["switch_inline_query_chosen_chat"]
    assert wanted["allow_user_chats"]
    assert wanted["allow_group_chats"]
    [result] = await offered(bruno, wanted["query"])
    sent = await scene.chat(BRUNO, in_group=True).chooses(result["id"])
    assert sent.text.startswith("Bruno sends you this film.")
    assert a_title(scene) in sent.text
    clara = scene.chat(CLARA)
    await clara.says(f"/start {sent.button('★ For you?')['url'].partition('=')[2]}")
    assert "Bruno sends you this film." in clara.last.text


async def test_a_shared_film_that_is_none_leads_into_the_chat(bruno: Chat) -> None:
    for text in ("film_999999", "film_2147483647"):
        assert await offered(bruno, text) == []
        assert await door_of(bruno, text) == "Nothing found. Ask me in our chat"


async def test_a_friends_link_used_by_oneself_names_nobody(scene: Scene, bruno: Chat) -> None:
    await bruno.says("/start")
    [first, *_] = await offered(bruno, a_title(scene))
    sent = await bruno.chooses(first["id"])
    await bruno.says(f"/start {sent.button('★ For you?')['url'].partition('=')[2]}")
    assert a_title(scene) in bruno.last.text
    assert "sends you" not in bruno.last.text


async def test_a_link_with_somebody_elses_number_names_nobody(scene: Scene, bruno: Chat) -> None:
    clara = scene.chat(CLARA)
    await clara.says("/start")
    for forged in (f"{CLARA.person_id}", f"{CLARA.person_id}_0123456789ab"):
        await bruno.says(f"/start film_{scene.world.movies[0].movie_id}_{forged}")
        assert a_title(scene) in bruno.last.text
        assert "sends you" not in bruno.last.text


async def test_a_friends_film_is_shown_in_ones_own_language_whatever_became_of_the_friend(
    backstage: Backstage,
) -> None:
    scene = backstage(True, catalogues=Catalogues())
    async with talking(scene.application):
        bruno, clara = scene.chat(BRUNO), scene.chat(CLARA)
        await bruno.says("/start")
        [first, *_] = await offered(bruno, a_title(scene))
        start = f"/start {link_of(first)}"
        await bruno.blocks()
        await clara.says(start)
        assert clara.last.text.startswith("Bruno schickt dir diesen Film.")
        scene.toolbox.services.people.forget(BRUNO.person_id)
        await clara.says(start)
        assert clara.last.text.startswith(a_title(scene))


def link_of(result: dict[str, Any]) -> str:
    """Return what a result's link starts the bot with."""
    url: str = result["reply_markup"]["inline_keyboard"][0][0]["url"]
    return url.partition("=")[2]


async def test_without_a_poster_it_is_an_article_without_a_picture(scene: Scene, bruno: Chat) -> None:
    results = await offered(bruno, a_title(scene))
    assert "thumbnail_url" not in results[0]
    sent = await bruno.chooses(results[0]["id"])
    assert a_title(scene) in sent.text


async def test_an_answer_that_comes_too_late_is_nobodys_trouble(scene: Scene, bruno: Chat) -> None:
    query_id, update_id = actions.ask_inline(scene.bot_api, BRUNO.person_id, "heat")
    scene.bot_api.state.close_query(query_id)
    await bruno._handled(update_id)
    with scene.unit_of_work() as work:
        assert work.errors.count_since(datetime(2000, 1, 1, tzinfo=UTC)) == 0
