"""A full training of the ranking model that keeps its sums, so that the next one can go on from them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from recommender.attributes import Attribute
from recommender.coded_text import CodedText, coded
from recommender.film_sums import FilmSums, sum_up_films
from recommender.kept_people import KeptPeople
from recommender.kept_sums import SumsFolder
from recommender.pair_sums import sum_up_pairs
from recommender.ranking_model import RankingModel
from recommender.ranking_training import (
    learn_from_sums,
    participants,
    train_ranking_model,
    who_takes_part,
)
from recommender.ratings import Ratings
from recommender.sum_terms import SumTerms, begin_terms

KEEP_FROM_RATINGS = 10_000_000
"""Of fewer ratings a full training takes little longer than solving the regressions, which stay to do."""
SUMMING_STEPS = 100
MAX_UNLEARNED_SHARE = 0.001
"""A support size is learned anew out of its turn when such a share of all ratings has changed since then."""


@dataclass(frozen=True, eq=False)
class MadeSums:
    """Sums that were written to a folder."""

    terms: SumTerms
    films: FilmSums
    checksums: Mapping[str, NDArray[np.uint32]]


class SumsKeeper:
    """Trains ranking models; of many ratings it writes the sums to a folder on the way."""

    def __init__(self, folder: SumsFolder, keep_from: int | None = None) -> None:
        """Keep sums from so many ratings on, ten million unless told otherwise."""
        self.folder = folder
        self._keep_from = KEEP_FROM_RATINGS if keep_from is None else keep_from
        self.made: MadeSums | None = None

    def train(
        self,
        ratings: Ratings,
        *,
        attributes: Sequence[Attribute] = (),
        memory_mb: int | None = None,
        n_factors: int = 0,
        threads: int = 1,
        on_step: Callable[[int, int, CodedText], None] = lambda _step, _of, _note: None,
    ) -> RankingModel:
        """Return the ranking model, as `train_ranking_model` does."""
        self.made = None
        self.folder.forget()
        taking_part = participants(ratings, memory_mb, n_factors)
        if ratings.n_ratings < self._keep_from or not self.folder.has_room(len(taking_part)):
            return train_ranking_model(
                ratings,
                attributes=attributes,
                memory_mb=memory_mb,
                n_factors=n_factors,
                threads=threads,
                on_step=on_step,
            )
        counts = np.bincount(ratings.item_rows, minlength=ratings.n_items)
        who = who_takes_part(counts, taking_part, memory_mb)
        on_step(1, SUMMING_STEPS, who)
        self.made = self._write(ratings, taking_part, threads, on_step)
        people = KeptPeople(
            self.folder,
            self.made.terms,
            self.made.films,
            self.made.checksums,
            attributes,
            threads=threads,
        )
        return learn_from_sums(people, people.taking_part, who, threads=threads, on_step=_after(on_step))

    def _write(
        self,
        ratings: Ratings,
        taking_part: NDArray[np.int32],
        threads: int,
        on_step: Callable[[int, int, CodedText], None],
    ) -> MadeSums:
        terms, people = begin_terms(ratings, taking_part)
        checksums = {}

        def tell(share: float) -> None:
            step = max(int(share * SUMMING_STEPS), 1)
            on_step(step, SUMMING_STEPS, coded("summing_up"))

        for kind, strips in sum_up_pairs(people, terms, threads=threads, on_share=tell):
            checksums[kind.name] = self.folder.write(kind, strips)
        return MadeSums(terms, sum_up_films(ratings, people), checksums)


def _after(
    on_step: Callable[[int, int, CodedText], None],
) -> Callable[[int, int, CodedText], None]:
    """Count steps on from those of summing up."""
    return lambda step, of, note: on_step(SUMMING_STEPS + step, SUMMING_STEPS + of, note)


def sizes_due(unlearned: NDArray[np.int64], n_ratings: int) -> NDArray[np.bool_]:
    """Return which support sizes are learned anew: bool[s].

    That of which most is unlearned, so that each has its turn, and all of which much is. Where nothing is,
    none is due.
    """
    due: NDArray[np.bool_] = unlearned > MAX_UNLEARNED_SHARE * n_ratings
    due[np.argmax(unlearned)] |= bool(unlearned.max() > 0)
    return due
