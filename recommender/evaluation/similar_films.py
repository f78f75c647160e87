"""What lists of similar films are worth: what neighbours share with a film, and who likes both.

- shared: the share of a film's ten neighbours that share with it a director, a leading actor, main language
  and a genre, or a franchise. Neighbours of which nothing is known share nothing but a franchise.
- shared beside English: the same, but English is no language that two films share.
- not in English: of films that are not and that held-out people rated, whatever else is known of them, the
  share of neighbours that are not either.
- co-liking: of the held-out people who like a film (4 stars or more), the share who like a neighbour too.
- liked by two: of ten films like two that a held-out person likes, the share that they like too.
- like both: of the same ten, how many are among the fifty most like the one of the two that has fewer there.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, fields
from itertools import chain, zip_longest

import numpy as np
from numpy.typing import NDArray

from recommender.artifact import TrainedModel
from recommender.attributes import LEADING_ACTORS
from recommender.calibration import not_in_english
from recommender.catalogue import Catalogue
from recommender.evaluation.metrics import LIST_LENGTH
from recommender.evaluation.splits import strong_generalization_split
from recommender.ratings import LIKED, Ratings
from recommender.similar_films import SimilarFilms

PAIRS_A_PERSON = 5
OWN_LIST = 50
Neighbours = Callable[[Sequence[int], int], list[int]]
"""Returns up to so many item rows that are like all of some."""


@dataclass(frozen=True)
class SimilarWorth:
    """Means over films: shares 0 … 1, NaN when no film could be asked about."""

    shared: float
    shared_beside_english: float
    not_in_english: float
    co_liking: float
    liked_by_two: float
    like_both: float


def judge_similar(
    neighbours: Neighbours, catalogue: Catalogue, held_out: Ratings, *, seed: int = 0
) -> SimilarWorth:
    """Judge lists for every film of which OMDb told who made it, and for pairs of films that people like."""
    told = [movie_id for movie_id, facts in catalogue.details.items() if facts.directors and facts.imdb_votes]
    rows = [row for row in catalogue.item_rows_of(sorted(told)).tolist() if row >= 0]
    likes = liked_by(held_out)
    shared, beside_english, co_liking = [], [], []
    for row in rows:
        others = neighbours([row], LIST_LENGTH)
        shared.append(sum(shares(catalogue, row, other) for other in others) / LIST_LENGTH)
        plain = (shares(catalogue, row, other, english=False) for other in others)
        beside_english.append(sum(plain) / LIST_LENGTH)
        people = likes[:, row]
        if people.any() and others:
            co_liking.append(float(likes[people][:, others].mean()))
    same_side = _not_in_english_both(neighbours, catalogue, held_out)
    pairs = _judge_pairs(neighbours, likes, np.random.default_rng(seed))
    return SimilarWorth(_mean(shared), _mean(beside_english), same_side, _mean(co_liking), *pairs)


def _judge_pairs(
    neighbours: Neighbours, likes: NDArray[np.bool_], rng: np.random.Generator
) -> tuple[float, float]:
    """Return liked by two and like both, over pairs of liked films; likes: bool[n_users, n_items]."""
    liked_by_two, like_both = [], []
    for person in np.flatnonzero(likes.sum(axis=1) > 2).tolist():
        liked = np.flatnonzero(likes[person])
        for _ in range(PAIRS_A_PERSON):
            pair = rng.choice(liked, 2, replace=False).tolist()
            others = neighbours(pair, LIST_LENGTH)
            own = [neighbours([row], OWN_LIST) for row in pair]
            liked_by_two.append(float(likes[person, others].sum()) / LIST_LENGTH)
            like_both.append(min(len({*others} & {*each}) for each in own) / LIST_LENGTH)
    return _mean(liked_by_two), _mean(like_both)


def _not_in_english_both(neighbours: Neighbours, catalogue: Catalogue, held_out: Ratings) -> float:
    """Return the share of neighbours that are not in English, of rated films that are not; NaN for none."""
    is_foreign = not_in_english(catalogue)
    rows = np.unique(held_out.item_rows[is_foreign[held_out.item_rows]]).tolist()
    lists = [neighbours([row], LIST_LENGTH) for row in rows]
    return _mean([float(is_foreign[others].mean()) for others in lists if others])


def evaluate_similar(
    ratings: Ratings, train_model: Callable[[Ratings, int], TrainedModel], *, seeds: Sequence[int]
) -> dict[str, SimilarWorth]:
    """Return what the product's lists are worth, and those of its ranking model alone: means over splits."""
    found: dict[str, list[SimilarWorth]] = {"Matinee": [], "ratings alone": []}
    for seed in seeds:
        training, people = strong_generalization_split(ratings, seed=seed)
        model, held_out = train_model(training, seed), ratings.restrict_to_users(people)
        lists = {"Matinee": _of_product(model), "ratings alone": _of_ranking_model(model)}
        for name, neighbours in lists.items():
            found[name].append(judge_similar(neighbours, model.catalogue, held_out, seed=seed))
    return {name: _mean_worth(worths) for name, worths in found.items()}


def table(found: Mapping[str, SimilarWorth]) -> str:
    """Return a row for each way of finding similar films."""
    header = (
        f"{'similar films':<16}{'shared':>10}{'beside English':>16}{'not English':>13}{'co-liking':>12}"
        f"{'liked by two':>14}{'like both':>11}"
    )
    rows = [
        f"{name:<16}{worth.shared:>10.3f}{worth.shared_beside_english:>16.3f}"
        f"{worth.not_in_english:>13.3f}{worth.co_liking:>12.3f}"
        f"{worth.liked_by_two:>14.3f}{worth.like_both:>11.3f}"
        for name, worth in found.items()
    ]
    return "\n".join([header, *rows])


def _of_product(model: TrainedModel) -> Neighbours:
    similar = SimilarFilms(model)
    return lambda rows, n: similar.find(rows, n)[0]


def _of_ranking_model(model: TrainedModel) -> Neighbours:
    def neighbours(rows: Sequence[int], n: int) -> list[int]:
        """Return films from the list of each, in turn."""
        if model.ranking_model is None:
            return []
        lists = [model.ranking_model.similar(row, n)[0].tolist() for row in rows]
        in_turn = chain.from_iterable(zip_longest(*lists))
        found = dict.fromkeys(each for each in in_turn if each is not None and each not in rows)
        return list(found)[:n]

    return neighbours


def _mean_worth(worths: Sequence[SimilarWorth]) -> SimilarWorth:
    return SimilarWorth(
        *(_mean([getattr(worth, field.name) for worth in worths]) for field in fields(SimilarWorth))
    )


def liked_by(ratings: Ratings) -> NDArray[np.bool_]:
    """Return who likes what: bool[n_users, n_items]."""
    likes = np.zeros((ratings.n_users, ratings.n_items), dtype=bool)
    likes[ratings.user_rows, ratings.item_rows] = ratings.stars >= LIKED
    return likes


def shares(catalogue: Catalogue, seed: int, other: int, *, english: bool = True) -> bool:
    """Return whether two films share a maker, a leading actor, language and genre, or a franchise."""
    if catalogue.franchises[seed] == catalogue.franchises[other]:
        return True
    mine = catalogue.details.get(int(catalogue.movie_ids[seed]))
    theirs = catalogue.details.get(int(catalogue.movie_ids[other]))
    if mine is None or theirs is None:
        return False
    if set(mine.directors) & set(theirs.directors):
        return True
    if set(mine.actors[:LEADING_ACTORS]) & set(theirs.actors[:LEADING_ACTORS]):
        return True
    same_language = mine.languages[:1] == theirs.languages[:1] != ()
    same_genre = bool(catalogue.genre_bits[seed] & catalogue.genre_bits[other])
    return same_language and same_genre and (english or mine.languages[0] != "English")


def _mean(values: list[float]) -> float:
    return float(np.mean(values)) if values else float("nan")
