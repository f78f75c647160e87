"""Which of several films of one name is meant: the one that far more people know, or a person says."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from rapidfuzz.distance import OSA

from bot.models.live_model import ModelHolder
from bot.search.folding import split_words
from bot.search.normalising import split_key, spoken_title
from bot.search.title_index import SURE
from bot.services.title_search import FoundFilm
from bot.services.views import Film

FAR_MORE = 5  # times as many votes at IMDb
SAME_TITLE = 0.065  # of a score: what fame makes; a title of another year is further away
ALIKE = 0.88  # of all letters: an error in eight
OVERSHADOWED = 10  # times as many ratings for a title that is nearly the same


class Namesakes:
    """Compares films of one name by how many people voted for them, as far as that is known."""

    def __init__(self, models: ModelHolder) -> None:
        self._models = models

    def decide(self, found: Sequence[FoundFilm], winner: FoundFilm | None) -> FoundFilm | None:
        """Return the film that is meant, None when a person should choose.

        MovieLens's ratings made the winner; they are older than the newest film of a name. What only another
        country calls so takes nothing away from a film's own title.
        """
        called = [each for each in found if each.is_exact and found[0].score - each.score <= SAME_TITLE]
        same = [each for each in called if each.film.called is None] or called
        if len(same) == 1 and winner in same:
            return None if self._is_overshadowed(same[0], found) else winner
        if len(same) < 2 or (winner is not None and winner not in same):
            return winner
        votes = self._votes(same)
        known = sorted(votes, reverse=True)
        if not known[1]:
            return winner
        return same[votes.index(known[0])] if known[0] >= FAR_MORE * known[1] else None

    def is_made_by(self, film: Film, name: str, beside: frozenset[str]) -> bool:
        """Return whether names, perhaps the last ones alone, are those of a film's director or actors.

        beside are words that may stand there, too: "directed by hitchcock", "with de niro and pacino".
        """
        facts = self._models.current().recommender.model.catalogue.details.get(film.movie_id)
        typed = set(split_words(name)) - beside
        makers = () if facts is None else map(split_words, (*facts.directors, *facts.actors))
        called = [_forms(maker) for maker in makers if maker and typed & _last_names(maker)]
        return bool(called) and typed <= frozenset().union(*called)

    def _is_overshadowed(self, winner: FoundFilm, found: Sequence[FoundFilm]) -> bool:
        """Return whether a far better known film is called nearly so: "Inglourious Basterds"."""
        others = [each for each in found if _is_nearly_called(each, winner)]
        if not others:
            return False
        own, *most = self._ratings([winner, *others])
        return max(most) >= OVERSHADOWED * max(own, 1)

    def _ratings(self, films: Sequence[FoundFilm]) -> list[int]:
        """Return how many people rated each film in MovieLens; 0 for one that the model does not know."""
        model = self._models.current().recommender.model
        rows = model.catalogue.item_rows_of([each.film.movie_id for each in films])
        return [int(count) for count in np.where(rows < 0, 0, model.popularity.counts[rows])]

    def _votes(self, films: Sequence[FoundFilm]) -> list[int]:
        details = self._models.current().recommender.model.catalogue.details
        facts = [details.get(each.film.movie_id) for each in films]
        return [0 if each is None else each.imdb_votes for each in facts]


def _is_nearly_called(other: FoundFilm, winner: FoundFilm) -> bool:
    one, another = (split_key(spoken_title(each.film.title)).compact for each in (winner, other))
    is_alike = OSA.normalized_similarity(one, another) >= ALIKE
    return is_alike and not other.is_exact and other.score >= SURE  # of another year: no


def _last_names(maker: Sequence[str]) -> set[str]:
    """Return the last word of a name, as it may be typed: "pacino", "hitchcocks"."""
    return {maker[-1], f"{maker[-1]}s"}


def _forms(maker: Sequence[str]) -> set[str]:
    """Return all words by which somebody may be called."""
    return {*maker, *_last_names(maker)}
