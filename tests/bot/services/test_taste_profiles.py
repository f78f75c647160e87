"""A person's taste, with the films that tell of it."""

from __future__ import annotations

from bot.services.taste_profiles import ENOUGH_FOR_PROFILE, OwnTaste, TooFewRatings
from bot.services.use_cases import UseCases
from tests.support.small_world import SmallWorld

ADA = 11


def rate(services: UseCases, world: SmallWorld, group: str, count: int, stars: float) -> None:
    for movie_id in world.movie_ids_of(group)[:count]:
        services.rating.rate(ADA, movie_id, stars)


def test_a_handful_of_ratings_is_needed(services: UseCases, world: SmallWorld) -> None:
    assert services.taste_profiles.of(ADA) == TooFewRatings(0)
    rate(services, world, "space", ENOUGH_FOR_PROFILE - 1, 5.0)
    few = services.taste_profiles.of(ADA)
    assert few == TooFewRatings(ENOUGH_FOR_PROFILE - 1)
    assert isinstance(few, TooFewRatings)
    assert few.missing == 1


def test_it_names_films_that_were_rated_and_one_that_was_not(services: UseCases, world: SmallWorld) -> None:
    rate(services, world, "space", 4, 5.0)
    rate(services, world, "fear", 4, 1.0)
    own = services.taste_profiles.of(ADA)
    assert isinstance(own, OwnTaste)
    assert own.profile.rated_count == 8
    assert own.profile.genres[0].genre in {"Action", "Sci-Fi"}
    space, fear = world.movie_ids_of("space")[:4], world.movie_ids_of("fear")[:4]
    assert {told.film.movie_id for told in own.most_theirs} <= set(space)
    assert own.not_theirs is not None
    assert own.not_theirs.film.movie_id in fear
    assert own.next_film is not None
    assert own.next_film.movie_id not in {*space, *fear}


def test_a_film_that_was_put_aside_is_not_asked_about(services: UseCases, world: SmallWorld) -> None:
    rate(services, world, "space", 6, 5.0)
    own = services.taste_profiles.of(ADA)
    assert isinstance(own, OwnTaste)
    assert own.next_film is not None
    services.onboarding.not_seen(ADA, own.next_film.movie_id)
    later = services.taste_profiles.of(ADA)
    assert isinstance(later, OwnTaste)
    assert later.next_film != own.next_film
