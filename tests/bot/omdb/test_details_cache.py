"""The memory of OMDb's answers and the count of a day's requests, on both databases."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.omdb.details_cache import KEPT_FOR, CachedDetails, DetailsCache, Found, Missed, Outcome
from bot.services.views import FilmDetails
from recommender.facts.records import Facts

FILM = "tt0114709"
DETAILS = FilmDetails("A plot.", "A Director", "An Actor", 81, 8.3, "https://posters.example/a.jpg")

FACTS = Facts(directors=("John Lasseter",), languages=("English",), runtime_minutes=81)


@pytest.fixture
def cache(unit_of_work, clock):
    return DetailsCache(unit_of_work, clock, daily_limit=10)


def test_a_film_that_was_never_asked_about_is_not_remembered(cache):
    assert cache.cached(FILM) is None


def test_details_come_back_as_they_were_found(cache, unit_of_work):
    cache.store(FILM, Found(DETAILS, title="Toy Story", year=1995, facts=FACTS))
    assert cache.cached(FILM) == CachedDetails(DETAILS, is_fresh=True)
    with unit_of_work() as work:
        record = work.movie_details.get(FILM)
        facts = dict(work.film_facts.all())[FILM]
    assert (record.title, record.year) == ("Toy Story", 1995)
    assert Facts.from_json(facts) == FACTS


def test_a_miss_leaves_the_facts_that_were_found(cache, unit_of_work):
    cache.store(FILM, Found(DETAILS, facts=FACTS))
    cache.store(FILM, Missed(Outcome.NOT_FOUND))
    with unit_of_work() as work:
        assert work.film_facts.imdb_ids() == {FILM}


def test_an_answer_with_nothing_in_it_leaves_what_was_found(cache, clock, unit_of_work):
    cache.store(FILM, Found(DETAILS, title="Toy Story", year=1995, facts=FACTS))
    clock.now += timedelta(days=61)
    cache.store(FILM, Found(FilmDetails(), title="Toy Story", facts=Facts()))
    assert cache.cached(FILM) == CachedDetails(DETAILS, is_fresh=True)
    with unit_of_work() as work:
        assert Facts.from_json(dict(work.film_facts.all())[FILM]) == FACTS


def test_what_an_answer_leaves_out_stays_and_what_it_tells_is_newer(cache, unit_of_work):
    cache.store(FILM, Found(DETAILS, facts=FACTS))
    cache.store(FILM, Found(DETAILS, facts=Facts(countries=("France",), runtime_minutes=90)))
    with unit_of_work() as work:
        facts = Facts.from_json(dict(work.film_facts.all())[FILM])
    assert facts == Facts("movie", ("John Lasseter",), (), (), ("English",), ("France",), 90)


def test_details_found_later_take_the_place_of_an_empty_answer(cache):
    cache.store(FILM, Found(FilmDetails(), facts=Facts()))
    assert cache.cached(FILM) == CachedDetails(FilmDetails(), is_fresh=True)
    cache.store(FILM, Found(DETAILS, facts=FACTS))
    assert cache.cached(FILM) == CachedDetails(DETAILS, is_fresh=True)


@pytest.mark.parametrize("reason", [reason for reason in KEPT_FOR if reason is not Outcome.FOUND])
def test_a_miss_is_remembered_until_its_age_has_come(cache, clock, reason):
    cache.store(FILM, Missed(reason))
    assert cache.cached(FILM) == CachedDetails(None, is_fresh=True)
    clock.now += KEPT_FOR[reason]
    assert cache.cached(FILM) == CachedDetails(None, is_fresh=False)


@pytest.mark.parametrize("reason", [reason for reason in Outcome if reason not in KEPT_FOR])
def test_what_says_nothing_about_the_film_is_not_remembered(cache, reason):
    cache.store(FILM, Missed(reason))
    assert cache.cached(FILM) is None


def test_details_grow_old_but_stay(cache, clock):
    cache.store(FILM, Found(DETAILS))
    clock.now += timedelta(days=59)
    assert cache.cached(FILM).is_fresh
    clock.now += timedelta(days=1)
    assert cache.cached(FILM) == CachedDetails(DETAILS, is_fresh=False)


def test_a_miss_leaves_old_details_and_renews_them_for_as_long_as_the_miss_is_good(cache, clock):
    cache.store(FILM, Found(DETAILS))
    clock.now += timedelta(days=61)
    cache.store(FILM, Missed(Outcome.TIMED_OUT))
    assert cache.cached(FILM) == CachedDetails(DETAILS, is_fresh=True)
    clock.now += timedelta(minutes=6)
    assert cache.cached(FILM) == CachedDetails(DETAILS, is_fresh=False)


def test_details_take_the_place_of_a_miss(cache):
    cache.store(FILM, Missed(Outcome.NOT_FOUND))
    cache.store(FILM, Found(DETAILS))
    assert cache.cached(FILM) == CachedDetails(DETAILS, is_fresh=True)


def test_an_outcome_that_only_another_version_knows_is_asked_about_again(cache, clock, unit_of_work):
    cache.store(FILM, Missed(Outcome.NOT_FOUND))
    with unit_of_work() as work:
        record = work.movie_details.get(FILM)
        work.movie_details.put(type(record)(FILM, "lost_at_sea", clock()))
        work.commit()
    assert cache.cached(FILM) == CachedDetails(None, is_fresh=False)


def test_requests_are_counted_up_to_the_daily_limit(cache):
    assert [cache.take_request() for _ in range(12)] == [True] * 10 + [False] * 2


def test_the_next_day_utc_has_a_limit_of_its_own(cache, clock):
    clock.now = clock.now.replace(hour=23, minute=59, second=0)
    while cache.take_request():
        pass
    clock.now += timedelta(minutes=1)
    assert cache.take_request()


def test_requests_ahead_of_time_leave_a_fifth_to_films_that_are_looked_at(cache):
    assert [cache.take_request(ahead=True) for _ in range(9)] == [True] * 8 + [False]
    assert [cache.take_request() for _ in range(3)] == [True, True, False]


@pytest.mark.parametrize("reason", [Outcome.REQUEST_LIMIT_REACHED, Outcome.DAILY_REQUEST_LIMIT_REACHED])
def test_a_quota_that_omdb_calls_spent_is_spent(cache, clock, reason):
    assert cache.take_request()
    cache.store(FILM, Missed(reason))
    assert not cache.take_request()
    clock.now += timedelta(days=1)
    assert cache.take_request()


def test_a_limit_of_nothing_allows_nothing(unit_of_work, clock):
    assert not DetailsCache(unit_of_work, clock, daily_limit=0).take_request()
