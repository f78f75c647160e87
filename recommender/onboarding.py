"""Which film to ask about next: the one expected to teach most about this person."""

from collections.abc import Collection, Mapping

import numpy as np

from recommender.artifact import TrainedModel


class Onboarding:
    """Chooses questions for people with few ratings."""

    def __init__(self, model: TrainedModel) -> None:
        self._catalogue = model.catalogue
        self._by_fame = np.argsort(-model.popularity.counts.astype(np.int64), kind="stable")[:500]

    def next_question(
        self, ratings: Mapping[int, float], passed: Collection[int], last: int | None
    ) -> int | None:
        """The movie to ask about next: the best known one left, of another franchise than the last."""
        last_row = int(self._catalogue.item_rows_of([last])[0]) if last is not None else -1
        last_franchise = self._catalogue.franchises[last_row] if last_row >= 0 else -1
        seen = {*ratings, *passed}
        for row in self._by_fame:
            movie_id = int(self._catalogue.movie_ids[row])
            if movie_id not in seen and self._catalogue.franchises[row] != last_franchise:
                return movie_id
        return None
