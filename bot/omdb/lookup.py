"""A film's details in time or not at all: remembered ones, else one request to OMDb however many ask."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Iterable, Sequence

from tenacity import (
    AsyncRetrying,
    RetryError,
    retry_if_result,
    stop_after_attempt,
    stop_after_delay,
    wait_random_exponential,
)

from bot.omdb.circuit_breaker import CircuitBreaker
from bot.omdb.client import OmdbClient
from bot.omdb.details_cache import DetailsCache, Found, Missed, Outcome
from bot.omdb.values import normalised_imdb_id
from bot.runtime import offload
from bot.runtime.clock import Clock
from bot.services.errors import StorageUnavailable
from bot.services.views import Film, FilmDetails, HitKind, TitleHit

logger = logging.getLogger(__name__)

WORTH_A_RETRY = {
    Outcome.TIMED_OUT,
    Outcome.CONNECTION_FAILED,
    Outcome.SERVER_ERROR,
    Outcome.HTML_PAGE,
    Outcome.ERROR_GETTING_DATA,
    Outcome.SOMETHING_WENT_WRONG,
}
CARD_SECONDS = 1.5
"""How long a card waits for details: the plot is part of it, so it may take a moment the first time."""
MAX_ATTEMPTS = 3
LAST_ATTEMPT_AFTER = 8.0  # seconds
MAX_QUEUE_AHEAD = 30  # films
MAX_TITLE = 200

Flight = asyncio.Task[FilmDetails | None]


class FilmDetailsLookup:
    """Looks details up for cards; OMDb is decoration, so nothing here raises or keeps a card waiting."""

    def __init__(
        self,
        cache: DetailsCache,
        client: OmdbClient | None,
        clock: Clock,
        *,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._cache = cache
        self._client = client
        self._breaker = CircuitBreaker(clock)
        self._sleep = sleep
        self._flights: dict[str, Flight] = {}
        self._ahead: dict[str, None] = {}  # a set that keeps its order
        self._worker: asyncio.Task[None] | None = None
        self._is_closed = False
        self._asked = 0
        self._remembered = 0

    @property
    def hit_rate(self) -> float | None:
        """The share of films asked about that were remembered, since the start; None before the first."""
        return self._remembered / self._asked if self._asked else None

    async def get(self, film: Film, *, budget: float) -> FilmDetails | None:
        """Return what is known of a film within so many seconds; a request goes on after them."""
        try:
            async with asyncio.timeout(budget):
                return await self._look_up(film)
        except TimeoutError:
            return None
        except StorageUnavailable:
            logger.warning("no film details: the database is away")
            return None
        except Exception:  # a defect in decoration must not cost the person the card; the log has it
            logger.exception("looking film details up failed")
            return None

    async def remembered(self, films: Sequence[Film]) -> dict[int, FilmDetails | None]:
        """Return what the database knows of films and need not be asked anew, by movie id; never raises."""
        imdb_ids = {film.movie_id: normalised_imdb_id(film.imdb_id) for film in films}
        wanted = {imdb_id for imdb_id in imdb_ids.values() if imdb_id is not None}
        try:
            cached = await offload.run(self._cache.cached_many, wanted)
        except StorageUnavailable:
            return {}
        fresh = {imdb_id: known.details for imdb_id, known in cached.items() if known.is_fresh}
        return {movie_id: fresh[imdb_id] for movie_id, imdb_id in imdb_ids.items() if imdb_id in fresh}

    @property
    def has_key(self) -> bool:
        """Return whether OMDb can be asked at all."""
        return self._client is not None

    async def search(
        self, title: str, year: int | None = None, kind: HitKind = "movie"
    ) -> tuple[TitleHit, ...] | None:
        """Return films (or series) of this title that OMDb knows; None when it cannot be asked now.

        Costs one request.
        """
        if self._client is None or self._is_closed or self._breaker.is_open():
            return None
        try:
            if not await offload.run(self._cache.take_request):
                return None
        except StorageUnavailable:
            return None
        found = await self._client.search(title[:MAX_TITLE], year, kind)
        if isinstance(found, Missed):
            self._breaker.record(found)
            return None
        return found

    async def ask(self, imdb_id: str, *, ahead: bool = False) -> Found | Missed:
        """Ask about a film anew and keep the answer; ahead of time within that part of the quota.

        Missed(QUOTA_SPENT) also while OMDb is to be left alone.
        """
        if self._client is None:
            return Missed(Outcome.NO_API_KEY)
        if self._is_closed or self._breaker.is_open():
            return Missed(Outcome.QUOTA_SPENT)
        return await self._ask_and_keep(self._client, imdb_id, ahead)

    async def _ask_and_keep(self, client: OmdbClient, imdb_id: str, ahead: bool) -> Found | Missed:
        answer = await self._ask(client, imdb_id, ahead)
        if not (ahead and answer == Missed(Outcome.QUOTA_SPENT)):  # the rest is kept back, not spent
            self._breaker.record(answer)
        try:
            return await offload.run(self._cache.store, imdb_id, answer)
        except StorageUnavailable:
            logger.warning("film details could not be kept: the database is away")
        return answer

    def prefetch(self, films: Iterable[Film]) -> None:
        """Fetch the details of films that will be shown soon, one after the other, in the background."""
        if self._client is None or self._is_closed:
            return
        for film in films:
            imdb_id = normalised_imdb_id(film.imdb_id)
            if imdb_id is not None:
                self._ahead[imdb_id] = None
        while len(self._ahead) > MAX_QUEUE_AHEAD:
            del self._ahead[next(iter(self._ahead))]
        if self._ahead and (self._worker is None or self._worker.done()):
            self._worker = asyncio.create_task(self._work_ahead())

    async def aclose(self, *, grace: float = 1.0) -> None:
        """Give requests under way so many seconds to be stored, then end them."""
        self._is_closed = True
        self._ahead.clear()
        if self._worker is not None:
            self._worker.cancel()
        pending = [*self._flights.values()]
        if pending:
            await asyncio.wait(pending, timeout=grace)
        for flight in pending:
            flight.cancel()
        workers = [] if self._worker is None else [self._worker]
        await asyncio.gather(*pending, *workers, return_exceptions=True)

    async def _look_up(self, film: Film) -> FilmDetails | None:
        imdb_id = normalised_imdb_id(film.imdb_id)
        if imdb_id is None:
            return None
        cached = self._cache.at_hand(imdb_id) or await offload.run(self._cache.cached, imdb_id)
        details = None if cached is None else cached.details
        is_fresh = cached is not None and cached.is_fresh
        self._asked += 1
        self._remembered += is_fresh or details is not None
        if is_fresh:
            return details
        flight = self._flight(imdb_id, ahead=details is not None)
        if flight is None or details is not None:  # old details at once; new ones for the next time
            return details
        await asyncio.wait([flight])  # neither our time-out nor our cancellation ends the flight
        return _result(flight)

    def _flight(self, imdb_id: str, *, ahead: bool = False) -> Flight | None:
        """Return the one request about a film, begun now if need be; None while OMDb is not to be asked."""
        if imdb_id in self._flights:
            return self._flights[imdb_id]
        if self._client is None or self._is_closed or self._breaker.is_open():
            return None
        flight = asyncio.create_task(self._fetch(self._client, imdb_id, ahead))
        self._flights[imdb_id] = flight
        flight.add_done_callback(lambda landed: self._land(imdb_id, landed))
        return flight

    def _land(self, imdb_id: str, flight: Flight) -> None:
        del self._flights[imdb_id]
        error = None if flight.cancelled() else flight.exception()
        if error is not None:
            logger.error("fetching the details of %s failed", imdb_id, exc_info=error)

    async def _fetch(self, client: OmdbClient, imdb_id: str, ahead: bool) -> FilmDetails | None:
        # Somebody else's flight may have landed between our look into the cache and this one.
        cached = await offload.run(self._cache.cached, imdb_id)
        if cached is not None and cached.is_fresh:
            return cached.details
        answer = await self._ask_and_keep(client, imdb_id, ahead)
        return answer.details if isinstance(answer, Found) else None

    async def _ask(self, client: OmdbClient, imdb_id: str, ahead: bool) -> Found | Missed:
        retrying = AsyncRetrying(
            sleep=self._sleep,
            stop=stop_after_attempt(MAX_ATTEMPTS) | stop_after_delay(LAST_ATTEMPT_AFTER),
            wait=wait_random_exponential(multiplier=0.4, max=2),
            retry=retry_if_result(_is_worth_a_retry),
        )
        try:
            return await retrying(self._ask_once, client, imdb_id, ahead)
        except RetryError as error:
            last: Found | Missed = error.last_attempt.result()
            return last

    async def _ask_once(self, client: OmdbClient, imdb_id: str, ahead: bool) -> Found | Missed:
        """Ask OMDb; every attempt counts against the quota, as it does there."""
        if not await offload.run(self._cache.take_request, ahead=ahead):
            return Missed(Outcome.QUOTA_SPENT)
        return await client.fetch(imdb_id)

    async def _work_ahead(self) -> None:
        while self._ahead:
            imdb_id = next(iter(self._ahead))
            del self._ahead[imdb_id]
            flight = self._flight(imdb_id, ahead=True)
            if flight is None:
                self._ahead.clear()
                return
            await asyncio.wait([flight])


def _is_worth_a_retry(answer: Found | Missed) -> bool:
    return isinstance(answer, Missed) and answer.reason in WORTH_A_RETRY


def _result(flight: Flight) -> FilmDetails | None:
    """Return what a landed flight brought; a failed one has been logged."""
    return None if flight.cancelled() or flight.exception() is not None else flight.result()
