"""Six films at once for a newcomer, then stars for those they have seen."""

from __future__ import annotations

import pytest

from bot.services.first_films import AT_ONCE
from bot.services.onboarding import Asked
from bot.services.use_cases import UseCases
from bot.services.views import Filters, FirstFilms, FirstFilmsRated, Question
from storage.unit_of_work import UnitOfWorkFactory

ADA = 1


def six(asked: FirstFilms | Asked) -> FirstFilms:
    assert isinstance(asked, FirstFilms)
    return asked


def one(asked: FirstFilms | Asked) -> Question:
    assert isinstance(asked, Question)
    return asked


def ids(shown: FirstFilms) -> list[int]:
    return [film.movie_id for film in shown.films]


def tick(services: UseCases, *movie_ids: int) -> FirstFilms:
    shown = [services.asking_about_six.tick(ADA, movie_id, is_seen=True) for movie_id in movie_ids]
    return six(shown[-1])


def test_a_newcomer_sees_six_films_and_the_same_ones_until_they_go_on(services: UseCases) -> None:
    shown = six(services.asking_about_six.begin(ADA))
    assert len(set(ids(shown))) == AT_ONCE
    assert (shown.number, shown.ticked) == (1, frozenset())
    assert services.asking_about_six.begin(ADA) == shown


def test_a_tick_twice_is_one_tick_and_can_be_taken_away(services: UseCases) -> None:
    first, second = ids(six(services.asking_about_six.begin(ADA)))[:2]
    assert tick(services, first, first, second).ticked == {first, second}
    off = [services.asking_about_six.tick(ADA, first, is_seen=False) for _ in range(2)]
    assert [six(each).ticked for each in off] == [{second}] * 2


def test_a_film_of_another_screen_is_not_ticked(services: UseCases) -> None:
    shown = six(services.asking_about_six.begin(ADA))
    elsewhere = max(ids(shown)) + 1
    assert tick(services, elsewhere) == shown


def test_six_others_are_new_and_the_ticks_before_count(services: UseCases) -> None:
    first = six(services.asking_about_six.begin(ADA))
    tick(services, ids(first)[0])
    second = six(services.asking_about_six.others(ADA, first.number))
    assert not set(ids(first)) & set(ids(second))
    assert second.number == 2
    again = six(services.asking_about_six.others(ADA, first.number))
    assert again == second  # the same tap once more
    tick(services, ids(second)[3])
    asked = [one(services.asking_about_six.done(ADA, 2))]
    asked.append(one(services.onboarding.answer(ADA, asked[0].film.movie_id, 4.0)))
    assert [each.film.movie_id for each in asked] == [ids(first)[0], ids(second)[3]]


def test_only_ticked_films_are_asked_for_stars_then_a_list_is_offered(
    services: UseCases, stocked: UnitOfWorkFactory
) -> None:
    shown = six(services.asking_about_six.begin(ADA))
    seen = ids(shown)[1:4]
    tick(services, *seen)
    question = one(services.asking_about_six.done(ADA, 1))
    with stocked() as work:
        assert work.seen_films.of(ADA) == set(seen)
        assert set(work.dismissals.of(ADA, "not_seen")) == set(ids(shown)) - set(seen)
    for movie_id in seen[:2]:
        assert question.film.movie_id == movie_id
        question = one(services.onboarding.answer(ADA, movie_id, 4.5))
    assert services.onboarding.answer(ADA, seen[2], 2.0) == FirstFilmsRated(3)
    with stocked() as work:
        assert work.chat_ratings.of(ADA) == {seen[0]: 4.5, seen[1]: 4.5, seen[2]: 2.0}
        assert work.seen_films.of(ADA) == set()
        assert work.first_screens.get(ADA) is None
    assert one(services.asking_about_six.begin(ADA)).film.movie_id not in ids(shown)


def test_done_twice_asks_about_the_same_film(services: UseCases) -> None:
    tick(services, ids(six(services.asking_about_six.begin(ADA)))[2])
    assert services.asking_about_six.done(ADA, 1) == services.asking_about_six.done(ADA, 1)


def test_rating_goes_on_where_it_stopped(services: UseCases) -> None:
    seen = ids(six(services.asking_about_six.begin(ADA)))[:2]
    tick(services, *seen)
    services.asking_about_six.done(ADA, 1)
    services.onboarding.answer(ADA, seen[0], 5.0)
    assert one(services.onboarding.next(ADA)).film.movie_id == seen[1]
    assert one(services.asking_about_six.begin(ADA)).film.movie_id == seen[1]


def test_an_answer_is_taken_back_and_asked_for_again(services: UseCases, stocked: UnitOfWorkFactory) -> None:
    seen = ids(six(services.asking_about_six.begin(ADA)))[:2]
    tick(services, *seen)
    services.asking_about_six.done(ADA, 1)
    services.onboarding.answer(ADA, seen[0], 5.0)
    assert one(services.onboarding.undo(ADA, seen[0])).film.movie_id == seen[0]
    with stocked() as work:
        assert work.seen_films.of(ADA) == set(seen)
    assert one(services.onboarding.not_seen(ADA, seen[0])).film.movie_id == seen[1]
    with stocked() as work:
        assert work.seen_films.of(ADA) == {seen[1]}


def test_nothing_ticked_leads_to_the_usual_question(services: UseCases) -> None:
    shown = six(services.asking_about_six.begin(ADA))
    assert one(services.asking_about_six.done(ADA, 1)).film.movie_id not in ids(shown)


def test_who_never_had_a_screen_gets_the_usual_question(services: UseCases) -> None:
    usual = one(services.onboarding.next(ADA))
    assert one(services.asking_about_six.done(ADA, 1)) == usual
    assert one(services.asking_about_six.tick(ADA, 5, is_seen=True)) == usual


@pytest.mark.parametrize("stars", [4.0, None])
def test_who_has_said_something_is_no_newcomer(services: UseCases, stars: float | None) -> None:
    film = one(services.onboarding.next(ADA)).film
    if stars is None:
        services.onboarding.not_seen(ADA, film.movie_id)
    else:
        services.onboarding.answer(ADA, film.movie_id, stars)
    one(services.asking_about_six.begin(ADA))


def test_who_asks_for_other_films_is_asked_about_those(services: UseCases) -> None:
    tick(services, *ids(six(services.asking_about_six.begin(ADA))))
    services.asking_about_six.done(ADA, 1)
    horror = Filters(genres=frozenset({"Horror"}))
    assert "Horror" in one(services.onboarding.next(ADA, horror)).film.genres


def test_screens_end_where_the_films_end(services: UseCases) -> None:
    """Of 120 films there are at most twenty screens; behind the last one are the usual questions."""
    asked = services.asking_about_six.begin(ADA)
    for number in range(1, 25):
        if not isinstance(asked, FirstFilms):
            break
        asked = services.asking_about_six.others(ADA, number)
    assert not isinstance(asked, FirstFilms)
