"""Details in time or not at all: cache, quota, one request however many ask, background work."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest

from bot.omdb.details_cache import DetailsCache, Found, Missed, Outcome
from bot.omdb.lookup import MAX_ATTEMPTS, MAX_QUEUE_AHEAD, WORTH_A_RETRY, FilmDetailsLookup
from bot.services.errors import StorageUnavailable
from bot.services.views import Film, FilmDetails
from storage.unit_of_work import unit_of_work_factory

LONG = 30.0  # seconds that no test should need
DETAILS = FilmDetails(plot="A plot.", runtime_minutes=90)


def film(number=1):
    return Film(number, f"Film {number}", 1999, ("Drama",), f"tt{number:07d}")


class FakeOmdb:
    """Answers as it is told, when its gate is open, and notes what it was asked."""

    def __init__(self):
        self.answers = []
        self.asked = []
        self.gate = asyncio.Event()
        self.gate.set()
        self.was_asked = asyncio.Event()
        self.at_work = self.most_at_work = 0

    async def fetch(self, imdb_id):
        self.asked.append(imdb_id)
        self.was_asked.set()
        self.at_work += 1
        self.most_at_work = max(self.most_at_work, self.at_work)
        try:
            await self.gate.wait()
        finally:
            self.at_work -= 1
        answer = self.answers.pop(0) if self.answers else Found(DETAILS)
        if isinstance(answer, Exception):
            raise answer
        return answer

    async def is_asked_for(self, imdb_id):
        while imdb_id not in self.asked:
            self.was_asked.clear()
            await self.was_asked.wait()


class Naps:
    """Takes the place of sleeping between attempts."""

    def __init__(self):
        self.taken = []

    async def __call__(self, seconds):
        self.taken.append(seconds)


class BrokenCache:
    """A cache whose database is away for some of its methods."""

    def __init__(self, *broken):
        self.broken = broken

    def __getattr__(self, name):
        def method(*_, **__):
            if name in self.broken:
                raise StorageUnavailable("away")
            return True if name == "take_request" else None

        return method


@pytest.fixture
async def omdb():
    return FakeOmdb()


@pytest.fixture
def naps():
    return Naps()


@pytest.fixture
def cache(sqlite_engine, clock):
    return DetailsCache(unit_of_work_factory(sqlite_engine), clock, daily_limit=50)


@pytest.fixture
async def lookup(cache, omdb, naps, clock):
    opened = FilmDetailsLookup(cache, omdb, clock, sleep=naps)
    yield opened
    omdb.gate.set()
    await opened.aclose()


async def test_what_is_remembered_is_not_asked_again(lookup, omdb):
    assert await lookup.get(film(), budget=LONG) == DETAILS
    assert await lookup.get(film(), budget=LONG) == DETAILS
    assert omdb.asked == ["tt0000001"]


async def test_a_remembered_miss_is_not_asked_again(lookup, omdb):
    omdb.answers = [Missed(Outcome.NOT_FOUND)]
    assert await lookup.get(film(), budget=LONG) is None
    assert await lookup.get(film(), budget=LONG) is None
    assert len(omdb.asked) == 1


@pytest.mark.parametrize("imdb_id", [None, "", "tt", "no id"])
async def test_a_film_without_an_imdb_id_is_not_asked_about(lookup, omdb, imdb_id):
    nameless = Film(1, "Film", None, (), imdb_id)
    assert await lookup.get(nameless, budget=LONG) is None
    lookup.prefetch([nameless])
    assert omdb.asked == []


async def test_however_many_ask_at_the_same_time_one_request_is_sent(lookup, omdb):
    omdb.gate.clear()
    asking = [asyncio.create_task(lookup.get(film(), budget=LONG)) for _ in range(20)]
    await omdb.was_asked.wait()
    omdb.gate.set()
    assert await asyncio.gather(*asking) == [DETAILS] * 20
    assert len(omdb.asked) == 1


async def test_who_runs_out_of_time_gets_nothing_and_the_others_are_served(lookup, omdb):
    omdb.gate.clear()
    patient = asyncio.create_task(lookup.get(film(), budget=LONG))
    await omdb.was_asked.wait()
    assert await lookup.get(film(), budget=0.001) is None
    omdb.gate.set()
    assert await patient == DETAILS
    assert len(omdb.asked) == 1


async def test_a_request_goes_on_when_the_person_who_asked_is_gone(lookup, omdb, cache):
    omdb.gate.clear()
    asking = asyncio.create_task(lookup.get(film(), budget=LONG))
    await omdb.was_asked.wait()
    asking.cancel()
    with pytest.raises(asyncio.CancelledError):
        await asking
    omdb.gate.set()
    await lookup.aclose(grace=LONG)
    assert cache.cached("tt0000001").details == DETAILS


@pytest.mark.parametrize("reason", sorted(WORTH_A_RETRY))
async def test_a_stumble_is_tried_again_after_a_moment(lookup, omdb, naps, reason):
    omdb.answers = [Missed(reason), Found(DETAILS)]
    assert await lookup.get(film(), budget=LONG) == DETAILS
    assert len(omdb.asked) == 2
    assert len(naps.taken) == 1
    assert 0 <= naps.taken[0] <= 2


async def test_attempts_are_few_and_each_counts_against_the_quota(sqlite_engine, omdb, naps, clock):
    cache = DetailsCache(unit_of_work_factory(sqlite_engine), clock, daily_limit=MAX_ATTEMPTS)
    lookup = FilmDetailsLookup(cache, omdb, clock, sleep=naps)
    omdb.answers = [Missed(Outcome.TIMED_OUT)] * 10
    assert await lookup.get(film(), budget=LONG) is None
    assert len(omdb.asked) == MAX_ATTEMPTS
    assert not cache.take_request()
    await lookup.aclose()


@pytest.mark.parametrize(
    "reason", [reason for reason in Outcome if reason not in WORTH_A_RETRY and reason is not Outcome.FOUND]
)
async def test_what_would_only_be_said_again_is_not_tried_again(lookup, omdb, reason):
    omdb.answers = [Missed(reason)]
    assert await lookup.get(film(), budget=LONG) is None
    assert len(omdb.asked) == 1


async def test_nothing_is_asked_once_the_quota_is_spent(lookup, omdb, cache):
    while cache.take_request():
        pass
    assert await lookup.get(film(), budget=LONG) is None
    assert omdb.asked == []


async def test_without_a_key_only_what_is_remembered_is_known(cache, clock):
    cache.store("tt0000001", Found(DETAILS))
    clock.now += timedelta(days=100)
    lookup = FilmDetailsLookup(cache, None, clock)
    lookup.prefetch([film(2)])
    assert await lookup.get(film(1), budget=LONG) == DETAILS
    assert await lookup.get(film(2), budget=LONG) is None
    await lookup.aclose()


async def test_a_refused_key_ends_the_asking_for_every_film(lookup, omdb, clock):
    omdb.answers = [Missed(Outcome.INVALID_API_KEY)]
    assert await lookup.get(film(1), budget=LONG) is None
    assert await lookup.get(film(2), budget=LONG) is None
    assert len(omdb.asked) == 1
    clock.now += timedelta(hours=1)
    assert await lookup.get(film(2), budget=LONG) == DETAILS


async def test_old_details_are_shown_at_once_and_renewed_for_the_next_time(lookup, omdb, cache, clock):
    cache.store("tt0000001", Found(FilmDetails(plot="Old.")))
    clock.now += timedelta(days=61)
    omdb.gate.clear()
    assert await lookup.get(film(), budget=LONG) == FilmDetails(plot="Old.")
    omdb.gate.set()
    await lookup.aclose(grace=LONG)
    assert await lookup.get(film(), budget=LONG) == DETAILS
    assert len(omdb.asked) == 1


async def test_renewing_old_details_leaves_requests_to_films_that_have_none(lookup, omdb, cache, clock):
    cache.store("tt0000001", Found(FilmDetails(plot="Old.")))
    clock.now += timedelta(days=61)
    while cache.take_request(ahead=True):
        pass
    assert await lookup.get(film(1), budget=LONG) == FilmDetails(plot="Old.")
    assert await lookup.get(film(2), budget=LONG) == DETAILS
    await lookup.aclose(grace=LONG)
    assert omdb.asked == ["tt0000002"]


async def test_a_database_that_is_away_costs_the_details_only(omdb, clock):
    lookup = FilmDetailsLookup(BrokenCache("cached"), omdb, clock)
    assert await lookup.get(film(), budget=LONG) is None
    assert omdb.asked == []


async def test_details_that_cannot_be_kept_are_shown_all_the_same(omdb, clock):
    lookup = FilmDetailsLookup(BrokenCache("store"), omdb, clock)
    assert await lookup.get(film(), budget=LONG) == DETAILS
    await lookup.aclose()


async def test_a_quota_that_cannot_be_counted_is_not_used(omdb, clock):
    lookup = FilmDetailsLookup(BrokenCache("take_request"), omdb, clock)
    assert await lookup.get(film(), budget=LONG) is None
    assert omdb.asked == []
    await lookup.aclose()


async def test_a_defect_is_logged_and_costs_the_details_only(lookup, omdb, caplog):
    omdb.answers = [RuntimeError("a defect")]
    assert await lookup.get(film(), budget=LONG) is None
    assert "a defect" in caplog.text
    assert await lookup.get(film(), budget=LONG) == DETAILS


async def test_films_that_come_soon_are_fetched_one_after_the_other(lookup, omdb):
    lookup.prefetch(film(number) for number in (1, 2, 3))
    lookup.prefetch([film(2), film(4)])
    await omdb.is_asked_for("tt0000004")
    assert omdb.asked == ["tt0000001", "tt0000002", "tt0000003", "tt0000004"]
    assert omdb.most_at_work == 1


async def test_who_asks_for_a_film_does_not_wait_for_those_that_come_soon(lookup, omdb):
    omdb.gate.clear()
    lookup.prefetch(film(number) for number in range(1, 9))
    await omdb.was_asked.wait()
    omdb.was_asked.clear()
    asking = asyncio.create_task(lookup.get(film(8), budget=LONG))
    await omdb.was_asked.wait()
    assert omdb.asked == ["tt0000001", "tt0000008"]
    omdb.gate.set()
    assert await asking == DETAILS


async def test_the_queue_of_films_that_come_soon_is_bounded_and_keeps_the_newest(lookup, omdb):
    omdb.gate.clear()
    lookup.prefetch(film(number) for number in range(1, 101))
    omdb.gate.set()
    await omdb.is_asked_for("tt0000100")
    assert len(omdb.asked) == MAX_QUEUE_AHEAD
    assert omdb.asked[0] == f"tt{101 - MAX_QUEUE_AHEAD:07d}"


async def test_fetching_ahead_leaves_requests_to_films_that_are_looked_at(lookup, omdb, cache):
    while cache.take_request(ahead=True):
        pass
    lookup.prefetch([film(1), film(2)])
    assert await lookup.get(film(3), budget=LONG) == DETAILS
    await lookup.aclose(grace=LONG)
    assert omdb.asked == ["tt0000003"]


async def test_closing_ends_what_hangs_and_leaves_no_task(lookup, omdb):
    before = asyncio.all_tasks()
    omdb.gate.clear()
    asking = asyncio.create_task(lookup.get(film(1), budget=LONG))
    lookup.prefetch([film(2)])
    await omdb.was_asked.wait()
    await lookup.aclose(grace=0)
    assert await asking is None
    assert omdb.at_work == 0
    assert asyncio.all_tasks() == before
    lookup.prefetch([film(3)])
    assert await lookup.get(film(3), budget=LONG) is None
    assert asyncio.all_tasks() == before
