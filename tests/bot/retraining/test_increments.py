"""Retraining from kept sums: equal to sums taken anew, whatever people did meanwhile, on both databases."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import timedelta
from pathlib import Path

import numpy as np
import pytest
from sqlalchemy.engine import Engine

from bot.models.artifact_cache import ArtifactCache
from bot.presentation.retrain_reasons import in_english
from bot.retraining import increments
from bot.retraining.dependencies import RetrainCancelled, RetrainDependencies, RetrainRequest, TrainerConfig
from bot.retraining.increments import Increments
from bot.retraining.report import RetrainReport, Stage
from bot.retraining.run import retrain
from bot.retraining.training_data import read_training_data
from recommender.artifact import TrainedModel
from recommender.catalogue import Catalogue
from recommender.evaluation.holding_out import draws
from recommender.film_sums import sum_up_films
from recommender.keeping import SumsKeeper
from recommender.kept_sums import SumsFolder
from recommender.pair_sums import sum_up_pairs
from recommender.ratings import Ratings
from recommender.sum_terms import people_under
from recommender.svd_training import SvdParameters
from recommender.training import TrainingParameters, train
from storage.training_lock import TrainingLocks
from storage.unit_of_work import UnitOfWorkFactory
from tests.support.small_world import SmallWorld
from tests.support.stocked import FakeClock

pytestmark = pytest.mark.slow

ADMIN = RetrainRequest("admin 5", force=True)
NIGHTLY = RetrainRequest("the nightly schedule", only_if_new=True)
PARAMETERS = TrainingParameters(svd=SvdParameters(n_factors=8, n_epochs=20))
EMBLA = 7
# Where what is read and written is no part of the question; training takes a second each time.
ON_ONE_DATABASE = pytest.mark.parametrize("engine", ["sqlite"], indirect=True)


@dataclass
class RetrainSetup:
    """A retrain that keeps its sums, and what it told."""

    dependencies: RetrainDependencies
    folder: SumsFolder
    path: Path
    anew: list[Ratings] = field(default_factory=list)
    told: list[str] = field(default_factory=list)

    def train(
        self, request: RetrainRequest = ADMIN, tell: Callable[[Stage], None] | None = None
    ) -> RetrainReport:
        self.told.clear()
        self.anew.clear()
        return retrain(request, replace(self.dependencies, tell=tell or self._note))

    def _note(self, stage: Stage) -> None:
        if stage.note:
            self.told.append(stage.note.code)

    def rate(self, chat_user_id: int, ratings: dict[int, float], link: int | None = None) -> None:
        with self.dependencies.unit_of_work() as work:
            work.chat_users.touch(chat_user_id, self.dependencies.clock(), "Embla", "en")
            for movie_id, stars in ratings.items():
                work.chat_ratings.rate(chat_user_id, movie_id, stars, self.dependencies.clock())
            if link is not None:
                work.chat_users.link(chat_user_id, link)
            work.commit()

    def forget(self, chat_user_id: int) -> None:
        with self.dependencies.unit_of_work() as work:
            work.chat_users.delete(chat_user_id)
            work.commit()

    def went_by_increments(self) -> bool:
        assert_sums_are_those_taken_anew(self)
        return not self.anew and "by_increments" in self.told


def assert_sums_are_those_taken_anew(setup: RetrainSetup) -> None:
    """Compare every kept sum with that over the ratings which the database holds now."""
    index = setup.folder.read_index()
    with setup.dependencies.unit_of_work() as work:
        ratings = read_training_data(work).trained_on(float(index.origin["share"]))
    people = people_under(index.terms, ratings)
    for kind, strips in sum_up_pairs(people, index.terms):
        kept = setup.folder.read(kind, index.checksums[kind.name])
        for (_, mine), (_, anew) in zip(kept, strips, strict=True):
            np.testing.assert_array_equal(mine, anew, err_msg=kind.name)
    films = sum_up_films(ratings, people)
    for name in ("movie_ids", "n_ratings", "half_stars", "likes", "spread", "given", "total", "n_people"):
        np.testing.assert_array_equal(getattr(index.films, name), getattr(films, name), err_msg=name)


@pytest.fixture
def setup(engine: Engine, stocked: UnitOfWorkFactory, tmp_path: Path, clock: FakeClock) -> RetrainSetup:
    path = tmp_path / "models" / "sums"
    folder = SumsFolder(path)
    keeper = SumsKeeper(folder, keep_from=0)
    anew: list[Ratings] = []

    def train_small(ratings: Ratings, catalogue: Catalogue, tell: Callable[[Stage], None]) -> TrainedModel:
        anew.append(ratings)
        tell(Stage("svd", 1, 1))
        return train(ratings, catalogue, PARAMETERS, seed=0, rank=keeper.train)

    dependencies = RetrainDependencies(
        unit_of_work=stocked,
        locks=TrainingLocks(engine),
        cache=ArtifactCache(tmp_path / "models", stocked),
        trainer=TrainerConfig(train_small, seed=0, parameters={"factors": 8}, libraries={}),
        clock=clock,
        models_to_keep=3,
        peak_memory_mb=lambda: 123.0,
        tell=lambda _: None,
        pause=lambda _: None,
        increments=Increments(keeper, {"factors": 8}),
    )
    return RetrainSetup(dependencies, folder, path, anew)


def some_films(world: SmallWorld, count: int, seed: int = 0) -> dict[int, float]:
    """Return made-up ratings of films that everybody knows."""
    rng = np.random.default_rng(seed)
    films = rng.choice(np.unique(world.movie_ids), count, replace=False)
    return dict(zip(films.tolist(), (rng.integers(1, 11, count) / 2).tolist(), strict=True))


def levels_of(setup: RetrainSetup) -> list[bytes]:
    """Return the weights of each support size, as they are kept."""
    model = setup.folder.read_index().ranking_model
    return [model.outward[place].tobytes() for place in range(len(model.support_sizes))]


def cancelled(*_: object, **__: object) -> None:
    raise RetrainCancelled


def learned_since(levels: list[bytes], setup: RetrainSetup) -> int:
    """Return how many support sizes have other weights than these."""
    return sum(one != other for one, other in zip(levels, levels_of(setup), strict=True))


def test_a_person_who_rates_is_added_without_anybody_being_read_anew(
    setup: RetrainSetup, world: SmallWorld
) -> None:
    first = setup.train()
    assert len(setup.anew) == 1
    setup.rate(EMBLA, some_films(world, 12))

    report = setup.train()

    assert setup.went_by_increments()
    assert report.outcome == "promoted"
    assert first.counts is not None
    assert report.counts == replace(
        first.counts, ratings=first.counts.ratings + 12, people=151, chat_ratings=12, chat_people=1
    )
    assert setup.dependencies.cache is not None
    with setup.dependencies.unit_of_work() as work:
        live = work.trained_models.live()
    assert live is not None
    model = setup.dependencies.cache.load(live)
    assert int(model.popularity.counts.sum()) == setup.folder.read_index().films.n_ratings.sum()


def test_whatever_people_do_the_sums_stay_those_taken_anew(setup: RetrainSetup, world: SmallWorld) -> None:
    setup.rate(8, some_films(world, 20, seed=8))
    setup.train()
    setup.rate(EMBLA, some_films(world, 6))
    setup.train()
    assert setup.went_by_increments()
    setup.rate(EMBLA, dict.fromkeys(some_films(world, 4), 0.5) | some_films(world, 9, seed=3))
    setup.train()
    assert setup.went_by_increments()
    linked = int(np.unique(world.user_ids)[draws(np.unique(world.user_ids)) > 0.5][0])
    setup.rate(EMBLA, {}, link=linked)
    setup.train()
    assert setup.went_by_increments()
    with setup.dependencies.unit_of_work() as work:
        work.chat_users.unlink(EMBLA)
        work.commit()
    setup.train()
    assert setup.went_by_increments()


def test_a_forgotten_person_leaves_the_sums_and_the_folder_and_may_come_back(
    setup: RetrainSetup, world: SmallWorld
) -> None:
    setup.rate(EMBLA, some_films(world, 15))
    setup.train()
    with_her = setup.folder.read_index()
    learned_from_her = levels_of(setup)
    assert -EMBLA in with_her.people.person_ids

    setup.forget(EMBLA)
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(increments, "learn_from_sums", cancelled)  # as if the night had ended here
        assert setup.train().outcome == "cancelled"
    setup.train()
    assert setup.went_by_increments()
    assert learned_since(learned_from_her, setup) == 5
    assert -EMBLA not in setup.folder.read_index().people.person_ids

    setup.rate(EMBLA, some_films(world, 15))
    setup.train()
    assert setup.went_by_increments()
    back = setup.folder.read_index()
    np.testing.assert_array_equal(back.films.likes, with_her.films.likes)
    assert back.checksums.keys() == with_her.checksums.keys()
    for name, checksums in back.checksums.items():
        np.testing.assert_array_equal(checksums, with_her.checksums[name])


@ON_ONE_DATABASE
@pytest.mark.parametrize("is_linked", [False, True])
def test_who_is_forgotten_and_back_before_the_next_retrain_is_in_no_weights_either(
    setup: RetrainSetup, world: SmallWorld, is_linked: bool
) -> None:
    user_ids = np.unique(world.user_ids)
    link = int(user_ids[draws(user_ids) > 0.5][0]) if is_linked else None
    setup.rate(EMBLA, some_films(world, 1), link=link)
    setup.train()
    learned_from_her = levels_of(setup)

    setup.forget(EMBLA)
    setup.rate(EMBLA, some_films(world, 1, seed=5), link=link)
    setup.train()

    assert setup.went_by_increments()
    assert learned_since(learned_from_her, setup) == 5
    setup.rate(EMBLA, some_films(world, 1, seed=6))
    learned_again = levels_of(setup)
    setup.train()
    assert learned_since(learned_again, setup) == 1


@ON_ONE_DATABASE
def test_the_model_of_unchanged_sums_is_the_same_bytes(setup: RetrainSetup) -> None:
    first = setup.train()

    again = setup.train()

    assert setup.went_by_increments()
    assert again.digest == first.digest


def test_a_night_learns_one_support_size_anew_and_one_without_news_is_skipped(
    setup: RetrainSetup, world: SmallWorld
) -> None:
    setup.train()
    before = levels_of(setup)
    setup.rate(EMBLA, some_films(world, 1))
    assert setup.train(NIGHTLY).outcome != "unchanged"
    assert learned_since(before, setup) == 1
    assert setup.train(NIGHTLY).outcome == "unchanged"
    assert not setup.anew


@ON_ONE_DATABASE
def test_a_person_held_out_judges_and_is_never_summed(setup: RetrainSetup, world: SmallWorld) -> None:
    share = setup.train().held_out_share
    chat_ids = np.arange(1, 200)
    held_out = int(chat_ids[draws(-chat_ids) < share][0])
    setup.rate(held_out, some_films(world, 30))

    report = setup.train()

    assert setup.went_by_increments()
    assert report.counts is not None
    assert report.counts.held_out_people == report.metrics["challenger"]["people"]
    assert -held_out in setup.folder.read_index().people.person_ids


@ON_ONE_DATABASE
def test_after_a_week_everything_is_learned_anew(
    setup: RetrainSetup, world: SmallWorld, clock: FakeClock
) -> None:
    setup.train()
    clock.now += timedelta(days=8)
    setup.rate(EMBLA, some_films(world, 5))

    setup.train()

    assert len(setup.anew) == 1
    assert "anew_due" in setup.told


@ON_ONE_DATABASE
def test_when_much_has_changed_everything_is_learned_anew(setup: RetrainSetup, world: SmallWorld) -> None:
    setup.train()
    for chat_user_id in range(20, 30):
        setup.rate(chat_user_id, some_films(world, 60, seed=chat_user_id))

    setup.train()

    assert len(setup.anew) == 1
    assert "anew_due" in setup.told


@ON_ONE_DATABASE
def test_whoever_asks_for_it_learns_everything_anew(setup: RetrainSetup) -> None:
    setup.train()
    setup.train(replace(ADMIN, anew=True))
    assert len(setup.anew) == 1


@ON_ONE_DATABASE
def test_sums_of_other_settings_are_not_used(setup: RetrainSetup) -> None:
    setup.train()
    increments = Increments(SumsKeeper(setup.folder, keep_from=0), {"factors": 9})
    setup.dependencies = replace(setup.dependencies, increments=increments)
    setup.train()
    assert "anew_other_sums" in setup.told


@ON_ONE_DATABASE
def test_too_little_memory_for_the_films_of_the_sums_is_said(setup: RetrainSetup) -> None:
    setup.train()
    increments = Increments(SumsKeeper(setup.folder, 0), {"factors": 8}, memory_mb=100)
    setup.dependencies = replace(setup.dependencies, increments=increments)
    setup.train()
    assert "anew_memory" in setup.told


@ON_ONE_DATABASE
@pytest.mark.parametrize("name", ["index", "gram-5.sums", "cross-75.sums"])
def test_damaged_sums_are_refused_and_made_anew(setup: RetrainSetup, world: SmallWorld, name: str) -> None:
    first = setup.train()
    content = bytearray((setup.path / name).read_bytes())
    content[len(content) // 2] ^= 255
    (setup.path / name).write_bytes(content)
    setup.rate(EMBLA, some_films(world, 5))

    report = setup.train()

    assert "anew_damaged" in setup.told
    assert report.outcome == "promoted"
    assert first.version is not None
    assert report.version == first.version + 1
    assert_sums_are_those_taken_anew(setup)


def test_a_change_that_is_cut_short_keeps_the_old_model_and_the_next_run_learns_anew(
    setup: RetrainSetup, world: SmallWorld, monkeypatch: pytest.MonkeyPatch
) -> None:
    live = setup.train()
    setup.rate(EMBLA, some_films(world, 5))

    def die(_folder: SumsFolder, _index: object) -> None:
        raise RetrainCancelled

    with monkeypatch.context() as patched:
        patched.setattr(SumsFolder, "write_index", die)
        assert setup.train().outcome == "cancelled"
    with setup.dependencies.unit_of_work() as work:
        pointer = work.trained_models.live()
    assert pointer is not None
    assert pointer.version == live.version

    setup.train()

    assert "anew_damaged" in setup.told
    assert_sums_are_those_taken_anew(setup)


def test_of_two_people_who_ask_at_once_one_is_told_to_wait(setup: RetrainSetup, world: SmallWorld) -> None:
    setup.train()
    setup.rate(EMBLA, some_films(world, 5))
    others: list[str] = []

    def ask_meanwhile(stage: Stage) -> None:
        if stage.name == "ranking" and not others:
            others.append(retrain(RetrainRequest("admin 6"), setup.dependencies).outcome)

    setup.train(tell=ask_meanwhile)

    assert others == ["busy"]
    assert_sums_are_those_taken_anew(setup)


@ON_ONE_DATABASE
def test_few_ratings_are_not_kept(setup: RetrainSetup) -> None:
    keeper = SumsKeeper(setup.folder)
    increments = Increments(keeper, {"factors": 8})
    trainer = replace(
        setup.dependencies.trainer,
        train=lambda ratings, catalogue, _tell: train(
            ratings, catalogue, PARAMETERS, seed=0, rank=keeper.train
        ),
    )
    setup.dependencies = replace(setup.dependencies, increments=increments, trainer=trainer)

    assert setup.train().outcome == "promoted"
    assert not setup.folder.exists()
    setup.train()
    assert setup.told[0] == "counts"


@ON_ONE_DATABASE
def test_every_reason_is_a_sentence(setup: RetrainSetup, world: SmallWorld, clock: FakeClock) -> None:
    said: list[str] = []

    def note(stage: Stage) -> None:
        if stage.name == "reading" and stage.note:
            said.append(in_english(stage.note))

    setup.train()
    setup.rate(EMBLA, some_films(world, 5))
    setup.train(tell=note)
    clock.now += timedelta(days=8)
    setup.rate(EMBLA, some_films(world, 6, seed=1))
    setup.train(tell=note)

    assert said[0] == "Only what changed is learned: 5 ratings of 1 person"
    assert said[1].startswith("Everything is learned anew, as every week or when much has changed")
