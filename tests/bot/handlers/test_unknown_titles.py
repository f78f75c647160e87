"""Titles that the catalogue lacks: what OMDb finds joins, and what was said of it is done."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from bot.omdb.details_cache import Found, Missed, Outcome
from bot.services.shelves import Shelf
from bot.services.views import FilmDetails, TitleHit
from tests.bot.conftest import Scene

PART_TWO = TitleHit("tt15239678", "Dune: Part Two", 2024, "movie")
OTHER = TitleHit("tt1160419", "Dune: Part Two", 1999, "movie")
SERIES = TitleHit("tt0903747", "Breaking Bad", 2008, "series")
IS_DONE: list[tuple[str, Callable[[Scene, int], bool]]] = [
    ("rate Dune: Part Two 5", lambda scene, movie_id: ratings(scene) == {movie_id: 5.0}),
    ("Dune: Part Two 4.5", lambda scene, movie_id: ratings(scene) == {movie_id: 4.5}),
    ("add Dune: Part Two to my watchlist", lambda scene, movie_id: movie_id in shelf(scene, Shelf.WATCHLIST)),
    ("I have seen Dune: Part Two", lambda scene, movie_id: movie_id in shelf(scene, Shelf.SEEN)),
    ("hide Dune: Part Two", lambda scene, movie_id: movie_id in shelf(scene, Shelf.HIDDEN)),
]


def ratings(scene: Scene) -> dict[int, float]:
    """Return the stars that Bruno gave."""
    return scene.ratings_of(scene.chat().person)


def shelf(scene: Scene, kind: Shelf) -> list[int]:
    """Return what Bruno put on a shelf."""
    page = scene.toolbox.services.library.page(scene.chat().person.person_id, kind, 0)
    return [each.film.movie_id for each in page.items]


@pytest.fixture
def with_key(scene: Scene) -> Scene:
    """Let OMDb know one film that the catalogue lacks, and a series."""
    scene.details.has_key, scene.details.hits = True, (PART_TWO, SERIES)
    scene.details.films |= {
        hit.imdb_id: Found(FilmDetails(), hit.title, hit.year, ("Drama",), "movie")
        for hit in (PART_TWO, OTHER)
    }
    return scene


def joined(scene: Scene, hit: TitleHit = PART_TWO) -> int:
    """Return the film that has joined."""
    film = scene.toolbox.services.adding_films.known(hit.imdb_id)
    assert film is not None
    return film.movie_id


@pytest.mark.parametrize(("typed", "is_done"), IS_DONE)
async def test_what_was_said_of_a_film_is_done_when_omdb_knows_it(
    with_key: Scene, typed: str, is_done: Callable[[Scene, int], bool]
) -> None:
    bruno = with_key.chat()
    await bruno.says(typed)
    assert "Dune: Part Two (2024)" in bruno.last.text
    assert is_done(with_key, joined(with_key))


@pytest.mark.parametrize(("typed", "is_done"), IS_DONE)
async def test_of_several_films_it_is_done_with_the_one_that_is_chosen(
    with_key: Scene, typed: str, is_done: Callable[[Scene, int], bool]
) -> None:
    with_key.details.hits = (PART_TWO, OTHER)
    bruno = with_key.chat()
    await bruno.says(typed)
    await bruno.taps("Dune: Part Two (1999)")
    assert is_done(with_key, joined(with_key, OTHER))


async def test_films_like_one_that_has_only_just_joined_follow_later(with_key: Scene) -> None:
    bruno = with_key.chat()
    await bruno.says("like Dune: Part Two")
    assert bruno.last.text.startswith("It has only just joined my catalogue")
    assert "Dune: Part Two (2024)" in bruno.last.text


async def test_a_number_behind_a_title_is_no_star_for_the_film_of_that_title(with_key: Scene) -> None:
    bruno = with_key.chat()
    await bruno.says("Paper Dragon 9")
    assert "Paper Dragon" in bruno.last.buttons[0][0]
    hit = TitleHit("tt15239678", "Paper Dragon 9", 2024, "movie")
    with_key.details.hits = (hit,)
    with_key.details.films[hit.imdb_id] = Found(FilmDetails(), hit.title, 2024, ("Drama",), "movie")
    await bruno.says("Paper Dragon 9")
    assert bruno.last.text.startswith("Paper Dragon 9 (2024)")
    assert ratings(with_key) == {}


@pytest.mark.parametrize(
    ("has_key", "hits", "said"),
    [
        (False, None, "(Without an OMDb key I can't look up newer ones.)"),
        (True, None, "I can't ask OMDb right now"),
        (True, (), "and OMDb doesn't either."),
    ],
)
async def test_beside_films_called_nearly_so_it_is_said_why_there_is_no_other(
    scene: Scene, has_key: bool, hits: tuple[TitleHit, ...] | None, said: str
) -> None:
    scene.details.has_key, scene.details.hits = has_key, hits
    bruno, film = scene.chat(), scene.world.movies[0]
    for typed in (f"{film.title[:4]}xxx", f"seen {film.title[:4]}xxx", f"rate {film.title[:4]}xxx 4"):
        await bruno.says(typed)
        assert f"I know no film called “{film.title[:4]}xxx”" in bruno.last.text
        assert said in bruno.last.text
        assert bruno.last.buttons


@pytest.mark.parametrize("typed", ["Breaking Bad", "breaking bad series", "tv show breaking bad"])
async def test_a_series_that_omdb_knows_is_said_to_be_one(with_key: Scene, typed: str) -> None:
    bruno = with_key.chat()
    await bruno.says(typed)
    assert bruno.last.text.startswith("“Breaking Bad (2008)” is a series; I only know films.")
    await bruno.taps("Popular films")
    assert bruno.last.photo


async def test_a_series_that_nobody_knows_gets_a_kind_answer(scene: Scene) -> None:
    bruno = scene.chat()
    await bruno.says("breaking bad series")
    assert bruno.last.text.startswith("I don't know the series “breaking bad”")
    assert bruno.last.buttons


async def test_a_series_of_the_catalogue_opens(scene: Scene) -> None:
    bruno, film = scene.chat(), scene.world.movies[0]
    await bruno.says(f"{film.title} series")
    assert bruno.last.text.startswith(film.title)


@pytest.mark.parametrize(
    "typed", ["{}", "https://m.imdb.com/title/{}/?ref_=x", "/find {}", "look: imdb.com/title/{}"]
)
async def test_an_imdb_id_or_its_address_opens_the_film(scene: Scene, typed: str) -> None:
    film, bruno = scene.world.movies[0], scene.chat()
    await bruno.says(typed.format(film.imdb_id))
    assert bruno.last.text.startswith(f"{film.title} ({film.year})")


@pytest.mark.parametrize("typed", ["themoviedb.org/movie/{}", "https://www.themoviedb.org/movie/{}/cast"])
async def test_the_bare_number_of_a_film_at_tmdb_opens_it(scene: Scene, typed: str) -> None:
    film, bruno = next(each for each in scene.world.movies if each.tmdb_id), scene.chat()
    await bruno.says(typed.format(film.tmdb_id))
    assert bruno.last.text.startswith(f"{film.title} ({film.year})")
    await bruno.says(typed.format(99999))
    assert not bruno.last.photo
    assert bruno.last.buttons


async def test_an_imdb_id_that_only_omdb_knows_joins(with_key: Scene) -> None:
    bruno = with_key.chat()
    await bruno.says(f"https://www.imdb.com/title/{PART_TWO.imdb_id}/")
    assert "Dune: Part Two (2024)" in bruno.last.text
    assert joined(with_key)


@pytest.mark.parametrize(
    ("has_key", "said"), [(True, "can't ask OMDb right now"), (False, "Without an OMDb key")]
)
async def test_an_imdb_id_that_nobody_knows_is_answered(scene: Scene, has_key: bool, said: str) -> None:
    scene.details.films["tt9999999"] = Missed(Outcome.TIMED_OUT)
    scene.details.has_key = has_key
    bruno = scene.chat()
    await bruno.says("tt9999999")
    assert said in bruno.last.text
    assert bruno.last.buttons
