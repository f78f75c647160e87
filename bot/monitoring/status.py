"""Whether the database and a model to answer with are there, and figures to watch."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

from bot.models.live_model import ModelHolder
from bot.monitoring.shown_films import Receptions, add_up
from bot.runtime.clock import Clock
from recommender.ratings import LIKED
from storage.unit_of_work import UnitOfWorkFactory

DAY = timedelta(days=1)
RETRAINS_COUNTED = 100
SHOWN_DAYS = 30


@dataclass(frozen=True)
class ModelSign:
    """Which model answers (None: popular films only), and how long ago it was trained."""

    version: int | None
    age: timedelta | None


@dataclass(frozen=True)
class Figures:
    """What the database knows that is worth watching, all processes together."""

    chat_users: int
    chat_users_new_today: int
    chat_users_active_today: int
    chat_users_active_this_week: int
    chat_users_active_this_month: int
    chat_ratings: int
    movielens_ratings: int
    omdb_requests_today: int
    omdb_daily_limit: int
    facts_collected: int
    facts_collected_today: int
    films: int
    films_added: int
    errors_today: int
    retrains: Mapping[str, int]


class Status:
    """Looks whether this process can do its work."""

    def __init__(
        self, unit_of_work: UnitOfWorkFactory, models: ModelHolder, clock: Clock, *, omdb_daily_limit: int
    ) -> None:
        self._unit_of_work = unit_of_work
        self._models = models
        self._clock = clock
        self._omdb_daily_limit = omdb_daily_limit

    def check_database(self) -> None:
        """Read one row; StorageUnavailable when the database is away."""
        with self._unit_of_work() as work:
            work.trained_models.live()

    def model(self) -> ModelSign:
        """Return the model that answers."""
        live = self._models.current()
        return ModelSign(live.version, self._clock() - live.trained_at if live.trained_at else None)

    def figures(self) -> Figures:
        """Read the figures; today is the last 24 hours (OMDb: the day in UTC), a month the last 30 days."""
        now = self._clock()
        with self._unit_of_work() as work:
            return Figures(
                chat_users=work.chat_users.count(),
                chat_users_new_today=work.chat_users.new_since(now - DAY),
                chat_users_active_today=work.chat_users.active_since(now - DAY),
                chat_users_active_this_week=work.chat_users.active_since(now - 7 * DAY),
                chat_users_active_this_month=work.chat_users.active_since(now - 30 * DAY),
                chat_ratings=work.chat_ratings.total(),
                movielens_ratings=work.movielens_ratings.count(),
                omdb_requests_today=work.omdb_usage.today(now.date()),
                omdb_daily_limit=self._omdb_daily_limit,
                facts_collected=work.film_facts.count(),
                facts_collected_today=work.film_facts.count_since(now - DAY),
                films=work.movies.count(),
                films_added=work.movies.count_added(),
                errors_today=work.errors.count_since(now - DAY),
                retrains=Counter(version.state for version in work.trained_models.latest(RETRAINS_COUNTED)),
            )

    def shown_films(self) -> Receptions:
        """Return what people said in the last thirty days of what lists showed them in these."""
        with self._unit_of_work() as work:
            return add_up(work.impressions.outcomes(self._clock() - SHOWN_DAYS * DAY, LIKED))
