"""The model that serves."""

from __future__ import annotations

import errno
import hashlib
import logging
import os
from collections.abc import Callable
from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlalchemy.engine import Engine

from bot.models import artifact_cache
from bot.models.artifact_cache import ArtifactCache
from bot.models.live_model import FACTS_INTERVAL, ModelHolder
from recommender.artifact_signing import sign
from recommender.facts.records import Facts
from recommender.filtering import Filters
from storage.errors import DatabaseUnavailable
from storage.tables.running import model_pieces
from storage.unit_of_work import UnitOfWork, UnitOfWorkFactory, unit_of_work_factory
from tests.recommender.worlds import trained
from tests.support import crafted_artifacts
from tests.support.small_world import SmallWorld
from tests.support.stocked import FakeClock, put_live, stock


@pytest.fixture
def holder(stocked: UnitOfWorkFactory, tmp_path: Path, clock: FakeClock) -> ModelHolder:
    return ModelHolder(stocked, ArtifactCache(tmp_path / "models", stocked), clock)


@pytest.fixture
def second_holder(stocked: UnitOfWorkFactory, tmp_path: Path, clock: FakeClock) -> ModelHolder:
    """Return what another process on the same machine holds."""
    return ModelHolder(stocked, ArtifactCache(tmp_path / "models", stocked), clock)


@pytest.fixture
def promote(stocked: UnitOfWorkFactory, artifact: bytes, clock: FakeClock) -> Callable[..., int]:
    """Put bytes into the registry as the live model: those of a real one unless told otherwise."""
    return lambda content=artifact: put_live(stocked, content, clock)


@pytest.fixture
def cached_file(tmp_path: Path, artifact: bytes) -> Path:
    """Where the real model is cached."""
    return tmp_path / "models" / f"{hashlib.sha256(artifact).hexdigest()}.model"


def cached_files(tmp_path: Path) -> list[str]:
    return sorted(path.name for path in (tmp_path / "models").iterdir())


def test_without_a_model_popular_films_are_served(holder: ModelHolder) -> None:
    live = holder.current()
    assert live.version is None
    assert live.recommender.popular(n=3).source == "popular"
    assert len(live.recommender.popular(n=3).items) == 3


def test_films_that_are_loaded_into_an_empty_database_are_noticed(
    engine: Engine, world: SmallWorld, clock: FakeClock, tmp_path: Path
) -> None:
    unit_of_work = unit_of_work_factory(engine)
    holder = ModelHolder(unit_of_work, ArtifactCache(tmp_path, unit_of_work), clock)
    assert holder.current().recommender.popular(n=3).items == ()
    assert not holder.refresh()
    stock(engine, world)
    assert holder.refresh()
    assert len(holder.current().recommender.popular(n=3).items) == 3


def test_the_live_model_is_taken_over_once(
    holder: ModelHolder, tmp_path: Path, promote: Callable[..., int], cached_file: Path
) -> None:
    assert holder.current().version is None
    version = promote()
    assert holder.refresh()
    assert holder.current().version == version
    assert holder.current().trained_at is not None
    assert not holder.refresh()
    assert cached_files(tmp_path) == [cached_file.name]


def test_a_second_process_maps_the_same_file_without_fetching_it_again(
    holder: ModelHolder, second_holder: ModelHolder, promote: Callable[..., int], engine: Engine
) -> None:
    version = promote()
    holder.refresh()
    with engine.begin() as connection:
        connection.execute(sa.delete(model_pieces))
    assert second_holder.refresh()
    assert second_holder.current().version == version


def test_a_cached_file_that_was_changed_is_fetched_again(
    holder: ModelHolder, artifact: bytes, promote: Callable[..., int], cached_file: Path
) -> None:
    version = promote()
    path = cached_file
    path.parent.mkdir()
    path.write_bytes(artifact[:-100])
    assert holder.refresh()
    assert holder.current().version == version
    assert path.read_bytes() == artifact


def test_a_request_keeps_the_model_it_began_with(
    holder: ModelHolder, engine: Engine, promote: Callable[..., int]
) -> None:
    before = holder.current()
    promote()
    holder.refresh()
    assert before.recommender.popular(n=1).items
    assert holder.current() is not before


def break_pieces(engine: Engine, version: int) -> None:
    with engine.begin() as connection:
        connection.execute(
            sa.update(model_pieces).where(model_pieces.c.version == version).values(piece=b"not a model")
        )


def test_damaged_bytes_leave_the_old_model_serving_and_are_not_fetched_twice(
    holder: ModelHolder,
    tmp_path: Path,
    engine: Engine,
    promote: Callable[..., int],
    caplog: pytest.LogCaptureFixture,
) -> None:
    good = promote()
    holder.refresh()
    bad = promote(b"x" * 100)
    break_pieces(engine, bad)
    assert not holder.refresh()
    assert not holder.refresh()
    assert holder.current().version == good
    errors = [record for record in caplog.records if record.levelno == logging.ERROR]
    assert len(errors) == 1
    assert "SHA-256" in errors[0].getMessage()
    assert not [name for name in cached_files(tmp_path) if name.endswith(".part")]


def test_foreign_bytes_at_the_first_start_leave_popular_films(
    holder: ModelHolder, promote: Callable[..., int]
) -> None:
    promote(b"GIF89a" * 100)
    assert holder.current().version is None
    assert len(holder.current().recommender.popular(n=3).items) == 3


def test_a_full_disk_leaves_the_old_model_serving_until_there_is_room(
    holder: ModelHolder,
    promote: Callable[..., int],
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    assert holder.current().version is None
    version = promote()

    def full(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(artifact_cache, "_copy", full)
        assert not holder.refresh()
    assert holder.current().version is None
    assert "No space left on device" in caplog.text
    assert holder.refresh()
    assert holder.current().version == version


def test_a_database_that_is_away_leaves_the_old_model_serving(
    holder: ModelHolder,
    stocked: UnitOfWorkFactory,
    clock: FakeClock,
    tmp_path: Path,
    promote: Callable[..., int],
) -> None:
    is_away = False

    def sometimes() -> UnitOfWork:
        if is_away:
            raise DatabaseUnavailable("gone")
        return stocked()

    version = promote()
    holder = ModelHolder(sometimes, ArtifactCache(tmp_path / "models", sometimes), clock)
    assert holder.refresh()
    is_away = True
    assert not holder.refresh()
    assert holder.current().version == version


def test_what_a_killed_process_left_unfinished_is_dropped_after_an_hour(
    holder: ModelHolder, clock: FakeClock, tmp_path: Path, promote: Callable[..., int], cached_file: Path
) -> None:
    folder = tmp_path / "models"
    folder.mkdir()
    now = clock().timestamp()
    for name, age in (("old.part", 7200), ("young.part", 60), ("other.model", 60)):
        (folder / name).write_bytes(b"x")
        os.utime(folder / name, (now - age, now - age))
    promote()
    holder.refresh()
    assert cached_files(tmp_path) == sorted([cached_file.name, "young.part"])


def test_rolling_back_swaps_to_the_older_version(
    holder: ModelHolder, stocked: UnitOfWorkFactory, clock: FakeClock, promote: Callable[..., int]
) -> None:
    first = promote()
    second = promote()
    holder.refresh()
    assert holder.current().version == second
    with stocked() as work:
        work.trained_models.promote(first, clock(), by="admin 5")
        work.commit()
    assert holder.refresh()
    assert holder.current().version == first


@pytest.mark.parametrize("name", crafted_artifacts.that_run(Path("x")))
def test_a_crafted_model_in_the_registry_runs_nothing_and_the_old_one_stays(
    holder: ModelHolder,
    tmp_path: Path,
    promote: Callable[..., int],
    caplog: pytest.LogCaptureFixture,
    name: str,
) -> None:
    good = promote()
    holder.refresh()
    promote(crafted_artifacts.that_run(tmp_path / "witness")[name])
    assert not holder.refresh()
    assert holder.current().version == good
    assert not (tmp_path / "witness").exists()
    errors = [record for record in caplog.records if record.levelno == logging.ERROR]
    assert len(errors) == 1
    assert errors[0].exc_info is None


def test_a_crafted_model_in_the_cache_is_fetched_anew(
    holder: ModelHolder, tmp_path: Path, promote: Callable[..., int], cached_file: Path, artifact: bytes
) -> None:
    version = promote()
    cached_file.parent.mkdir()
    cached_file.write_bytes(crafted_artifacts.that_run(tmp_path / "witness")["os.system"])
    assert holder.refresh()
    assert holder.current().version == version
    assert cached_file.read_bytes() == artifact
    assert not (tmp_path / "witness").exists()


@pytest.mark.skipif(os.name != "posix", reason="other systems have other permissions")
def test_the_cache_is_its_users_alone_even_where_an_earlier_version_left_it_open(
    holder: ModelHolder, promote: Callable[..., int], cached_file: Path, artifact: bytes
) -> None:
    promote()
    cached_file.parent.mkdir(mode=0o777)
    cached_file.write_bytes(artifact)
    cached_file.chmod(0o666)
    assert holder.refresh()
    assert cached_file.parent.stat().st_mode & 0o777 == 0o700
    assert cached_file.stat().st_mode & 0o777 == 0o600


def test_a_folder_of_another_user_is_refused(
    holder: ModelHolder,
    promote: Callable[..., int],
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    promote()
    monkeypatch.setattr(artifact_cache.os, "geteuid", lambda: os.getuid() + 7)
    assert not holder.refresh()
    assert holder.current().version is None
    assert "belongs to another user" in caplog.text


def signing(
    unit_of_work: UnitOfWorkFactory, tmp_path: Path, clock: FakeClock, key: str | None
) -> ModelHolder:
    return ModelHolder(unit_of_work, ArtifactCache(tmp_path / "models", unit_of_work, key), clock)


def test_with_a_key_only_models_signed_with_it_serve(
    stocked: UnitOfWorkFactory, tmp_path: Path, clock: FakeClock, artifact: bytes
) -> None:
    key = "a key of sixteen"
    unsigned = put_live(stocked, artifact, clock)
    assert not signing(stocked, tmp_path, clock, key).refresh()
    assert signing(stocked, tmp_path, clock, None).current().version == unsigned

    signature = sign(hashlib.sha256(artifact).hexdigest(), key)
    signed = put_live(stocked, artifact, clock, signature=signature)
    assert signing(stocked, tmp_path, clock, key).current().version == signed
    assert not signing(stocked, tmp_path, clock, "another sixteen!").refresh()


def test_a_new_model_is_signed_with_the_key(stocked: UnitOfWorkFactory, tmp_path: Path) -> None:
    key = "a key of sixteen"
    stored = ArtifactCache(tmp_path / "models", stocked, key).add(trained())
    assert stored.signature == sign(stored.digest, key)
    assert ArtifactCache(tmp_path / "models", stocked).add(trained()).signature is None


FRENCH = Facts(languages=("French",), runtime_minutes=81)


def _put_facts(unit_of_work: UnitOfWorkFactory, clock: FakeClock, movie_id: int, facts: Facts) -> None:
    with unit_of_work() as work:
        imdb_id = work.movies.get(movie_id).imdb_id
        assert imdb_id is not None
        work.film_facts.put(imdb_id, facts.to_json(), clock())
        work.commit()


def _french_and_short(holder: ModelHolder) -> list[int]:
    filters = Filters(languages=frozenset({"French"}), max_minutes=90)
    found = holder.current().recommender.popular(n=9, filters=filters)
    return [item.movie_id for item in found.items]


@pytest.mark.parametrize("has_model", [True, False])
def test_facts_that_become_known_narrow_lists_without_a_new_model(
    holder: ModelHolder,
    promote: Callable[..., int],
    stocked: UnitOfWorkFactory,
    clock: FakeClock,
    has_model: bool,
) -> None:
    version = promote() if has_model else None
    film = holder.current().recommender.popular(n=5).items[4].movie_id
    assert _french_and_short(holder) == []
    _put_facts(stocked, clock, film, FRENCH)
    assert not holder.refresh()
    clock.now += FACTS_INTERVAL
    assert holder.refresh()
    assert holder.current().version == version
    assert _french_and_short(holder) == [film]
    clock.now += FACTS_INTERVAL
    assert not holder.refresh()


def test_facts_are_there_with_a_model_that_is_taken_over(
    holder: ModelHolder,
    promote: Callable[..., int],
    stocked: UnitOfWorkFactory,
    clock: FakeClock,
    world: SmallWorld,
) -> None:
    film = world.movie_ids_of("love")[0]
    _put_facts(stocked, clock, film, FRENCH)
    promote()
    assert _french_and_short(holder) == [film]


def test_a_maker_that_becomes_known_makes_films_similar(
    holder: ModelHolder,
    promote: Callable[..., int],
    stocked: UnitOfWorkFactory,
    clock: FakeClock,
    world: SmallWorld,
) -> None:
    promote()
    seed, other = world.movie_ids_of("space")[5], world.movie_ids_of("love")[0]
    assert other not in _like(holder, seed)
    for film in (seed, other):
        _put_facts(stocked, clock, film, Facts(directors=("One Maker",), languages=("Thai",)))
    clock.now += FACTS_INTERVAL
    assert holder.refresh()
    assert other in _like(holder, seed)


def test_a_film_that_joined_since_the_training_is_ranked_before_the_next_one(
    holder: ModelHolder,
    promote: Callable[..., int],
    stocked: UnitOfWorkFactory,
    clock: FakeClock,
    world: SmallWorld,
) -> None:
    promote()
    with stocked() as work:
        for votes, movie in enumerate(world.movies):
            facts = Facts(imdb_rating=7.0, imdb_votes=1_000 + votes)
            work.film_facts.put(str(movie.imdb_id), facts.to_json(), clock())
        joined = work.movies.add("Of Today", 2026, ("Drama",), "tt9000001", clock()).movie_id
        work.commit()
    fan = {world.movie_ids_of("space")[0]: 5.0}
    assert joined not in holder.current().recommender.ranked(fan, [joined])
    _put_facts(stocked, clock, joined, Facts(imdb_rating=8.0, imdb_votes=90_000))
    clock.now += FACTS_INTERVAL
    assert holder.refresh()
    assert holder.current().recommender.ranked(fan, [joined]) == (joined,)
    assert holder.current().recommender.judge(fan, joined) is not None


def _like(holder: ModelHolder, movie_id: int) -> list[int]:
    return [found for found, _ in holder.current().recommender.similar(movie_id, n=3)]
