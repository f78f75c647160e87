"""Which of several films of one name is meant: the one that far more people know, or a person says."""

from __future__ import annotations

from collections.abc import Sequence

from bot.models.live_model import ModelHolder
from bot.services.title_search import FoundFilm

FAR_MORE = 5  # times as many votes at IMDb
SAME_TITLE = 0.065  # of a score: what fame makes; a title of another year is further away


class Namesakes:
    """Compares films of one name by how many people voted for them, as far as that is known."""

    def __init__(self, models: ModelHolder) -> None:
        self._models = models

    def decide(self, found: Sequence[FoundFilm], winner: FoundFilm | None) -> FoundFilm | None:
        """Return the film that is meant, None when a person should choose.

        MovieLens's ratings made the winner; they are older than the newest film of a name.
        """
        same = [each for each in found if each.is_exact and found[0].score - each.score <= SAME_TITLE]
        if len(same) < 2 or (winner is not None and winner not in same):
            return winner
        details = self._models.current().recommender.model.catalogue.details
        facts = [details.get(each.film.movie_id) for each in same]
        votes = [0 if each is None else each.imdb_votes for each in facts]
        known = sorted(votes, reverse=True)
        if not known[1]:
            return winner
        return same[votes.index(known[0])] if known[0] >= FAR_MORE * known[1] else None
