"""Which film to ask about next: the one expected to do the list of recommendations most good.

The value of a question about film j is how likely there is an answer × what the answer changes:

    value_j = chance_j · (gain_j + own_j / 5)

- gain_j: with s the ranking scores of this person so far (taken as of one film more, as there will be), an
  answer of grade g_j (that of the film's mean stars) makes them s + g_j W_j. Who knows that would list other
  films; gain_j is how much better that list of ten is than today's in the light of those scores (the value
  of information, Howard 1966; see list_gain.py). A film that would only confirm the list teaches nothing,
  however famous.
- own_j: what the film itself adds to today's list. If it was seen, its place goes to one that may be new.
- chance_j: how many people rated the film, times how much more or less than others this person seems to know
  films of its kind: with b the scores of somebody who rated nothing and p_i the share of people who know i,

      (s_j / b_j)^½ · exp(−5 Σ_i p_i W_ij / b_j),   i over the films they had not seen,

  the first ratio held between 1/10 and 10, the sum's between −½ and 4.

What was asked last counts too: question_spread.py says which films may come next and how welcome a change
each is; its weight multiplies the value.

Looked for on MovieLens 100k and ml-latest-small together; no data set has a constant of its own.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from recommender.artifact import TrainedModel
from recommender.filtering import NO_FILTERS, Filters, allowed
from recommender.list_gain import list_gains, own_worths
from recommender.ordering import best_rows
from recommender.question_spread import QuestionSpread
from recommender.ranking_model import RankingModel, grade
from recommender.ratings import check_stars

_ASKABLE = 400
_WEIGHED_AT_ONCE = 150  # the best known films not asked about yet
_LISTABLE = 250
_BEST_KNOWN_TO = 0.55  # in every MovieLens set about that share of all people rated the best known film
_OWN_SHARE = 0.2
_APART_AT_ONCE = 5
_FAMILIARITY_EXPONENT = 0.5
_UNFAMILIARITY = 5.0
_RATIO_BOUNDS = (0.1, 10.0)
_MISSING_BOUNDS = (-0.5, 4.0)
_MIN_SCORE = 1e-3
_MIN_GOOD = 1e-9  # where nothing can be learned the better known film is asked


class QuestionChooser:
    """Chooses questions; holds what is the same for everybody."""

    def __init__(self, model: TrainedModel) -> None:
        counts = model.popularity.counts.astype(np.int64)
        by_fame = np.argsort(-counts, kind="stable")
        self._catalogue = model.catalogue
        self._spread = QuestionSpread(model.catalogue)
        self._ranking_model = model.ranking_model
        self._is_known = counts > 0
        self._by_fame = by_fame[counts[by_fame] > 0].astype(np.int32)
        self._known_to = _BEST_KNOWN_TO * counts / max(int(counts.max(initial=0)), 1)
        self._means = model.popularity.means
        self._grades = grade(self._means)

    def next_question(
        self,
        ratings: Mapping[int, float],
        dismissed: Collection[int],
        recent: Sequence[int] = (),
        filters: Filters = NO_FILTERS,
    ) -> int | None:
        """Return the movie to ask about next, unlike those asked about last, of another franchise at least.

        None when nothing is left.

        dismissed are films asked about without an answer; recent are those asked about last, answered or not,
        the newest first; filters say what the person wants to be asked about, with none of them the best
        known films are. The same arguments give the same question.
        """
        rated, stars = self._rated(ratings)
        unanswered, asked = self._rows(dismissed), self._rows_in_order(recent)
        fresh = self._fresh(filters, rated, unanswered)
        free = self._free_decades(rated, stars, unanswered, filters)
        fresh = self._spread_out(fresh, asked, free)[:_WEIGHED_AT_ONCE]
        if len(fresh) == 0:
            return None
        values = self._values(fresh, rated, stars, unanswered) * self._spread.weights(fresh, asked, free)
        return int(self._catalogue.movie_ids[fresh[int(np.argmax(values))]])

    def several(
        self,
        n: int,
        ratings: Mapping[int, float],
        dismissed: Collection[int],
        seen: Collection[int],
        recent: Sequence[int] = (),
    ) -> tuple[int, ...]:
        """Return up to n movies to ask about at once, each as if those before it had been asked about last.

        They have to be well known and unlike each other more than questions one by one, which learn from
        each answer: fame counts twice, the spread five times.

        seen are films that the person knows and gave no stars yet: they are left out, and count as if they
        had got the usual ones.
        """
        known = {**self._usual_stars(seen), **ratings}
        rated, stars = self._rated(known)
        unanswered, asked = self._rows(dismissed), self._rows_in_order(recent)
        fresh = self._fresh(NO_FILTERS, rated, unanswered)
        free = self._spread.wanted_decades(rated, stars, unanswered)
        values = np.zeros(0)
        if len(fresh):
            values = self._values(fresh, rated, stars, unanswered) * self._known_to[fresh]
        chosen: list[int] = []
        while len(chosen) < n and len(left := self._spread_out(fresh, asked, free)):
            apart = self._spread.weights(left, asked, free) ** _APART_AT_ONCE
            weighed = values[np.isin(fresh, left)] * apart
            best = int(left[int(np.argmax(weighed))])
            values, fresh = values[fresh != best], fresh[fresh != best]
            asked = np.concatenate([[best], asked])
            chosen.append(int(self._catalogue.movie_ids[best]))
        return tuple(chosen)

    def _usual_stars(self, movie_ids: Collection[int]) -> dict[int, float]:
        """Return what people give films on average, in halves."""
        rows = self._rows(movie_ids)
        halves = np.clip(np.round(2 * self._means[rows]), 1, 10) / 2
        return dict(zip(self._catalogue.movie_ids[rows].tolist(), halves.tolist(), strict=True))

    def _free_decades(
        self,
        rated: NDArray[np.int64],
        stars: NDArray[np.float64],
        unanswered: NDArray[np.int64],
        filters: Filters,
    ) -> frozenset[int]:
        """Return the decades that the answers ask for; every one where the person named years."""
        if filters.first_year is not None or filters.last_year is not None:
            return self._spread.every_decade
        return self._spread.wanted_decades(rated, stars, unanswered)

    def _spread_out(
        self, fresh: NDArray[np.int64], asked: NDArray[np.int64], free: frozenset[int]
    ) -> NDArray[np.int64]:
        """Return the films that repeat nothing; where that is none, those of another franchise."""
        spread = fresh[self._spread.allowed(fresh, asked, free)]
        if len(spread):
            return spread
        return fresh[self._spread.other_franchise_than_last(fresh, asked)]

    def _fresh(
        self, filters: Filters, rated: NDArray[np.int64], unanswered: NDArray[np.int64]
    ) -> NDArray[np.int64]:
        """Return the films that may be asked about and were not, the best known first."""
        is_fresh = np.ones(len(self._is_known), dtype=bool)
        is_fresh[rated] = is_fresh[unanswered] = False
        askable = self._askable(filters)
        return askable[is_fresh[askable]]

    def _askable(self, filters: Filters) -> NDArray[np.int64]:
        """Return the films that may be asked about, the best known first: int64[≤ 400]."""
        films = self._by_fame
        if filters != NO_FILTERS:
            films = films[allowed(self._catalogue, filters)[films]]
        return films[:_ASKABLE].astype(np.int64)

    def _values(
        self,
        asked: NDArray[np.int64],
        rated: NDArray[np.int64],
        stars: NDArray[np.float64],
        unanswered: NDArray[np.int64],
    ) -> NDArray[np.float64]:
        """Return what asking about each film is worth: float64[asked].

        Only fame counts without a ranking model.
        """
        if self._ranking_model is None:
            return self._known_to[asked]
        after = len(rated) + 1
        scores = self._ranking_model.scores(rated, stars, n_rated=after)
        familiarity = self._familiarity(self._ranking_model, scores, asked, after, unanswered)
        good = self._good(self._ranking_model, scores, asked, rated)
        return self._known_to[asked] * familiarity * np.maximum(good, _MIN_GOOD)

    def _familiarity(
        self,
        model: RankingModel,
        scores: NDArray[np.float32],
        asked: NDArray[np.int64],
        n_rated: int,
        unanswered: NDArray[np.int64],
    ) -> NDArray[np.float64]:
        """Return how much likelier than anybody this person knows each film: float64[asked]."""
        of_anybody = np.maximum(model.bases[0, asked], _MIN_SCORE).astype(np.float64)
        ratios = np.clip(scores[asked] / of_anybody, *_RATIO_BOUNDS) ** _FAMILIARITY_EXPONENT
        missing = model.pulls(unanswered, asked, n_rated=n_rated) @ self._known_to[unanswered]
        missing = np.clip(missing / of_anybody, *_MISSING_BOUNDS)
        familiarity: NDArray[np.float64] = ratios * np.exp(-_UNFAMILIARITY * missing)
        return familiarity

    def _good(
        self,
        model: RankingModel,
        scores: NDArray[np.float32],
        asked: NDArray[np.int64],
        rated: NDArray[np.int64],
    ) -> NDArray[np.float64]:
        """Return what an answer about each film does for the list, gain_j + own_j / 5: float64[asked]."""
        listable = best_rows(scores, self._listable_but(rated), _LISTABLE)
        moves = model.pulls(asked, listable, n_rated=len(rated) + 1).T * self._grades[asked, None]
        places = np.full(len(scores), len(listable))
        places[listable] = np.arange(len(listable))
        places = places[asked]  # where each film stands in today's list, its length where it does not
        return list_gains(scores[listable], moves, places) + _OWN_SHARE * own_worths(scores[listable], places)

    def _listable_but(self, rated: NDArray[np.int64]) -> NDArray[np.bool_]:
        """Return which films may be listed: those somebody rated and this person did not."""
        mask = self._is_known.copy()
        mask[rated] = False
        return mask

    def _rated(self, ratings: Mapping[int, float]) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
        """Return rows, ascending, and stars of the rated movies that the model knows."""
        rows = self._rows(ratings)
        stars = np.array([ratings[movie_id] for movie_id in self._catalogue.movie_ids[rows].tolist()])
        check_stars(stars)
        return rows, stars

    def _rows_in_order(self, movie_ids: Sequence[int]) -> NDArray[np.int64]:
        """Return rows of the movies of the catalogue, as they come."""
        rows = self._catalogue.item_rows_of(movie_ids).astype(np.int64)
        return rows[rows >= 0]

    def _rows(self, movie_ids: Collection[int]) -> NDArray[np.int64]:
        """Return rows of the movies that somebody rated, ascending."""
        rows = self._catalogue.item_rows_of(sorted(movie_ids)).astype(np.int64)
        rows = rows[rows >= 0]
        return rows[self._is_known[rows]]
