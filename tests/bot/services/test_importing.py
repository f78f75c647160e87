"""Preview, choose, import, undo: on both databases, with films of the small world."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.importing.errors import EmptyFile, TooManyRows
from bot.importing.limits import MAX_ROWS
from bot.services.errors import ImportGone
from bot.services.importing import KEPT, NONE_OF_THEM
from bot.services.use_cases import UseCases
from bot.services.views import Question
from storage.imports import MAX_MADE
from storage.records.people import FilmState
from storage.unit_of_work import UnitOfWorkFactory
from tests.bot.importing.files import LETTERBOXD_FILMS, LETTERBOXD_RATINGS, csv_bytes, zip_bytes
from tests.support.small_world import SmallWorld
from tests.support.stocked import FakeClock

ADA, BEN = 1, 2


@pytest.fixture
def letterboxd(world: SmallWorld) -> bytes:
    """Return an export of titles and years only: three rated, one watched, one to watch, one unknown."""
    rated, watched, listed = world.movies[:3], world.movies[3], world.movies[4]
    films = [("2024-01-01", movie.title, movie.year, "u") for movie in (*rated, watched)]
    return zip_bytes(
        {
            "ratings.csv": csv_bytes(
                LETTERBOXD_RATINGS,
                *(
                    ("2024-01-01", m.title, m.year, "u", stars)
                    for m, stars in zip(rated, (0.5, 3, 4.5), strict=True)
                ),
                ("2024-01-01", "A film nobody knows", 2001, "u", 2),
            ),
            "watched.csv": csv_bytes(LETTERBOXD_FILMS, *films),
            "watchlist.csv": csv_bytes(LETTERBOXD_FILMS, ("2024-01-01", listed.title, listed.year, "u")),
        }
    )


def states(stocked: UnitOfWorkFactory, chat_user_id: int) -> dict[int, FilmState]:
    with stocked() as work:
        return work.film_states.of(chat_user_id)


def ids(world: SmallWorld) -> list[int]:
    return [movie.movie_id for movie in world.movies]


def test_a_preview_counts_and_writes_nothing(
    services: UseCases, stocked: UnitOfWorkFactory, letterboxd: bytes
) -> None:
    preview = services.importing.preview(ADA, letterboxd, "letterboxd.zip")
    assert preview.source == "letterboxd"
    assert preview.matched == 5
    assert preview.changes == {"rated": 3, "seen": 1, "watchlist": 1, "hidden": 0}
    assert preview.unmatched == (("A film nobody knows", 2001),)
    assert preview.conflicts == preview.choices == ()
    assert states(stocked, ADA) == {}


def test_an_import_saves_stars_seen_and_watchlist(
    services: UseCases, stocked: UnitOfWorkFactory, letterboxd: bytes, world: SmallWorld
) -> None:
    preview = services.importing.preview(ADA, letterboxd)
    result = services.importing.apply(ADA, preview.import_id)
    assert result.changes == preview.changes
    with stocked() as work:
        assert list(work.chat_ratings.of(ADA).values()) == [0.5, 3.0, 4.5]
        assert work.seen_films.of(ADA) == {ids(world)[3]}
        assert work.watchlist.of(ADA) == {ids(world)[4]}
        newest = work.chat_ratings.latest(ADA)
    assert newest is not None
    assert newest.rated_at.date().isoformat() == "2024-01-01"


def test_the_same_file_twice_changes_nothing_the_second_time_and_says_so(
    services: UseCases, stocked: UnitOfWorkFactory, letterboxd: bytes
) -> None:
    services.importing.apply(ADA, services.importing.preview(ADA, letterboxd).import_id)
    once = states(stocked, ADA)
    again = services.importing.preview(ADA, letterboxd)
    assert again.changes_nothing
    assert states(stocked, ADA) == once


def test_a_double_tap_on_import_imports_once(
    services: UseCases, stocked: UnitOfWorkFactory, letterboxd: bytes
) -> None:
    preview = services.importing.preview(ADA, letterboxd)
    first = services.importing.apply(ADA, preview.import_id)
    once = states(stocked, ADA)
    assert services.importing.apply(ADA, preview.import_id, conflicts="file") == first
    assert states(stocked, ADA) == once


def test_undo_restores_exactly_what_was_before(
    services: UseCases, stocked: UnitOfWorkFactory, letterboxd: bytes, world: SmallWorld, clock: FakeClock
) -> None:
    movie_ids = ids(world)
    services.rating.rate(ADA, movie_ids[0], 5.0)
    with stocked() as work:
        work.dismissals.add(ADA, movie_ids[1], "not_seen", clock())
        work.watchlist.add(ADA, movie_ids[3], clock())
        work.commit()
    before = states(stocked, ADA)
    preview = services.importing.preview(ADA, letterboxd)
    services.importing.apply(ADA, preview.import_id, conflicts="file")
    assert states(stocked, ADA) != before
    assert services.importing.undo(ADA, preview.import_id).restored == 5
    assert states(stocked, ADA) == before
    assert services.importing.undo(ADA, preview.import_id).restored == 0
    assert states(stocked, ADA) == before
    assert services.importing.apply(ADA, preview.import_id).changes["rated"] == 2


def test_undo_keeps_what_was_said_since_the_import(
    services: UseCases, stocked: UnitOfWorkFactory, letterboxd: bytes, world: SmallWorld
) -> None:
    preview = services.importing.preview(ADA, letterboxd)
    services.importing.apply(ADA, preview.import_id)
    services.rating.rate(ADA, ids(world)[0], 2.0)
    undone = services.importing.undo(ADA, preview.import_id)
    assert (undone.restored, undone.kept) == (4, 1)
    with stocked() as work:
        assert work.chat_ratings.of(ADA) == {ids(world)[0]: 2.0}


def test_of_other_stars_than_here_the_person_says_whose_count(
    services: UseCases, stocked: UnitOfWorkFactory, letterboxd: bytes, world: SmallWorld
) -> None:
    film = ids(world)[0]
    services.rating.rate(ADA, film, 5.0)
    preview = services.importing.preview(ADA, letterboxd)
    (conflict,) = preview.conflicts
    assert (conflict.film.movie_id, conflict.mine, conflict.theirs) == (film, 5.0, 0.5)
    assert services.importing.apply(ADA, preview.import_id, conflicts="mine").conflicts == 1
    assert states(stocked, ADA)[film].stars == 5.0
    services.importing.undo(ADA, preview.import_id)
    services.importing.apply(ADA, preview.import_id, conflicts="file")
    assert states(stocked, ADA)[film].stars == 0.5


def test_a_film_rated_here_stays_so_when_the_file_says_seen_or_watchlist(
    services: UseCases, stocked: UnitOfWorkFactory, letterboxd: bytes, world: SmallWorld
) -> None:
    for movie_id in ids(world)[3:5]:
        services.rating.rate(ADA, movie_id, 4.0)
    preview = services.importing.preview(ADA, letterboxd)
    services.importing.apply(ADA, preview.import_id)
    with stocked() as work:
        assert work.seen_films.of(ADA) == set()
        assert work.watchlist.of(ADA) == set()
        assert work.chat_ratings.of(ADA)[ids(world)[3]] == 4.0


def test_a_title_that_two_films_have_is_chosen_by_the_person(
    services: UseCases, stocked: UnitOfWorkFactory, world: SmallWorld
) -> None:
    one, two = world.movies[0], world.movies[5]
    with stocked() as work:  # a remake
        work.movies._connection.exec_driver_sql(
            f"UPDATE movies SET title = (SELECT title FROM movies WHERE movie_id = {one.movie_id}),"  # noqa: S608
            f" year = {one.year} WHERE movie_id = {two.movie_id}"
        )
        work.commit()
    content = csv_bytes(LETTERBOXD_RATINGS, ("2024-01-01", one.title, one.year, "u", 4))
    preview = services.importing.preview(ADA, content)
    (choice,) = preview.choices
    assert {film.movie_id for film in choice.films} == {one.movie_id, two.movie_id}
    assert (choice.chosen, preview.matched, preview.changes_nothing) == (None, 0, True)

    assert services.importing.choose(ADA, preview.import_id, 0, NONE_OF_THEM).changes_nothing
    chosen = services.importing.choose(ADA, preview.import_id, 0, two.movie_id)
    assert (chosen.choices[0].chosen, chosen.changes["rated"]) == (two.movie_id, 1)
    for number, movie_id in ((1, two.movie_id), (-1, two.movie_id), (0, 999_999)):
        with pytest.raises(ImportGone):
            services.importing.choose(ADA, preview.import_id, number, movie_id)
    services.importing.apply(ADA, preview.import_id)
    assert states(stocked, ADA).keys() == {two.movie_id}
    with pytest.raises(ImportGone):
        services.importing.choose(ADA, preview.import_id, 0, one.movie_id)


def test_a_second_file_takes_the_place_of_a_pending_one(
    services: UseCases, stocked: UnitOfWorkFactory, letterboxd: bytes, world: SmallWorld
) -> None:
    first = services.importing.preview(ADA, letterboxd)
    film = world.movies[7]
    second = services.importing.preview(
        ADA, csv_bytes(LETTERBOXD_RATINGS, ("2024-01-01", film.title, film.year, "u", 4))
    )
    for stale in (services.importing.apply, services.importing.undo, services.importing.pending):
        with pytest.raises(ImportGone):
            stale(ADA, first.import_id)
    assert services.importing.pending(ADA, second.import_id) == second
    services.importing.apply(ADA, second.import_id)
    assert states(stocked, ADA).keys() == {film.movie_id}


def one_rating(world: SmallWorld, place: int, stars: float = 4) -> bytes:
    """Return a file that rates one film."""
    film = world.movies[place]
    return csv_bytes(LETTERBOXD_RATINGS, ("2024-01-01", film.title, film.year, "u", stars))


@pytest.mark.parametrize("then", ["nothing", "cancel", "import", "import and undo"])
def test_an_import_can_be_undone_whatever_became_of_the_file_after_it(
    services: UseCases, stocked: UnitOfWorkFactory, letterboxd: bytes, world: SmallWorld, then: str
) -> None:
    importing = services.importing
    first = importing.preview(ADA, letterboxd).import_id
    importing.apply(ADA, first)
    second = importing.preview(ADA, one_rating(world, 7)).import_id
    if then == "cancel":
        assert importing.discard(ADA, second) is None
    if then.startswith("import"):
        importing.apply(ADA, second)
    if then == "import and undo":
        importing.undo(ADA, second)
    assert importing.undo(ADA, first).restored == 5
    assert states(stocked, ADA).keys() == ({ids(world)[7]} if then == "import" else set())


def test_imports_of_one_film_are_undone_from_the_newest_back(
    services: UseCases, stocked: UnitOfWorkFactory, world: SmallWorld
) -> None:
    importing, film = services.importing, ids(world)[7]
    made = [importing.preview(ADA, one_rating(world, 7, 4)).import_id]
    importing.apply(ADA, made[0])
    made.append(importing.preview(ADA, one_rating(world, 7, 2)).import_id)
    importing.apply(ADA, made[1], conflicts="file")
    assert states(stocked, ADA)[film].stars == 2
    undone = importing.undo(ADA, made[0])
    assert (undone.restored, undone.kept) == (0, 1)
    importing.undo(ADA, made[1])
    assert states(stocked, ADA)[film].stars == 4


def test_the_way_back_is_kept_for_the_last_few_imports(
    services: UseCases, stocked: UnitOfWorkFactory, world: SmallWorld
) -> None:
    importing, made = services.importing, []
    for place in range(MAX_MADE + 1):
        made.append(importing.preview(ADA, one_rating(world, place)).import_id)
        importing.apply(ADA, made[-1])
    with pytest.raises(ImportGone):
        importing.undo(ADA, made[0])
    for import_id in made[1:]:
        assert importing.undo(ADA, import_id).restored == 1
    assert states(stocked, ADA).keys() == {ids(world)[0]}


def test_two_people_at_once_are_independent(
    services: UseCases, stocked: UnitOfWorkFactory, letterboxd: bytes, world: SmallWorld
) -> None:
    of_ada = services.importing.preview(ADA, letterboxd)
    of_ben = services.importing.preview(BEN, letterboxd)
    with pytest.raises(ImportGone):
        services.importing.apply(BEN, of_ada.import_id)
    services.importing.apply(ADA, of_ada.import_id)
    assert states(stocked, BEN) == {}
    services.importing.apply(BEN, of_ben.import_id)
    services.importing.undo(ADA, of_ada.import_id)
    assert states(stocked, ADA) == {}
    assert len(states(stocked, BEN)) == 5


def test_a_bad_file_leaves_a_pending_import_alone(services: UseCases, letterboxd: bytes) -> None:
    preview = services.importing.preview(ADA, letterboxd)
    too_many = csv_bytes(("title", "rating"), *((f"Film {n}", 1) for n in range(MAX_ROWS + 1)))
    for content, refusal in ((b"", EmptyFile), (too_many, TooManyRows)):
        with pytest.raises(refusal):
            services.importing.preview(ADA, content)
    assert services.importing.pending(ADA, preview.import_id) == preview


def test_films_watched_without_stars_are_in_no_list_but_may_be_asked_about(
    services: UseCases, world: SmallWorld
) -> None:
    page = services.decks.open(ADA)
    question = services.onboarding.next(ADA)
    assert isinstance(question, Question)
    seen = [page.film, question.film]
    content = csv_bytes(LETTERBOXD_FILMS, *(("2024-01-01", film.title, film.year, "u") for film in seen))
    preview = services.importing.preview(ADA, content, "watched.csv")
    services.importing.apply(ADA, preview.import_id)
    for opened in (services.decks.open(ADA, n=50), services.decks.open_popular(ADA)):
        shown = {services.decks.turn(ADA, opened.deck_id, n).film.movie_id for n in range(opened.size)}
        assert shown.isdisjoint(film.movie_id for film in seen)
    assert services.onboarding.next(ADA) == question


def test_what_is_not_found_has_a_name_to_look_it_up_by(services: UseCases) -> None:
    rows = (("", "tt9999999", ""), ("", "", "9999999"), ("Nobody knows it", "", ""))
    preview = services.importing.preview(ADA, csv_bytes(("title", "imdb_id", "tmdb_id"), *rows), "seen.csv")
    assert [name for name, _ in preview.unmatched] == ["tt9999999", "TMDB 9999999", "Nobody knows it"]
    assert preview.changes_nothing


def test_a_film_that_a_file_names_twice_is_counted_once(services: UseCases, world: SmallWorld) -> None:
    film = world.movies[0]
    rows = (
        (film.title, film.year, film.imdb_id, "4"),
        (film.title.upper(), film.year, "", "3"),
        ("Nobody knows it", 1999, "", "3"),
        ("Nobody knows it", 1999, "tt9999999", "3"),
    )
    preview = services.importing.preview(ADA, csv_bytes(("title", "year", "imdb_id", "rating"), *rows))
    assert (preview.matched, preview.changes["rated"]) == (1, 1)
    assert preview.unmatched == (("Nobody knows it", 1999),)


def test_progress_is_told_while_a_file_is_matched(services: UseCases, letterboxd: bytes) -> None:
    told: list[tuple[int, int]] = []
    services.importing.preview(ADA, letterboxd, on_progress=lambda done, of: told.append((done, of)))
    assert told[0] == (0, 6)
    assert told[-1] == (6, 6)


def test_old_imports_are_deleted(services: UseCases, letterboxd: bytes, clock: FakeClock) -> None:
    preview = services.importing.preview(ADA, letterboxd)
    assert services.importing.prune() == 0
    clock.now += KEPT + timedelta(seconds=1)
    assert services.importing.prune() == 1
    with pytest.raises(ImportGone):
        services.importing.apply(ADA, preview.import_id)


def test_an_import_that_fails_midway_leaves_everything_as_it_was(
    services: UseCases, stocked: UnitOfWorkFactory, letterboxd: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    preview = services.importing.preview(ADA, letterboxd)

    def fail(*_: object) -> None:
        raise RuntimeError("the power went")

    with monkeypatch.context() as patch:
        patch.setattr("storage.imports.Imports.set_state", fail)
        with pytest.raises(RuntimeError, match="the power went"):
            services.importing.apply(ADA, preview.import_id)
    assert states(stocked, ADA) == {}
    assert services.importing.apply(ADA, preview.import_id).changes == preview.changes
