"""The recommender's interface: movie ids and stars in, movie ids and reasons out."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from recommender.artifact import TrainedModel
from recommender.blending import FoldedInPerson, fold_in_person
from recommender.boldness import pool_for
from recommender.cold_films import find_cold_films
from recommender.explaining import Contribution
from recommender.filtering import NO_FILTERS, Filters, allowed, undecided, without
from recommender.imdb_prior import imdb_numbers, with_expected_stars
from recommender.judging import Recommendation, judged, stars_in_words, telling_reasons
from recommender.known_part import KnownPart, find_known_part
from recommender.list_choosing import ListChooser
from recommender.onboarding import QuestionChooser
from recommender.ordering import best_rows, in_order, limit_franchises
from recommender.similar_films import SimilarFilms

__all__ = ["Contribution", "Filters", "Recommendation", "Recommendations", "Recommender"]


@dataclass(frozen=True)
class Recommendations:
    """A list, best first; unknown_movie_ids are the rated ones the model knows nothing about."""

    source: Literal["model", "popular"]
    items: tuple[Recommendation, ...]
    unknown_movie_ids: tuple[int, ...]


class Recommender:
    """Serves one trained model; holds no state about people.

    Ratings are movie_id → stars; stars that are not 0.5 … 5.0 by halves (NaN is not) raise InvalidRatings.
    watched are films that the person has seen and gave no stars: for what is ranked they count as if they had
    got everybody's mean, for predicted stars not at all.
    """

    def __init__(self, model: TrainedModel) -> None:
        numbers = imdb_numbers(model.catalogue)
        model = with_expected_stars(model, numbers)
        self._model = model
        self._catalogue = model.catalogue
        self._is_known = model.popularity.counts > 0
        self._cold_films = find_cold_films(model, numbers)
        self._is_shown = self._is_known.copy()
        if self._cold_films is not None:
            self._is_shown[self._cold_films.rows] = True
        self._chooser = ListChooser(model, self._cold_films)
        self._similar_films = SimilarFilms(model)
        if model.star_model is not None:
            _ = model.star_model.factor_norms  # computed now, so that the first person does not wait for it

    @property
    def model(self) -> TrainedModel:
        """Return the model that is served."""
        return self._model

    @cached_property
    def _onboarding(self) -> QuestionChooser:
        """What chooses questions, laid out for the first one: the recommendations API asks none."""
        return QuestionChooser(self._model)

    def is_cold(self, ratings: Mapping[int, float], watched: Collection[int] = ()) -> bool:
        """Return whether nothing personal can be said: no model, or no film it knows was rated or watched."""
        return not self._is_enough(self._known_part(ratings, watched))

    def recommend(
        self,
        ratings: Mapping[int, float],
        *,
        n: int,
        watched: Collection[int] = (),
        exclude: Collection[int] = (),
        filters: Filters = NO_FILTERS,
        boldness: float = 0.0,
        with_cold: bool = False,
        n_reasons: int = 0,
    ) -> Recommendations:
        """Return the n best films this person has neither rated nor watched; popular ones for a cold person.

        boldness −1 … 1 leans towards well-known films or away from them; with_cold lets films that hardly
        anybody rated have up to a tenth of the places, not the first ones, where their scores are among the
        best; each film comes with up
        to n_reasons. The same arguments give the same list.
        """
        known = self._known_part(ratings, watched)
        unknown = self._unknown_part(ratings, known)
        seen = {*exclude, *watched, *ratings}
        if not self._is_enough(known):
            return Recommendations("popular", self.popular(n=n, exclude=seen, filters=filters).items, unknown)
        person = self._fold_in(known)
        candidates = self._candidates(seen, filters, with_cold=with_cold)
        candidates = self._liked_enough(person, candidates, filters.min_stars)
        scores, rows = self._chooser.choose(person, candidates, n, boldness)
        return Recommendations("model", judged(person, scores, rows, n_reasons), unknown)

    def popular(
        self, *, n: int, exclude: Collection[int] = (), filters: Filters = NO_FILTERS
    ) -> Recommendations:
        """Return the n best loved well-known films, well known among those the filters leave."""
        passing = self._candidates((), filters)
        if filters.min_stars is not None:
            passing &= self._model.popularity.means >= filters.min_stars
        scores = self._model.popularity.scores_within(passing)
        ordered = in_order(scores, without(passing, self._catalogue, exclude), pool_for(n))
        rows = limit_franchises(ordered, self._catalogue.franchises, n)
        items = tuple(Recommendation(self._movie_id(row), float(scores[row]), None, None) for row in rows)
        return Recommendations("popular", items, ())

    def judge(
        self,
        ratings: Mapping[int, float],
        movie_id: int,
        *,
        watched: Collection[int] = (),
        n_reasons: int = 0,
        beside: Collection[int] = (),
    ) -> Recommendation | None:
        """Return what this person would give one film; None when the film is unknown or the person cold.

        Its reasons begin with those that speak for it more than for the films that stand `beside` it in a
        list: one loved film may speak for all of them, and then tells nothing of any.
        """
        row, known = self._row_of(movie_id), self._known_part(ratings, watched)
        if row is None or not self._is_enough(known):
            return None
        person = self._fold_in(known)
        alone = np.zeros(len(self._is_known), dtype=bool)
        alone[row] = True
        scores, _ = person.scores_of_best(alone, 1)
        recommendation = judged(person, scores, [row], n_reasons)[0]
        others = self._catalogue.item_rows_of([other for other in beside if other != movie_id]).astype(
            np.int64
        )
        others = others[others >= 0]
        if n_reasons <= 0 or len(others) == 0:
            return recommendation
        return replace(recommendation, reasons=telling_reasons(person, row, others, n_reasons))

    def best_known(self, n: int) -> tuple[int, ...]:
        """Return the n films that most people rated, the best known first."""
        counts = self._model.popularity.counts
        rows = best_rows(counts.astype(np.float32), self._is_known, n)
        return tuple(self._catalogue.movie_ids[rows].tolist())

    def passing(self, movie_ids: Collection[int], filters: Filters) -> list[int]:
        """Return those of some films that the model knows and the filters let pass, in the order given."""
        rows = self._catalogue.item_rows_of(movie_ids)
        passes = allowed(self._catalogue, filters) & self._is_shown
        return [
            movie_id
            for movie_id, row in zip(movie_ids, rows.tolist(), strict=True)
            if row >= 0 and passes[row]
        ]

    def ranked(
        self, ratings: Mapping[int, float], movie_ids: Collection[int], watched: Collection[int] = ()
    ) -> tuple[int, ...]:
        """Return those of some films that the model knows, the likeliest for this person first.

        Whether they were rated or seen does not matter. Without taste or model: as the popular list has them;
        where cold films are among them, by how often everybody picks and likes them.
        """
        among = np.zeros(len(self._is_known), dtype=bool)
        rows = self._catalogue.item_rows_of(movie_ids)
        among[rows[rows >= 0]] = True
        among &= self._is_shown
        known = self._known_part(ratings, watched)
        scores = self._fold_in(known).scores if self._is_enough(known) else self._scores_of_anybody(among)
        return tuple(self._movie_id(row) for row in best_rows(scores, among, int(among.sum())).tolist())

    def predicted_stars(self, ratings: Mapping[int, float], movie_ids: Collection[int]) -> dict[int, float]:
        """Return what this person would give those of some films that the model knows; none when cold."""
        known = self._known_part(ratings)
        rows = self._catalogue.item_rows_of(movie_ids).astype(np.int64)
        shown = rows[(rows >= 0) & self._is_shown[rows]].tolist()
        if not shown or not self._is_enough(known):
            return {}
        stars, _ = stars_in_words(self._fold_in(known), shown)
        return {
            self._movie_id(row): given for row, given in zip(shown, stars, strict=True) if given is not None
        }

    def public_opinion(self, movie_id: int) -> tuple[float, int] | None:
        """Return the mean stars of everybody who rated a film, and how many that are; None for nobody."""
        row = self._row_of(movie_id)
        if row is None or not self._is_known[row]:
            return None
        return float(self._model.popularity.means[row]), int(self._model.popularity.counts[row])

    def next_question(
        self,
        ratings: Mapping[int, float],
        *,
        dismissed: Collection[int] = (),
        recent: Sequence[int] = (),
        filters: Filters = NO_FILTERS,
    ) -> int | None:
        """Return which film to ask about after the recent ones, the newest first; None: nothing is left."""
        return self._onboarding.next_question(ratings, dismissed, recent, filters)

    def next_questions(
        self,
        n: int,
        ratings: Mapping[int, float],
        *,
        dismissed: Collection[int] = (),
        seen: Collection[int] = (),
        recent: Sequence[int] = (),
    ) -> tuple[int, ...]:
        """Return up to n films to ask about at once; seen are those that the person knows without stars."""
        return self._onboarding.several(n, ratings, dismissed, seen, recent)

    def similar(self, movie_ids: int | Sequence[int], *, n: int) -> tuple[tuple[int, float], ...]:
        """Return the n films most like one film, or like several, with their similarity.

        Unknown films among several are left aside; the result is empty when the model cannot tell.
        """
        wanted = [movie_ids] if isinstance(movie_ids, int) else movie_ids
        rows = [row for row in map(self._row_of, dict.fromkeys(wanted)) if row is not None]
        if self._model.ranking_model is None:
            return ()
        found, scores = self._similar_films.find(rows, n)
        return tuple((self._movie_id(row), float(score)) for row, score in zip(found, scores, strict=True))

    def count_undecided(self, filters: Filters, exclude: Collection[int] = ()) -> int:
        """Return how many films fail the filters only because something is not known of them."""
        mask = undecided(self._catalogue, filters) & self._is_known
        return int(without(mask, self._catalogue, exclude).sum())

    def scores(self, ratings: Mapping[int, float], watched: Collection[int] = ()) -> NDArray[np.float32]:
        """Return the ranking score of every item, none masked: float32[n_items], in catalogue order."""
        known = self._known_part(ratings, watched)
        return self._fold_in(known).scores if self._is_enough(known) else self._model.popularity.scores

    def _scores_of_anybody(self, among: NDArray[np.bool_]) -> NDArray[np.float32]:
        """Return what orders some films for somebody of whom nothing is known: float32[n_items]."""
        cold, ranking_model = self._cold_films, self._model.ranking_model
        if cold is None or ranking_model is None or not among[cold.rows].any():
            return self._model.popularity.scores
        scores: NDArray[np.float32] = ranking_model.bases[0].copy()
        scores[cold.rows] = cold.bases
        return scores

    def _known_part(self, ratings: Mapping[int, float], watched: Collection[int] = ()) -> KnownPart:
        """Return what the model knows of what a person rated and watched."""
        return find_known_part(self._catalogue, self._is_known, ratings, watched)

    def _unknown_part(self, ratings: Mapping[int, float], known: KnownPart) -> tuple[int, ...]:
        """Return the rated films the model does not know."""
        if len(known.rows) == len(ratings):
            return ()
        return tuple(sorted(ratings.keys() - set(self._catalogue.movie_ids[known.rows].tolist())))

    def _is_enough(self, known: KnownPart) -> bool:
        """Return whether something personal can be said of whoever told this much."""
        if self._model.ranking_model is None:  # predicted stars say nothing of films without stars
            return self._model.star_model is not None and len(known.rows) > 0
        return bool(known)

    def _candidates(
        self, exclude: Collection[int], filters: Filters, *, with_cold: bool = False
    ) -> NDArray[np.bool_]:
        """Return films that may be shown.

        That is: somebody rated them (or they are cold films), they pass the filters, they are not excluded.
        """
        possible = self._is_shown if with_cold else self._is_known
        return without(allowed(self._catalogue, filters) & possible, self._catalogue, exclude)

    def _fold_in(self, known: KnownPart) -> FoldedInPerson:
        """Return the person who told this."""
        return fold_in_person(self._model, known.rows, known.stars, self._cold_films, known.watched)

    def _liked_enough(
        self, person: FoldedInPerson, candidates: NDArray[np.bool_], min_stars: float | None
    ) -> NDArray[np.bool_]:
        """Return the candidates this person would give so many stars; all without a star model."""
        if min_stars is None or person.vector is None:
            return candidates
        liked: NDArray[np.bool_] = candidates & (person.vector.scores() >= min_stars)
        return liked

    def _row_of(self, movie_id: int) -> int | None:
        """Return the row of a film that may be shown."""
        row = int(self._catalogue.item_rows_of([movie_id])[0])
        return row if row >= 0 and self._is_shown[row] else None

    def _movie_id(self, row: int) -> int:
        return int(self._catalogue.movie_ids[row])
