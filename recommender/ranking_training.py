"""Ratings -> RankingModel: who takes part, and a regression a support size."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from recommender.attributes import Attribute, AttributeType
from recommender.coded_text import NOTHING, CodedText, coded
from recommender.memory_budget import MIN_FILMS, MIN_RATINGS, films_that_fit
from recommender.people_sums import PeopleAtHand, PeopleSums
from recommender.ranking_levels import Given, Level, keep_level, stack_levels
from recommender.ranking_model import RankingModel, grade
from recommender.ratings import LIKED, Ratings, row_blocks
from recommender.support_drawing import TrainingPeople
from recommender.support_regression import solve

SUPPORT_SIZES = (2.0, 5.0, 12.0, 30.0, 75.0)
RIDGE = 10.0
PERSON_WEIGHT_EXPONENT = 0.5
STAR_WEIGHT = 0.05
# Measured in docs/research.md: four times as much does harm, the others gain nothing and cost training time.
TYPE_WEIGHTS: dict[AttributeType, float] = {
    "genre": 1.0,
    "decade": 1.0,
    "director": 1.0,
    "writer": 0.0,
    "actor": 0.0,
    "language": 1.0,
    "country": 1.0,
    "keyword": 0.0,
    "length": 0.0,
}
STEPS_A_LEVEL = 20
SHARE_OF_SUMS, SHARE_OF_SOLVING = 0.3, 0.5  # of a level's time


def train_ranking_model(
    ratings: Ratings,
    *,
    attributes: Sequence[Attribute] = (),
    memory_mb: int | None = None,
    n_factors: int = 0,
    threads: int = 1,
    on_step: Callable[[int, int, CodedText], None] = lambda _step, _of, _note: None,
) -> RankingModel:
    """Return the ranking model of these ratings; the same ratings, attributes and memory give the same model.

    memory_mb bounds the whole process, a star model of n_factors being held too: the most rated items that
    fit take part, the others keep only their base rate. on_step(step, of, note) is told how far it is and
    what is being done, first which films are left to the star model.
    """
    taking_part = participants(ratings, memory_mb, n_factors)
    counts = np.bincount(ratings.item_rows, minlength=ratings.n_items)
    who = who_takes_part(counts, taking_part, memory_mb)
    return learn_from_ratings(ratings, taking_part, who, attributes, threads=threads, on_step=on_step)


def learn_from_ratings(
    ratings: Ratings,
    taking_part: NDArray[np.int32],
    who: CodedText,
    attributes: Sequence[Attribute] = (),
    *,
    threads: int = 1,
    on_step: Callable[[int, int, CodedText], None] = lambda _step, _of, _note: None,
) -> RankingModel:
    """Return the ranking model of the items that take part (int32 ascending), from ratings at hand.

    who is the first note that on_step is told.
    """
    people = gather(ratings, taking_part)
    sums = PeopleAtHand(
        people,
        gather_attributes(attributes, taking_part, people.counts, float(people.sizes.mean())),
        count_likes(ratings, people.weights),
        threads=threads,
    )
    return learn_from_sums(sums, taking_part, who, threads=threads, on_step=on_step)


def learn_from_sums(
    people: PeopleSums,
    taking_part: NDArray[np.int32],
    who: CodedText,
    *,
    at_hand: Mapping[float, Level] = MappingProxyType({}),
    threads: int = 1,
    on_step: Callable[[int, int, CodedText], None] = lambda _step, _of, _note: None,
) -> RankingModel:
    """Return the ranking model of the items that take part, from sums over people wherever they were taken.

    at_hand: the support sizes that need not be learned. who is the first note that on_step is told.
    """
    progress = _Steps(on_step, len(SUPPORT_SIZES) - len(at_hand))
    progress.begin(who)
    levels = dict(at_hand)
    for size in reversed(SUPPORT_SIZES):
        if size not in at_hand:
            progress.begin(coded("learning_from", ratings=int(size)))
            levels[size] = _learn(people, size, taking_part, threads, progress)
            progress.go(1.0)
    return stack_levels(
        [levels[size] for size in SUPPORT_SIZES],
        support_sizes=SUPPORT_SIZES,
        item_rows=taking_part,
        n_items=len(people.likes),
        counts=people.counts.astype(np.int32),
        star_weight=STAR_WEIGHT,
    )


def _learn(
    people: PeopleSums, size: float, taking_part: NDArray[np.int32], threads: int, progress: _Steps
) -> Level:
    """Return what one support size's regression finds."""
    sums = people.moments(size, progress.go_through_sums)
    weights = solve(sums, ridge_of(size, people.mean_size), threads, progress.go_through_solving)
    given = Given(sums.given, sums.total)
    del sums  # what is used up of them would be held until the level is kept
    return keep_level(people.likes, people.spread(size), weights, taking_part, given, threads=threads)


class _Steps:
    """Counts steps: one for who takes part, twenty for each support size."""

    def __init__(self, on_step: Callable[[int, int, CodedText], None], n_levels: int) -> None:
        self._on_step = on_step
        self._n_steps = 1 + STEPS_A_LEVEL * n_levels
        self._began = self._told = 0
        self._note = NOTHING

    def begin(self, note: CodedText) -> None:
        """Tell that another stage begins; the first one is a single step."""
        self._note, self._began = note, self._told
        if self._told == 0:
            self._tell(1)

    def go(self, share: float) -> None:
        """Tell which share of the stage is done, if it is a step further."""
        self._tell(self._began + int(share * STEPS_A_LEVEL))

    def go_through_sums(self, share: float) -> None:
        """Tell which share of the stage's sums is done."""
        self.go(share * SHARE_OF_SUMS)

    def go_through_solving(self, share: float) -> None:
        """Tell which share of the stage's regression is done."""
        self.go(SHARE_OF_SUMS + share * SHARE_OF_SOLVING)

    def _tell(self, step: int) -> None:
        if step > self._told:
            self._told = step
            self._on_step(step, self._n_steps, self._note)


def ridge_of(size: float, mean_size: float) -> float:
    """Return λ_k, which grows with the support as the sums do."""
    ridge: float = RIDGE * size**1.5 / mean_size
    return ridge


def participants(ratings: Ratings, memory_mb: int | None, n_factors: int = 0) -> NDArray[np.int32]:
    """Return the items that take part, int32 ascending.

    They were rated four times or more, as many as fit beside a star model of n_factors, but at least 100.
    """
    counts = np.bincount(ratings.item_rows, minlength=ratings.n_items)
    if memory_mb is None:
        return most_rated(counts)
    return most_rated(counts, films_that_fit(-np.sort(-counts), memory_mb, n_factors))


def most_rated(counts: NDArray[np.int64], fitting: int | None = None) -> NDArray[np.int32]:
    """Return the items with four ratings or more, of many the most rated: int32 ascending."""
    order = np.argsort(-counts, kind="stable")
    eligible = order[: int((counts >= MIN_RATINGS).sum())]
    if fitting is not None:
        eligible = eligible[: max(fitting, MIN_FILMS)]
    return np.sort(eligible).astype(np.int32)


def who_takes_part(
    counts: NDArray[np.int64], taking_part: NDArray[np.int32], memory_mb: int | None = None
) -> CodedText:
    """Return how many films take part within which memory, and which are left to the star model.

    counts: int64[n_items], how often each film was rated.
    """
    counted = {"part": len(taking_part), "films": len(counts)}
    if memory_mb is not None:
        counted["memory_mb"] = memory_mb
    left_out = np.delete(counts, taking_part)
    if len(left_out) == 0:
        return CodedText("all_films_take_part", counted)
    return CodedText("films_take_part", {**counted, "most": int(left_out.max())})


def gather(ratings: Ratings, taking_part: NDArray[np.int32]) -> TrainingPeople:
    """Return the training people's grades and likes of the items that take part; w_u = (n_u / mean n)^½."""
    position = np.full(ratings.n_items, -1, dtype=np.int32)
    position[taking_part] = np.arange(len(taking_part), dtype=np.int32)
    sizes = np.bincount(ratings.user_rows, minlength=ratings.n_users).astype(np.float32)
    kept_sizes = np.zeros(ratings.n_users, dtype=np.int64)
    n_kept = int(np.bincount(ratings.item_rows, minlength=ratings.n_items)[taking_part].sum())
    items = np.empty(n_kept, dtype=np.int32)
    grades, likes = np.empty(n_kept, dtype=np.float32), np.empty(n_kept, dtype=np.float32)
    first = 0
    for block in row_blocks(ratings.n_ratings):
        places = position[ratings.item_rows[block]]
        kept = places >= 0
        stars = ratings.stars[block][kept]
        part = slice(first, first + len(stars))
        items[part], grades[part], likes[part] = places[kept], grade(stars), stars >= LIKED
        kept_sizes += np.bincount(ratings.user_rows[block][kept], minlength=ratings.n_users)
        first = part.stop
    return TrainingPeople(
        starts=np.concatenate(([0], np.cumsum(kept_sizes))),
        items=items,
        grades=grades,
        likes=likes,
        sizes=sizes,
        weights=weights_of(sizes, float(sizes.mean())),
        counts=np.bincount(items, minlength=len(taking_part)).astype(np.float32),
    )


def weights_of(sizes: NDArray[np.float32], mean_size: float) -> NDArray[np.float32]:
    """Return w = (n / mean n)^½ of people who rated n items: float32[n_people]."""
    return (sizes / max(mean_size, 1.0)) ** np.float32(PERSON_WEIGHT_EXPONENT)


def count_likes(ratings: Ratings, person_weights: NDArray[np.float32]) -> NDArray[np.float64]:
    """Return Σ w y of every item, also of those that take no part: float64[n_items]."""
    likes = np.zeros(ratings.n_items)
    for block in row_blocks(ratings.n_ratings):
        weights = person_weights[ratings.user_rows[block]] * (ratings.stars[block] >= LIKED)
        likes += np.bincount(ratings.item_rows[block], weights, ratings.n_items)
    return likes


def gather_attributes(
    attributes: Sequence[Attribute],
    taking_part: NDArray[np.int32],
    counts: NDArray[np.float32],
    mean_size: float,
) -> TrainingPeople:
    """Return each attribute as somebody who likes every item of it that takes part.

    Their weight is w = t (n / mean n of people)^½, t being that of the attribute's type. An attribute of a
    single item says nothing of others. counts: float32[m], mean_size: how many items a person rated.
    """
    members = [np.flatnonzero(np.isin(taking_part, each.rows)).astype(np.int32) for each in attributes]
    speaking = [
        place
        for place, positions in enumerate(members)
        if len(positions) > 1 and TYPE_WEIGHTS[attributes[place].attribute_type] > 0
    ]
    members = [members[place] for place in speaking]
    of_types = [TYPE_WEIGHTS[attributes[place].attribute_type] for place in speaking]
    sizes = np.array([len(positions) for positions in members], dtype=np.float32)
    items = np.concatenate([np.zeros(0, dtype=np.int32), *members])
    return TrainingPeople(
        starts=np.concatenate(([0], np.cumsum(sizes))).astype(np.int64),
        items=items,
        grades=np.ones(len(items), dtype=np.float32),
        likes=np.ones(len(items), dtype=np.float32),
        sizes=sizes,
        weights=weights_of(sizes, mean_size) * np.array(of_types, dtype=np.float32),
        counts=counts,
    )
