from __future__ import annotations

import pytest

from bot.models.live_model import ModelHolder
from bot.services.use_cases import UseCases
from bot.services.views import NothingLeftToAsk, Question
from storage.unit_of_work import UnitOfWorkFactory
from tests.support.small_world import SmallWorld

ADA = 1


def asked(question: Question | NothingLeftToAsk) -> Question:
    assert isinstance(question, Question)
    return question


def test_three_answers_are_enough(services: UseCases) -> None:
    question = asked(services.onboarding.next(ADA))
    seen = []
    for number in range(3):
        assert not question.enough
        assert question.answered == number
        seen.append(question.film.movie_id)
        question = asked(services.onboarding.answer(ADA, question.film.movie_id, 4.0))
    assert question.enough
    assert question.film.movie_id not in seen
    assert len(set(seen)) == 3


def test_a_film_not_seen_counts_for_nothing_and_is_not_asked_again(
    services: UseCases, stocked: UnitOfWorkFactory
) -> None:
    first = asked(services.onboarding.next(ADA))
    second = asked(services.onboarding.not_seen(ADA, first.film.movie_id))
    assert second.answered == 0
    assert second.last is not None
    assert (second.last.film, second.last.stars) == (first.film, None)
    films = {second.film.movie_id}
    for _ in range(20):
        second = asked(services.onboarding.not_seen(ADA, second.film.movie_id))
        films.add(second.film.movie_id)
    assert first.film.movie_id not in films
    assert len(films) == 21


def test_undo_takes_the_answer_back_and_asks_the_film_again(
    services: UseCases, stocked: UnitOfWorkFactory
) -> None:
    first = asked(services.onboarding.next(ADA))
    services.onboarding.answer(ADA, first.film.movie_id, 2.0)
    again = asked(services.onboarding.undo(ADA, first.film.movie_id))
    assert again.film == first.film
    assert again.answered == 0
    with stocked() as work:
        assert work.chat_ratings.of(ADA) == {}


def test_a_touch_of_half_a_star_keeps_the_film_that_is_being_asked(
    services: UseCases, stocked: UnitOfWorkFactory
) -> None:
    first = asked(services.onboarding.next(ADA))
    second = asked(services.onboarding.answer(ADA, first.film.movie_id, 4.0))
    refined = asked(services.onboarding.refine(ADA, first.film.movie_id, 3.5, second.film.movie_id))
    assert refined.film == second.film
    assert refined.last is not None
    assert refined.last.stars == 3.5
    with stocked() as work:
        assert work.chat_ratings.of(ADA) == {first.film.movie_id: 3.5}


def test_answering_twice_by_a_double_tap_is_one_rating(
    services: UseCases, stocked: UnitOfWorkFactory
) -> None:
    first = asked(services.onboarding.next(ADA))
    once = services.onboarding.answer(ADA, first.film.movie_id, 5.0)
    twice = services.onboarding.answer(ADA, first.film.movie_id, 5.0)
    assert once == twice


def test_when_everything_was_answered_there_is_nothing_left_to_ask(
    services: UseCases, world: SmallWorld
) -> None:
    for movie_id in world.group_of_movie:
        services.onboarding.not_seen(ADA, movie_id)
    assert services.onboarding.next(ADA) == NothingLeftToAsk(0)


def franchise(models: ModelHolder, question: Question | NothingLeftToAsk) -> int:
    catalogue = models.current().recommender._catalogue
    return int(catalogue.franchises[catalogue.item_rows_of([asked(question).film.movie_id])[0]])


@pytest.mark.parametrize("has_seen", [True, False])
def test_whoever_comes_back_is_not_asked_about_the_series_they_spoke_of_last(
    services: UseCases, models: ModelHolder, has_seen: bool
) -> None:
    question = asked(services.onboarding.next(ADA))
    for _ in range(12):
        if has_seen:
            services.onboarding.answer(ADA, question.film.movie_id, 4.0)
        else:
            services.onboarding.not_seen(ADA, question.film.movie_id)
        before, question = franchise(models, question), asked(services.onboarding.next(ADA))
        assert franchise(models, question) != before
