from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from bot.services.errors import UnknownMovieLensUser
from bot.services.use_cases import UseCases
from storage.unit_of_work import UnitOfWorkFactory
from tests.support.small_world import SmallWorld
from tests.support.stocked import FakeClock

ADA = 1


def test_a_newcomer_becomes_known_by_rating(services: UseCases, world: SmallWorld) -> None:
    assert not services.people.greet(ADA, "Ada", "en").is_known
    services.rating.rate(ADA, min(world.group_of_movie), 4.0)
    greeting = services.people.greet(ADA, "Ada", "en")
    assert greeting.is_known
    assert greeting.rating_count == 1


def test_linking_counts_the_ratings_and_unlinking_ends_it(services: UseCases, world: SmallWorld) -> None:
    user = int(world.user_ids[0])
    count = services.people.link(ADA, user)
    assert count == int((world.user_ids == user).sum())
    greeting = services.people.greet(ADA, "Ada", None)
    assert (greeting.movielens_user_id, greeting.rating_count) == (user, count)
    assert services.people.unlink(ADA)
    assert not services.people.unlink(ADA)
    assert services.people.greet(ADA, "Ada", None).rating_count == 0


@pytest.mark.parametrize("number", [0, 99_999_999, 2**40])
def test_an_unknown_movielens_user_is_refused(services: UseCases, number: int) -> None:
    with pytest.raises(UnknownMovieLensUser):
        services.people.link(ADA, number)


def test_somebody_who_blocked_the_bot_is_back_when_they_speak(
    services: UseCases, stocked: UnitOfWorkFactory
) -> None:
    services.people.greet(ADA, "Ada", "en")
    services.people.mark_blocked(ADA)
    with stocked() as work:
        person = work.chat_users.get(ADA)
        assert person is not None
        assert person.blocked_at is not None
    services.people.greet(ADA, "Ada", "en")
    with stocked() as work:
        person = work.chat_users.get(ADA)
        assert person is not None
        assert person.blocked_at is None


def test_a_name_survives_taps_that_do_not_carry_it(
    services: UseCases, stocked: UnitOfWorkFactory, world: SmallWorld
) -> None:
    services.people.greet(ADA, "Ada", "en")
    services.rating.rate(ADA, min(world.group_of_movie), 4.0)
    with stocked() as work:
        person = work.chat_users.get(ADA)
    assert person is not None
    assert (person.first_name, person.language_code) == ("Ada", "en")


def test_forgetting_a_person_leaves_nothing(
    services: UseCases, stocked: UnitOfWorkFactory, world: SmallWorld
) -> None:
    services.people.greet(ADA, "Ada", "en")
    page = services.decks.open(ADA)
    services.deck_acts.rate(ADA, page.deck_id, page.film.movie_id, 4.0)
    services.people.forget(ADA)
    with stocked() as work:
        assert work.chat_users.get(ADA) is None
        assert work.chat_ratings.of(ADA) == {}
        assert work.decks.get(page.deck_id) is None


def test_the_language_follows_telegrams_on_each_start(services: UseCases) -> None:
    assert services.people.language_code(ADA) is None
    services.people.greet(ADA, "Ada", "de")
    assert services.people.language_code(ADA) == "de"
    services.people.greet(ADA, "Ada", None)
    assert services.people.language_code(ADA) == "de"
    services.people.greet(ADA, "Ada", "fr")
    assert services.people.language_code(ADA) == "fr"


def test_what_telegram_tells_now_counts_until_a_language_is_chosen(services: UseCases) -> None:
    services.people.greet(ADA, "Ada", "en")
    assert services.people.language_code(ADA, "de") == "de"
    assert services.people.language_code(ADA) == "en"
    services.people.choose_language(ADA, "fr")
    assert services.people.language_code(ADA, "de") == "fr"
    services.people.choose_language(ADA, None)
    assert services.people.language_code(ADA, "de") == "de"


def test_a_forgotten_persons_language_is_forgotten(services: UseCases) -> None:
    services.people.greet(ADA, "Ada", "de")
    services.people.forget(ADA)
    assert services.people.language_code(ADA) is None


def test_a_language_that_another_process_changed_is_seen_after_a_while(
    services: UseCases, stocked: UnitOfWorkFactory, clock: FakeClock
) -> None:
    services.people.greet(ADA, "Ada", "de")
    with stocked() as work:
        work.chat_users.touch(ADA, clock(), language_code="fr")
        work.commit()
    assert services.people.language_code(ADA) == "de"
    clock.now += timedelta(minutes=11)
    assert services.people.language_code(ADA) == "fr"


def test_a_visit_is_noted_once_a_day(
    services: UseCases, stocked: UnitOfWorkFactory, clock: FakeClock
) -> None:
    services.people.greet(ADA, "Ada", "en")

    def last_seen() -> datetime:
        with stocked() as work:
            person = work.chat_users.get(ADA)
        assert person is not None
        return person.last_seen_at

    came = last_seen()
    clock.now = came + timedelta(hours=12)
    services.people.look_in(ADA, "en")
    assert last_seen() == came
    clock.now = came + timedelta(days=3)
    services.people.look_in(ADA, "en", is_here=False)
    assert last_seen() == came, "it was said of her elsewhere"
    services.people.look_in(ADA, "en")
    assert last_seen() > came + timedelta(days=2)


def test_the_language_that_telegram_tells_now_is_kept_for_what_nobody_asked_for(
    services: UseCases, clock: FakeClock
) -> None:
    services.people.greet(ADA, "Ada", "de")
    services.people.look_in(ADA, "fr")
    assert services.people.language_code(ADA) == "fr"
    services.people.look_in(ADA, "")
    clock.now += timedelta(hours=1)
    assert services.people.language_code(ADA) == "fr"


def test_whoever_came_back_by_an_old_button_is_known_by_name_from_the_next_visit_on(
    services: UseCases, world: SmallWorld
) -> None:
    services.rating.rate(ADA, min(world.group_of_movie), 4.0)
    assert services.people.first_name(ADA) is None
    services.people.look_in(ADA, "en", "Ada")
    assert services.people.first_name(ADA) == "Ada"


def test_of_a_stranger_who_looks_in_nothing_is_noted(services: UseCases, stocked: UnitOfWorkFactory) -> None:
    assert services.people.look_in(ADA, "en").code("en") == "en"
    with stocked() as work:
        assert work.chat_users.get(ADA) is None


def test_a_visit_counts_although_the_language_was_read_for_a_message_a_moment_ago(
    services: UseCases,
) -> None:
    services.people.language_code(ADA)
    assert services.people.languages_at_hand(ADA) is not None
    assert services.people.languages_at_hand(ADA, is_noted=True) is None
