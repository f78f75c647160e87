"""Retraining from kept sums: whether they can be used, what changed since, and the model that follows.

Nothing of it reads all ratings. Why sums cannot be used is told in one sentence, and everything is learned
anew.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bot.retraining.changed_people import people_to_keep, read_changed_people
from bot.retraining.increment import Increment, SumsOrigin, digest_of
from bot.retraining.reasons import CodedText, coded
from bot.retraining.report import Stage
from bot.retraining.training_data import TrainingData, read_catalogue
from bot.runtime.numeric_threads import numeric_threads
from recommender.artifact import TrainedModel
from recommender.attributes import find_attributes
from recommender.coded_text import NOTHING
from recommender.film_sums import UNIT, FilmSums, SumsDoNotFit, sum_up_films
from recommender.keeping import SumsKeeper, sizes_due
from recommender.kept_people import KeptPeople
from recommender.kept_sums import RatingsOfPeople, SumsIndex
from recommender.memory_budget import kept_sums_mb
from recommender.pair_sums import all_kinds, pair_changes
from recommender.popularity import Popularity
from recommender.ranking_levels import level_of
from recommender.ranking_training import SUPPORT_SIZES, learn_from_sums
from recommender.ratings import Ratings
from recommender.star_increments import laid_out_for, move_biases, residual_sums
from recommender.star_model import StarModel
from recommender.sum_terms import joined, people_under
from recommender.support_drawing import TrainingPeople
from storage.unit_of_work import UnitOfWork

MAX_AGE = timedelta(days=7)
MAX_CHANGED_SHARE = 0.05


class LearnAnew(Exception):
    """Everything has to be learned anew; the reason says why, or nothing where it goes without saying."""

    def __init__(self, reason: CodedText = NOTHING) -> None:
        super().__init__(reason.code)
        self.reason = reason


class Increments:
    """Keeps the sums of full trainings and goes on from them."""

    def __init__(
        self,
        keeper: SumsKeeper,
        made_as: Mapping[str, Any],
        *,
        memory_mb: int | None = None,
        threads: int = 1,
    ) -> None:
        self._folder = keeper.folder
        self._keeper = keeper
        self._made_as = json.dumps(made_as, sort_keys=True)
        self._memory_mb = memory_mb
        self._threads = threads
        self._noted: tuple[RatingsOfPeople, SumsOrigin] | None = None

    def read(self, work: UnitOfWork, facts: str | None, now: datetime) -> Increment:
        """Return what to go on from; LearnAnew when there is nothing, or nothing that fits or should be."""
        if not self._folder.exists():
            raise LearnAnew
        try:
            index = self._folder.read_index()
            origin = SumsOrigin(**index.origin)
        except (SumsDoNotFit, TypeError) as error:
            raise LearnAnew(coded("anew_damaged")) from error
        catalogue = read_catalogue(work, facts)
        if (origin.made_as, origin.movielens) != (self._made_as, _movielens(work)) or not np.isin(
            index.films.movie_ids, catalogue.movie_ids
        ).all():
            raise LearnAnew(coded("anew_other_sums"))
        self._check_memory(index, work.chat_ratings.total())
        people = read_changed_people(
            work,
            index.people,
            origin.share,
            catalogue,
            index.films.movie_ids,
            since=datetime.fromisoformat(origin.read_at),
        )
        increment = Increment(index, origin, catalogue.reorder_to(people.now.ratings.movie_ids), people, now)
        _check_age(increment, now)
        return increment

    def bring_up_to_date(self, increment: Increment) -> Increment:
        """Subtract what people had, add what they have, and keep that; SumsDoNotFit when it cannot be so."""
        index, people = increment.index, increment.people
        movie_ids = people.now.ratings.movie_ids
        star_model = laid_out_for(index.star_model, index.films.movie_ids, movie_ids)
        before, now = (people_under(index.terms, each.ratings) for each in (people.before, people.now))
        films = index.films.minus(_films(people.before.ratings, before, star_model))
        films = films.plus(_films(people.now.ratings, now, star_model))
        if films.total > index.terms.total_limit * UNIT:
            raise SumsDoNotFit("people have more weight than there is room for")
        signs = np.repeat(np.array([-1, 1]), [len(before.sizes), len(now.sizes)])
        origin = _brought_up(increment)
        index = replace(
            index,
            unlearned=index.unlearned + increment.n_news,
            films=films,
            star_model=star_model,
            people=people.to_keep.to_keep(),
            origin=vars(origin),
            checksums=self._change(index, joined(before, now), signs),
        )
        self._folder.write_index(index)
        return replace(increment, index=index, origin=origin)

    def train(self, increment: Increment, tell: Callable[[Stage], None]) -> TrainedModel:
        """Return the model of sums that are up to date: what is due is learned anew, the rest as it was."""
        index, films = increment.index, increment.index.films
        people = KeptPeople(
            self._folder,
            index.terms,
            films,
            index.checksums,
            find_attributes(increment.catalogue),
            threads=self._threads,
        )
        who = CodedText(
            "all_films_take_part", {"part": len(people.taking_part), "films": len(films.movie_ids)}
        )
        due = sizes_due(index.unlearned, increment.origin.n_ratings)
        at_hand = {
            SUPPORT_SIZES[place]: people.with_bases(
                level_of(index.ranking_model, place), SUPPORT_SIZES[place]
            )
            for place in np.flatnonzero(~due).tolist()
        }
        with numeric_threads(self._threads):
            ranking_model = learn_from_sums(
                people,
                people.taking_part,
                who,
                at_hand=at_hand,
                threads=self._threads,
                on_step=lambda step, of, note: tell(Stage("ranking", step, of, note)),
            )
        unlearned = np.where(due, 0, index.unlearned)
        self._folder.write_index(replace(index, ranking_model=ranking_model, unlearned=unlearned))
        star_model = move_biases(index.star_model, films.residuals, films.n_ratings)
        popularity = Popularity.from_aggregates(films.n_ratings, films.half_stars / 2)
        tell(Stage("popularity", 1, 1))
        return TrainedModel(star_model, ranking_model, popularity, increment.catalogue)

    def note(
        self, work: UnitOfWork, data: TrainingData, *, fingerprint: str, share: float, now: datetime
    ) -> None:
        """Note before a full training what its sums are of, while everybody's ratings are at hand."""
        origin = SumsOrigin(
            made_as=self._made_as,
            movielens=_movielens(work),
            share=share,
            begun_at=now.isoformat(),
            read_at=now.isoformat(),
            n_ratings=data.ratings.n_ratings,
            changed=0,
            fingerprint=fingerprint,
            catalogue=digest_of(data.catalogue),
        )
        self._noted = people_to_keep(data, share).to_keep(), origin

    def keep(self, model: TrainedModel) -> None:
        """Write down what belongs to the sums that a full training has just made, if it made any."""
        made = self._keeper.made
        if made is None or self._noted is None or model.star_model is None or model.ranking_model is None:
            return
        people, origin = self._noted
        self._folder.write_index(
            SumsIndex(
                terms=made.terms,
                films=made.films,
                star_model=model.star_model,
                ranking_model=model.ranking_model,
                unlearned=np.zeros(len(SUPPORT_SIZES), dtype=np.int64),
                people=people,
                origin=vars(origin),
                checksums=made.checksums,
            )
        )

    def forget(self) -> None:
        """Drop what is kept."""
        self._folder.forget()

    def _change(
        self, index: SumsIndex, people: TrainingPeople, signs: NDArray[np.int64]
    ) -> Mapping[str, NDArray[np.uint32]]:
        """Add what people give and take away to the sums of pairs; return all new checksums."""
        if len(signs) == 0:
            return index.checksums
        checksums = dict(index.checksums)
        for kind in all_kinds(len(index.terms.movie_ids)):
            changes = pair_changes(people, signs, index.terms, kind, threads=self._threads)
            checksums[kind.name] = self._folder.change(kind, checksums[kind.name], changes)
        return checksums

    def _check_memory(self, index: SumsIndex, n_compared: int) -> None:
        n_items, n_factors = index.star_model.item_factors.shape
        least = kept_sums_mb(len(index.terms.movie_ids), n_items, n_factors, n_compared)
        if self._memory_mb is not None and least > self._memory_mb:
            raise LearnAnew(coded("anew_memory", here=self._memory_mb, least=least))


def _films(ratings: Ratings, people: TrainingPeople, star_model: StarModel) -> FilmSums:
    return sum_up_films(ratings, people, residual_sums(star_model, ratings))


def _check_age(increment: Increment, now: datetime) -> None:
    """Refuse sums whose terms have grown old, if there is anything new to learn."""
    origin, n_changed = increment.origin, increment.people.n_changed
    begun_at = datetime.fromisoformat(origin.begun_at)
    is_much = origin.changed + n_changed > MAX_CHANGED_SHARE * origin.n_ratings
    if n_changed and (is_much or now - begun_at >= MAX_AGE):
        raise LearnAnew(coded("anew_due", since=origin.begun_at, ratings=origin.changed + n_changed))


def _brought_up(increment: Increment) -> SumsOrigin:
    """Return the origin of sums that are up to date."""
    origin, kept = increment.origin, increment.people.to_keep.to_keep()
    catalogue = digest_of(increment.catalogue)
    digest = hashlib.sha256(origin.movielens.encode() + catalogue.encode())
    for array in (kept.person_ids, kept.starts, kept.movie_ids, kept.half_stars):
        digest.update(np.ascontiguousarray(array).data)
    changed = origin.changed + increment.people.n_changed
    return replace(
        origin,
        changed=changed,
        catalogue=catalogue,
        fingerprint=digest.hexdigest(),
        read_at=increment.read_at.isoformat(),
    )


def _movielens(work: UnitOfWork) -> str:
    """Return which MovieLens is loaded."""
    data_set = work.movielens_ratings.data_set()
    return "" if data_set is None else f"{data_set.name} {data_set.digest} {data_set.rating_count}"
