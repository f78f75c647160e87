"""What a ranking model needs of its training people, out of kept sums: nobody's ratings are at hand."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from recommender.attributes import Attribute
from recommender.cross_sums import CrossMatrix
from recommender.film_sums import UNIT, FilmSums
from recommender.item_sums import ItemSums, item_sums
from recommender.kept_sums import SumsFolder
from recommender.pair_sums import Kind, PairKind
from recommender.people_sums import Spread
from recommender.quicker_sums import add_cross, add_gram
from recommender.ranking_levels import Given, Level, with_bases
from recommender.ranking_training import gather_attributes
from recommender.ratings import rows_of
from recommender.sum_terms import SIZES, SumTerms
from recommender.support_sums import (
    Moments,
    take_means_out_of_cross,
    take_means_out_of_gram,
)


class KeptPeople:
    """The sums over people as a folder keeps them; those over attributes are taken anew."""

    def __init__(
        self,
        folder: SumsFolder,
        terms: SumTerms,
        films: FilmSums,
        checksums: Mapping[str, NDArray[np.uint32]],
        attributes: Sequence[Attribute],
        *,
        threads: int = 1,
    ) -> None:
        """Take attributes whose rows are those of the films; threads change nothing but the time."""
        self.taking_part = rows_of(films.movie_ids, terms.movie_ids.tolist())
        self.counts = films.n_ratings[self.taking_part].astype(np.float32)
        self.likes = films.likes / UNIT
        self.mean_size = terms.mean_size
        self._folder, self._terms, self._films, self._checksums = folder, terms, films, checksums
        self._attributes = gather_attributes(attributes, self.taking_part, terms.counts, terms.mean_size)
        self._threads = threads
        m = len(terms.movie_ids)
        self._gram = np.zeros((m, m), dtype=np.float32, order="F")

    def moments(self, support_size: float, on_share: Callable[[float], None] = lambda _: None) -> Moments:
        """Return the covariances, in one matrix that the next size's overwrite."""
        of_people, of_attributes = self._of_films(support_size), item_sums(self._attributes, support_size)
        self._read_gram(support_size)
        on_share(1 / 3)
        add_gram(self._gram, self._attributes, support_size, threads=self._threads)
        cross = self._read_cross(support_size)
        add_cross(cross, self._attributes, support_size, threads=self._threads)
        for each in (of_people, of_attributes):
            self._gram = take_means_out_of_gram(self._gram, each)
            cross = take_means_out_of_cross(cross, each)
        on_share(1.0)
        return Moments(
            gram=self._gram,
            cross=CrossMatrix(cross),
            spread=of_people.spread + of_attributes.spread,
            given=of_people.given,
            liked=of_people.liked,
            total=of_people.total,
        )

    def with_bases(self, level: Level, support_size: float) -> Level:
        """Return what was learned for one support size before, with the bases that today's sums give it."""
        sums = self._of_films(support_size)
        return with_bases(level, self.likes, self.taking_part, Given(sums.given, sums.total))

    def spread(self, support_size: float) -> Spread:
        """Return the product with Σ w z zᵀ, over the single drawings: a strip at a time, from the folder."""
        kind = self._kind("gram", support_size)

        def product(directions: NDArray[np.float32]) -> NDArray[np.float32]:
            found = np.zeros_like(directions)
            for strip, rows in self._folder.read(kind, self._checksums[kind.name]):
                values = (rows * self._terms.gram_unit**-2).astype(np.float32)
                found[strip] += values @ directions[strip.start :]
                beyond = values[:, strip.stop - strip.start :]
                found[strip.stop :] += beyond.T @ directions[strip]
            return found

        return product

    def _kind(self, kind: Kind, support_size: float) -> PairKind:
        return PairKind(kind, int(support_size), len(self._terms.movie_ids))

    def _read_gram(self, support_size: float) -> None:
        """Write people's Σ w z zᵀ into the lower half of the matrix."""
        kind, scale = self._kind("gram", support_size), self._terms.gram_unit**-2
        for strip, rows in self._folder.read(kind, self._checksums[kind.name]):
            self._gram[strip.start :, strip] = (rows * scale).astype(np.float32).T

    def _read_cross(self, support_size: float) -> NDArray[np.float32]:
        """Return people's Σ w z yᵀ in Fortran order."""
        kind = self._kind("cross", support_size)
        scale = 1.0 / self._terms.cross_units[SIZES.index(kind.size)]
        cross = np.empty((kind.n_films, kind.n_films), dtype=np.float32, order="F")
        for strip, rows in self._folder.read(kind, self._checksums[kind.name]):
            cross[strip] = rows * scale
        return cross

    def _of_films(self, support_size: float) -> ItemSums:
        place = SIZES.index(int(support_size))
        return ItemSums(
            spread=self._films.spread[place] / UNIT,
            given=self._films.given[place] / UNIT,
            liked=self.likes[self.taking_part],
            total=self._films.total / UNIT,
        )
