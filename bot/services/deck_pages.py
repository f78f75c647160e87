"""One card of a list, with all that is said of its film there."""

from __future__ import annotations

from bot.models.live_model import ModelHolder
from bot.runtime.clock import Clock
from bot.services.errors import UnknownFilm
from bot.services.films import films_of
from bot.services.library import state_of
from bot.services.predictions import prediction_of, reasons_of
from bot.services.taste import Taste, taste_of
from bot.services.views import DeckPage, Film, Filters, RatedFilm, Source
from storage.records.shown import Deck
from storage.unit_of_work import UnitOfWork

REASONS = 6  # more than a card names: not each of them reads well
AHEAD = 2


class DeckPages:
    """Shows cards of decks, inside a unit of work; the caller commits."""

    def __init__(self, models: ModelHolder, clock: Clock) -> None:
        self._models = models
        self._clock = clock

    def show(
        self, work: UnitOfWork, deck: Deck, position: int, last_rated: RatedFilm | None = None
    ) -> DeckPage:
        """Return the card at a position, past either end the one at that end, and note that it is shown."""
        position = min(max(position, 0), len(deck.movie_ids) - 1)
        movie_id, ahead = deck.movie_ids[position], deck.movie_ids[position + 1 : position + 1 + AHEAD]
        taste = taste_of(work, deck.chat_user_id)
        judged = self._models.current().recommender.judge(
            taste.without(movie_id),
            movie_id,
            watched=taste.watched - {movie_id},
            n_reasons=REASONS,
            beside=deck.movie_ids,
        )
        because = () if judged is None else judged.reasons
        films = films_of(work, [movie_id, *ahead, *(reason.movie_id for reason in because)])
        if movie_id not in films:
            raise UnknownFilm(movie_id)
        source = self._source(deck, taste)
        work.impressions.record(deck.chat_user_id, movie_id, self._clock(), source=source, position=position)
        return DeckPage(
            deck_id=deck.deck_id,
            position=position,
            size=len(deck.movie_ids),
            source=source,
            film=films[movie_id],
            prediction=prediction_of(judged),
            reasons=reasons_of(judged, films),
            own_stars=taste.ratings.get(movie_id),
            shelves=state_of(work, taste, deck.chat_user_id, movie_id),
            last_rated=last_rated,
            model_is_missing=self._models.current().version is None,
            filters=Filters.from_json(deck.filters),
            like=liked_films(work, deck),
            ahead=tuple(films[each] for each in ahead if each in films),
            usual_stars=taste.usual_stars,
        )

    def _source(self, deck: Deck, taste: Taste) -> Source:
        """Return how the list was chosen: one of one's own is popular as long as nothing is known."""
        if deck.source in ("similar", "watchlist", "new"):
            return deck.source
        is_personal = deck.source == "recommend" and not self._models.current().recommender.is_cold(
            taste.ratings, taste.watched
        )
        return "model" if is_personal else "popular"


def liked_films(work: UnitOfWork, deck: Deck) -> tuple[Film, ...]:
    """Return the films that a deck's films are to be like."""
    films = films_of(work, deck.liked)
    return tuple(films[movie_id] for movie_id in deck.liked if movie_id in films)
