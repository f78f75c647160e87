"""The list behind a button: whose it is, whether it is still kept, and where in it a film stands."""

from __future__ import annotations

from bot.services.errors import DeckGone, NotYourDeck
from storage.records.shown import Deck
from storage.unit_of_work import UnitOfWork


def deck_of(work: UnitOfWork, chat_user_id: int, deck_id: int) -> Deck:
    """Return a deck that has films; DeckGone when it is no longer kept, NotYourDeck when it is another's."""
    deck = asked_deck(work, chat_user_id, deck_id)
    if not deck.movie_ids:
        raise DeckGone
    return deck


def asked_deck(work: UnitOfWork, chat_user_id: int, deck_id: int) -> Deck:
    """Return a deck for what was asked; no film may have fitted."""
    deck = work.decks.get(deck_id)
    if deck is None:
        raise DeckGone
    if deck.chat_user_id != chat_user_id:
        raise NotYourDeck
    return deck


def position_of(deck: Deck, movie_id: int) -> int:
    """Find a film by its id, so that a button on an old card can never mean another film."""
    if movie_id not in deck.movie_ids:
        raise DeckGone
    return deck.movie_ids.index(movie_id)
