"""Keyboards under film cards: always three rows, the stars on top, so that a thumb can stay where it is.

A keyboard hangs from the bottom of the screen: a row more or less would move the stars under the thumb. What
belongs to the film before (half a star more or less, undo) has places of its own in the lower rows.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from urllib.parse import quote

from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from bot.presentation import labels
from bot.presentation.buttons import (
    AnswerButton,
    CounterButton,
    DeckActionsButton,
    DeleteRatingButton,
    FilmActionsButton,
    HideButton,
    Hint,
    HintButton,
    KeepButton,
    MoreButton,
    NotSeenButton,
    OpenShelvedButton,
    Payload,
    RateCardButton,
    RateFilmButton,
    RateFilmsButton,
    RatingsPageButton,
    RecommendButton,
    RefineAnswerButton,
    RefineCardButton,
    SeenButton,
    ShelfPageButton,
    ShelveButton,
    SimilarButton,
    StopButton,
    TurnButton,
    UndoAnswerButton,
    UnhideButton,
    UnkeepButton,
    UnseeButton,
    UnshelveButton,
)
from bot.presentation.controls import Row, button, keyboard, link
from bot.presentation.deep_links import FilmLink, share_url
from bot.presentation.film_titles import spoken
from bot.presentation.locale import Locale
from bot.presentation.narrowing import ShowAgainButton, chips
from bot.services.library import Shelf
from bot.services.origins import Place
from bot.services.views import DeckPage, Film, FilmPage, Question, RatedFilm

SHELVES = {Place.WATCHLIST: Shelf.WATCHLIST, Place.SEEN: Shelf.SEEN, Place.HIDDEN: Shelf.HIDDEN}


def question(locale: Locale, asked: Question, owner: int) -> InlineKeyboardMarkup:
    """Build the keyboard of a film asked about: stars; half a star for the last one, undo, the way out."""
    movie_id, last = asked.film.movie_id, asked.last
    rated = None if last is None or last.stars is None else RatedFilm(last.film, last.stars)
    less, more = _halves(
        locale,
        owner,
        rated,
        lambda film_id, stars: RefineAnswerButton(owner, film_id, stars, movie_id),
    )
    undo: Payload = HintButton(owner, Hint.NOTHING_TO_UNDO)
    if last is not None:
        undo = UndoAnswerButton(owner, last.film.movie_id)
    on = [button(locale.gettext("My films"), RecommendButton(owner))] if asked.enough else []
    return keyboard(
        _stars_row(locale, None, lambda stars: AnswerButton(owner, movie_id, stars)),
        [less, button(locale.gettext(labels.NOT_SEEN), NotSeenButton(owner, movie_id)), more],
        [
            button(locale.gettext(labels.UNDO), undo),
            *on,
            button(locale.gettext(labels.STOP), StopButton(owner)),
        ],
    )


def deck(locale: Locale, page: DeckPage, owner: int, *, undo: Payload | None = None) -> InlineKeyboardMarkup:
    """Build the keyboard of a list's card: stars; leafing; keep, seen, not for me, more.

    `undo` takes back what put the film before aside; it stands where that was done.
    """
    movie_id = page.film.movie_id
    return keyboard(
        _stars_row(
            locale, page.own_stars, lambda stars: RateCardButton(owner, page.deck_id, movie_id, stars)
        ),
        _leaf_row(locale, page, owner),
        [*_first_action(locale, page, owner), *_dismiss_row(locale, page, owner, undo)],
    )


def deck_actions(locale: Locale, page: DeckPage, owner: int, bot_username: str) -> InlineKeyboardMarkup:
    """Build the rest of what a list's card offers, in the place of leafing."""
    return keyboard(
        _stars_row(
            locale,
            page.own_stars,
            lambda stars: RateCardButton(owner, page.deck_id, page.film.movie_id, stars),
        ),
        _alike_row(locale, page.film, owner, has_model=not page.model_is_missing),
        [
            *_elsewhere(locale, page.film, owner, bot_username),
            button("◀", TurnButton(owner, page.deck_id, page.position)),
        ],
    )


def film(locale: Locale, page: FilmPage, owner: int, *, deleted: float | None = None) -> InlineKeyboardMarkup:
    """Build the keyboard of one film: stars; its stars to change; the way back, the shelves, more."""
    origin = page.came_from.code

    def rate(stars: float) -> Payload:
        return RateFilmButton(owner, page.film.movie_id, stars, origin)

    return keyboard(
        _stars_row(locale, page.own_stars, rate),
        _own_stars_row(locale, page, owner, deleted, rate),
        [
            *_way_back(page, owner),
            *(_shelf_button(locale, page, owner, shelf) for shelf in Shelf),
            button("⋯", FilmActionsButton(owner, page.film.movie_id, origin)),
        ],
    )


def film_actions(locale: Locale, page: FilmPage, owner: int, bot_username: str) -> InlineKeyboardMarkup:
    """Build the rest of what a film's card offers."""
    origin = page.came_from.code
    return keyboard(
        _stars_row(
            locale,
            page.own_stars,
            lambda stars: RateFilmButton(owner, page.film.movie_id, stars, origin),
        ),
        _alike_row(locale, page.film, owner, has_model=True),
        [
            *_elsewhere(locale, page.film, owner, bot_username),
            button("◀", OpenShelvedButton(owner, page.film.movie_id, origin)),
        ],
    )


def is_cold(page: DeckPage) -> bool:
    """Return whether a list is popular because nothing is known of the person's taste."""
    knows_something = page.prediction or page.own_stars is not None or page.last_rated
    return page.source == "popular" and not page.model_is_missing and not knows_something


def watch_url(locale: Locale, shown: Film) -> str:
    """Return where to look up who shows a film, in the country of the person's language."""
    country = WATCH_COUNTRIES.get(locale.code.partition("_")[0], "us")
    return f"https://www.justwatch.com/{country}/search?q={quote(spoken(shown.title))}"


WATCH_COUNTRIES = {"de": "de", "fr": "fr", "es": "es", "pt": "br", "it": "it", "tr": "tr", "ru": "ru"}


def _stars_row(locale: Locale, own: float | None, payload: Callable[[float], Payload]) -> Row:
    """Build ★1 … ★5; own stars stand ticked in the place of the whole star below them."""
    ticked = None if own is None else max(1, math.floor(own))
    return [
        button(labels.ticked_stars(locale, own), payload(own))
        if own is not None and whole == ticked
        else button(locale.stars(whole), payload(float(whole)))
        for whole in range(1, 6)
    ]


def _halves(
    locale: Locale, owner: int, rated: RatedFilm | None, payload: Callable[[int, float], Payload]
) -> Row:
    """Build −½ and +½ for the film rated last; where they can do nothing, they explain themselves."""
    less: Payload = HintButton(owner, Hint.FINE_TUNE)
    more: Payload = less
    if rated is not None and rated.stars > 0.5:
        less = payload(rated.film.movie_id, rated.stars - 0.5)
    if rated is not None and rated.stars < 5:
        more = payload(rated.film.movie_id, rated.stars + 0.5)
    return [
        button(locale.gettext(labels.HALF_LESS), less),
        button(locale.gettext(labels.HALF_MORE), more),
    ]


def _leaf_row(locale: Locale, page: DeckPage, owner: int) -> Row:
    """Return the leafing row; on the first card, where nothing leads back, what the list can be freed of."""
    if page.position == 0 and page.own_stars is None and page.last_rated is None and page.size > 1:
        freeing = _freeing(locale, page, owner)
        if freeing:
            return [*freeing, button("▶", TurnButton(owner, page.deck_id, 1))]
    return _turning_row(locale, page, owner)


def _freeing(locale: Locale, page: DeckPage, owner: int) -> Row:
    if page.notice == "held_back":
        again = button(locale.gettext("↻ Show them again"), ShowAgainButton(owner, page.deck_id))
        return [again, *chips(locale, page.filters, page.deck_id, owner)[:1]]
    return chips(locale, page.filters, page.deck_id, owner)


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
    less, more = _halves(
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
            return [button(locale.gettext(labels.RATE_FILMS), RateFilmsButton(owner))]
        return [button(locale.gettext("My films"), RecommendButton(owner))]
    return _keep(locale, page, owner)


def _keep(locale: Locale, page: DeckPage, owner: int) -> Row:
    movie_id = page.film.movie_id
    if page.shelves.on_watchlist:
        label = labels.ticked(locale.gettext(labels.LATER))
        return [button(label, UnkeepButton(owner, page.deck_id, movie_id))]
    return [button(locale.gettext(labels.LATER), KeepButton(owner, page.deck_id, movie_id))]


def _dismiss_row(locale: Locale, page: DeckPage, owner: int, undo: Payload | None) -> Row:
    """Build seen, not for me, more; the way to take the last one back replaces the first two."""
    movie_id, more = page.film.movie_id, button("⋯", DeckActionsButton(owner, page.deck_id, page.position))
    if undo is not None:
        return [button(locale.gettext(labels.UNDO), undo), more]
    seen = button(locale.gettext(labels.SEEN), SeenButton(owner, page.deck_id, movie_id))
    if page.shelves.is_seen:
        seen = button(labels.ticked(locale.gettext(labels.SEEN)), UnseeButton(owner, page.deck_id, movie_id))
    hide = button(locale.gettext(labels.NOT_FOR_ME), HideButton(owner, page.deck_id, movie_id))
    if page.shelves.is_hidden:
        hide = button(locale.gettext(labels.UNDO), UnhideButton(owner, page.deck_id, movie_id))
    return [seen, hide, more]


def _alike_row(locale: Locale, shown: Film, owner: int, *, has_model: bool) -> Row:
    alike = button(locale.gettext(labels.MORE_LIKE_THIS), SimilarButton(owner, shown.movie_id))
    watch = link(locale.gettext("Where to watch"), watch_url(locale, shown))
    return [alike, watch] if has_model else [watch]


def _elsewhere(locale: Locale, shown: Film, owner: int, bot_username: str) -> Row:
    """Build IMDb's page, where the film has one, and the way to send the film to somebody."""
    imdb = []
    if shown.imdb_id is not None:
        imdb = [link(locale.gettext(labels.IMDB), f"https://www.imdb.com/title/{shown.imdb_id}/")]
    url = share_url(bot_username, FilmLink(shown.movie_id, owner), spoken(shown.title))
    return [*imdb, link(locale.gettext("Share"), url)]


def _own_stars_row(
    locale: Locale,
    page: FilmPage,
    owner: int,
    deleted: float | None,
    rate: Callable[[float], Payload],
) -> Row:
    movie_id, origin = page.film.movie_id, page.came_from.code
    if page.own_stars is not None:
        rated = RatedFilm(page.film, page.own_stars)
        less, more = _halves(locale, owner, rated, lambda _film_id, stars: rate(stars))
        delete = DeleteRatingButton(owner, movie_id, origin)
        return [less, button(locale.gettext(labels.DELETE_RATING), delete), more]
    if deleted is not None:
        return [button(labels.put_back(locale, deleted), rate(deleted))]
    return _alike_row(locale, page.film, owner, has_model=True)


def _way_back(page: FilmPage, owner: int) -> Row:
    place, number = page.came_from.place, page.came_from.page
    if place is Place.RATINGS:
        return [button("◀", RatingsPageButton(owner, number))]
    if place in SHELVES:
        return [button("◀", ShelfPageButton(owner, SHELVES[place], number))]
    return []


def _shelf_button(locale: Locale, page: FilmPage, owner: int, shelf: Shelf) -> InlineKeyboardButton:
    movie_id, origin = page.film.movie_id, page.came_from.code
    label, stands = {
        Shelf.WATCHLIST: (labels.LATER, page.shelves.on_watchlist),
        Shelf.SEEN: (labels.SEEN, page.shelves.is_seen),
        Shelf.HIDDEN: (labels.NOT_FOR_ME, page.shelves.is_hidden),
    }[shelf]
    if stands:
        return button(labels.ticked(locale.gettext(label)), UnshelveButton(owner, shelf, movie_id, origin))
    return button(locale.gettext(label), ShelveButton(owner, shelf, movie_id, origin))
