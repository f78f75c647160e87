"""What OMDb said about a film, kept in the database with an age, and how often it was asked today."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import timedelta
from enum import StrEnum

from bot.runtime.at_hand import AtHand
from bot.runtime.clock import Clock
from bot.services.views import FilmDetails
from recommender.facts.records import Facts
from storage.records.catalogue import MovieDetails
from storage.unit_of_work import UnitOfWorkFactory


class Outcome(StrEnum):
    """What came of asking OMDb about one film; stored under these names."""

    FOUND = "found"
    # OMDb knows that it cannot answer for this film.
    NOT_FOUND = "not_found"
    INCORRECT_IMDB_ID = "incorrect_imdb_id"
    CONVERSION_FAILED = "conversion_failed"
    TOO_MANY_RESULTS = "too_many_results"
    DUPLICATE = "duplicate"
    OTHER_FILM = "other_film"
    INVALID_JSON = "invalid_json"
    UNEXPECTED_ANSWER = "unexpected_answer"
    UNKNOWN_ERROR = "unknown_error"
    # OMDb stumbled over this request.
    ERROR_GETTING_DATA = "error_getting_data"
    SOMETHING_WENT_WRONG = "something_went_wrong"
    # The key or the quota is at fault, whatever the film.
    NO_API_KEY = "no_api_key"
    INVALID_API_KEY = "invalid_api_key"
    REQUEST_LIMIT_REACHED = "request_limit_reached"
    DAILY_REQUEST_LIMIT_REACHED = "daily_request_limit_reached"
    # OMDb could not be reached, or something else answered in its place.
    TIMED_OUT = "timed_out"
    CONNECTION_FAILED = "connection_failed"
    TOO_MANY_REQUESTS = "too_many_requests"
    FORBIDDEN = "forbidden"
    SERVER_ERROR = "server_error"
    UNEXPECTED_STATUS = "unexpected_status"
    HTML_PAGE = "html_page"
    # Not asked at all: our own count of today's requests is used up.
    QUOTA_SPENT = "quota_spent"


# How long an answer is taken as it is; what is missing here says nothing about the film and is not kept.
KEPT_FOR = {
    Outcome.FOUND: timedelta(days=60),
    Outcome.DUPLICATE: timedelta(days=30),
    Outcome.NOT_FOUND: timedelta(days=14),
    Outcome.INCORRECT_IMDB_ID: timedelta(days=14),
    Outcome.CONVERSION_FAILED: timedelta(days=14),
    Outcome.OTHER_FILM: timedelta(days=14),
    Outcome.TOO_MANY_RESULTS: timedelta(days=7),
    Outcome.INVALID_JSON: timedelta(days=7),
    Outcome.UNEXPECTED_ANSWER: timedelta(days=7),
    Outcome.UNKNOWN_ERROR: timedelta(days=1),
    Outcome.ERROR_GETTING_DATA: timedelta(hours=1),
    Outcome.SOMETHING_WENT_WRONG: timedelta(hours=1),
    Outcome.TIMED_OUT: timedelta(minutes=5),
    Outcome.SERVER_ERROR: timedelta(minutes=5),
}
# OMDb says so itself: requests that we did not count were made with the same key.
SAYS_SPENT = (Outcome.REQUEST_LIMIT_REACHED, Outcome.DAILY_REQUEST_LIMIT_REACHED)
YEARS_APART = 1
OTHER_KINDS = ("episode", "game")
# One part in this many of the daily limit is not for requests ahead of time.
KEPT_BACK_SHARE = 5


@dataclass(frozen=True)
class Found:
    """OMDb knows the film; genres are MovieLens's, kind is "movie", "series", "episode" or "game"."""

    details: FilmDetails
    title: str | None = None
    year: int | None = None
    genres: tuple[str, ...] = ()
    kind: str | None = None
    facts: Facts | None = None


@dataclass(frozen=True)
class Missed:
    """OMDb gave no details, and why."""

    reason: Outcome


@dataclass(frozen=True)
class CachedDetails:
    """What is remembered of a film: its details (None: a miss) and whether that is still good."""

    details: FilmDetails | None
    is_fresh: bool


class DetailsCache:
    """Remembers OMDb's answers, misses too, and counts the requests of a day (UTC).

    Films shown lately are at hand: another process's newer answer about one is seen some minutes later.
    """

    def __init__(self, unit_of_work: UnitOfWorkFactory, clock: Clock, *, daily_limit: int) -> None:
        self._unit_of_work = unit_of_work
        self._clock = clock
        self._daily_limit = daily_limit
        self._at_hand: AtHand[str, MovieDetails] = AtHand()

    def cached(self, imdb_id: str) -> CachedDetails | None:
        """Return what is remembered of a film; None when it was never asked about."""

        def read() -> MovieDetails | None:
            with self._unit_of_work() as work:
                return work.movie_details.get(imdb_id)

        record = self._at_hand.get(imdb_id, read)
        return None if record is None else self._judged(record)

    def at_hand(self, imdb_id: str) -> CachedDetails | None:
        """Return what is remembered of a film shown lately, without asking the database."""
        record = self._at_hand.peek(imdb_id)
        return None if record is None else self._judged(record)

    def cached_many(self, imdb_ids: Collection[str]) -> dict[str, CachedDetails]:
        """Return what is remembered of several films, with one question to the database."""
        with self._unit_of_work() as work:
            records = work.movie_details.get_many(imdb_ids)
        return {imdb_id: self._judged(record) for imdb_id, record in records.items()}

    def _judged(self, record: MovieDetails) -> CachedDetails:
        age = self._clock() - record.fetched_at
        details = _details(record) if record.outcome == Outcome.FOUND else None
        return CachedDetails(details, is_fresh=age < _kept_for(record.outcome))

    def store(self, imdb_id: str, answer: Found | Missed) -> Found | Missed:
        """Remember an answer and return what it is worth: one about another film is a miss.

        Neither a miss nor an answer with nothing in it takes the place of details once found.
        """
        if isinstance(answer, Found):
            answer = self._store_found(imdb_id, answer)
        if isinstance(answer, Found):
            self._at_hand.drop(imdb_id)
            return answer
        if answer.reason in SAYS_SPENT:
            self._note_spent()
        elif answer.reason in KEPT_FOR:
            self._store_miss(imdb_id, answer.reason)
            self._at_hand.drop(imdb_id)
        return answer

    def _store_found(self, imdb_id: str, found: Found) -> Found | Missed:
        with self._unit_of_work() as work:
            movie = work.movies.by_imdb_id(imdb_id)
            if movie is not None and not is_the_film(movie.year, found):
                return Missed(Outcome.OTHER_FILM)
            record, known = self._found_record(imdb_id, found), work.movie_details.get(imdb_id)
            if known is not None and found.details == FilmDetails():
                record = replace(known, outcome=record.outcome, fetched_at=record.fetched_at)
            work.movie_details.put(record)
            if found.facts is not None:
                before = Facts.from_json(work.film_facts.get_many([imdb_id]).get(imdb_id, {}))
                work.film_facts.put(imdb_id, found.facts.over(before).to_json(), self._clock())
            work.commit()
        return found

    def take_request(self, *, ahead: bool = False) -> bool:
        """Count one request of today; False when the daily limit is spent.

        A request ahead of time leaves a part of the limit to films that somebody is looking at.
        """
        limit = self._daily_limit - self._daily_limit // KEPT_BACK_SHARE if ahead else self._daily_limit
        with self._unit_of_work() as work:
            taken = work.omdb_usage.count(self._clock().date(), limit)
            work.commit()
        return taken

    def _note_spent(self) -> None:
        with self._unit_of_work() as work:
            work.omdb_usage.spend(self._clock().date(), self._daily_limit)
            work.commit()

    def _store_miss(self, imdb_id: str, reason: Outcome) -> None:
        now = self._clock()
        with self._unit_of_work() as work:
            known = work.movie_details.get(imdb_id)
            if known is not None and known.outcome == Outcome.FOUND:
                # Old details are better than none: they are good again for as long as the miss would be.
                renewed = now - KEPT_FOR[Outcome.FOUND] + KEPT_FOR[reason]
                work.movie_details.put(replace(known, fetched_at=renewed))
            else:
                work.movie_details.put(MovieDetails(imdb_id, reason.value, now))
            work.commit()

    def _found_record(self, imdb_id: str, found: Found) -> MovieDetails:
        return MovieDetails(
            imdb_id=imdb_id,
            outcome=Outcome.FOUND.value,
            fetched_at=self._clock(),
            plot=found.details.plot,
            director=found.details.director,
            actors=found.details.actors,
            runtime_minutes=found.details.runtime_minutes,
            imdb_rating=found.details.imdb_rating,
            poster_url=found.details.poster_url,
            title=found.title,
            year=found.year,
        )


def is_the_film(catalogue_year: int | None, found: Found) -> bool:
    """Return whether an answer can be about a film of the catalogue: its year, and no episode or game.

    Films open in one year here and in the next one there. Series are in MovieLens, too.
    """
    if found.kind in OTHER_KINDS:
        return False
    if catalogue_year is None or found.year is None:
        return True
    return abs(found.year - catalogue_year) <= YEARS_APART


def _kept_for(outcome: str) -> timedelta:
    # An outcome that only another version of the bot knows is asked about again.
    ages: dict[str, timedelta] = {known.value: age for known, age in KEPT_FOR.items()}
    return ages.get(outcome, timedelta(0))


def _details(record: MovieDetails) -> FilmDetails:
    return FilmDetails(
        plot=record.plot,
        director=record.director,
        actors=record.actors,
        runtime_minutes=record.runtime_minutes,
        imdb_rating=record.imdb_rating,
        poster_url=record.poster_url,
    )
