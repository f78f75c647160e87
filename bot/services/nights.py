"""Movie nights: a group gathers, gets films predicted for everybody who is in, refuses some, votes.

Nobody leads a night: whoever is in may do everything, so that a host who leaves takes nothing along.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from bot.models.live_model import ModelHolder
from bot.runtime.clock import Clock
from bot.services.errors import FilmOffList, NightGone, NotInNight, VetoUsed, VotingHasBegun
from bot.services.films import films_of
from bot.services.night_pages import UNDECIDED, NightPages, page_of
from bot.services.night_views import (
    Attendee,
    Decision,
    ExpectedFilm,
    Inquiry,
    NightKey,
    NightPage,
    NightPlace,
)
from bot.services.taste import taste_of
from bot.services.views import NO_FILTERS, Filters
from recommender.groups import expected_stars
from storage.records.together import Night
from storage.unit_of_work import UnitOfWork, UnitOfWorkFactory

GATHERING_FOR = timedelta(days=4)  # an evening may be planned ahead; next week's is another one
POLL_OPEN_FOR = timedelta(minutes=30)
POLL_GRACE = timedelta(minutes=2)
ASK_AFTER = timedelta(hours=18)
KEPT_FOR = timedelta(days=30)


class MovieNights:
    """Opens nights, and leads them to a film."""

    def __init__(self, unit_of_work: UnitOfWorkFactory, models: ModelHolder, clock: Clock) -> None:
        self._unit_of_work = unit_of_work
        self._models = models
        self._clock = clock
        self._pages = NightPages(unit_of_work, models)

    def open(self, place: NightPlace, host: Attendee, filters: Filters = NO_FILTERS) -> NightPage:
        """Begin a night with its host in, or return the one that is under way there.

        Wishes named anew count, unless the vote has begun.
        """
        with self._unit_of_work() as work:
            night = self._under_way(work, place)
            if night is None:
                night = work.nights.add(place.chat_id, place.thread_id, filters.to_json(), self._clock())
            elif filters != NO_FILTERS and night.state == "gathering":
                work.nights.change(night.night_id, filters=filters.to_json())
            self._add_guest(work, night, host)
            work.commit()
        return self._pages.show(night.night_id)

    def now(self, key: NightKey) -> NightPage:
        """Return a night as it is now, over or not."""
        with self._unit_of_work() as work:
            _of_chat(work, key)
        return self._pages.show(key.night_id)

    def note_message(self, night_id: int, message_id: int | None) -> None:
        """Remember which message shows a night; None once it shows how the night ended."""
        with self._unit_of_work() as work:
            work.nights.change(night_id, message_id=message_id)
            work.commit()

    def join(self, key: NightKey, person: Attendee) -> NightPage:
        """Let somebody be in; while people vote the films stay as they are."""
        with self._unit_of_work() as work:
            self._add_guest(work, _undecided(work, key), person)
            work.commit()
        return self._pages.show(key.night_id)

    def leave(self, key: NightKey, chat_user_id: int) -> NightPage:
        """Take somebody out of the night, of its prediction and their veto with them."""
        with self._unit_of_work() as work:
            _undecided(work, key)
            work.nights.leave(key.night_id, chat_user_id)
            work.commit()
        return self._pages.show(key.night_id)

    def veto(self, key: NightKey, chat_user_id: int, movie_id: int) -> NightPage:
        """Take a film off the list for one person; NotInNight, VotingHasBegun, FilmOffList, VetoUsed."""
        with self._unit_of_work() as work:
            night = _gathering(work, key, chat_user_id)
            if movie_id not in night.movie_ids:
                raise FilmOffList
            if not work.nights.veto(key.night_id, chat_user_id, movie_id):
                raise VetoUsed
            work.commit()
        return self._pages.show(key.night_id)

    def limit_length(self, key: NightKey, chat_user_id: int, minutes: int | None) -> NightPage:
        """Let the films be at most so long."""
        with self._unit_of_work() as work:
            night = _gathering(work, key, chat_user_id)
            filters = replace(Filters.from_json(night.filters), max_minutes=minutes).to_json()
            work.nights.change(key.night_id, filters=filters)
            work.commit()
        return self._pages.show(key.night_id)

    def expected(self, key: NightKey, chat_user_id: int, movie_id: int) -> tuple[ExpectedFilm, ...]:
        """Return what one person alone would give the films of the shortlist, of which they ask for one."""
        with self._unit_of_work() as work:
            night = _undecided(work, key)
            films, taste = films_of(work, night.movie_ids), taste_of(work, chat_user_id)
        if movie_id not in films:
            raise FilmOffList
        listed = [each for each in night.movie_ids if each in films]
        stars = expected_stars(self._models.current().recommender.model, taste.ratings, listed)
        return tuple(ExpectedFilm(films[each], given) for each, given in zip(listed, stars, strict=True))

    def begin_vote(self, key: NightKey, chat_user_id: int) -> NightPage:
        """Fix the shortlist; a second tap at once is VotingHasBegun, so that there is one poll."""
        with self._unit_of_work() as work:
            _gathering(work, key, chat_user_id)
        page = self._pages.show(key.night_id)
        with self._unit_of_work() as work:
            closes_at = self._clock() + POLL_OPEN_FOR
            votes = [0] * len(page.films)
            opened = {"state": "voting", "closes_at": closes_at, "votes": votes}
            if not work.nights.claim(key.night_id, "gathering", **opened):
                raise VotingHasBegun
            work.commit()
        return replace(page, is_voting=True)

    def place_poll(self, night_id: int, poll_id: str, message_id: int) -> None:
        """Remember the poll that decides a night."""
        with self._unit_of_work() as work:
            work.nights.change(night_id, poll_id=poll_id, poll_message_id=message_id)
            work.commit()

    def count_votes(self, poll_id: str, votes: Sequence[int], *, is_closed: bool) -> Decision | None:
        """Note how a poll stands; return what a closed one decides. None for what decides nothing."""
        with self._unit_of_work() as work:
            night = work.nights.of_poll(poll_id)
            if night is None or night.state != "voting" or len(votes) != len(night.movie_ids):
                return None
            work.nights.change(night.night_id, votes=list(votes))
            decision = self._decision(work, replace(night, votes=tuple(votes))) if is_closed else None
            work.commit()
        return decision

    def decide(self, night_id: int) -> Decision | None:
        """Return what the votes that are known decide: the poll could not be sent, or is gone."""
        with self._unit_of_work() as work:
            night = work.nights.get(night_id)
            return self._decision(work, night) if night is not None and night.state == "voting" else None

    def note_announced(self, decision: Decision) -> bool:
        """End a night with its film; False when another process has announced it."""
        state, film = ("over", None) if decision.film is None else ("decided", decision.film.movie_id)
        ended = {"state": state, "movie_id": film, "decided_at": self._clock()}
        with self._unit_of_work() as work:
            is_ours = work.nights.claim(decision.page.night_id, "voting", **ended)
            work.commit()
        return is_ours

    def note_unannounced(self, night_id: int) -> None:
        """Let a night be decided again whose group could not be told."""
        with self._unit_of_work() as work:
            work.nights.change(night_id, state="voting", movie_id=None, decided_at=None)
            work.commit()

    def without_poll(self) -> list[NightPage]:
        """Return the nights whose vote began minutes ago and that a dead process has sent no poll for."""
        with self._unit_of_work() as work:
            left = work.nights.without_poll(self._clock() + POLL_OPEN_FOR - POLL_GRACE)
            return [page_of(work, night, work.nights.guests(night.night_id)) for night in left]

    def overdue(self) -> list[NightPage]:
        """Return the nights whose poll should have ended by now."""
        with self._unit_of_work() as work:
            late = work.nights.overdue(self._clock() - POLL_GRACE)
            return [page_of(work, night, work.nights.guests(night.night_id)) for night in late]

    def ended(self) -> list[NightPage]:
        """Return the nights that are over and whose message does not say so; some waited in vain."""
        with self._unit_of_work() as work:
            work.nights.expire(self._clock() - GATHERING_FOR)
            over = work.nights.shown_as_they_were()
            pages = [page_of(work, night, work.nights.guests(night.night_id)) for night in over]
            work.commit()
        return pages

    def inquiries(self) -> list[Inquiry]:
        """Return whom to ask how the film was, each night once; who rated it since is not asked."""
        with self._unit_of_work() as work:
            due = work.nights.decided_before(self._clock() - ASK_AFTER)
            asked = [
                inquiry
                for night in due
                if work.nights.claim(night.night_id, "decided", state="asked")
                for inquiry in _inquiries(work, night)
            ]
            work.nights.prune(self._clock() - KEPT_FOR)
            work.commit()
        return asked

    def move(self, chat_id: int, new_chat_id: int) -> None:
        """Take the nights of a group along to the supergroup that it has become."""
        with self._unit_of_work() as work:
            work.nights.move(chat_id, new_chat_id)
            work.commit()

    def call_off(self, chat_id: int) -> int:
        """End what is under way in a chat that the bot is no longer in; answers how many nights."""
        with self._unit_of_work() as work:
            count = work.nights.call_off(chat_id)
            work.commit()
        return count

    def _under_way(self, work: UnitOfWork, place: NightPlace) -> Night | None:
        """Return the night that people gather for or vote in; one that came to nothing days ago is over."""
        night = work.nights.undecided(place.chat_id, place.thread_id)
        if night is None or night.state == "voting" or night.created_at > self._clock() - GATHERING_FOR:
            return night
        work.nights.claim(night.night_id, "gathering", state="over")
        return None

    def _add_guest(self, work: UnitOfWork, night: Night, person: Attendee) -> None:
        work.chat_users.touch(person.chat_user_id, self._clock(), person.first_name, person.language_code)
        work.nights.join(night.night_id, person.chat_user_id, self._clock())

    def _decision(self, work: UnitOfWork, night: Night) -> Decision:
        """Let the film with the most votes win; among equals the one that was predicted best.

        It counts once it is announced: a process that dies before leaves it to another.
        """
        most = max(night.votes, default=0)
        best = [
            movie_id for movie_id, votes in zip(night.movie_ids, night.votes, strict=True) if votes == most
        ]
        film = next(iter(films_of(work, best[:1]).values()), None)
        page = page_of(work, night, work.nights.guests(night.night_id))
        return Decision(page, film, most, sum(night.votes), is_tie=most > 0 and len(best) > 1)


def _of_chat(work: UnitOfWork, key: NightKey) -> Night:
    night = work.nights.get(key.night_id)
    if night is None or night.chat_id != key.chat_id:
        raise NightGone
    return night


def _undecided(work: UnitOfWork, key: NightKey) -> Night:
    night = _of_chat(work, key)
    if night.state not in UNDECIDED:
        raise NightGone
    return night


def _gathering(work: UnitOfWork, key: NightKey, chat_user_id: int) -> Night:
    night = _undecided(work, key)
    if chat_user_id not in {guest.chat_user_id for guest in work.nights.guests(key.night_id)}:
        raise NotInNight
    if night.state == "voting":
        raise VotingHasBegun
    return night


def _inquiries(work: UnitOfWork, night: Night) -> list[Inquiry]:
    film = films_of(work, [night.movie_id]).get(night.movie_id) if night.movie_id is not None else None
    if film is None:
        return []
    people = [work.chat_users.get(guest.chat_user_id) for guest in work.nights.guests(night.night_id)]
    return [
        Inquiry(person.chat_user_id, person.chosen_language or person.language_code, film)
        for person in people
        if person is not None
        and person.blocked_at is None
        and film.movie_id not in taste_of(work, person.chat_user_id).ratings
    ]
