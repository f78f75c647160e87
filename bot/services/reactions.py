"""What a reaction to a film's card means: 👍 keeps the film for later, 👎 hides it.

Neither is turned into stars, for nobody gave any. Taking a reaction back takes back what it did, as long as
the card shows the same film.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta

from bot.runtime.clock import Clock
from bot.services.films import film_of
from bot.services.library import keep, state_of
from bot.services.shelves import Shelf
from bot.services.taste import taste_of
from bot.services.views import Film
from storage.records.shown import CardMessage, Feeling
from storage.unit_of_work import UnitOfWork, UnitOfWorkFactory

__all__ = ["CardMessage", "Feeling", "Reacted", "Reactions"]

KEPT_FOR = timedelta(days=30)
IN_VIEW_FOR = timedelta(hours=12)
"""How long somebody who names no film is taken to mean the newest card."""


@dataclass(frozen=True)
class Reacted:
    """What a reaction did: a film was put on a shelf, or taken off it again."""

    film: Film
    shelf: Shelf
    is_taken_back: bool = False


class Reactions:
    """Knows which film each card shows, and does what a reaction to it means."""

    def __init__(self, unit_of_work: UnitOfWorkFactory, clock: Clock) -> None:
        self._unit_of_work = unit_of_work
        self._clock = clock

    def note_cards(self, cards: Iterable[CardMessage]) -> tuple[CardMessage, ...]:
        """Remember which films messages show now; return those of strangers, of whom nothing is stored."""
        noted = sorted(cards, key=lambda card: (card.chat_user_id, card.message_id))
        with self._unit_of_work() as work:
            is_all = work.card_messages.note_all(noted, self._clock()) == len(noted)
            work.commit()
            if is_all:
                return ()
            return tuple(card for card in noted if work.chat_users.get(card.chat_user_id) is None)

    def react(self, chat_user_id: int, message_id: int, feeling: Feeling | None) -> Reacted | None:
        """Do what a reaction means, None for one that was taken back; answer what it did, if anything.

        Nothing happens for a message that is no card, and for a film that the person has rated or seen.
        """
        with self._unit_of_work() as work:
            card = work.card_messages.get(chat_user_id, message_id)
            if card is None or card.reaction == feeling:
                return None
            reacted = _take_back(work, card) if card.reaction is not None else None
            if feeling is not None:
                reacted = self._act(work, card, feeling) or reacted
            work.commit()
        return reacted

    def take_back(self, chat_user_id: int, shelf: Shelf, movie_id: int) -> Film:
        """Take a film off the shelf that a reaction put it on, whatever stands under its cards."""
        with self._unit_of_work() as work:
            film = film_of(work, movie_id)
            work.card_messages.forget_reactions(chat_user_id, movie_id)
            _remove(work, chat_user_id, shelf, movie_id)
            work.commit()
        return film

    def film_on(self, chat_user_id: int, message_id: int | None = None) -> int | None:
        """Return the film that a message shows, or else the newest card; None when no card is known."""
        with self._unit_of_work() as work:
            answered = None if message_id is None else work.card_messages.get(chat_user_id, message_id)
            newest = work.card_messages.newest(chat_user_id, self._clock() - IN_VIEW_FOR)
        if message_id is not None:
            return None if answered is None else answered.movie_id
        return newest[0] if newest else None

    def prune(self) -> int:
        """Forget cards of a month ago; answer how many."""
        with self._unit_of_work() as work:
            count = work.card_messages.prune(self._clock() - KEPT_FOR)
            work.commit()
        return count

    def _act(self, work: UnitOfWork, card: CardMessage, feeling: Feeling) -> Reacted | None:
        person, movie_id, now = card.chat_user_id, card.movie_id, self._clock()
        taste = taste_of(work, person)
        state = state_of(work, taste, person, movie_id)
        is_done = state.on_watchlist if feeling == "like" else state.is_hidden
        if is_done or movie_id in taste.ratings or state.is_seen:
            return None
        work.chat_users.touch(person, now)
        if feeling == "like":
            keep(work, person, movie_id, now)
        else:
            work.dismissals.add(person, movie_id, "not_interested", now)
        work.card_messages.set_reaction(person, card.message_id, feeling)
        return Reacted(film_of(work, movie_id), SHELVES[feeling])


SHELVES: dict[Feeling, Shelf] = {"like": Shelf.WATCHLIST, "dislike": Shelf.HIDDEN}


def _remove(work: UnitOfWork, chat_user_id: int, shelf: Shelf, movie_id: int) -> None:
    """Take a film off the watchlist, or hide it no longer."""
    if shelf == Shelf.WATCHLIST:
        work.watchlist.remove(chat_user_id, movie_id)
    else:
        work.dismissals.remove(chat_user_id, movie_id)


def _take_back(work: UnitOfWork, card: CardMessage) -> Reacted | None:
    """Take a film off the shelf that a reaction put it on; None when something else took it off before."""
    feeling: Feeling = card.reaction or "like"
    person, shelf = card.chat_user_id, SHELVES[feeling]
    state = state_of(work, taste_of(work, person), person, card.movie_id)
    work.card_messages.set_reaction(person, card.message_id, None)
    _remove(work, person, shelf, card.movie_id)
    if not (state.on_watchlist if feeling == "like" else state.is_hidden):
        return None
    return Reacted(film_of(work, card.movie_id), SHELVES[feeling], is_taken_back=True)
