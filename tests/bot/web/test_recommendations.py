"""The recommendations API: what is asked for, what is answered, and who cannot be asked about."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime
from typing import Any

import httpx
import pytest
from sqlalchemy.engine import Engine

from storage.unit_of_work import unit_of_work_factory
from tests.bot.web.conftest import Open
from tests.support.small_world import SmallWorld

NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)


def someone(world: SmallWorld, group: str) -> int:
    """Return a MovieLens user who loves this group of films."""
    return next(user_id for user_id, loved in world.group_of_user.items() if loved == group)


def rated_by(world: SmallWorld, user_id: int) -> set[int]:
    return {int(movie_id) for movie_id in world.movie_ids[world.user_ids == user_id]}


async def films_of(client: httpx.AsyncClient, path: str, **parameters: Any) -> list[dict[str, Any]]:
    response = await client.get(path, params=parameters)
    assert response.status_code == 200, response.text
    films: list[dict[str, Any]] = response.json()["recommendations"]
    return films


async def test_a_movielens_user_gets_films_of_their_taste_that_they_have_not_rated(
    client: httpx.AsyncClient, world: SmallWorld
) -> None:
    user_id = someone(world, "space")
    answer = (await client.get(f"/recommendations/{user_id}")).json()
    assert (answer["user_id"], answer["source"], answer["model_version"]) == (user_id, "model", 1)
    movie_ids = [film["movie_id"] for film in answer["recommendations"]]
    assert len(movie_ids) == 10
    assert not set(movie_ids) & rated_by(world, user_id)
    groups = [world.group_of_movie[movie_id] for movie_id in movie_ids]
    assert groups.count("space") >= 3  # one a franchise, and they have rated the others


async def test_every_film_says_what_it_is_and_why_it_is_there(
    client: httpx.AsyncClient, world: SmallWorld
) -> None:
    [film, *_] = await films_of(client, f"/recommendations/{someone(world, 'crime')}")
    assert film.keys() >= {"movie_id", "imdb_id", "title", "year", "genres", "predicted_stars", "because"}
    assert 0.5 <= film["predicted_stars"] <= 5
    assert film["because"]
    for reason in film["because"]:
        assert reason["movie_id"] in rated_by(world, someone(world, "crime"))


async def test_people_of_different_taste_get_different_lists(
    client: httpx.AsyncClient, world: SmallWorld
) -> None:
    space = await films_of(client, f"/recommendations/{someone(world, 'space')}")
    love = await films_of(client, f"/recommendations/{someone(world, 'love')}")
    assert [film["movie_id"] for film in space] != [film["movie_id"] for film in love]


async def test_who_asks_at_the_same_time_gets_the_list_they_get_alone(
    client: httpx.AsyncClient, open_web: Open, web_engine: Engine, world: SmallWorld
) -> None:
    asked = [(user_id, n) for user_id in [*world.group_of_user][:5] for n in (3, 10)] * 2
    together = await asyncio.gather(
        *(films_of(client, f"/recommendations/{user_id}", n=n) for user_id, n in asked)
    )
    async with open_web(web_engine) as fresh:
        alone = [await films_of(fresh, f"/recommendations/{user_id}", n=n) for user_id, n in asked]
    assert together == alone
    assert len({str(films) for films in together}) > 2


@pytest.mark.parametrize("user_id", [999_999, 2**31, 7_000_000_001, 2**63 - 1])
async def test_an_unknown_user_gets_popular_films_and_is_told_so(
    client: httpx.AsyncClient, user_id: int
) -> None:
    answer = (await client.get(f"/recommendations/{user_id}")).json()
    assert answer["source"] == "popular"
    assert len(answer["recommendations"]) == 10
    assert all(film["predicted_stars"] is None for film in answer["recommendations"])
    assert all(film["because"] == [] for film in answer["recommendations"])


async def test_a_chat_user_answers_like_any_unknown_number(
    open_web: Open, world: SmallWorld, web_engine: Engine
) -> None:
    chat_user_id = 987_654
    with unit_of_work_factory(web_engine)() as work:
        work.chat_users.touch(chat_user_id, NOW, "Ada", "en")
        for movie_id in world.movie_ids_of("space")[:5]:
            work.chat_ratings.rate(chat_user_id, movie_id, 5.0, NOW)
        work.commit()
    async with open_web(web_engine) as client:
        known, unknown = [
            (await client.get(f"/recommendations/{number}")).json() for number in (chat_user_id, 987_655)
        ]
    assert known["recommendations"] == unknown["recommendations"]
    assert known["source"] == unknown["source"] == "popular"


async def test_a_genre_narrows_the_list_however_it_is_spelled(
    client: httpx.AsyncClient, world: SmallWorld
) -> None:
    for genre in ("Sci-Fi", "scifi"):
        films = await films_of(client, f"/recommendations/{someone(world, 'love')}", genre=genre, n=5)
        assert films
        assert all("Sci-Fi" in film["genres"] for film in films)


async def test_ratings_sent_along_personalise_at_once_and_are_not_kept(
    open_web: Open, world: SmallWorld, web_engine: Engine
) -> None:
    space, crime = world.movie_ids_of("space"), world.movie_ids_of("crime")
    ratings = [{"movie_id": movie_id, "stars": 5} for movie_id in space[:4]]
    ratings += [{"movie_id": movie_id, "stars": 0.5} for movie_id in crime[:4]]
    question = {"ratings": [*ratings, {"movie_id": 2_000_000, "stars": 3}], "n": 8, "exclude": [space[5]]}
    async with open_web(web_engine) as client:
        answer = (await client.post("/recommendations", json=question)).json()
    movie_ids = [film["movie_id"] for film in answer["recommendations"]]
    assert answer["source"] == "model"
    assert answer["unknown_movie_ids"] == [2_000_000]
    groups = [world.group_of_movie[movie_id] for movie_id in movie_ids]
    assert groups.count("space") > groups.count("crime")
    assert not {*space[:4], *crime[:4], space[5]} & set(movie_ids)
    with unit_of_work_factory(web_engine)() as work:
        assert work.chat_ratings.total() == 0


async def test_no_ratings_at_all_get_popular_films(client: httpx.AsyncClient) -> None:
    answer = (await client.post("/recommendations", json={"ratings": []})).json()
    assert answer["source"] == "popular"
    popular = (await client.get("/popular")).json()
    assert answer["recommendations"] == popular["recommendations"]


async def test_a_film_can_be_looked_up_and_searched_for(client: httpx.AsyncClient, world: SmallWorld) -> None:
    wanted = world.movies[0]
    film = (await client.get(f"/movies/{wanted.movie_id}")).json()
    assert (film["title"], film["year"], film["imdb_id"]) == (wanted.title, wanted.year, wanted.imdb_id)
    found = (await client.get("/movies", params={"query": f" {wanted.title.upper()} "})).json()
    assert wanted.movie_id in [each["movie_id"] for each in found["movies"]]


async def test_a_search_for_nothing_that_can_be_seen_finds_nothing(client: httpx.AsyncClient) -> None:
    for words in ("\0", "\x1c", "no film has this name"):
        found = await client.get("/movies", params={"query": words})
        assert (found.status_code, found.json()["movies"]) == (200, []), words


async def test_similar_films_name_the_model_and_never_the_film_itself(
    client: httpx.AsyncClient, world: SmallWorld
) -> None:
    movie_id = world.movie_ids_of("family")[0]
    answer = (await client.get(f"/movies/{movie_id}/similar", params={"n": 5})).json()
    assert (answer["movie_id"], answer["model_version"]) == (movie_id, 1)
    assert movie_id not in [film["movie_id"] for film in answer["similar"]]


async def test_films_like_several_are_like_each_of_them_and_none_of_them(
    client: httpx.AsyncClient, world: SmallWorld
) -> None:
    first, second = world.movie_ids_of("family")[0], world.movie_ids_of("space")[0]
    path = f"/movies/{first}/similar"
    answer = (await client.get(path, params={"also": [second, first], "n": 5})).json()
    alone = (await client.get(path, params={"n": 5})).json()
    assert (answer["movie_id"], answer["also"], alone["also"]) == (first, [second], [])
    found = [film["movie_id"] for film in answer["similar"]]
    assert len(found) == 5
    assert not {first, second} & set(found)
    assert found != [film["movie_id"] for film in alone["similar"]]
    assert (await client.get(path, params={"also": 999_999})).status_code == 404


async def test_similar_films_are_narrowed_like_every_list(
    client: httpx.AsyncClient, world: SmallWorld
) -> None:
    path = f"/movies/{world.movie_ids_of('space')[0]}/similar"
    query = {"genre": "comedy", "last_year": 1995, "min_stars": 3, "n": 20}
    answer = (await client.get(path, params=query)).json()
    assert answer["filters"] == {"genres": ["Comedy"], "last_year": 1995, "min_stars": 3.0}
    assert answer["similar"]
    for film in answer["similar"]:
        assert "Comedy" in film["genres"]
        assert film["year"] <= 1995
    assert (await client.get(path)).json()["filters"] == {}
    assert (await client.get(path, params={"genre": "blah"})).status_code == 422


async def test_more_similar_films_go_on_where_the_list_ended(
    client: httpx.AsyncClient, world: SmallWorld
) -> None:
    path = f"/movies/{world.movie_ids_of('family')[0]}/similar"

    async def ids(n: int, offset: int = 0) -> list[int]:
        answer = (await client.get(path, params={"n": n, "offset": offset})).json()
        return [film["movie_id"] for film in answer["similar"]]

    assert [*await ids(4), *await ids(4, 4)] == await ids(8)
    assert await ids(4, 400) == []


async def test_more_films_for_ratings_go_on_where_the_list_ended(
    client: httpx.AsyncClient, world: SmallWorld
) -> None:
    ratings = [{"movie_id": movie_id, "stars": 5} for movie_id in world.movie_ids_of("love")[:3]]

    async def ids(n: int, offset: int = 0) -> list[int]:
        question = {"ratings": ratings, "n": n, "offset": offset, "filters": {"genre": ["comedy"]}}
        answer = (await client.post("/recommendations", json=question)).json()
        return [film["movie_id"] for film in answer["recommendations"]]

    assert [*await ids(4), *await ids(4, 4)] == await ids(8)


@pytest.mark.parametrize("offset", [-1, 401, "5", True, 1.5])
async def test_an_offset_in_a_body_that_cannot_be_meant_is_refused(
    client: httpx.AsyncClient, offset: object
) -> None:
    response = await client.post("/recommendations", json={"ratings": [], "offset": offset})
    assert response.status_code == 422
    assert "body.offset" in response.text


@pytest.mark.parametrize(
    "filters",
    [
        {"min_stars": True},
        {"min_stars": "3"},
        {"first_year": "1990"},
        {"max_minutes": False},
        {"features_only": 1},
    ],
)
async def test_filters_in_a_body_of_another_type_are_refused(
    client: httpx.AsyncClient, filters: dict[str, object]
) -> None:
    response = await client.post("/recommendations", json={"ratings": [], "filters": filters})
    assert response.status_code == 422
    assert f"body.filters.{next(iter(filters))}" in response.text


async def test_before_the_first_training_films_are_popular_and_the_version_is_null(
    open_web: Open, untrained_engine: Engine
) -> None:
    async with open_web(untrained_engine) as client:
        answer = (await client.get("/recommendations/1")).json()
    assert (answer["source"], answer["model_version"]) == ("popular", None)
    assert answer["recommendations"]


async def test_a_search_understands_typing_errors(client: httpx.AsyncClient) -> None:
    found = (await client.get("/movies", params={"query": "Peper Dragn"})).json()["movies"]
    assert found[0]["title"] == "Paper Dragon"


async def test_predicted_stars_have_two_digits(client: httpx.AsyncClient, world: SmallWorld) -> None:
    films = await films_of(client, f"/recommendations/{someone(world, 'crime')}")
    assert all(film["predicted_stars"] == round(film["predicted_stars"], 2) for film in films)


async def test_people_are_left_out_and_films_of_unknown_makers_stay(client: httpx.AsyncClient) -> None:
    query = "/popular?excluded_director=woody+allen&excluded_actor=Tom+Cruise&excluded_actor=Adam+Sandler"
    answer = (await client.get(query)).json()
    assert answer["filters"] == {
        "excluded_directors": ["Woody Allen"],
        "excluded_actors": ["Adam Sandler", "Tom Cruise"],
    }
    assert answer["recommendations"]  # of no film here it is known who made it
    posted = {"ratings": [], "filters": {"excluded_actor": ["Tom Cruise"]}}
    assert (await client.post("/recommendations", json=posted)).json()["filters"] == {
        "excluded_actors": ["Tom Cruise"]
    }


async def test_a_list_is_narrowed_by_several_filters_and_says_so(client: httpx.AsyncClient) -> None:
    query = "/popular?genre=Comedy&genre=Romance&first_year=1990&excluded_genre=horror&features_only=false"
    answer = (await client.get(query)).json()
    assert answer["filters"] == {
        "genres": ["Comedy", "Romance"],
        "excluded_genres": ["Horror"],
        "first_year": 1990,
        "features_only": False,
    }
    for film in answer["recommendations"]:
        assert {"Comedy", "Romance"} <= set(film["genres"])
        assert film["year"] >= 1990
    question = {"ratings": [], "filters": {"genre": ["comedy"], "last_year": 1995}}
    posted = (await client.post("/recommendations", json=question)).json()
    assert posted["filters"] == {"genres": ["Comedy"], "last_year": 1995}
    assert (await client.get("/popular")).json()["filters"] == {}


@pytest.mark.parametrize("path", ["/popular", "/recommendations/{user_id}"])
async def test_more_films_go_on_where_the_list_ended(
    client: httpx.AsyncClient, world: SmallWorld, path: str
) -> None:
    address = path.format(user_id=someone(world, "space"))
    whole = [film["movie_id"] for film in await films_of(client, address, n=15)]
    parts = [
        film["movie_id"]
        for offset in (0, 5, 10)
        for film in await films_of(client, address, n=5, offset=offset)
    ]
    assert parts == whole
    assert await films_of(client, address, n=5, offset=400) == []


@pytest.mark.parametrize("offset", ["-1", "401", "x", "1e3", ""])
async def test_an_offset_that_cannot_be_meant_is_refused(client: httpx.AsyncClient, offset: str) -> None:
    response = await client.get("/popular", params={"offset": offset})
    assert response.status_code == 422
    assert "query.offset" in response.text
