"""Comparing tastes: who may use a link, how often and how long, and what both see."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.services.comparing import (
    AGREED_KEPT_FOR,
    KEPT_FOR,
    MAX_LINKS,
    MAX_SHARED,
    TOLD_WITHIN,
    Comparing,
)
from bot.services.errors import ComparisonLinkGone, OwnComparisonLink, TooFewToCompare
from bot.services.library import Shelf
from bot.services.use_cases import UseCases
from storage.unit_of_work import UnitOfWorkFactory
from tests.support.small_world import SmallWorld
from tests.support.stocked import FakeClock

ADA, BEN, CLEO = 1, 2, 3


@pytest.fixture
def comparing(services: UseCases, world: SmallWorld) -> Comparing:
    """Two people who agree about space and argue about love, and one who rated nothing."""
    for person, name in ((ADA, "Ada"), (BEN, "Ben"), (CLEO, "Cleo")):
        services.people.greet(person, name, "en")
    for movie_id in world.movie_ids_of("space")[:6]:
        services.rating.rate(ADA, movie_id, 5.0)
        services.rating.rate(BEN, movie_id, 4.5)
    for movie_id in world.movie_ids_of("love")[:4]:
        services.rating.rate(ADA, movie_id, 4.0)
        services.rating.rate(BEN, movie_id, 1.0)
    return services.comparing


def link_of(comparing: Comparing) -> int:
    return comparing.make_link(ADA, "Ada").link_id


def test_both_see_agreement_films_for_both_and_films_to_argue_about(
    comparing: Comparing, world: SmallWorld
) -> None:
    link_id = link_of(comparing)
    assert comparing.look_at(link_id, BEN).first_name == "Ada"
    seen = comparing.agree(link_id, BEN)
    assert [person.first_name for person in seen.people] == ["Ada", "Ben"]
    assert seen.agreement.common_count == 10
    assert seen.agreement.distance == pytest.approx((6 * 0.5 + 4 * 3.0) / 10)
    assert [each.stars for each in seen.argued] == [(4.0, 1.0)] * 3
    assert {each.film.movie_id for each in seen.argued} <= set(world.movie_ids_of("love"))
    assert 0 < len(seen.shared) <= MAX_SHARED
    assert all(stars is not None and stars >= 3.5 for pick in seen.shared for stars in pick.stars)


def test_who_is_strict_has_films_for_both_too(
    services: UseCases, comparing: Comparing, world: SmallWorld
) -> None:
    for movie_id in world.movie_ids_of("space")[:8]:
        services.rating.rate(CLEO, movie_id, 2.0)
    for movie_id in world.movie_ids_of("love")[:8]:
        services.rating.rate(CLEO, movie_id, 0.5)
    shared = comparing.agree(link_of(comparing), CLEO).shared
    assert shared
    for pick in shared:
        ada, cleo = pick.stars
        assert ada is not None
        assert ada >= 3.5
        assert cleo is not None
        assert 1.25 <= cleo < 3.5


def test_a_film_that_one_of_them_saw_or_hid_is_not_for_both(services: UseCases, comparing: Comparing) -> None:
    first = comparing.agree(link_of(comparing), BEN).shared
    services.library.put(ADA, Shelf.HIDDEN, first[0].film.movie_id)
    services.library.put(BEN, Shelf.SEEN, first[1].film.movie_id)
    again = comparing.agree(link_of(comparing), BEN).shared
    gone = {pick.film.movie_id for pick in first[:2]}
    assert not gone & {pick.film.movie_id for pick in again}


def test_a_link_serves_one_other_person(comparing: Comparing) -> None:
    link_id = link_of(comparing)
    with pytest.raises(OwnComparisonLink):
        comparing.look_at(link_id, ADA)
    with pytest.raises(OwnComparisonLink):
        comparing.agree(link_id, ADA)
    seen = comparing.agree(link_id, BEN)
    for refused in (comparing.agree, comparing.look_at):
        with pytest.raises(ComparisonLinkGone):
            refused(link_id, CLEO)
    with pytest.raises(ComparisonLinkGone):
        comparing.look_at(link_id, BEN)
    assert comparing.agree(link_id, BEN) == seen, "a tap may run twice"


def test_its_maker_is_owed_what_came_of_a_link_until_that_is_noted(
    comparing: Comparing, clock: FakeClock
) -> None:
    seen = comparing.agree(link_of(comparing), BEN)
    assert comparing.untold() == []
    clock.now += 2 * TOLD_WITHIN
    assert comparing.untold() == [seen]
    assert comparing.note_told(seen.link_id)
    assert not comparing.note_told(seen.link_id)
    assert comparing.untold() == []
    clock.now += AGREED_KEPT_FOR
    assert comparing.prune() == 1


@pytest.mark.parametrize("link_id", [1, 2**60 - 1, 2**70])
def test_a_forged_number_opens_nothing(comparing: Comparing, link_id: int) -> None:
    link_of(comparing)
    with pytest.raises(ComparisonLinkGone):
        comparing.look_at(link_id, BEN)


def test_numbers_cannot_be_guessed_from_one_another(comparing: Comparing) -> None:
    numbers = [link_of(comparing) for _ in range(20)]
    assert len(set(numbers)) == 20
    assert max(numbers) > 2**55, "or one in 10^30 times"


def test_a_link_expires_and_is_pruned(
    comparing: Comparing, clock: FakeClock, stocked: UnitOfWorkFactory
) -> None:
    link_id = link_of(comparing)
    assert comparing.prune() == 0
    clock.now += KEPT_FOR + timedelta(minutes=1)
    with pytest.raises(ComparisonLinkGone):
        comparing.agree(link_id, BEN)
    assert comparing.prune() == 1
    with stocked() as work:
        assert work.comparison_links.get(link_id) is None


def test_its_maker_withdraws_a_link_and_nobody_else(comparing: Comparing) -> None:
    link_id = link_of(comparing)
    assert not comparing.withdraw(link_id, BEN)
    comparing.look_at(link_id, BEN)
    assert comparing.withdraw(link_id, ADA)
    assert not comparing.withdraw(link_id, ADA)
    with pytest.raises(ComparisonLinkGone):
        comparing.look_at(link_id, BEN)


def test_a_few_links_are_open_at_once(comparing: Comparing) -> None:
    links = [link_of(comparing) for _ in range(MAX_LINKS + 1)]
    with pytest.raises(ComparisonLinkGone):
        comparing.look_at(links[0], BEN)
    for link_id in links[1:]:
        comparing.look_at(link_id, BEN)


def test_whoever_rated_too_little_is_told_how_much_is_missing(
    services: UseCases, comparing: Comparing
) -> None:
    with pytest.raises(TooFewToCompare) as refused:
        comparing.make_link(CLEO, "Cleo")
    assert refused.value.missing == 5
    link_id = link_of(comparing)
    with pytest.raises(TooFewToCompare):
        comparing.agree(link_id, CLEO)
    comparing.agree(link_id, BEN)  # it was not used up


def test_the_link_of_a_forgotten_person_opens_nothing(services: UseCases, comparing: Comparing) -> None:
    link_id = link_of(comparing)
    services.people.forget(ADA)
    with pytest.raises(ComparisonLinkGone):
        comparing.look_at(link_id, BEN)
