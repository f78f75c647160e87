"""Facts collected ahead of time: every film has a defined end, whatever OMDb says."""

from __future__ import annotations

from collections.abc import Callable
from typing import cast

import pytest

from bot.omdb.client import OmdbClient
from bot.omdb.details_cache import DetailsCache, Found, Missed, Outcome
from bot.omdb.enriching import Enriching, Fate
from bot.omdb.lookup import FilmDetailsLookup
from bot.services.adding_films import AddingFilms
from bot.services.errors import StorageUnavailable
from bot.services.views import FilmDetails
from bot.services.wanted_films import ASKED_AGAIN_AFTER, WantedFilms
from recommender.facts.records import Facts
from recommender.facts.table import SHIPPED_FACTS, read_facts
from storage.unit_of_work import UnitOfWorkFactory
from tests.support.stocked import FakeClock

NEW, OTHER_NEW = "tt6751668", "tt8579674"


class Omdb:
    """Answers by IMDb id, with an empty answer about any other film; notes what it was asked."""

    def __init__(self) -> None:
        self.answers: dict[str, Found | Missed] = {}
        self.asked: list[str] = []

    async def fetch(self, imdb_id: str) -> Found | Missed:
        """Answer at once."""
        self.asked.append(imdb_id)
        return self.answers.get(imdb_id, Found(FilmDetails(), "Some Film", None, kind="movie", facts=Facts()))


@pytest.fixture
def omdb() -> Omdb:
    return Omdb()


@pytest.fixture
def enriching(stocked: UnitOfWorkFactory, clock: FakeClock, omdb: Omdb) -> Callable[..., Enriching]:
    """What collects facts, with a daily limit."""

    async def no_sleep(_: float) -> None:
        pass

    def build(daily_limit: int = 1000) -> Enriching:
        cache = DetailsCache(stocked, clock, daily_limit=daily_limit)
        details = FilmDetailsLookup(cache, cast(OmdbClient, omdb), clock, sleep=no_sleep)
        return Enriching(details, AddingFilms(stocked, clock), sleep=no_sleep)

    return build


def found(title: str, year: int | None, kind: str = "movie", facts: Facts | None = None) -> Found:
    return Found(FilmDetails(), title, year, ("Drama",), kind, facts or Facts(film_type=kind))


def famous(unit_of_work: UnitOfWorkFactory, n: int) -> list[str]:
    """The films with the most ratings, by IMDb id."""
    with unit_of_work() as work:
        statistics = work.movies.statistics()
        movies = work.movies.get_many(statistics.movie_ids.tolist())
    by_fame = sorted(zip(-statistics.counts, statistics.movie_ids.tolist(), strict=True))
    return [str(movies[movie_id].imdb_id) for _, movie_id in by_fame[:n]]


def wanted(unit_of_work: UnitOfWorkFactory, clock: FakeClock, *nominees: str) -> WantedFilms:
    return WantedFilms(unit_of_work, clock, lambda: list(nominees))


def test_most_rated_films_come_first_and_nominees_in_between(
    stocked: UnitOfWorkFactory, clock: FakeClock
) -> None:
    first, second, third = famous(stocked, 3)
    films = wanted(stocked, clock, NEW, OTHER_NEW, first)
    assert films.next(5) == [first, NEW, second, OTHER_NEW, third]
    assert films.next(0) == []


def test_what_people_keep_for_later_comes_before_everything(
    stocked: UnitOfWorkFactory, clock: FakeClock
) -> None:
    kept = famous(stocked, 60)[-1]
    with stocked() as work:
        movie = work.movies.by_imdb_id(kept)
        assert movie is not None
        work.chat_users.touch(1, clock(), "Ada")
        work.watchlist.add(1, movie.movie_id, clock())
        work.commit()
    assert wanted(stocked, clock).next(1) == [kept]


def test_films_of_which_the_shipped_table_has_only_makers_are_asked_about(
    stocked: UnitOfWorkFactory, clock: FakeClock
) -> None:
    shipped = read_facts(SHIPPED_FACTS)
    told = next(imdb_id for imdb_id, facts in shipped.items() if facts.imdb_votes)
    series = next(imdb_id for imdb_id, facts in shipped.items() if facts.film_type == "series")
    makers_only = next(
        imdb_id for imdb_id, facts in shipped.items() if facts.directors and not facts.imdb_votes
    )
    with stocked() as work:
        for imdb_id in (told, series, makers_only):
            work.movies.add("A Film", 1990, (), imdb_id, clock())
        work.commit()
    asked = wanted(stocked, clock).next(1000)
    assert {told, series, makers_only}.intersection(asked) == {makers_only}


async def test_a_request_a_second_at_most(
    stocked: UnitOfWorkFactory, clock: FakeClock, enriching: Callable[..., Enriching]
) -> None:
    pauses: list[float] = []

    async def sleep(seconds: float) -> None:
        pauses.append(seconds)

    run = enriching()
    run._sleep = sleep
    assert (await run.run(famous(stocked, 3))).asked == 3
    assert pauses == [1.0, 1.0]


async def test_a_run_that_was_cut_off_goes_on_where_it_was(
    stocked: UnitOfWorkFactory, clock: FakeClock, enriching: Callable[..., Enriching], omdb: Omdb
) -> None:
    everything = famous(stocked, 6)
    films = wanted(stocked, clock)
    report = await enriching(daily_limit=5).run(films.next(100))
    assert (report.asked, report.stopped_by) == (4, "quota_spent")  # a fifth is kept back for people
    assert omdb.asked == everything[:4]
    assert films.next(2) == everything[4:6]


async def test_a_quota_that_others_spent_ends_a_run_and_loses_no_film(
    stocked: UnitOfWorkFactory, clock: FakeClock, enriching: Callable[..., Enriching], omdb: Omdb
) -> None:
    first, second, third = famous(stocked, 3)
    omdb.answers[second] = Missed(Outcome.REQUEST_LIMIT_REACHED)
    report = await enriching().run([first, second, third])
    assert (dict(report.fates), report.stopped_by) == ({Fate.KNOWN: 1}, "request_limit_reached")
    assert wanted(stocked, clock).next(2) == [second, third]
    assert (await enriching().run([second])).asked == 0


async def test_a_new_film_joins_the_catalogue_with_its_facts(
    stocked: UnitOfWorkFactory, enriching: Callable[..., Enriching], omdb: Omdb
) -> None:
    facts = Facts(directors=("Bong Joon Ho",), languages=("Korean",))
    omdb.answers[NEW] = found("Parasite", 2019, facts=facts)
    report = await enriching().run([NEW])
    assert dict(report.fates) == {Fate.ADDED: 1}
    with stocked() as work:
        movie = work.movies.by_imdb_id(NEW)
        assert movie is not None
        assert (movie.title, movie.year, movie.genres) == ("Parasite", 2019, ("Drama",))
        assert Facts.from_json(dict(work.film_facts.all())[NEW]) == facts


@pytest.mark.parametrize("kind", ["series", "episode", "game"])
async def test_what_is_no_film_does_not_join_and_is_not_asked_about_again(
    stocked: UnitOfWorkFactory,
    clock: FakeClock,
    enriching: Callable[..., Enriching],
    omdb: Omdb,
    kind: str,
) -> None:
    omdb.answers[NEW] = found("Some Show", 2019, kind)
    report = await enriching().run([NEW])
    assert dict(report.fates) == {Fate.NO_FILM: 1}
    with stocked() as work:
        assert work.movies.by_imdb_id(NEW) is None
    clock.now += 10 * ASKED_AGAIN_AFTER
    assert NEW not in wanted(stocked, clock, NEW).next(1000)


@pytest.mark.parametrize(
    ("years_off", "kind", "fate"),
    [
        (1, "movie", Fate.KNOWN),
        (-1, "movie", Fate.KNOWN),
        (2, "movie", Fate.MISSED),
        (-30, "movie", Fate.MISSED),
        (0, "series", Fate.KNOWN),
        (0, "episode", Fate.MISSED),
        (0, "game", Fate.MISSED),
    ],
)
async def test_an_answer_about_another_film_is_a_miss(
    *,
    stocked: UnitOfWorkFactory,
    clock: FakeClock,
    enriching: Callable[..., Enriching],
    omdb: Omdb,
    years_off: int,
    kind: str,
    fate: Fate,
) -> None:
    (film,) = famous(stocked, 1)
    with stocked() as work:
        movie = work.movies.by_imdb_id(film)
        assert movie is not None
        assert movie.year is not None
    omdb.answers[film] = found("Namesake", movie.year + years_off, kind, Facts(directors=("Somebody",)))
    report = await enriching().run([film])
    assert dict(report.fates) == {fate: 1}
    with stocked() as work:
        assert (film in work.film_facts.imdb_ids()) == (fate is Fate.KNOWN)
        assert movie == work.movies.by_imdb_id(film)
    assert film not in wanted(stocked, clock).next(1000)
    clock.now += ASKED_AGAIN_AFTER
    assert (film in wanted(stocked, clock).next(1000)) == (fate is Fate.MISSED)


async def test_merged_and_unknown_ids_are_asked_about_again_after_weeks(
    stocked: UnitOfWorkFactory, clock: FakeClock, enriching: Callable[..., Enriching], omdb: Omdb
) -> None:
    omdb.answers = {NEW: Missed(Outcome.DUPLICATE), OTHER_NEW: Missed(Outcome.NOT_FOUND)}
    report = await enriching().run([NEW, OTHER_NEW])
    assert dict(report.fates) == {Fate.MISSED: 2}
    films = wanted(stocked, clock, NEW, OTHER_NEW)
    assert not {NEW, OTHER_NEW}.intersection(films.next(1000))
    clock.now += ASKED_AGAIN_AFTER
    assert {NEW, OTHER_NEW}.issubset(films.next(1000))


async def test_a_film_of_which_everything_is_unknown_is_asked_about_once(
    stocked: UnitOfWorkFactory, clock: FakeClock, enriching: Callable[..., Enriching]
) -> None:
    (film,) = famous(stocked, 1)
    assert dict((await enriching().run([film])).fates) == {Fate.KNOWN: 1}
    clock.now += 10 * ASKED_AGAIN_AFTER
    assert film not in wanted(stocked, clock).next(1000)


async def test_a_film_whose_run_was_killed_before_it_joined_still_joins(
    stocked: UnitOfWorkFactory, clock: FakeClock, enriching: Callable[..., Enriching], omdb: Omdb
) -> None:
    with stocked() as work:
        work.film_facts.put(NEW, Facts(languages=("Korean",)).to_json(), clock())
        work.film_facts.put(OTHER_NEW, Facts(film_type="series").to_json(), clock())
        work.commit()
    films = wanted(stocked, clock, NEW, OTHER_NEW).next(1000)
    assert (NEW in films, OTHER_NEW in films) == (True, False)
    assert dict((await enriching().run([NEW])).fates) == {Fate.ADDED: 1}


async def test_a_database_that_is_away_ends_a_run(
    stocked: UnitOfWorkFactory, enriching: Callable[..., Enriching], monkeypatch: pytest.MonkeyPatch
) -> None:
    def away(*_: object) -> None:
        raise StorageUnavailable("away")

    monkeypatch.setattr(AddingFilms, "known", away)
    report = await enriching().run(famous(stocked, 2))
    assert (report.asked, report.stopped_by) == (0, "away")


def test_the_list_of_nominees_begins_with_the_most_nominated() -> None:
    from bot.services.award_nominees import award_nominees

    nominees = award_nominees()
    assert len(nominees) == len(set(nominees)) > 10_000
    assert nominees[0] == "tt4786824"
