"""Lists that were asked for lately are chosen by a new model before they are asked for again."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from bot.models.live_model import ModelHolder
from bot.services.errors import UnknownFilm
from bot.services.film_cache import FilmCache
from bot.services.public_recommending import PublicRecommending
from bot.settings import Settings
from bot.toolbox.building import build_artifact_cache
from recommender.recommender import Recommendations, Recommender
from storage.errors import DatabaseUnavailable
from storage.unit_of_work import UnitOfWork, UnitOfWorkFactory
from tests.support.small_world import SmallWorld
from tests.support.stocked import FakeClock, put_live


class Scene:
    """A process that was asked for two lists, and then a new model came."""

    def __init__(
        self, unit_of_work: UnitOfWorkFactory, artifact: bytes, folder: Path, clock: FakeClock
    ) -> None:
        self._unit_of_work = unit_of_work
        self.reads = 0
        self.is_away = False
        put_live(unit_of_work, artifact, clock)
        cache = build_artifact_cache(Settings(data_dir=folder), unit_of_work)
        models = ModelHolder(unit_of_work, cache, clock)
        self.recommending = PublicRecommending(self._begin, models, FilmCache())
        self.old = self.recommending.for_movielens_user(1, n=5)
        self.recommending.popular(n=5)
        assert self.recommending.choose_anew() == 0
        put_live(unit_of_work, artifact, clock)
        assert models.refresh()
        self.reads = 0

    def _begin(self) -> UnitOfWork:
        if self.is_away:
            raise DatabaseUnavailable("it is away")
        self.reads += 1
        return self._unit_of_work()


@pytest.fixture
def scene(stocked: UnitOfWorkFactory, artifact: bytes, tmp_path: Path, clock: FakeClock) -> Scene:
    return Scene(stocked, artifact, tmp_path, clock)


def test_a_new_model_chooses_what_was_asked_for_lately(scene: Scene) -> None:
    assert scene.recommending.choose_anew() == 2
    scene.reads = 0
    new = scene.recommending.for_movielens_user(1, n=5)
    scene.recommending.popular(n=5)
    assert scene.reads == 0  # both were remembered
    assert new.model_version != scene.old.model_version


def test_once_the_process_ends_nothing_is_chosen_any_more(scene: Scene) -> None:
    scene.recommending.stop()
    assert scene.recommending.choose_anew() == 0
    assert scene.reads == 0


def test_without_a_database_lists_are_chosen_when_they_are_asked_for(
    scene: Scene, caplog: pytest.LogCaptureFixture
) -> None:
    scene.is_away = True
    assert scene.recommending.choose_anew() == 1  # the popular one; nobody's ratings are needed for it
    assert "the database is away" in caplog.text
    scene.is_away = False
    assert scene.recommending.for_movielens_user(1, n=5).model_version != scene.old.model_version


def test_no_connection_is_held_while_a_list_is_chosen(
    scene: Scene, stocked: UnitOfWorkFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    recommend = Recommender.recommend

    def recommend_outside(self: Recommender, *args: Any, **kwargs: Any) -> Recommendations:
        with stocked():  # inside another unit of work it raises NestedUnitOfWork
            pass
        return recommend(self, *args, **kwargs)

    monkeypatch.setattr(Recommender, "recommend", recommend_outside)
    assert scene.recommending.for_movielens_user(2, n=5).films


def test_only_what_the_serving_model_chose_is_remembered(scene: Scene) -> None:
    assert scene.recommending.remembered(1, n=5) is None  # an older model chose it
    chosen = scene.recommending.for_movielens_user(1, n=5)
    popular = scene.recommending.popular(n=5)
    scene.is_away = True
    assert scene.recommending.remembered(1, n=5) is chosen
    assert scene.recommending.remembered(1, n=6) is None
    assert scene.recommending.remembered(2**40, n=5) is popular  # nobody has so high a number


def test_before_the_model_is_loaded_nothing_is_remembered(
    stocked: UnitOfWorkFactory, tmp_path: Path, clock: FakeClock
) -> None:
    models = ModelHolder(stocked, build_artifact_cache(Settings(data_dir=tmp_path), stocked), clock)
    assert PublicRecommending(stocked, models, FilmCache()).remembered(1, n=5) is None


def test_with_the_well_known_films_at_hand_a_list_needs_the_ratings_only(
    scene: Scene, world: SmallWorld
) -> None:
    known = scene.recommending.well_known()
    assert {film.movie_id for film in known} == {movie.movie_id for movie in world.movies}
    scene.reads = 0
    assert scene.recommending.for_movielens_user(3, n=5).films
    assert scene.reads == 1


def test_a_film_that_was_asked_for_lately_needs_no_database(scene: Scene, world: SmallWorld) -> None:
    movie_id = world.movies[0].movie_id
    film = scene.recommending.film(movie_id)
    scene.is_away = True
    assert scene.recommending.film_at_hand(movie_id) is film
    assert scene.recommending.film(movie_id) is film
    assert scene.recommending.film_at_hand(999_999) is None


@pytest.mark.parametrize("movie_id", [0, -3, 999_999, 2**40])
def test_a_film_that_does_not_exist_is_said(scene: Scene, movie_id: int) -> None:
    with pytest.raises(UnknownFilm):
        scene.recommending.film(movie_id)


def test_without_a_database_no_film_is_at_hand(scene: Scene) -> None:
    scene.is_away = True
    assert scene.recommending.well_known() == ()


def test_without_a_database_there_is_not_even_a_model_to_name_films(
    stocked: UnitOfWorkFactory, tmp_path: Path, clock: FakeClock
) -> None:
    def away() -> UnitOfWork:
        raise DatabaseUnavailable("it is away")

    models = ModelHolder(away, build_artifact_cache(Settings(data_dir=tmp_path), stocked), clock)
    assert PublicRecommending(away, models, FilmCache()).well_known() == ()
