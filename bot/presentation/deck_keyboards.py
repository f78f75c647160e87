"""The keyboard under a list's card, and the buttons in it: stars, leafing, what becomes of the film."""

from __future__ import annotations

from telegram import InlineKeyboardMarkup

from bot.presentation import labels
from bot.presentation.buttons import Hint, HintButton, Payload, RateFilmsButton, RecommendButton
from bot.presentation.card_rows import alike_row, elsewhere, halves, stars_row
from bot.presentation.controls import Row, button, keyboard
from bot.presentation.identity import BotIdentity
from bot.presentation.locale import Locale
from bot.presentation.narrowing import chips_in_a_row
from bot.services.views import DeckPage, RatedFilm


class TurnButton(Payload, wire="dt", last_word="deck {deck_id}"):
    """Leaf to a card of a deck."""

    deck_id: int
    position: int


class CounterButton(Payload, wire="dc"):
    """Where in a deck one is."""

    position: int
    size: int


class RateCardButton(Payload, wire="da", last_word="{movie_id}"):
    """Stars for a film of a deck."""

    deck_id: int
    movie_id: int
    stars: float


class RefineCardButton(Payload, wire="dr", last_word="{movie_id}"):
    """Change the last film's stars by half a star and stay on the card at a position."""

    deck_id: int
    position: int
    movie_id: int
    stars: float


class HideButton(Payload, wire="dh", last_word="{movie_id}"):
    """Not for me."""

    deck_id: int
    movie_id: int


class UnhideButton(Payload, wire="du", last_word="{movie_id}"):
    """Take "not for me" back."""

    deck_id: int
    movie_id: int


class MoreButton(Payload, wire="dm"):
    """Make a deck longer than it was when the button was made; tapped again it only leafs there."""

    deck_id: int
    size: int


class KeepButton(Payload, wire="dk", last_word="watchlist {movie_id}"):
    """Keep a film of a deck for later."""

    deck_id: int
    movie_id: int


class UnkeepButton(Payload, wire="dl", last_word="watchlist {movie_id}"):
    """Keep a film of a deck no longer."""

    deck_id: int
    movie_id: int


class SeenButton(Payload, wire="de", last_word="{movie_id}"):
    """Seen, without stars; go on to the next card."""

    deck_id: int
    movie_id: int


class UnseeButton(Payload, wire="dj", last_word="{movie_id}"):
    """Take "seen" back."""

    deck_id: int
    movie_id: int


class DeckActionsButton(Payload, wire="dx"):
    """Show the rest of what a deck's card offers."""

    deck_id: int
    position: int


class ShowAgainButton(Payload, wire="na"):
    """Open the list of a card once more, with what was shown lately."""

    deck_id: int


def deck(locale: Locale, page: DeckPage, owner: int, *, undo: Payload | None = None) -> InlineKeyboardMarkup:
    """Build the keyboard of a list's card: stars; leafing; keep, seen, not for me, more.

    `undo` takes back what put the film before aside; it stands where that was done.
    """
    movie_id = page.film.movie_id
    return keyboard(
        stars_row(locale, page.own_stars, lambda stars: RateCardButton(owner, page.deck_id, movie_id, stars)),
        _leaf_row(locale, page, owner),
        [*_first_action(locale, page, owner), *_dismiss_row(locale, page, owner, undo)],
    )


def deck_actions(locale: Locale, page: DeckPage, owner: int, bot: BotIdentity) -> InlineKeyboardMarkup:
    """Build the rest of what a list's card offers, in the place of leafing."""
    return keyboard(
        stars_row(
            locale,
            page.own_stars,
            lambda stars: RateCardButton(owner, page.deck_id, page.film.movie_id, stars),
        ),
        alike_row(locale, page.film, owner, has_model=not page.model_is_missing),
        [
            *elsewhere(locale, page.film, owner, bot),
            button("◀", TurnButton(owner, page.deck_id, page.position)),
        ],
    )


def is_cold(page: DeckPage) -> bool:
    """Return whether a list is popular because nothing is known of the person's taste."""
    knows_something = page.prediction or page.own_stars is not None or page.last_rated
    return page.source == "popular" and not page.model_is_missing and not knows_something


def _leaf_row(locale: Locale, page: DeckPage, owner: int) -> Row:
    """Return the leafing row; on the first card, where nothing leads back, what the list can be freed of."""
    if page.position == 0 and page.own_stars is None and page.last_rated is None and page.size > 1:
        freeing = _freeing(locale, page, owner)
        if freeing:
            return [*freeing, button("▶", TurnButton(owner, page.deck_id, 1))]
    return _turning_row(locale, page, owner)


def _freeing(locale: Locale, page: DeckPage, owner: int) -> Row:
    if page.notice == "held_back":
        return [button(locale.gettext("↻ Show them again"), ShowAgainButton(owner, page.deck_id))]
    return chips_in_a_row(locale, page.filters, page.deck_id, owner)


def _turning_row(locale: Locale, page: DeckPage, owner: int) -> Row:
    back: Payload = HintButton(owner, Hint.FIRST_CARD)
    if page.position > 0:
        back = TurnButton(owner, page.deck_id, page.position - 1)
    is_last = page.position == page.size - 1
    forward: Payload = MoreButton(owner, page.deck_id, page.size)
    if not is_last:
        forward = TurnButton(owner, page.deck_id, page.position + 1)
    rated = page.last_rated
    if rated is None and page.own_stars is not None:
        rated = RatedFilm(page.film, page.own_stars)
    less, more = halves(
        locale,
        owner,
        rated,
        lambda film_id, stars: RefineCardButton(owner, page.deck_id, page.position, film_id, stars),
    )
    counter = button(labels.counter(page.position, page.size), CounterButton(owner, page.position, page.size))
    return [
        button("◀", back),
        less,
        counter,
        more,
        button(locale.gettext(labels.MORE) if is_last else "▶", forward),
    ]


def _first_action(locale: Locale, page: DeckPage, owner: int) -> Row:
    """Build *keep for later*; on a popular list the way to a personal one instead."""
    if page.source == "popular" and not page.model_is_missing:
        if is_cold(page):
            return [button(locale.gettext(labels.RATE), RateFilmsButton(owner))]
        return [button(locale.gettext("My films"), RecommendButton(owner))]
    return _keep(locale, page, owner)


def _keep(locale: Locale, page: DeckPage, owner: int) -> Row:
    movie_id = page.film.movie_id
    if page.shelves.on_watchlist:
        label = labels.ticked_symbol(locale.gettext(labels.LATER))
        return [button(label, UnkeepButton(owner, page.deck_id, movie_id))]
    return [button(locale.gettext(labels.LATER), KeepButton(owner, page.deck_id, movie_id))]


def _dismiss_row(locale: Locale, page: DeckPage, owner: int, undo: Payload | None) -> Row:
    """Build seen, not for me, more; the way to take the last one back replaces the first two."""
    movie_id, more = page.film.movie_id, button("⋯", DeckActionsButton(owner, page.deck_id, page.position))
    if undo is not None:
        return [button(locale.gettext(labels.UNDO), undo), more]
    seen = button(locale.gettext(labels.SEEN), SeenButton(owner, page.deck_id, movie_id))
    if page.shelves.is_seen:
        seen = button(
            labels.ticked_symbol(locale.gettext(labels.SEEN)), UnseeButton(owner, page.deck_id, movie_id)
        )
    hide = button(locale.gettext(labels.NOT_FOR_ME), HideButton(owner, page.deck_id, movie_id))
    if page.shelves.is_hidden:
        hide = button(locale.gettext(labels.UNDO), UnhideButton(owner, page.deck_id, movie_id))
    return [seen, hide, more]
