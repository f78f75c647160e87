"""One person's taste in numbers, each beside what everybody gives or watches.

With r_i the stars of a person for film i, c_i how many people rated it, m_i their mean and μ that of all
ratings, what everybody gives it is m̃_i = (c_i m_i + 4 μ) / (c_i + 4), and e_i = r_i − m̃_i. Then, over the n
films that the person rated,

    leniency   b   = Σ_i e_i / (n + 4),                             known to ± √(0.74 / (n + 4))
    liking     l_g = Σ_{i in g} (e_i − b) / (n_g + 16)              of a genre g with n_g of the films
    shares of decades: of the person's ratings, and of everybody's

The damping is the empirical Bayes shrinkage of a mean, σ² / τ² (Efron and Morris 1975): on ml-latest-small
the e_i of a person vary by σ² = 0.74 around their mean, these means by 0.18 between people, and likings of
genres by 0.046, hence 4 and 16. Few ratings so say little, and the picture shows little.

What is most theirs are films that they give more than their own leniency explains, the less known the more:

    (e_i − b) · ln(1 + c_max / c_i) · c_i / (c_i + 10)   among films not below their own mean, nor below m̃_i,

the last factor because of a film that hardly anybody rated nobody knows what people give it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from recommender.artifact import TrainedModel
from recommender.genres import GENRES
from recommender.ratings import check_stars

MIN_FILMS_OF_GENRE = 2
MAX_THEIRS = 3
FIRST_DECADE = 1930  # older films count among it

_FILM_DAMPING = 4.0
_LENIENCY_DAMPING = 4.0
_LIKING_DAMPING = 16.0
_STARS_VARIANCE = 0.74
_KNOWN_DAMPING = 10.0
_BEST_KNOWN = 100  # films by which it is judged how sure the model is
_NO_GENRES = ("IMAX",)


@dataclass(frozen=True)
class GenreTaste:
    """How much more or less than everybody a person gives films of a genre (stars), and how many they are."""

    genre: str
    liking: float
    rated_count: int


@dataclass(frozen=True)
class DecadeTaste:
    """How many of a person's ratings, and of everybody's, are of films of a decade: shares of 1."""

    decade: int
    share: float
    usual_share: float


@dataclass(frozen=True)
class TellingRating:
    """A rating beside what everybody gives the film (stars)."""

    movie_id: int
    stars: float
    usual_stars: float


@dataclass(frozen=True)
class TasteProfile:
    """One person's taste; genres with the best liked first, decades ascending.

    leniency: stars more than everybody gives the same films, known to ± leniency_deviation; most_theirs: what
    they love more than others do; not_theirs: what others love more; certainty: how much of the model's doubt
    about them is gone (share of 1), None without a star model.
    """

    rated_count: int
    mean_stars: float
    leniency: float
    leniency_deviation: float
    genres: tuple[GenreTaste, ...]
    decades: tuple[DecadeTaste, ...]
    most_theirs: tuple[TellingRating, ...]
    not_theirs: TellingRating | None
    certainty: float | None


def taste_profile(model: TrainedModel, ratings: Mapping[int, float]) -> TasteProfile | None:
    """Return the profile of whoever gave these stars (movie_id → stars); None when no film is known."""
    rows, stars = _known(model, ratings)
    if len(rows) == 0:
        return None
    usual = usual_stars(model)[rows]
    above = stars - usual
    leniency = float(above.sum() / (len(rows) + _LENIENCY_DAMPING))
    most, least = _telling(model.popularity.counts[rows], stars, usual, above - leniency)
    told = [_told(model, rows, stars, usual, place) for place in (*most, *least)]
    return TasteProfile(
        rated_count=len(rows),
        mean_stars=float(stars.mean()),
        leniency=leniency,
        leniency_deviation=float(np.sqrt(_STARS_VARIANCE / (len(rows) + _LENIENCY_DAMPING))),
        genres=_genres(model, rows, above - leniency),
        decades=_decades(model, rows),
        most_theirs=tuple(told[: len(most)]),
        not_theirs=told[len(most)] if least else None,
        certainty=_certainty(model, rows, stars),
    )


def usual_stars(model: TrainedModel) -> NDArray[np.float64]:
    """Return what everybody gives each film, damped towards the mean of all ratings: float64[n_items]."""
    counts, means = model.popularity.counts.astype(np.float64), model.popularity.means.astype(np.float64)
    overall = float(counts @ means) / max(float(counts.sum()), 1.0)
    usual: NDArray[np.float64] = (counts * means + _FILM_DAMPING * overall) / (counts + _FILM_DAMPING)
    return usual


def _known(
    model: TrainedModel, ratings: Mapping[int, float]
) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    """Return rows, in the order of movie ids, and stars of the rated films that anybody rated."""
    movie_ids = sorted(ratings)
    rows = model.catalogue.item_rows_of(movie_ids).astype(np.int64)
    stars = np.array([ratings[movie_id] for movie_id in movie_ids], dtype=np.float64)
    check_stars(stars)
    known = rows >= 0
    known[known] = model.popularity.counts[rows[known]] > 0
    return rows[known], stars[known]


def _genres(
    model: TrainedModel, rows: NDArray[np.int64], above: NDArray[np.float64]
) -> tuple[GenreTaste, ...]:
    """Return the genres that enough of the films have, the best liked first, ties by name."""
    found = []
    for genre in GENRES:
        of_genre = model.catalogue.has_genre(genre)[rows]
        count = int(of_genre.sum())
        if count >= MIN_FILMS_OF_GENRE and genre not in _NO_GENRES:
            found.append(GenreTaste(genre, float(above[of_genre].sum() / (count + _LIKING_DAMPING)), count))
    return tuple(sorted(found, key=lambda each: (-each.liking, each.genre)))


def _decades(model: TrainedModel, rows: NDArray[np.int64]) -> tuple[DecadeTaste, ...]:
    """Return every decade that anybody rates films of, and those between; unknown years are left out."""
    years = model.catalogue.years.astype(np.int64)
    decades = np.maximum(years // 10 * 10, FIRST_DECADE)
    is_dated, counts = years > 0, model.popularity.counts
    own = decades[rows][is_dated[rows]]
    everybody = decades[is_dated & (counts > 0)]
    if len(everybody) == 0:
        return ()
    weights = counts[is_dated & (counts > 0)]
    return tuple(
        DecadeTaste(
            decade,
            float((own == decade).sum() / max(len(own), 1)),
            float(weights[everybody == decade].sum() / weights.sum()),
        )
        for decade in range(int(everybody.min()), int(everybody.max()) + 10, 10)
    )


def _telling(
    counts: NDArray[np.int32],
    stars: NDArray[np.float64],
    usual: NDArray[np.float64],
    above: NDArray[np.float64],
) -> tuple[list[int], list[int]]:
    """Return the places of what is most theirs, and of one film that others love more, if any."""
    trust = counts / (counts + _KNOWN_DAMPING)
    rarity = np.log1p(counts.max() / counts)
    theirs = np.where(stars >= np.maximum(usual, stars.mean()), above * rarity * trust, 0.0)
    most = [int(place) for place in np.argsort(-theirs, kind="stable")[:MAX_THEIRS] if theirs[place] > 0]
    loved_by_others = (stars < stars.mean()) & (usual >= np.median(usual))
    others = np.where(loved_by_others, above * trust, 0.0)
    least = int(np.argmin(others))
    return most, [least] if others[least] < 0 else []


def _told(
    model: TrainedModel,
    rows: NDArray[np.int64],
    stars: NDArray[np.float64],
    usual: NDArray[np.float64],
    place: int,
) -> TellingRating:
    movie_id = int(model.catalogue.movie_ids[rows[place]])
    return TellingRating(movie_id, float(stars[place]), float(usual[place]))


def _certainty(model: TrainedModel, rows: NDArray[np.int64], stars: NDArray[np.float64]) -> float | None:
    """Return 1 − posterior over prior variance, on average over the best known films."""
    if model.star_model is None:
        return None
    person = model.star_model.fold_in(rows, stars)
    best_known = np.argsort(-model.popularity.counts, kind="stable")[:_BEST_KNOWN]
    return float(1.0 - person.share_of_doubt(best_known).mean())
