"""What inline mode shows: a line for each film to the person who asks, and the card that others will read.

Only the person who asks sees their expected stars; the card they send says what anybody may know.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from telegram import (
    InlineKeyboardMarkup,
    InlineQueryResultArticle,
    InlineQueryResultsButton,
    InputTextMessageContent,
    LinkPreviewOptions,
)
from telegram.constants import ParseMode

from bot.presentation import cards, deep_links, film_texts
from bot.presentation.card_rows import watch_url
from bot.presentation.controls import keyboard, link
from bot.presentation.deep_links import FilmLink
from bot.presentation.film_titles import spoken
from bot.presentation.identity import BotIdentity
from bot.presentation.locale import Locale
from bot.presentation.markup import clean, cut
from bot.presentation.messages import N_
from bot.services.inline_films import Offer, OfferedFilm, OfferKind
from bot.services.views import Film, FilmDetails

MAX_LINE = 120
START_PARAMETER = "inline"
DOORS: dict[OfferKind, str] = {
    "picks": N_("Your picks · more in our chat"),
    "found": N_("More in our chat"),
    "shared": N_("More in our chat"),
    "popular": N_("Rate a few films, and these become yours"),
    "nothing": N_("Nothing found. Ask me in our chat"),
}


@dataclass(frozen=True)
class Sender:
    """Whoever asks, and so sends what they choose."""

    chat_user_id: int
    first_name: str


def results(
    locale: Locale,
    offer: Offer,
    details: Mapping[int, FilmDetails | None],
    sender: Sender,
    bot: BotIdentity,
) -> list[InlineQueryResultArticle]:
    """Return each offered film as a result.

    The sender is named to whoever opens the card's link; on the card of a film that they share, too.
    """
    name = sender.first_name if offer.kind == "shared" else None

    def result(offered: OfferedFilm) -> InlineQueryResultArticle:
        film, known = offered.film, details.get(offered.film.movie_id)
        opens = FilmLink.sealed(film.movie_id, sender.chat_user_id, bot.link_key)
        card = public_card(locale, film, known, opens, bot.username, sent_by=name)
        return _result(locale, offered, card, known)

    return [result(each) for each in offer.films]


def door(locale: Locale, kind: OfferKind) -> InlineQueryResultsButton:
    """Return the button above the results, which leads into the private chat."""
    return InlineQueryResultsButton(locale.gettext(DOORS[kind]), start_parameter=START_PARAMETER)


def public_card(
    locale: Locale,
    film: Film,
    details: FilmDetails | None,
    opens: FilmLink,
    bot_username: str,
    *,
    opinion: str | None = None,
    sent_by: str | None = None,
) -> tuple[InputTextMessageContent, InlineKeyboardMarkup]:
    """Return a film as a message for a chat that the bot may not know, its poster as the preview.

    A poster that is gone costs the preview and nothing else.
    """
    poster = details.poster_url if details is not None else None
    preview = LinkPreviewOptions(
        is_disabled=poster is None,
        url=poster,
        prefer_large_media=True if poster else None,
        show_above_text=True if poster else None,
    )
    content = InputTextMessageContent(
        cards.public(locale, film, details, opinion=opinion, sent_by=sent_by),
        parse_mode=ParseMode.HTML,
        link_preview_options=preview,
    )
    row = [link(locale.gettext("Where to watch"), watch_url(locale, film))]
    if bot_username:  # Telegram has not told it yet: there is nothing to link to
        stars = locale.gettext("★ For you?")
        row.insert(0, link(stars, deep_links.start_url(bot_username, opens)))
    return content, keyboard(row)


def _result(
    locale: Locale,
    offered: OfferedFilm,
    card: tuple[InputTextMessageContent, InlineKeyboardMarkup],
    details: FilmDetails | None,
) -> InlineQueryResultArticle:
    film, (content, buttons) = offered.film, card
    return InlineQueryResultArticle(
        str(film.movie_id),
        _title(film),
        content,
        reply_markup=buttons,
        description=_line(locale, offered),
        thumbnail_url=details.poster_url if details is not None else None,
    )


def _title(film: Film) -> str:
    year = f" ({film.year})" if film.year else ""
    return cut(spoken(film.title), MAX_LINE) + year


def _line(locale: Locale, offered: OfferedFilm) -> str | None:
    """Say in one line what the person who asks would give a film, and what it is."""
    stars = None
    if offered.predicted_stars is not None:
        stars = locale.gettext("★ {stars} for you", stars=locale.number(offered.predicted_stars, 1))
    line = " · ".join(part for part in (stars, film_texts.genres(locale, offered.film)) if part)
    return cut(clean(line), MAX_LINE) or None
