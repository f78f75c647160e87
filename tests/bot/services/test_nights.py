"""Movie nights: who is in, what is predicted for all of them, one veto each, and how a night ends."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.services.errors import FilmOffList, NightGone, NotInNight, VetoUsed, VotingHasBegun
from bot.services.library import Shelf
from bot.services.night_pages import MAX_GUESTS, SHORTLIST, Gathered, NightPages
from bot.services.night_views import Attendee, NightKey, NightPage, NightPlace
from bot.services.nights import (
    ASK_AFTER,
    POLL_GRACE,
    POLL_OPEN_FOR,
    MovieNights,
)
from bot.services.use_cases import UseCases
from bot.services.views import Filters
from storage.unit_of_work import UnitOfWorkFactory
from tests.support.small_world import SmallWorld
from tests.support.stocked import FakeClock

ADA, BEN, CLEO = (Attendee(number, name) for number, name in ((1, "Ada"), (2, "Ben"), (3, "Cleo")))
GROUP, OTHER = NightPlace(-1001), NightPlace(-1002)


@pytest.fixture
def nights(services: UseCases) -> MovieNights:
    return services.nights


def key_of(page: NightPage) -> NightKey:
    return NightKey(page.night_id, page.chat_id)


def ids(page: NightPage) -> list[int]:
    return [film.movie_id for film in page.films]


def voted(nights: MovieNights, votes: list[int], poll_id: str = "7") -> NightPage:
    """Open a night, begin its vote and let people vote."""
    page = nights.open(GROUP, ADA)
    nights.begin_vote(key_of(page), ADA.chat_user_id)
    nights.place_poll(page.night_id, poll_id, 50)
    nights.count_votes(poll_id, votes, is_closed=False)
    return page


def test_whoever_begins_is_in_and_a_second_command_finds_the_same_night(nights: MovieNights) -> None:
    page = nights.open(GROUP, ADA)
    assert page.guests == ("Ada",)
    assert len(page.films) == SHORTLIST
    again = nights.open(GROUP, BEN, Filters(genres=frozenset({"Horror"})))
    assert again.night_id == page.night_id
    assert again.guests == ("Ada", "Ben")
    assert all("Horror" in film.genres for film in again.films)


def test_nights_of_two_groups_and_of_topics_do_not_meet(nights: MovieNights) -> None:
    pages = [nights.open(place, ADA) for place in (GROUP, OTHER, NightPlace(-1001, 5))]
    assert len({page.night_id for page in pages}) == 3
    nights.join(key_of(pages[0]), BEN)
    assert nights.open(OTHER, ADA).guests == ("Ada",)


def test_films_that_anybody_saw_hid_or_refused_are_not_shown(
    services: UseCases, nights: MovieNights, world: SmallWorld
) -> None:
    page = nights.open(GROUP, ADA)
    seen, hidden, refused, _, _ = ids(page)
    services.rating.rate(BEN.chat_user_id, seen, 5.0)
    services.library.put(BEN.chat_user_id, Shelf.HIDDEN, hidden)
    page = nights.join(key_of(page), BEN)
    assert seen not in ids(page)
    if refused in ids(page):
        page = nights.veto(key_of(page), ADA.chat_user_id, refused)
    assert refused not in ids(page)


def test_everybody_has_one_veto_and_only_those_who_are_in(nights: MovieNights) -> None:
    page = nights.open(GROUP, ADA)
    key, first = key_of(page), ids(page)[0]
    with pytest.raises(NotInNight):
        nights.veto(key, BEN.chat_user_id, first)
    page = nights.veto(key, ADA.chat_user_id, first)
    assert first not in ids(page)
    assert page.veto_count == 1
    with pytest.raises(VetoUsed):
        nights.veto(key, ADA.chat_user_id, ids(page)[0])
    with pytest.raises(FilmOffList):
        nights.veto(key, ADA.chat_user_id, first)


def test_leaving_takes_one_out_of_the_prediction_with_the_veto(
    services: UseCases, nights: MovieNights, world: SmallWorld
) -> None:
    for movie_id in world.movie_ids_of("fear")[:6]:
        services.rating.rate(BEN.chat_user_id, movie_id, 5.0)
    alone = nights.open(GROUP, ADA)
    together = nights.join(key_of(alone), BEN)
    assert ids(together) != ids(alone)
    nights.veto(key_of(alone), BEN.chat_user_id, ids(together)[0])
    left = nights.leave(key_of(alone), BEN.chat_user_id)
    assert (left.guests, ids(left), left.veto_count) == (("Ada",), ids(alone), 0)


def test_a_night_that_everybody_left_goes_on_with_whoever_joins(nights: MovieNights) -> None:
    key = key_of(nights.open(GROUP, ADA))
    empty = nights.leave(key, ADA.chat_user_id)
    assert (empty.guests, empty.films) == ((), ())
    with pytest.raises(NotInNight):
        nights.begin_vote(key, ADA.chat_user_id)
    assert nights.join(key, BEN).guests == ("Ben",)


def test_a_person_learns_their_own_expected_stars_and_a_newcomer_none(
    services: UseCases, nights: MovieNights, world: SmallWorld
) -> None:
    for movie_id in world.movie_ids_of("love")[:5]:
        services.rating.rate(BEN.chat_user_id, movie_id, 5.0)
    page = nights.open(GROUP, ADA)
    assert page.newcomer_count == 1
    for_ben = nights.expected(key_of(page), BEN.chat_user_id, ids(page)[0])
    assert tuple(each.film for each in for_ben) == page.films
    assert all(each.stars is not None for each in for_ben)
    for_ada = nights.expected(key_of(page), ADA.chat_user_id, ids(page)[0])
    assert [each.stars for each in for_ada] == [None] * len(page.films)
    with pytest.raises(FilmOffList):
        nights.expected(key_of(page), ADA.chat_user_id, 999_999)


def test_a_button_forged_in_another_group_finds_nothing(nights: MovieNights) -> None:
    page = nights.open(GROUP, ADA)
    with pytest.raises(NightGone):
        nights.join(NightKey(page.night_id, OTHER.chat_id), BEN)
    with pytest.raises(NightGone):
        nights.join(NightKey(page.night_id + 1, GROUP.chat_id), BEN)


def test_the_films_stand_while_people_vote_and_there_is_one_poll(nights: MovieNights) -> None:
    page = nights.open(GROUP, ADA)
    key = key_of(page)
    assert nights.begin_vote(key, ADA.chat_user_id).is_voting
    for forbidden in (
        lambda: nights.begin_vote(key, ADA.chat_user_id),
        lambda: nights.veto(key, ADA.chat_user_id, ids(page)[0]),
        lambda: nights.limit_length(key, ADA.chat_user_id, 100),
    ):
        with pytest.raises(VotingHasBegun):
            forbidden()
    late = nights.join(key, BEN)
    assert (ids(late), late.guests) == (ids(page), ("Ada", "Ben"))
    assert nights.open(GROUP, CLEO, Filters(max_minutes=100)).night_id == page.night_id


def test_the_film_with_most_votes_wins_once(nights: MovieNights) -> None:
    page = voted(nights, [0, 0, 2, 1, 0])
    decision = nights.count_votes("7", [0, 0, 2, 1, 0], is_closed=True)
    assert decision is not None
    assert (decision.film, decision.votes, decision.all_votes) == (page.films[2], 2, 3)
    assert not decision.is_tie
    assert nights.decide(page.night_id) == decision, "until it is announced"
    assert nights.note_announced(decision)
    assert not nights.note_announced(decision)
    assert nights.count_votes("7", [0, 0, 2, 1, 0], is_closed=True) is None
    assert nights.decide(page.night_id) is None
    assert nights.open(GROUP, ADA).night_id != page.night_id


@pytest.mark.parametrize(("votes", "is_tie"), [([0, 1, 1, 0, 0], True), ([0, 0, 0, 0, 0], False)])
def test_among_equals_the_one_that_suits_all_best_wins(
    nights: MovieNights, votes: list[int], is_tie: bool
) -> None:
    page = voted(nights, votes)
    decision = nights.decide(page.night_id)
    assert decision is not None
    assert decision.film == page.films[1 if is_tie else 0]
    assert decision.is_tie == is_tie


def test_polls_of_strangers_decide_nothing(nights: MovieNights) -> None:
    voted(nights, [1, 0, 0, 0, 0])
    assert nights.count_votes("8", [1, 0], is_closed=True) is None
    assert nights.count_votes("7", [1, 0], is_closed=True) is None


def test_a_poll_that_nobody_closed_is_overdue_and_keeps_its_votes(
    nights: MovieNights, clock: FakeClock
) -> None:
    page = voted(nights, [0, 3, 0, 0, 0])
    assert nights.overdue() == []
    clock.now += POLL_OPEN_FOR + POLL_GRACE + timedelta(minutes=1)
    assert [late.night_id for late in nights.overdue()] == [page.night_id]
    decision = nights.decide(page.night_id)
    assert decision is not None
    assert decision.film == page.films[1]


def test_next_day_whoever_was_in_is_asked_once_unless_they_said_it(
    services: UseCases, nights: MovieNights, clock: FakeClock
) -> None:
    page = nights.open(GROUP, ADA)
    for person in (BEN, CLEO):
        nights.join(key_of(page), person)
    nights.begin_vote(key_of(page), ADA.chat_user_id)
    decision = nights.decide(page.night_id)
    assert decision is not None
    assert decision.film is not None
    assert nights.note_announced(decision)
    assert nights.inquiries() == []
    services.rating.rate(BEN.chat_user_id, decision.film.movie_id, 4.0)
    services.people.mark_blocked(CLEO.chat_user_id)
    clock.now += ASK_AFTER + timedelta(minutes=1)
    [asked] = nights.inquiries()
    assert (asked.chat_user_id, asked.film) == (ADA.chat_user_id, decision.film)
    assert nights.inquiries() == []


def test_wishes_that_nothing_fits_leave_an_empty_shortlist_and_no_film(nights: MovieNights) -> None:
    page = nights.open(GROUP, ADA, Filters(first_year=2200))
    assert page.films == ()
    nights.begin_vote(key_of(page), ADA.chat_user_id)
    decision = nights.decide(page.night_id)
    assert decision is not None
    assert decision.film is None
    assert nights.note_announced(decision)
    assert nights.open(GROUP, BEN).night_id != page.night_id


def test_whoever_joins_while_films_are_chosen_counts(
    nights: MovieNights, monkeypatch: pytest.MonkeyPatch
) -> None:
    page, choose = nights.open(GROUP, ADA), NightPages._shortlist

    def chosen_while_cleo_joins(pages: NightPages, gathered: Gathered) -> tuple[int, ...]:
        monkeypatch.setattr(NightPages, "_shortlist", choose)
        nights.join(key_of(page), CLEO)
        return ()

    monkeypatch.setattr(NightPages, "_shortlist", chosen_while_cleo_joins)
    shown = nights.join(key_of(page), BEN)
    assert shown.guests == ("Ada", "Ben", "Cleo")
    assert len(shown.films) == SHORTLIST


def test_a_film_that_could_not_be_announced_is_decided_again(nights: MovieNights, clock: FakeClock) -> None:
    page = voted(nights, [0, 3, 0, 0, 0])
    decision = nights.count_votes("7", [0, 3, 0, 0, 0], is_closed=True)
    assert decision is not None
    nights.note_announced(decision)
    nights.note_unannounced(page.night_id)
    clock.now += POLL_OPEN_FOR + POLL_GRACE + timedelta(minutes=1)
    assert [late.night_id for late in nights.overdue()] == [page.night_id]
    assert nights.decide(page.night_id) == decision


def test_a_group_that_moves_or_is_lost(nights: MovieNights) -> None:
    page = nights.open(GROUP, ADA)
    nights.move(GROUP.chat_id, OTHER.chat_id)
    assert nights.join(NightKey(page.night_id, OTHER.chat_id), BEN).guests == ("Ada", "Ben")
    assert nights.call_off(OTHER.chat_id) == 1
    with pytest.raises(NightGone):
        nights.join(NightKey(page.night_id, OTHER.chat_id), CLEO)


def test_a_forgotten_person_is_in_no_night(
    services: UseCases, nights: MovieNights, stocked: UnitOfWorkFactory
) -> None:
    page = nights.open(GROUP, ADA)
    nights.join(key_of(page), BEN)
    services.people.forget(ADA.chat_user_id)
    assert nights.join(key_of(page), BEN).guests == ("Ben",)


def test_of_a_group_of_thousands_the_first_are_predicted_for(services: UseCases, nights: MovieNights) -> None:
    page = nights.open(GROUP, ADA)
    for number in range(10, 10 + MAX_GUESTS + 5):
        page = nights.join(key_of(page), Attendee(number, f"P{number}"))
    assert len(page.guests) == MAX_GUESTS + 6
    assert len(page.films) == SHORTLIST
    assert page.newcomer_count == MAX_GUESTS


def test_a_night_that_came_to_nothing_is_not_next_weeks(nights: MovieNights, clock: FakeClock) -> None:
    planned = nights.open(GROUP, ADA)
    clock.now += timedelta(days=2)
    assert nights.open(GROUP, BEN).night_id == planned.night_id
    clock.now += timedelta(days=5)
    anew = nights.open(GROUP, BEN)
    assert anew.night_id != planned.night_id
    assert anew.guests == ("Ben",)
    with pytest.raises(NightGone):
        nights.join(key_of(planned), ADA)


def test_a_night_that_is_over_is_owed_to_its_message(nights: MovieNights, clock: FakeClock) -> None:
    page, other = nights.open(GROUP, ADA), nights.open(OTHER, ADA)
    nights.note_message(page.night_id, 5)
    assert nights.ended() == []
    clock.now += timedelta(days=4)
    [ended] = nights.ended()
    assert (ended.night_id, ended.message_id, ended.is_over, ended.film) == (page.night_id, 5, True, None)
    nights.note_message(page.night_id, None)
    assert nights.ended() == []
    assert nights.now(key_of(other)).is_over


def test_a_night_is_looked_at_from_its_own_chat_alone(nights: MovieNights) -> None:
    page = nights.open(GROUP, ADA)
    assert nights.now(key_of(page)) == page
    with pytest.raises(NightGone):
        nights.now(NightKey(page.night_id, OTHER.chat_id))
