"""One transaction with every repository at hand."""

from __future__ import annotations

import threading
from collections.abc import Callable
from types import TracebackType
from typing import Self

from sqlalchemy.engine import Engine

from storage.card_messages import CardMessages
from storage.chat_ratings import ChatRatings
from storage.chat_users import ChatUsers
from storage.comparison_links import ComparisonLinks
from storage.daily_picks import DailyPicks
from storage.decks import Decks
from storage.dismissals import Dismissals
from storage.error_log import ErrorLog
from storage.errors import translate, translating
from storage.film_facts import StoredFacts
from storage.film_states import FilmStates
from storage.imports import Imports
from storage.impressions import Impressions
from storage.movie_details import MovieDetailsCache
from storage.movielens.ratings import MovieLensRatings
from storage.movies import Movies
from storage.nights import Nights
from storage.omdb_usage import OmdbUsage
from storage.personal_data import PersonalData
from storage.poster_file_ids import PosterFileIds
from storage.seen_films import SeenFilms
from storage.telegram_updates import TelegramUpdates
from storage.trained_models import TrainedModels
from storage.training_lock import TrainingLocks
from storage.watchlist import Watchlist

UnitOfWorkFactory = Callable[[], "UnitOfWork"]


class NestedUnitOfWork(Exception):
    """A thread began a unit of work inside another: it would hold one connection while it waits for the next.

    With as many threads as connections, all of them would wait for ever.
    """


class _Held(threading.local):
    """Whether this thread is inside a unit of work."""

    is_inside = False


_held = _Held()


class UnitOfWork:
    """A context manager: commit() keeps what was done, leaving without it undoes everything.

    A lost, locked or unreachable database leaves the block as DatabaseUnavailable; the next unit of work
    connects anew by itself.
    """

    movies: Movies
    movielens_ratings: MovieLensRatings
    chat_users: ChatUsers
    chat_ratings: ChatRatings
    dismissals: Dismissals
    seen_films: SeenFilms
    watchlist: Watchlist
    film_facts: StoredFacts
    film_states: FilmStates
    imports: Imports
    personal_data: PersonalData
    impressions: Impressions
    card_messages: CardMessages
    daily_picks: DailyPicks
    comparison_links: ComparisonLinks
    nights: Nights
    decks: Decks
    movie_details: MovieDetailsCache
    omdb_usage: OmdbUsage
    poster_file_ids: PosterFileIds
    trained_models: TrainedModels
    training_lock: TrainingLocks
    errors: ErrorLog
    telegram_updates: TelegramUpdates

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def __enter__(self) -> Self:
        if _held.is_inside:
            raise NestedUnitOfWork
        with translating():
            self._connection = self._engine.connect()
        _held.is_inside = True
        self.movies = Movies(self._connection)
        self.movielens_ratings = MovieLensRatings(self._connection)
        self.chat_users = ChatUsers(self._connection)
        self.chat_ratings = ChatRatings(self._connection)
        self.dismissals = Dismissals(self._connection)
        self.seen_films = SeenFilms(self._connection)
        self.watchlist = Watchlist(self._connection)
        self.film_facts = StoredFacts(self._connection)
        self.film_states = FilmStates(self._connection)
        self.imports = Imports(self._connection)
        self.personal_data = PersonalData(self._connection)
        self.impressions = Impressions(self._connection)
        self.card_messages = CardMessages(self._connection)
        self.daily_picks = DailyPicks(self._connection)
        self.comparison_links = ComparisonLinks(self._connection)
        self.nights = Nights(self._connection)
        self.decks = Decks(self._connection)
        self.movie_details = MovieDetailsCache(self._connection)
        self.omdb_usage = OmdbUsage(self._connection)
        self.poster_file_ids = PosterFileIds(self._connection)
        self.trained_models = TrainedModels(self._connection)
        self.training_lock = TrainingLocks(self._engine)
        self.errors = ErrorLog(self._connection)
        self.telegram_updates = TelegramUpdates(self._connection)
        return self

    def commit(self) -> None:
        """Make what was done since the beginning (or the last commit) permanent."""
        self._connection.commit()

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._close()
        translated = translate(error) if error else None
        if translated:
            raise translated from error

    def _close(self) -> None:
        _held.is_inside = False
        try:
            self._connection.close()  # rolls back what was not committed
        except Exception as error:
            if translate(error) is None:
                raise
            self._connection.close()  # the roll-back found it broken: nothing is lost that was to be kept


def unit_of_work_factory(engine: Engine) -> UnitOfWorkFactory:
    """Return what services call to begin a unit of work."""
    return lambda: UnitOfWork(engine)
