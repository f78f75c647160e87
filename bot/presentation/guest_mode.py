"""What the bot answers as a guest: a card that everybody may read, films in a few lines, or how to ask."""

from __future__ import annotations

from telegram import InlineQueryResultArticle, InputTextMessageContent, LinkPreviewOptions
from telegram.constants import ParseMode

from bot.presentation import deep_links, inline_results
from bot.presentation.deep_links import FilmLink
from bot.presentation.film_titles import with_year
from bot.presentation.locale import Locale
from bot.presentation.markup import safe
from bot.services.guest_mode import GuestFilm, GuestList
from bot.services.views import FilmDetails

RESULT_ID = "answer"


def about_film(
    locale: Locale, answer: GuestFilm, details: FilmDetails | None, bot_username: str
) -> InlineQueryResultArticle:
    """Return a film's card with what everybody gives it; what one person would is said in private only."""
    content, buttons = inline_results.public_card(
        locale,
        answer.film,
        details,
        FilmLink(answer.film.movie_id),
        bot_username,
        opinion=_opinion(locale, answer),
    )
    title = with_year(answer.film.title, answer.film.year)
    return InlineQueryResultArticle(RESULT_ID, title, content, reply_markup=buttons)


def films(locale: Locale, answer: GuestList, bot_username: str) -> InlineQueryResultArticle:
    """Return a few films, each with the way to its card."""
    lines = [
        f'{number}. <a href="{deep_links.start_url(bot_username, FilmLink(film.movie_id))}">'
        f"{safe(with_year(film.title, film.year))}</a>"
        for number, film in enumerate(answer.films, 1)
    ]
    return _article(locale.gettext("<b>How about one of these?</b>"), *lines)


def how_to_ask(locale: Locale, bot_username: str) -> InlineQueryResultArticle:
    """Say how to ask when no film was found."""
    words = locale.gettext(
        "I found no film in that. Answer a message that names one, or name it yourself: "
        "<code>@{bot} heat</code>",
        bot=bot_username,
    )
    return _article(words)


def _opinion(locale: Locale, answer: GuestFilm) -> str | None:
    if answer.mean_stars is None:
        return None
    return locale.ngettext(
        "★ {stars} from {n} person on average",
        "★ {stars} from {n} people on average",
        answer.rating_count,
        stars=locale.number(answer.mean_stars, 1),
    )


def _article(*lines: str) -> InlineQueryResultArticle:
    content = InputTextMessageContent(
        "\n".join(lines), parse_mode=ParseMode.HTML, link_preview_options=LinkPreviewOptions(is_disabled=True)
    )
    return InlineQueryResultArticle(RESULT_ID, "Matinee", content)
