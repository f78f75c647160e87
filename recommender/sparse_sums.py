"""Sums over people from sparse rows, exact in whole numbers.

Nearly all pairs of films were never rated by one person, so that the products are taken of sparse rows, a
strip of films at a time: Σ n_u² steps where dense blocks take n_people · m², and half as many where the
products are symmetric. The factors √w z and √w are
rounded to whole multiples of a unit and added as int64. Whole numbers add up alike in every order: whatever
the strips, the threads and the order of these people, their sums are the same to the last bit.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from itertools import islice

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from recommender.support_drawing import DRAWINGS, TrainingPeople, as_rows, blocks
from recommender.triangles import add_to_half

ITEMS_A_STRIP = 64
STRIPS_A_BAND = 8  # what is left of a diagonal is cut away after so many
MAX_UNIT_BITS = 26  # as a power of two
ROOT_UNIT = 2.0**16  # of √w where likes stand on the other side
MAX_SQUARE = 1.34  # of a grade


Job = tuple[slice, sparse.csr_array]
"""A strip of items, and people's values of the items that it is multiplied with."""


@dataclass(frozen=True, eq=False)
class Raters:
    """Who rated each item: starts int64[m + 1] into people int32[n], places int32[n] in their items."""

    starts: NDArray[np.int64]
    people: NDArray[np.int32]
    places: NDArray[np.int32]


def add_sparse_gram(
    gram: NDArray[np.float32],
    people: TrainingPeople,
    support_size: float,
    *,
    factor: float = 1.0,
    lower: bool = True,
    threads: int = 1,
    on_share: Callable[[float], None] = lambda _: None,
) -> None:
    """Add Σ w z zᵀ times a factor to one half of a matrix; the number of threads changes nothing."""
    unit = unit_for(people)
    raters = raters_of(people)
    told = 0
    for exponent, share in DRAWINGS:
        factors = whole_factors(people, support_size, exponent, share, unit)
        jobs = strips_from_diagonal(as_rows(people, factors))
        for strip, products in strip_products(raters, factors, jobs, threads):
            own = products.shape[1] - (len(people.counts) - strip.start)
            rows = (products[:, own:] * (factor / unit**2)).astype(np.float32)
            add_to_half(gram, strip, rows, lower=lower)
            told += strip.stop - strip.start
            on_share(told / (len(DRAWINGS) * len(people.counts)))


def add_sparse_cross(
    cross: NDArray[np.float32],
    people: TrainingPeople,
    support_size: float,
    *,
    factor: float = 1.0,
    threads: int = 1,
    on_share: Callable[[float], None] = lambda _: None,
) -> None:
    """Add Σ w z yᵀ times a factor, in place; the number of threads changes nothing."""
    unit = unit_for(people)
    means = whole_means(people, support_size, unit)
    likes = likes_rows(people)
    jobs = ((strip, likes) for strip in strips_of(len(people.counts)))
    for strip, products in strip_products(raters_of(people), means, jobs, threads):
        cross[strip] += (products * (factor / (unit * ROOT_UNIT))).astype(np.float32)
        on_share(strip.stop / len(people.counts))


def unit_for(people: TrainingPeople) -> float:
    """Return the finest power of two of which all sums over these people stay below 2⁶²."""
    total = max(float(people.weights.sum(dtype=np.float64)), 1.0) * MAX_SQUARE
    return float(2 ** min(int((62 - np.log2(total)) // 2), MAX_UNIT_BITS))


def whole_factors(
    people: TrainingPeople, support_size: float, exponent: float, share: float, unit: float
) -> NDArray[np.int64]:
    """Return √(s w) z of each rating in one drawing of share s, in units."""
    factors = np.empty(len(people.items), dtype=np.int64)
    for block in blocks(people):
        roots = np.sqrt(share * people.weights.astype(np.float64))[block.rows]
        factors[block.part] = np.rint(roots * block.chances(support_size, exponent) * block.grades * unit)
    return factors


def whole_means(people: TrainingPeople, support_size: float, unit: float) -> NDArray[np.int64]:
    """Return w E[x̃] of each rating, the mean over the drawings, in units of both."""
    means = np.empty(len(people.items), dtype=np.int64)
    for block in blocks(people):
        weighted = people.weights.astype(np.float64)[block.rows] * block.expected(support_size)
        means[block.part] = np.rint(weighted * unit * ROOT_UNIT)
    return means


def strips_of(m: int, first: int = 0) -> Iterator[slice]:
    """Yield strips of the items from the first one on."""
    for start in range(first, m, ITEMS_A_STRIP):
        yield slice(start, min(start + ITEMS_A_STRIP, m))


def strips_from_diagonal(people: sparse.csr_array) -> Iterator[Job]:
    """Yield each strip with people's values of its own items and of later ones: half of all pairs."""
    m, dropped = people.shape[1], 0
    for number, strip in enumerate(strips_of(m)):
        if number % STRIPS_A_BAND == 0:
            people, dropped = people[:, strip.start - dropped :], strip.start
        yield strip, people


def strip_products(
    raters: Raters, values: NDArray[np.int64], jobs: Iterator[Job], threads: int
) -> Iterator[tuple[slice, NDArray[np.int64]]]:
    """Yield Σ values · rightᵀ of each strip of items, int64[width, n], in order, a few at hand at a time."""
    with ThreadPoolExecutor(threads) as pool:

        def begin(count: int) -> list[tuple[slice, Future[NDArray[np.int64]]]]:
            some = islice(jobs, count)
            return [(strip, pool.submit(_strip, raters, values, right, strip)) for strip, right in some]

        waiting = begin(threads + 1)
        while waiting:
            strip, work = waiting.pop(0)
            yield strip, work.result()
            waiting += begin(1)


def _strip(
    raters: Raters, values: NDArray[np.int64], right: sparse.csr_array, strip: slice
) -> NDArray[np.int64]:
    """Return the products of one strip; SciPy lets other threads run meanwhile."""
    starts = raters.starts[strip.start : strip.stop + 1]
    part = slice(starts[0], starts[-1])
    shape = (len(starts) - 1, right.shape[0])
    left = sparse.csr_array(
        (values[raters.places[part]], raters.people[part], starts - starts[0]), shape=shape
    )
    products: NDArray[np.int64] = (left @ right).toarray()
    return products


def raters_of(people: TrainingPeople) -> Raters:
    """Return the ratings by item, people ascending."""
    places = np.argsort(people.items, kind="stable").astype(np.int32)
    rows = np.repeat(np.arange(len(people.sizes), dtype=np.int32), np.diff(people.starts))
    sizes = np.bincount(people.items, minlength=len(people.counts))
    return Raters(np.concatenate(([0], np.cumsum(sizes))), rows[places], places)


def likes_rows(people: TrainingPeople) -> sparse.csr_array:
    """Return y as a sparse int64[n_people, m]."""
    liking = people.likes > 0
    starts = np.concatenate(([0], np.cumsum(liking)))[people.starts]
    items = people.items[liking]
    shape = (len(people.sizes), len(people.counts))
    index = items.dtype if len(items) < 2**31 else np.int64
    return sparse.csr_array((np.ones(len(items), np.int64), items, starts.astype(index)), shape=shape)
