"""The keyboard under a list's card, and the buttons in it: stars, leafing, what becomes of the film."""

from __future__ import annotations

from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from bot.presentation import labels
from bot.presentation.buttons import Hint, HintButton, Payload, RateFilmsButton, RecommendButton
from bot.presentation.card_rows import alike_row, elsewhere, halves, stars_row
from bot.presentation.controls import Row, button, keyboard
from bot.presentation.identity import BotIdentity
from bot.presentation.locale import Locale
from bot.presentation.narrowing import chips_in_a_row, narrow_chip, parts
from bot.presentation.undoing import restoring
from bot.services.views import NO_FILTERS, DeckPage, RatedFilm


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


class DeleteStarsButton(Payload, wire="dd", last_word="{movie_id}"):
    """Take the stars of a film of a deck back; its card stays."""

    deck_id: int
    movie_id: int


def deck(locale: Locale, page: DeckPage, owner: int, *, undo: Payload | None = None) -> InlineKeyboardMarkup:
    """Build the keyboard of a list's card: stars; leafing and undoing; keep, seen, not for me, more.

    `undo` takes back what put the film before aside: what is about that film stands between ◀ and ▶. On a
    first card it takes back how the list was narrowed, below the ways to narrow it otherwise.
    """
    below = None if page.position else undo
    return keyboard(
        _stars(locale, page, owner),
        _leaf_row(locale, page, owner, undo if page.position else None),
        [*_keep(locale, page, owner), *_aside_row(locale, page, owner, below)],
    )


def deck_actions(locale: Locale, page: DeckPage, owner: int, bot: BotIdentity) -> InlineKeyboardMarkup:
    """Build the rest of what a list's card offers, in the place of leafing."""
    return keyboard(
        _stars(locale, page, owner),
        alike_row(locale, page.film, owner, has_model=not page.model_is_missing),
        [
            *narrow_chip(locale, page.filters, page.deck_id, page.position, owner),
            *elsewhere(locale, page.film, owner, bot),
            _back(page, owner),
        ],
    )


def filter_parts(locale: Locale, page: DeckPage, owner: int) -> InlineKeyboardMarkup:
    """Build the parts of what a list is narrowed to, in the place of leafing."""
    return keyboard(
        _stars(locale, page, owner), *parts(locale, page.filters, page.deck_id, _back(page, owner), owner)
    )


def is_cold(page: DeckPage) -> bool:
    """Return whether a list is popular because nothing is known of the person's taste."""
    knows_something = page.prediction or page.own_stars is not None or page.last_rated
    return page.source == "popular" and not page.model_is_missing and not knows_something


def _stars(locale: Locale, page: DeckPage, owner: int) -> Row:
    movie_id = page.film.movie_id
    return stars_row(
        locale, page.own_stars, lambda stars: RateCardButton(owner, page.deck_id, movie_id, stars)
    )


def _back(page: DeckPage, owner: int) -> InlineKeyboardButton:
    """Return the way back to leafing."""
    return button("◀", TurnButton(owner, page.deck_id, page.position))


def _leaf_row(locale: Locale, page: DeckPage, owner: int, undo: Payload | None) -> Row:
    """Return the leafing row; where no stars can be changed by a half, what the list can be freed of."""
    backward, forward = _backward(page, owner), _forward(locale, page, owner)
    if undo is not None:
        return [backward, button(locale.gettext(labels.UNDO), undo), forward]
    if page.own_stars is not None or page.last_rated or page.replaced:
        return [backward, *_about_stars(locale, page, owner), forward]
    if page.position == 0 and (ways := _other_ways(locale, page, owner)):
        return [*ways, forward]
    if page.filters == NO_FILTERS:
        return [backward, *_about_stars(locale, page, owner), forward]
    chip = narrow_chip(locale, page.filters, page.deck_id, page.position, owner)
    return [backward, *chip, _counter(page, owner), forward]


def _other_ways(locale: Locale, page: DeckPage, owner: int) -> Row:
    """Return what a list can be freed of, beside a popular one the way to one's own."""
    if page.filters != NO_FILTERS or page.notice == "held_back":
        return _freeing(locale, page, owner)
    if page.source != "popular" or page.model_is_missing:
        return []
    if is_cold(page):
        return [button(locale.gettext(labels.RATE_FILMS), RateFilmsButton(owner))]
    return [button(locale.gettext(labels.SHOW_MY_FILMS), RecommendButton(owner))]


def _freeing(locale: Locale, page: DeckPage, owner: int) -> Row:
    again = ShowAgainButton(owner, page.deck_id)
    if page.notice != "held_back":
        return chips_in_a_row(locale, page.filters, page.deck_id, owner)
    if page.filters == NO_FILTERS:
        return [button(locale.gettext("↻ Show them again"), again)]
    return [
        *chips_in_a_row(locale, page.filters, page.deck_id, owner, beside=1),
        button(locale.gettext("↻ Again"), again),
    ]


def _backward(page: DeckPage, owner: int) -> InlineKeyboardButton:
    back: Payload = HintButton(owner, Hint.FIRST_CARD)
    if page.position > 0:
        back = TurnButton(owner, page.deck_id, page.position - 1)
    return button("◀", back)


def _forward(locale: Locale, page: DeckPage, owner: int) -> InlineKeyboardButton:
    if page.position < page.size - 1:
        return button("▶", TurnButton(owner, page.deck_id, page.position + 1))
    return button(locale.gettext(labels.MORE), MoreButton(owner, page.deck_id, page.size))


def _counter(page: DeckPage, owner: int) -> InlineKeyboardButton:
    return button(labels.counter(page.position, page.size), CounterButton(owner, page.position, page.size))


def _about_stars(locale: Locale, page: DeckPage, owner: int) -> Row:
    """Return half a star less and more of the film rated last; between them the way back, or the position."""
    rated = page.last_rated
    if rated is None and page.own_stars is not None:
        rated = RatedFilm(page.film, page.own_stars)
    less, more = halves(
        locale,
        owner,
        rated,
        lambda film_id, stars: RefineCardButton(owner, page.deck_id, page.position, film_id, stars),
    )
    return [less, _middle(page, owner), more]


def _middle(page: DeckPage, owner: int) -> InlineKeyboardButton:
    if page.replaced is not None:
        return button(labels.UNDO_STARS, restoring(owner, page.deck_id, page.replaced))
    if page.own_stars is not None:
        return button(labels.DELETE_STARS, DeleteStarsButton(owner, page.deck_id, page.film.movie_id))
    return _counter(page, owner)


def _keep(locale: Locale, page: DeckPage, owner: int) -> Row:
    movie_id = page.film.movie_id
    if page.shelves.on_watchlist:
        label = labels.ticked_symbol(locale.gettext(labels.LATER))
        return [button(label, UnkeepButton(owner, page.deck_id, movie_id))]
    return [button(locale.gettext(labels.LATER), KeepButton(owner, page.deck_id, movie_id))]


def _aside_row(locale: Locale, page: DeckPage, owner: int, undo: Payload | None) -> Row:
    """Build seen, not for me, more; what holds is ticked; `undo` replaces the first two."""
    deck_id, movie_id = page.deck_id, page.film.movie_id
    rest = button("⋯", DeckActionsButton(owner, deck_id, page.position))
    if undo is not None:
        return [button(locale.gettext(labels.UNDO), undo), rest]
    seen = button(locale.gettext(labels.SEEN), SeenButton(owner, deck_id, movie_id))
    if page.shelves.is_seen:
        ticked = labels.ticked_symbol(locale.gettext(labels.SEEN))
        seen = button(ticked, UnseeButton(owner, deck_id, movie_id))
    hide = button(locale.gettext(labels.NOT_FOR_ME), HideButton(owner, deck_id, movie_id))
    if page.shelves.is_hidden:
        ticked = labels.ticked_symbol(locale.gettext(labels.NOT_FOR_ME))
        hide = button(ticked, UnhideButton(owner, deck_id, movie_id))
    return [seen, hide, rest]
