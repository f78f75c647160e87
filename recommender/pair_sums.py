"""Sums over people for pairs of films, in whole numbers, a strip of films at a time.

Two kinds, each at every support size: "gram", Σ w z zᵀ, whose rows begin at their strip (the matrix is
symmetric), and "cross", Σ w z yᵀ. What `sum_up_pairs` makes of all people at once and `pair_changes` of the
few who changed are the same whole numbers.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from recommender.film_sums import SumsDoNotFit
from recommender.sparse_sums import (
    likes_rows,
    raters_of,
    strip_products,
    strips_from_diagonal,
    strips_of,
)
from recommender.sum_terms import SIZES, SumTerms, shares_in_cross, shares_in_gram
from recommender.support_drawing import DRAWINGS, TrainingPeople, as_rows, batches, proportional_up_to

Kind = Literal["gram", "cross"]
Strips = Iterable[tuple[slice, NDArray[np.integer[Any]]]]
DTYPES: dict[Kind, np.dtype[Any]] = {"gram": np.dtype("<i8"), "cross": np.dtype("<i4")}


@dataclass(frozen=True)
class PairKind:
    """Which sums: of which kind, at which support size, over how many films."""

    kind: Kind
    size: int
    n_films: int

    @property
    def name(self) -> str:
        """Return the name of their file."""
        return f"{self.kind}-{self.size}"

    def strips(self) -> list[slice]:
        """Return the strips of films."""
        return list(strips_of(self.n_films))

    def shape(self, strip: slice) -> tuple[int, int]:
        """Return the shape of a strip's rows."""
        first_column = strip.start if self.kind == "gram" else 0
        return strip.stop - strip.start, self.n_films - first_column

    def n_bytes(self) -> int:
        """Return how many bytes they take."""
        return sum(int(np.prod(self.shape(strip))) for strip in self.strips()) * DTYPES[self.kind].itemsize


def all_kinds(n_films: int) -> list[PairKind]:
    """Return all sums that are kept, in the order in which they are made."""
    kinds: tuple[Kind, ...] = ("gram", "cross")
    return [PairKind(kind, size, n_films) for kind in kinds for size in reversed(SIZES)]


def sum_up_pairs(
    people: TrainingPeople,
    terms: SumTerms,
    *,
    threads: int = 1,
    on_share: Callable[[float], None] = lambda _: None,
) -> Iterator[tuple[PairKind, Strips]]:
    """Yield all sums over these people, one kind and size after the other; threads change nothing.

    People whose π grow in proportion to the support size are summed up once for all of these sizes. Two
    halves of a matrix of int64 are held.
    """
    kinds = all_kinds(len(terms.movie_ids))
    strips = kinds[0].strips()
    shared = [np.zeros(kinds[0].shape(strip), dtype=np.int64) for strip in strips]
    limits, last = proportional_up_to(people), np.inf
    for done, kind in enumerate(kinds):
        sums: Sequence[NDArray[np.integer[Any]]]
        if kind.kind == "gram":
            _add_gram(shared, batches(people, (limits >= kind.size) & (limits < last)), terms, 1, threads)
            sums = _with_cut_off(shared, batches(people, limits < kind.size), kind, terms, threads)
            last = kind.size
        else:
            shared.clear()
            sums = _cross(batches(people, np.ones(len(limits), dtype=bool)), kind, terms, threads)
        yield kind, zip(strips, sums, strict=True)
        del sums
        on_share((done + 1) / len(kinds))


def _with_cut_off(
    shared: list[NDArray[np.int64]],
    some: Iterable[TrainingPeople],
    kind: PairKind,
    terms: SumTerms,
    threads: int,
) -> list[NDArray[np.int64]]:
    """Return the sums of one size: of those who give in proportion, and of those who do not."""
    sums = [kind.size**2 * rows for rows in shared]
    _add_gram(sums, some, terms, kind.size, threads)
    return sums


def _add_gram(
    sums: list[NDArray[np.int64]],
    some: Iterable[TrainingPeople],
    terms: SumTerms,
    size: int,
    threads: int,
) -> None:
    for batch in some:
        raters = raters_of(batch)
        for exponent, drawn in DRAWINGS:
            shares = shares_in_gram(batch, terms, size, exponent, drawn)
            jobs = strips_from_diagonal(as_rows(batch, shares))
            for place, (_strip, rows) in enumerate(strip_products(raters, shares, jobs, threads)):
                sums[place] += _from_diagonal(rows, sums[place].shape[1])


def _cross(
    some: Iterable[TrainingPeople], kind: PairKind, terms: SumTerms, threads: int
) -> list[NDArray[np.int32]]:
    sums = [np.zeros(kind.shape(strip), dtype=np.int32) for strip in kind.strips()]
    for batch in some:
        shares = shares_in_cross(batch, terms, kind.size)
        likes = likes_rows(batch)
        jobs = ((strip, likes) for strip in kind.strips())
        products = strip_products(raters_of(batch), shares, jobs, threads)
        for place, (_strip, rows) in enumerate(products):
            sums[place] += rows.astype(np.int32)
    return sums


def pair_changes(
    people: TrainingPeople, signs: NDArray[np.int64], terms: SumTerms, kind: PairKind, *, threads: int = 1
) -> Iterator[NDArray[np.int64]]:
    """Yield what people add (sign 1) and take away (−1), a strip at a time: int64 of the strip's shape."""
    raters = raters_of(people)
    signed = np.repeat(signs, np.diff(people.starts))
    if kind.kind == "cross":
        shares, likes = signed * shares_in_cross(people, terms, kind.size), likes_rows(people)
        products = strip_products(raters, shares, ((strip, likes) for strip in kind.strips()), threads)
        yield from (rows for _strip, rows in products)
        return
    drawings = []
    for exponent, drawn in DRAWINGS:
        shares = shares_in_gram(people, terms, kind.size, exponent, drawn)
        jobs = strips_from_diagonal(as_rows(people, shares))
        drawings.append(strip_products(raters, signed * shares, jobs, threads))
    for (strip, one), (_, other) in zip(*drawings, strict=True):
        yield _from_diagonal(one + other, kind.n_films - strip.start)


def _from_diagonal(rows: NDArray[np.int64], n_columns: int) -> NDArray[np.int64]:
    """Return the last columns, those from the diagonal on."""
    return rows[:, rows.shape[1] - n_columns :]


def added(rows: NDArray[np.integer[Any]], changes: NDArray[np.int64]) -> NDArray[np.integer[Any]]:
    """Return the sum in the type of the rows; SumsDoNotFit where it has no room for it."""
    sums = rows.astype(np.int64) + changes
    if rows.dtype == np.int32 and len(sums) and np.abs(sums).max() >= 2**31:
        raise SumsDoNotFit("the sums have outgrown their numbers")
    found: NDArray[np.integer[Any]] = sums.astype(rows.dtype)
    return found
