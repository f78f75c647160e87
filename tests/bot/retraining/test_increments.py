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
class Desk:
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


def assert_sums_are_those_taken_anew(desk: Desk) -> None:
    """Compare every kept sum with that over the ratings which the database holds now."""
    index = desk.folder.read_index()
    with desk.dependencies.unit_of_work() as work:
        ratings = read_training_data(work).trained_on(float(index.origin["share"]))
    people = people_under(index.terms, ratings)
    for kind, strips in sum_up_pairs(people, index.terms):
        kept = desk.folder.read(kind, index.checksums[kind.name])
        for (_, mine), (_, anew) in zip(kept, strips, strict=True):
            np.testing.assert_array_equal(mine, anew, err_msg=kind.name)
    films = sum_up_films(ratings, people)
    for name in ("movie_ids", "n_ratings", "half_stars", "likes", "spread", "given", "total", "n_people"):
        np.testing.assert_array_equal(getattr(index.films, name), getattr(films, name), err_msg=name)


@pytest.fixture
def desk(engine: Engine, stocked: UnitOfWorkFactory, tmp_path: Path, clock: FakeClock) -> Desk:
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
    return Desk(dependencies, folder, path, anew)


def some_films(world: SmallWorld, count: int, seed: int = 0) -> dict[int, float]:
    """Return made-up ratings of films that everybody knows."""
    rng = np.random.default_rng(seed)
    films = rng.choice(np.unique(world.movie_ids), count, replace=False)
    return dict(zip(films.tolist(), (rng.integers(1, 11, count) / 2).tolist(), strict=True))


def levels_of(desk: Desk) -> list[bytes]:
    """Return the weights of each support size, as they are kept."""
    model = desk.folder.read_index().ranking_model
    return [model.outward[place].tobytes() for place in range(len(model.support_sizes))]


def cancelled(*_: object, **__: object) -> None:
    raise RetrainCancelled


def learned_since(levels: list[bytes], desk: Desk) -> int:
    """Return how many support sizes have other weights than these."""
    return sum(one != other for one, other in zip(levels, levels_of(desk), strict=True))


def test_a_person_who_rates_is_added_without_anybody_being_read_anew(desk: Desk, world: SmallWorld) -> None:
    first = desk.train()
    assert len(desk.anew) == 1
    desk.rate(EMBLA, some_films(world, 12))

    report = desk.train()

    assert desk.went_by_increments()
    assert report.outcome == "promoted"
    assert first.counts is not None
    assert report.counts == replace(
        first.counts, ratings=first.counts.ratings + 12, people=151, chat_ratings=12, chat_people=1
    )
    assert desk.dependencies.cache is not None
    with desk.dependencies.unit_of_work() as work:
        live = work.trained_models.live()
    assert live is not None
    model = desk.dependencies.cache.load(live)
    assert int(model.popularity.counts.sum()) == desk.folder.read_index().films.n_ratings.sum()


def test_whatever_people_do_the_sums_stay_those_taken_anew(desk: Desk, world: SmallWorld) -> None:
    desk.rate(8, some_films(world, 20, seed=8))
    desk.train()
    desk.rate(EMBLA, some_films(world, 6))
    desk.train()
    assert desk.went_by_increments()
    desk.rate(EMBLA, dict.fromkeys(some_films(world, 4), 0.5) | some_films(world, 9, seed=3))
    desk.train()
    assert desk.went_by_increments()
    linked = int(np.unique(world.user_ids)[draws(np.unique(world.user_ids)) > 0.5][0])
    desk.rate(EMBLA, {}, link=linked)
    desk.train()
    assert desk.went_by_increments()
    with desk.dependencies.unit_of_work() as work:
        work.chat_users.unlink(EMBLA)
        work.commit()
    desk.train()
    assert desk.went_by_increments()


def test_a_forgotten_person_leaves_the_sums_and_the_folder_and_may_come_back(
    desk: Desk, world: SmallWorld
) -> None:
    desk.rate(EMBLA, some_films(world, 15))
    desk.train()
    with_her = desk.folder.read_index()
    learned_from_her = levels_of(desk)
    assert -EMBLA in with_her.people.person_ids

    desk.forget(EMBLA)
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(increments, "learn_from_sums", cancelled)  # as if the night had ended here
        assert desk.train().outcome == "cancelled"
    desk.train()
    assert desk.went_by_increments()
    assert learned_since(learned_from_her, desk) == 5
    assert -EMBLA not in desk.folder.read_index().people.person_ids

    desk.rate(EMBLA, some_films(world, 15))
    desk.train()
    assert desk.went_by_increments()
    back = desk.folder.read_index()
    np.testing.assert_array_equal(back.films.likes, with_her.films.likes)
    assert back.checksums.keys() == with_her.checksums.keys()
    for name, checksums in back.checksums.items():
        np.testing.assert_array_equal(checksums, with_her.checksums[name])


@ON_ONE_DATABASE
@pytest.mark.parametrize("is_linked", [False, True])
def test_who_is_forgotten_and_back_before_the_next_retrain_is_in_no_weights_either(
    desk: Desk, world: SmallWorld, is_linked: bool
) -> None:
    user_ids = np.unique(world.user_ids)
    link = int(user_ids[draws(user_ids) > 0.5][0]) if is_linked else None
    desk.rate(EMBLA, some_films(world, 1), link=link)
    desk.train()
    learned_from_her = levels_of(desk)

    desk.forget(EMBLA)
    desk.rate(EMBLA, some_films(world, 1, seed=5), link=link)
    desk.train()

    assert desk.went_by_increments()
    assert learned_since(learned_from_her, desk) == 5
    desk.rate(EMBLA, some_films(world, 1, seed=6))
    learned_again = levels_of(desk)
    desk.train()
    assert learned_since(learned_again, desk) == 1


@ON_ONE_DATABASE
def test_the_model_of_unchanged_sums_is_the_same_bytes(desk: Desk) -> None:
    first = desk.train()

    again = desk.train()

    assert desk.went_by_increments()
    assert again.digest == first.digest


def test_a_night_learns_one_support_size_anew_and_one_without_news_is_skipped(
    desk: Desk, world: SmallWorld
) -> None:
    desk.train()
    before = levels_of(desk)
    desk.rate(EMBLA, some_films(world, 1))
    assert desk.train(NIGHTLY).outcome != "unchanged"
    assert learned_since(before, desk) == 1
    assert desk.train(NIGHTLY).outcome == "unchanged"
    assert not desk.anew


@ON_ONE_DATABASE
def test_a_person_held_out_judges_and_is_never_summed(desk: Desk, world: SmallWorld) -> None:
    share = desk.train().held_out_share
    chat_ids = np.arange(1, 200)
    held_out = int(chat_ids[draws(-chat_ids) < share][0])
    desk.rate(held_out, some_films(world, 30))

    report = desk.train()

    assert desk.went_by_increments()
    assert report.counts is not None
    assert report.counts.held_out_people == report.metrics["challenger"]["people"]
    assert -held_out in desk.folder.read_index().people.person_ids


@ON_ONE_DATABASE
def test_after_a_week_everything_is_learned_anew(desk: Desk, world: SmallWorld, clock: FakeClock) -> None:
    desk.train()
    clock.now += timedelta(days=8)
    desk.rate(EMBLA, some_films(world, 5))

    desk.train()

    assert len(desk.anew) == 1
    assert "anew_due" in desk.told


@ON_ONE_DATABASE
def test_when_much_has_changed_everything_is_learned_anew(desk: Desk, world: SmallWorld) -> None:
    desk.train()
    for chat_user_id in range(20, 30):
        desk.rate(chat_user_id, some_films(world, 60, seed=chat_user_id))

    desk.train()

    assert len(desk.anew) == 1
    assert "anew_due" in desk.told


@ON_ONE_DATABASE
def test_whoever_asks_for_it_learns_everything_anew(desk: Desk) -> None:
    desk.train()
    desk.train(replace(ADMIN, anew=True))
    assert len(desk.anew) == 1


@ON_ONE_DATABASE
def test_sums_of_other_settings_are_not_used(desk: Desk) -> None:
    desk.train()
    increments = Increments(SumsKeeper(desk.folder, keep_from=0), {"factors": 9})
    desk.dependencies = replace(desk.dependencies, increments=increments)
    desk.train()
    assert "anew_other_sums" in desk.told


@ON_ONE_DATABASE
def test_too_little_memory_for_the_films_of_the_sums_is_said(desk: Desk) -> None:
    desk.train()
    increments = Increments(SumsKeeper(desk.folder, 0), {"factors": 8}, memory_mb=100)
    desk.dependencies = replace(desk.dependencies, increments=increments)
    desk.train()
    assert "anew_memory" in desk.told


@ON_ONE_DATABASE
@pytest.mark.parametrize("name", ["index", "gram-5.sums", "cross-75.sums"])
def test_damaged_sums_are_refused_and_made_anew(desk: Desk, world: SmallWorld, name: str) -> None:
    first = desk.train()
    content = bytearray((desk.path / name).read_bytes())
    content[len(content) // 2] ^= 255
    (desk.path / name).write_bytes(content)
    desk.rate(EMBLA, some_films(world, 5))

    report = desk.train()

    assert "anew_damaged" in desk.told
    assert report.outcome == "promoted"
    assert first.version is not None
    assert report.version == first.version + 1
    assert_sums_are_those_taken_anew(desk)


def test_a_change_that_is_cut_short_keeps_the_old_model_and_the_next_run_learns_anew(
    desk: Desk, world: SmallWorld, monkeypatch: pytest.MonkeyPatch
) -> None:
    live = desk.train()
    desk.rate(EMBLA, some_films(world, 5))

    def die(_folder: SumsFolder, _index: object) -> None:
        raise RetrainCancelled

    with monkeypatch.context() as patched:
        patched.setattr(SumsFolder, "write_index", die)
        assert desk.train().outcome == "cancelled"
    with desk.dependencies.unit_of_work() as work:
        pointer = work.trained_models.live()
    assert pointer is not None
    assert pointer.version == live.version

    desk.train()

    assert "anew_damaged" in desk.told
    assert_sums_are_those_taken_anew(desk)


def test_of_two_people_who_ask_at_once_one_is_told_to_wait(desk: Desk, world: SmallWorld) -> None:
    desk.train()
    desk.rate(EMBLA, some_films(world, 5))
    others: list[str] = []

    def ask_meanwhile(stage: Stage) -> None:
        if stage.name == "ranking" and not others:
            others.append(retrain(RetrainRequest("admin 6"), desk.dependencies).outcome)

    desk.train(tell=ask_meanwhile)

    assert others == ["busy"]
    assert_sums_are_those_taken_anew(desk)


@ON_ONE_DATABASE
def test_few_ratings_are_not_kept(desk: Desk) -> None:
    keeper = SumsKeeper(desk.folder)
    increments = Increments(keeper, {"factors": 8})
    trainer = replace(
        desk.dependencies.trainer,
        train=lambda ratings, catalogue, _tell: train(
            ratings, catalogue, PARAMETERS, seed=0, rank=keeper.train
        ),
    )
    desk.dependencies = replace(desk.dependencies, increments=increments, trainer=trainer)

    assert desk.train().outcome == "promoted"
    assert not desk.folder.exists()
    desk.train()
    assert desk.told[0] == "counts"


@ON_ONE_DATABASE
def test_every_reason_is_a_sentence(desk: Desk, world: SmallWorld, clock: FakeClock) -> None:
    said: list[str] = []

    def note(stage: Stage) -> None:
        if stage.name == "reading" and stage.note:
            said.append(in_english(stage.note))

    desk.train()
    desk.rate(EMBLA, some_films(world, 5))
    desk.train(tell=note)
    clock.now += timedelta(days=8)
    desk.rate(EMBLA, some_films(world, 6, seed=1))
    desk.train(tell=note)

    assert said[0] == "Only what changed is learned: 5 ratings of 1 person"
    assert said[1].startswith("Everything is learned anew, as every week or when much has changed")
