"""The bot's name in a chat that it is no member of: one answer that everybody may read."""

from __future__ import annotations

from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.engine import Engine

from bot.playground import actions
from bot.playground.fetching import PhotoNotFetched
from bot.playground.people import BOT, ELSEWHERE, PEOPLE
from bot.services.views import FilmDetails
from storage.tables import metadata
from tests.bot.conftest import Scene
from tests.support.chat import Chat, Seen

BRUNO = PEOPLE[1]
AT = f"@{BOT['username']}"


async def gone(url: str) -> bytes:
    """Fetch a poster that is dead."""
    raise PhotoNotFetched(url)


@pytest.fixture
def bruno(scene: Scene) -> Chat:
    return scene.chat(BRUNO)


async def answer_to(chat: Chat, text: str, quoted: str = "") -> Seen:
    seen = await chat.asks_as_guest(text, quoted=quoted)
    assert seen is not None
    return seen


@pytest.mark.parametrize(
    "tip",
    [
        "Everybody should see Star Harbour, it made me cry.",
        "star harbour",
        "we loved “Star Harbour” yesterday",
        "https://example.com Star Harbour",
    ],
)
async def test_a_film_tip_that_is_answered_is_looked_up(scene: Scene, bruno: Chat, tip: str) -> None:
    answer = await answer_to(bruno, f"{AT} what do you think?", tip)
    assert answer.text.startswith("Star Harbour")
    assert "on average" in answer.text
    movie = next(movie for movie in scene.world.movies if movie.title == "Star Harbour")
    assert answer.button("★ For you?")["url"].endswith(f"?start=film_{movie.movie_id}")


async def test_nothing_personal_is_said_to_everybody(scene: Scene, bruno: Chat) -> None:
    for movie in scene.world.movies[:6]:
        scene.toolbox.services.rating.rate(BRUNO.person_id, movie.movie_id, 5.0)
    answer = await answer_to(bruno, f"{AT} what do you think?", scene.world.movies[0].title)
    assert "for you" not in answer.text
    assert "You gave it" not in answer.text


async def test_without_an_answered_message_ones_own_words_count(bruno: Chat) -> None:
    assert (await answer_to(bruno, f"{AT} orbit tonight")).text.startswith("Orbit Tonight")
    assert (await answer_to(bruno, f"{AT} star harbur")).text.startswith("Star Harbour")


async def test_a_wish_is_answered_with_popular_films(scene: Scene, bruno: Chat) -> None:
    answer = await answer_to(bruno, f"{AT} a comedy")
    assert answer.text.startswith("How about one of these?")
    genres = {str(movie.movie_id): movie.genres for movie in scene.world.movies}
    links = [entity["url"] for entity in answer.raw["entities"] if entity["type"] == "text_link"]
    assert ["Comedy" in genres[link.rpartition("_")[2]] for link in links] == [True] * 5


async def test_new_films_are_those_of_the_newest_years_there_are(scene: Scene, bruno: Chat) -> None:
    scene.toolbox.services.title_search.newest_year = lambda: 1999  # type: ignore[method-assign]
    years = {str(movie.movie_id): movie.year or 0 for movie in scene.world.movies}
    answer = await answer_to(bruno, f"{AT} new comedies")
    links = [entity["url"] for entity in answer.raw["entities"] if entity["type"] == "text_link"]
    assert min(years[link.rpartition("_")[2]] for link in links) in range(1994, 2010)


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        ("what do you think?", "lunch at noon?"),
        ("🎬" * 256, ""),
        ("", ""),
        ("هيت", "<b>&"),
        ("?", "x" * 4000),
    ],
)
async def test_where_no_film_is_named_it_says_how_to_ask(bruno: Chat, text: str, quoted: str) -> None:
    assert (await answer_to(bruno, f"{AT} {text}", quoted)).text.startswith("I found no film in that.")


async def test_nothing_is_kept_of_the_chat(bruno: Chat, sqlite_engine: Engine) -> None:
    def rows() -> dict[str, Any]:
        with sqlite_engine.connect() as connection:
            return {
                table.name: connection.scalar(sa.select(sa.func.count()).select_from(table))
                for table in metadata.sorted_tables
            }

    before = rows()
    await answer_to(bruno, f"{AT} what do you think?", "Star Harbour is fine")
    assert rows() == before


async def test_a_poster_that_is_known_is_shown(scene: Scene, bruno: Chat) -> None:
    scene.bot_api.state.fetch_url = gone
    scene.details.known = FilmDetails(plot="It rains.", poster_url="https://posters.example/1.jpg")
    await answer_to(bruno, f"{AT} Orbit")
    [call] = scene.bot_api.calls("answerGuestQuery")
    content = call.call.json("result", "result")["input_message_content"]
    assert content["link_preview_options"]["url"] == "https://posters.example/1.jpg"


async def test_an_answer_that_comes_too_late_is_nobodys_trouble(scene: Scene, bruno: Chat) -> None:
    update_id = actions.say(scene.bot_api, BRUNO.person_id, f"{AT} Orbit", chat_id=ELSEWHERE["id"])
    [query_id] = scene.bot_api.state.guest_chats
    scene.bot_api.state.close_query(query_id)
    await bruno._handled(update_id)
    [call] = scene.bot_api.calls("answerGuestQuery")
    assert call.status == 400


async def test_a_guests_message_without_an_id_to_answer_is_left_alone(scene: Scene, bruno: Chat) -> None:
    message = {
        "message_id": 1,
        "date": 1_700_000_000,
        "chat": {"id": -1001799999999, "type": "supergroup", "title": "Friends"},
        "from": BRUNO.as_user(),
        "text": f"/start {AT}",
    }
    scene.bot_api.state.updates.push("guest_message", message)
    await bruno.says("/help")
    assert scene.bot_api.calls("answerGuestQuery") == []
