"""One transaction with every repository at hand."""

from __future__ import annotations

import threading
from collections.abc import Callable
from types import TracebackType
from typing import Generic, Self, TypeVar

from sqlalchemy.engine import Connection, Engine

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
from storage.first_screens import FirstScreens
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
from storage.tastes import Tastes
from storage.telegram_updates import TelegramUpdates
from storage.trained_models import TrainedModels
from storage.training_lock import TrainingLocks
from storage.watchlist import Watchlist

R = TypeVar("R")
UnitOfWorkFactory = Callable[[], "UnitOfWork"]


class NestedUnitOfWork(Exception):
    """A thread began a unit of work inside another: it would hold one connection while it waits for the next.

    With as many threads as connections, all of them would wait for ever.
    """


class _Held(threading.local):
    """Whether this thread is inside a unit of work."""

    is_inside = False


_held = _Held()


class _Repository(Generic[R]):
    """One repository of a unit of work, made when it is first asked for: most need two of two dozen."""

    def __init__(self, kind: Callable[[Connection], R]) -> None:
        self._kind = kind

    def __set_name__(self, owner: type[UnitOfWork], name: str) -> None:
        self._name = name

    def __get__(self, work: UnitOfWork, owner: type[UnitOfWork]) -> R:
        repository = self._kind(work.connection)
        work.__dict__[self._name] = repository  # found there from now on
        return repository


class UnitOfWork:
    """A context manager: commit() keeps what was done, leaving without it undoes everything.

    A lost, locked or unreachable database leaves the block as DatabaseUnavailable; the next unit of work
    connects anew by itself.
    """

    movies = _Repository(Movies)
    movielens_ratings = _Repository(MovieLensRatings)
    chat_users = _Repository(ChatUsers)
    chat_ratings = _Repository(ChatRatings)
    dismissals = _Repository(Dismissals)
    tastes = _Repository(Tastes)
    seen_films = _Repository(SeenFilms)
    watchlist = _Repository(Watchlist)
    film_facts = _Repository(StoredFacts)
    film_states = _Repository(FilmStates)
    first_screens = _Repository(FirstScreens)
    imports = _Repository(Imports)
    personal_data = _Repository(PersonalData)
    impressions = _Repository(Impressions)
    card_messages = _Repository(CardMessages)
    daily_picks = _Repository(DailyPicks)
    comparison_links = _Repository(ComparisonLinks)
    nights = _Repository(Nights)
    decks = _Repository(Decks)
    movie_details = _Repository(MovieDetailsCache)
    omdb_usage = _Repository(OmdbUsage)
    poster_file_ids = _Repository(PosterFileIds)
    trained_models = _Repository(TrainedModels)
    errors = _Repository(ErrorLog)
    telegram_updates = _Repository(TelegramUpdates)

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def __enter__(self) -> Self:
        if _held.is_inside:
            raise NestedUnitOfWork
        with translating():
            self._connection = self._engine.connect()
        _held.is_inside = True
        return self

    @property
    def connection(self) -> Connection:
        """Return the connection of this transaction, for the repositories."""
        return self._connection

    @property
    def training_lock(self) -> TrainingLocks:
        """Return the lock that trainings take, on connections of its own."""
        return TrainingLocks(self._engine)

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
