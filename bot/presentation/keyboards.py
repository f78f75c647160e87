"""Inline keyboards, built from ids; rows keep their places so that a thumb can stay where it is."""

from __future__ import annotations

import math
from collections.abc import Callable

from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from bot.presentation import labels
from bot.presentation.buttons import (
    AnswerButton,
    CounterButton,
    DeleteRatingButton,
    ForgetMeButton,
    HideButton,
    Hint,
    HintButton,
    KeepMeButton,
    LinkHelpButton,
    MoreButton,
    NotSeenButton,
    OpenRatingButton,
    Payload,
    PopularButton,
    RateCardButton,
    RateFilmButton,
    RateFilmsButton,
    RatingsPageButton,
    RecommendButton,
    RefineAnswerButton,
    RefineCardButton,
    SimilarButton,
    StopButton,
    StyleButton,
    TurnButton,
    UndoAnswerButton,
    UnhideButton,
)
from bot.presentation.callback_data import pack
from bot.presentation.locale import Locale
from bot.services.style import Style
from bot.services.views import DeckPage, Film, FilmPage, Greeting, Question, RatedFilm, RatingsPage

Row = list[InlineKeyboardButton]
NUMBERS_A_ROW = 4


def greeting(locale: Locale, person: Greeting, owner: int) -> InlineKeyboardMarkup:
    """Three ways on from /start."""
    if person.is_known:
        return _keyboard(
            [_button(locale.gettext(labels.SHOW_MY_FILMS), RecommendButton(owner))],
            [_button(locale.gettext(labels.RATE_MORE), RateFilmsButton(owner))],
            [_button(locale.gettext(labels.POPULAR_FILMS), PopularButton(owner))],
        )
    return _keyboard(
        [_button(locale.gettext(labels.RATE_FILMS), RateFilmsButton(owner))],
        [_button(locale.gettext(labels.LINK_MOVIELENS), LinkHelpButton(owner))],
        [_button(locale.gettext(labels.JUST_POPULAR), PopularButton(owner))],
    )


def question(locale: Locale, asked: Question, owner: int) -> InlineKeyboardMarkup:
    """Stars for the film asked about, a touch more or less for the last one, and the ways out."""
    movie_id = asked.film.movie_id
    last = asked.last
    refine: Row = []
    if last is not None and last.stars is not None:
        rated = RatedFilm(last.film, last.stars)
        refine = _refine_row(
            locale,
            labels.last_answer(locale, rated),
            rated,
            lambda stars: RefineAnswerButton(owner, rated.film.movie_id, stars, movie_id),
            owner,
        )
    undo = [_button(locale.gettext(labels.UNDO), UndoAnswerButton(owner, last.film.movie_id))] if last else []
    return _keyboard(
        _stars_row(locale, None, lambda stars: AnswerButton(owner, movie_id, stars)),
        [_button(locale.gettext(labels.NOT_SEEN), NotSeenButton(owner, movie_id))],
        refine,
        [*undo, _button(locale.gettext(labels.STOP), StopButton(owner))],
        [_button(locale.gettext(labels.SHOW_MY_FILMS), RecommendButton(owner))] if asked.enough else [],
    )


def deck(
    locale: Locale, page: DeckPage, owner: int, *, just_hidden: int | None = None
) -> InlineKeyboardMarkup:
    """Stars, leafing, not for me; then what can still be changed about the last tap."""
    movie_id = page.film.movie_id
    undo_hiding: Row = []
    if just_hidden is not None and just_hidden != movie_id:
        undo_hiding = [
            _button(locale.gettext(labels.UNDO_HIDING), UnhideButton(owner, page.deck_id, just_hidden))
        ]
    return _keyboard(
        _stars_row(
            locale, page.own_stars, lambda stars: RateCardButton(owner, page.deck_id, movie_id, stars)
        ),
        _leaf_row(locale, page, owner),
        [_hide_button(locale, page, owner), *_more_like_this(locale, page, owner), *_imdb(locale, page.film)],
        undo_hiding or _deck_refine_row(locale, page, owner),
        _way_to_a_personal_list(locale, page, owner),
    )


def film(
    locale: Locale, page: FilmPage, owner: int, *, list_page: int, deleted: float | None
) -> InlineKeyboardMarkup:
    """Stars for one film by itself, and the way back to one's ratings."""
    movie_id = page.film.movie_id

    def rate(stars: float) -> Payload:
        return RateFilmButton(owner, movie_id, stars, list_page)

    change: Row = []
    if page.own_stars is not None:
        change = [
            _button(locale.gettext(labels.DELETE_RATING), DeleteRatingButton(owner, movie_id, list_page))
        ]
    elif deleted is not None:
        change = [_button(labels.put_back(locale, deleted), rate(deleted))]
    rated = None if page.own_stars is None else RatedFilm(page.film, page.own_stars)
    return _keyboard(
        _stars_row(locale, page.own_stars, rate),
        _refine_row(locale, locale.stars(rated.stars), rated, rate, owner) if rated else [],
        [*change, *_imdb(locale, page.film)],
        [
            _button(locale.gettext(labels.BACK_TO_RATINGS), RatingsPageButton(owner, list_page)),
            _button(locale.gettext(labels.MORE_LIKE_THIS), SimilarButton(owner, movie_id)),
        ],
    )


def ratings(locale: Locale, page: RatingsPage, owner: int) -> InlineKeyboardMarkup:
    """A number for each film of the page, and the way to other pages."""
    if not page.total:
        return _keyboard([_button(locale.gettext(labels.RATE_FILMS), RateFilmsButton(owner))])
    numbers = [
        _button(str(number), OpenRatingButton(owner, rated.film.movie_id, page.page))
        for number, rated in enumerate(page.items, 1)
    ]
    rows = [numbers[start : start + NUMBERS_A_ROW] for start in range(0, len(numbers), NUMBERS_A_ROW)]
    return _keyboard(*rows, _pages_row(locale, page, owner) if page.page_count > 1 else [])


def style(locale: Locale, chosen: Style, owner: int) -> InlineKeyboardMarkup:
    """Safer, balanced, bolder; the chosen one is ticked; and the way to see what it does."""
    return _keyboard(
        [
            _button(
                labels.ticked(locale.gettext(label)) if each is chosen else locale.gettext(label),
                StyleButton(owner, each),
            )
            for each, label in labels.STYLES.items()
        ],
        [_button(locale.gettext(labels.SHOW_MY_FILMS), RecommendButton(owner))],
    )


def forget_me(locale: Locale, owner: int) -> InlineKeyboardMarkup:
    """Sure?"""
    return _keyboard(
        [_button(locale.gettext(labels.FORGET_ME), ForgetMeButton(owner))],
        [_button(locale.gettext(labels.KEEP_ME), KeepMeButton(owner))],
    )


def show_my_films(locale: Locale, owner: int) -> InlineKeyboardMarkup:
    """The one way on when there is nothing left to ask."""
    return _keyboard([_button(locale.gettext(labels.SHOW_MY_FILMS), RecommendButton(owner))])


def is_cold(page: DeckPage) -> bool:
    """Whether a list is popular because nothing is known of the person's taste."""
    knows_something = page.verdict or page.own_stars is not None or page.last_rated
    return page.source == "popular" and not page.model_is_missing and not knows_something


def _button(label: str, payload: Payload) -> InlineKeyboardButton:
    return InlineKeyboardButton(label, callback_data=pack(payload))


def _keyboard(*rows: Row) -> InlineKeyboardMarkup:
    return InlineKeyboardMarkup([row for row in rows if row])


def _stars_row(locale: Locale, own: float | None, payload: Callable[[float], Payload]) -> Row:
    """★1 … ★5; own stars stand ticked in the place of the whole star below them."""
    ticked = None if own is None else max(1, math.floor(own))
    return [
        _button(labels.ticked_stars(locale, own), payload(own))
        if own is not None and whole == ticked
        else _button(locale.stars(whole), payload(float(whole)))
        for whole in range(1, 6)
    ]


def _refine_row(
    locale: Locale, label: str, rated: RatedFilm, payload: Callable[[float], Payload], owner: int
) -> Row:
    less, more = rated.stars - 0.5, rated.stars + 0.5
    return [
        *([_button(locale.gettext(labels.HALF_LESS), payload(less))] if less >= 0.5 else []),
        _button(label, HintButton(owner, Hint.FINE_TUNE)),
        *([_button(locale.gettext(labels.HALF_MORE), payload(more))] if more <= 5 else []),
    ]


def _deck_refine_row(locale: Locale, page: DeckPage, owner: int) -> Row:
    rated = page.last_rated
    if rated is None and page.own_stars is not None:
        rated = RatedFilm(page.film, page.own_stars)
    if rated is None:
        return []
    movie_id = rated.film.movie_id
    return _refine_row(
        locale,
        labels.last_answer(locale, rated),
        rated,
        lambda stars: RefineCardButton(owner, page.deck_id, page.position, movie_id, stars),
        owner,
    )


def _leaf_row(locale: Locale, page: DeckPage, owner: int) -> Row:
    back: Payload = HintButton(owner, Hint.FIRST_CARD)
    if page.position > 0:
        back = TurnButton(owner, page.deck_id, page.position - 1)
    is_last = page.position == page.size - 1
    forward: Payload = MoreButton(owner, page.deck_id, page.size)
    if not is_last:
        forward = TurnButton(owner, page.deck_id, page.position + 1)
    counter = CounterButton(owner, page.position, page.size)
    return [
        _button("◀", back),
        _button(labels.counter(page.position, page.size), counter),
        _button(locale.gettext(labels.MORE) if is_last else "▶", forward),
    ]


def _hide_button(locale: Locale, page: DeckPage, owner: int) -> InlineKeyboardButton:
    movie_id = page.film.movie_id
    if page.shelves.is_hidden:
        return _button(locale.gettext(labels.UNDO), UnhideButton(owner, page.deck_id, movie_id))
    return _button(locale.gettext(labels.NOT_FOR_ME), HideButton(owner, page.deck_id, movie_id))


def _more_like_this(locale: Locale, page: DeckPage, owner: int) -> Row:
    if page.model_is_missing:  # nothing can tell yet which films are alike
        return []
    return [_button(locale.gettext(labels.MORE_LIKE_THIS), SimilarButton(owner, page.film.movie_id))]


def _way_to_a_personal_list(locale: Locale, page: DeckPage, owner: int) -> Row:
    if page.source != "popular" or page.model_is_missing:
        return []
    if is_cold(page):
        return [_button(locale.gettext(labels.RATE_FILMS), RateFilmsButton(owner))]
    return [_button(locale.gettext(labels.SHOW_MY_FILMS), RecommendButton(owner))]


def _pages_row(locale: Locale, page: RatingsPage, owner: int) -> Row:
    newer: Payload = HintButton(owner, Hint.FIRST_PAGE)
    if page.page > 0:
        newer = RatingsPageButton(owner, page.page - 1)
    older: Payload = HintButton(owner, Hint.LAST_PAGE)
    if page.page < page.page_count - 1:
        older = RatingsPageButton(owner, page.page + 1)
    here = RatingsPageButton(owner, page.page)
    return [
        _button("◀", newer),
        _button(labels.counter(page.page, page.page_count), here),
        _button("▶", older),
    ]


def _imdb(locale: Locale, shown: Film) -> Row:
    if shown.imdb_id is None:
        return []
    return [
        InlineKeyboardButton(locale.gettext(labels.IMDB), url=f"https://www.imdb.com/title/{shown.imdb_id}/")
    ]
