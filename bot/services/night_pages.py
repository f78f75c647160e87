"""A night as it is now: who is in, and the films that suit all of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.models.live_model import ModelHolder
from bot.services.errors import NightGone
from bot.services.films import films_of
from bot.services.night_views import NightPage
from bot.services.taste import Taste, taste_of
from bot.services.views import Filters
from recommender.groups import recommend_to_group
from storage.records.together import Night, NightGuest
from storage.unit_of_work import UnitOfWork, UnitOfWorkFactory

SHORTLIST = 5
UNDECIDED = {"gathering", "voting"}
SHOW_TRIES = 4
MAX_GUESTS = 50  # of a group of 200,000 no more are predicted for


@dataclass(frozen=True)
class Gathered:
    """A night and who is in, with their tastes while it gathers."""

    night: Night
    guests: list[NightGuest]
    tastes: list[Taste]

    def is_still_so(self, work: UnitOfWork) -> bool:
        """Return whether nobody came, went, refused or wished since."""
        night = work.nights.get(self.night.night_id)
        if night is None or (night.state, night.filters) != (self.night.state, self.night.filters):
            return False
        return work.nights.guests(self.night.night_id) == self.guests


class NightPages:
    """Chooses a night's films anew whenever it is shown, while it gathers."""

    def __init__(self, unit_of_work: UnitOfWorkFactory, models: ModelHolder) -> None:
        self._unit_of_work = unit_of_work
        self._models = models

    def show(self, night_id: int) -> NightPage:
        """Return the night as it is now; while it gathers, with the films chosen anew.

        They are chosen between two transactions, so that nobody who rates waits for that; once more if
        somebody came, went or wished meanwhile.
        """
        for tries_left in reversed(range(SHOW_TRIES)):
            gathered = self._look_at(night_id)
            movie_ids = self._shortlist(gathered)
            with self._unit_of_work() as work:
                if tries_left and not gathered.is_still_so(work):
                    continue
                work.nights.claim(night_id, "gathering", movie_ids=movie_ids)
                page = page_of(work, existing(work, night_id), gathered.guests, gathered.tastes)
                work.commit()
                return page
        raise AssertionError("the last try counts")

    def _look_at(self, night_id: int) -> Gathered:
        with self._unit_of_work() as work:
            night, guests = existing(work, night_id), work.nights.guests(night_id)
            who = guests[:MAX_GUESTS] if night.state == "gathering" else []
            return Gathered(night, guests, [taste_of(work, guest.chat_user_id) for guest in who])

    def _shortlist(self, gathered: Gathered) -> tuple[int, ...]:
        if not gathered.tastes:
            return ()
        vetoed = {guest.vetoed_movie_id for guest in gathered.guests if guest.vetoed_movie_id is not None}
        picks = recommend_to_group(
            self._models.current().recommender.model,
            [taste.ratings for taste in gathered.tastes],
            n=SHORTLIST,
            exclude=vetoed.union(*(taste.seen for taste in gathered.tastes)),
            filters=Filters.from_json(gathered.night.filters),
        )
        return tuple(pick.movie_id for pick in picks)


def page_of(
    work: UnitOfWork, night: Night, guests: Sequence[NightGuest], tastes: Sequence[Taste] = ()
) -> NightPage:
    """Return a night as its group sees it; of newcomers it knows only where tastes are given."""
    films = films_of(work, [*night.movie_ids, *([] if night.movie_id is None else [night.movie_id])])
    return NightPage(
        night_id=night.night_id,
        chat_id=night.chat_id,
        thread_id=night.thread_id,
        poll_message_id=night.poll_message_id,
        guests=tuple(guest.first_name for guest in guests),
        newcomer_count=sum(not taste.ratings for taste in tastes),
        veto_count=sum(guest.vetoed_movie_id is not None for guest in guests),
        filters=Filters.from_json(night.filters),
        films=tuple(films[movie_id] for movie_id in night.movie_ids if movie_id in films),
        is_voting=night.state == "voting",
        language_code=guests[0].language_code if guests else None,
        message_id=night.message_id,
        is_over=night.state not in UNDECIDED,
        film=None if night.movie_id is None else films.get(night.movie_id),
    )


def existing(work: UnitOfWork, night_id: int) -> Night:
    """Return a night; NightGone when there is none."""
    night = work.nights.get(night_id)
    if night is None:
        raise NightGone
    return night
