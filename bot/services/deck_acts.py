"""What a person does with the films of a list: stars, hiding, noting as seen, keeping for later.

Stars teach: the part of the list that was not shown yet is chosen anew.
"""

from __future__ import annotations

from dataclasses import replace

from bot.models.live_model import ModelHolder
from bot.runtime.clock import Clock
from bot.services.asked_decks import deck_of, position_of
from bot.services.choosing import DeckChooser
from bot.services.deck_pages import DeckPages
from bot.services.library import keep as keep_for_later
from bot.services.rating import save_stars
from bot.services.undoing import EarlierStars, earlier_stars, put_stars_back
from bot.services.views import DeckPage
from storage.unit_of_work import UnitOfWorkFactory


class DeckActs:
    """Does what the buttons under a list's card ask for, and returns the card to show next."""

    def __init__(self, unit_of_work: UnitOfWorkFactory, models: ModelHolder, clock: Clock) -> None:
        self._unit_of_work = unit_of_work
        self._chooser = DeckChooser(models, clock)
        self._pages = DeckPages(models, clock)
        self._clock = clock

    def rate(self, chat_user_id: int, deck_id: int, movie_id: int, stars: float) -> DeckPage:
        """Save stars for a film of the list, learn, and go on to the next card."""
        with self._unit_of_work() as work:
            deck = deck_of(work, chat_user_id, deck_id)
            position = position_of(deck, movie_id)
            earlier = earlier_stars(work, chat_user_id, movie_id)
            rated = save_stars(work, chat_user_id, movie_id, stars, self._clock)
            deck = self._chooser.choose_rest(work, deck, position)
            page = self._pages.show(work, deck, position + 1, rated)
            work.commit()
        return replace(page, replaced=earlier)

    def refine(self, chat_user_id: int, deck_id: int, position: int, movie_id: int, stars: float) -> DeckPage:
        """Change the stars of the last film by a touch and stay on the card at this position."""
        with self._unit_of_work() as work:
            deck = deck_of(work, chat_user_id, deck_id)
            earlier = earlier_stars(work, chat_user_id, movie_id)
            rated = save_stars(work, chat_user_id, movie_id, stars, self._clock)
            deck = self._chooser.choose_rest(work, deck, position)
            page = self._pages.show(work, deck, position, rated)
            work.commit()
        return replace(page, replaced=earlier)

    def restore(self, chat_user_id: int, deck_id: int, earlier: EarlierStars) -> DeckPage:
        """Let the stars of a film of the list be as they were, and show its card; that can be undone, too."""
        with self._unit_of_work() as work:
            deck = deck_of(work, chat_user_id, deck_id)
            position = position_of(deck, earlier.movie_id)
            now = earlier_stars(work, chat_user_id, earlier.movie_id)
            put_stars_back(work, chat_user_id, earlier, self._clock())
            deck = self._chooser.choose_rest(work, deck, position)
            page = self._pages.show(work, deck, position)
            work.commit()
        return replace(page, replaced=now)

    def delete(self, chat_user_id: int, deck_id: int, movie_id: int) -> DeckPage:
        """Take the stars of a film of the list back; those of a linked MovieLens user stay."""
        page = self.restore(chat_user_id, deck_id, EarlierStars(movie_id))
        were_given = page.replaced is not None and page.replaced != EarlierStars(movie_id)
        linked_stay = page.own_stars is not None
        return replace(page, replaced=page.replaced if were_given else None, linked_stay=linked_stay)

    def hide(self, chat_user_id: int, deck_id: int, movie_id: int) -> DeckPage:
        """Hide the film from every list, and go on to the next card."""
        with self._unit_of_work() as work:
            deck = deck_of(work, chat_user_id, deck_id)
            position = position_of(deck, movie_id)
            work.dismissals.add(chat_user_id, movie_id, "not_interested", self._clock())
            page = self._pages.show(work, deck, position + 1)
            work.commit()
        return page

    def unhide(self, chat_user_id: int, deck_id: int, movie_id: int) -> DeckPage:
        """Take "not for me" back."""
        with self._unit_of_work() as work:
            deck = deck_of(work, chat_user_id, deck_id)
            position = position_of(deck, movie_id)
            work.dismissals.remove(chat_user_id, movie_id)
            page = self._pages.show(work, deck, position)
            work.commit()
        return page

    def mark_seen(self, chat_user_id: int, deck_id: int, movie_id: int) -> DeckPage:
        """Note that the person has seen a film, without stars, and go on to the next card.

        Of the watchlist it stays: what one wanted to see, and has seen now, is what to give stars to.
        """
        with self._unit_of_work() as work:
            deck = deck_of(work, chat_user_id, deck_id)
            position = position_of(deck, movie_id)
            work.seen_films.add(chat_user_id, movie_id, self._clock())
            page = self._pages.show(work, deck, position + (deck.source != "watchlist"))
            work.commit()
        return page

    def unsee(self, chat_user_id: int, deck_id: int, movie_id: int) -> DeckPage:
        """Take "seen" back and show that card again."""
        with self._unit_of_work() as work:
            deck = deck_of(work, chat_user_id, deck_id)
            position = position_of(deck, movie_id)
            work.seen_films.remove(chat_user_id, movie_id)
            page = self._pages.show(work, deck, position)
            work.commit()
        return page

    def keep(self, chat_user_id: int, deck_id: int, movie_id: int, *, is_kept: bool) -> DeckPage:
        """Keep a film for later, or no longer, and stay on its card."""
        with self._unit_of_work() as work:
            deck = deck_of(work, chat_user_id, deck_id)
            position = position_of(deck, movie_id)
            if is_kept:
                keep_for_later(work, chat_user_id, movie_id, self._clock())
            else:
                work.watchlist.remove(chat_user_id, movie_id)
            page = self._pages.show(work, deck, position)
            work.commit()
        return page
