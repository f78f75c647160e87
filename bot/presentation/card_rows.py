"""Rows that several film cards share. A card always has three, the stars on top, so that a thumb can stay.

A keyboard hangs from the bottom of the screen: a row more or less would move the stars under the thumb. What
belongs to the film before (half a star more or less, undo) has places of its own in the lower rows.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from urllib.parse import quote

from telegram import InlineKeyboardButton

from bot.presentation import deep_links, labels
from bot.presentation.buttons import Hint, HintButton, Payload
from bot.presentation.controls import Row, button, link, sends_by_inline
from bot.presentation.deep_links import FilmLink
from bot.presentation.film_titles import spoken
from bot.presentation.identity import BotIdentity
from bot.presentation.locale import Locale
from bot.services.views import Film, RatedFilm

WATCH_COUNTRIES = {"de": "de", "fr": "fr", "es": "es", "pt": "br", "it": "it", "tr": "tr", "ru": "ru"}


class SimilarButton(Payload, wire="ds"):
    """Open a list of films like one film."""

    movie_id: int


def stars_row(locale: Locale, own: float | None, payload: Callable[[float], Payload]) -> Row:
    """Build ★1 … ★5; own stars stand ticked in the place of the whole star below them."""
    ticked = None if own is None else max(1, math.floor(own))
    return [
        button(labels.ticked_stars(locale, own), payload(own))
        if own is not None and whole == ticked
        else button(locale.stars(whole), payload(float(whole)))
        for whole in range(1, 6)
    ]


def halves(
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


def alike_row(locale: Locale, shown: Film, owner: int, *, has_model: bool) -> Row:
    """Build the way to films like one, and the way to look up where it can be watched."""
    alike = button(locale.gettext(labels.MORE_LIKE_THIS), SimilarButton(owner, shown.movie_id))
    watch = link(locale.gettext("Where to watch"), watch_url(locale, shown))
    return [alike, watch] if has_model else [watch]


def elsewhere(locale: Locale, shown: Film, owner: int, bot: BotIdentity) -> Row:
    """Build IMDb's page, where the film has one, and the way to send the film to somebody."""
    imdb = []
    if shown.imdb_id is not None:
        imdb = [link(locale.gettext(labels.IMDB), f"https://www.imdb.com/title/{shown.imdb_id}/")]
    if not bot.username:  # Telegram has not told it yet: there is nothing to link to
        return imdb
    return [*imdb, _share(locale, shown, owner, bot)]


def _share(locale: Locale, shown: Film, owner: int, bot: BotIdentity) -> InlineKeyboardButton:
    """Build what sends a film's card to a chat; without inline mode a link to it with the title."""
    label = locale.gettext("Share")
    if bot.takes_inline_queries:
        return sends_by_inline(label, deep_links.build(FilmLink(shown.movie_id)))
    opens = FilmLink.sealed(shown.movie_id, owner, bot.link_key)
    return link(label, deep_links.share_url(bot.username, opens, spoken(shown.title)))


def watch_url(locale: Locale, shown: Film) -> str:
    """Return where to look up who shows a film, in the country of the person's language."""
    country = WATCH_COUNTRIES.get(locale.code.partition("_")[0], "us")
    return f"https://www.justwatch.com/{country}/search?q={quote(spoken(shown.title))}"
