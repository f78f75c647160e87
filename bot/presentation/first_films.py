"""Six films at once: the question, the buttons under it, and what is said when the ticked ones have stars."""

from __future__ import annotations

from enum import IntEnum

from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from bot.presentation import labels
from bot.presentation.buttons import Payload, RateFilmsButton, RecommendButton
from bot.presentation.controls import Row, button, keyboard
from bot.presentation.film_titles import short, with_year
from bot.presentation.locale import Locale
from bot.presentation.markup import safe
from bot.presentation.outgoing import Note
from bot.services.views import Film, FirstFilms, FirstFilmsRated

A_ROW = 2
LABEL_LENGTH = 16  # of a title on a button that shares its row


class Tick(IntEnum):
    """What a tap wants of a film: taken off, or ticked."""

    NOT_SEEN = 0
    SEEN = 1


class TickFilmButton(Payload, wire="xt", last_word="tick {movie_id}"):
    """First films: tick one, or take its tick away."""

    movie_id: int
    tick: Tick


class OtherFirstFilmsButton(Payload, wire="xo"):
    """First films: six others in place of the screen with this number."""

    screen: int


class FirstFilmsDoneButton(Payload, wire="xd"):
    """First films: no more of them, now the stars."""

    screen: int


def question(locale: Locale) -> str:
    """Return what stands under the picture."""
    return locale.gettext("<b>Which of these have you seen?</b>\nTap them, then <b>Done</b>.")


def as_text(locale: Locale, asked: FirstFilms, owner: int) -> Note:
    """Build the question where no photos are taken: the titles instead of posters."""
    titles = (
        f"{locale.number(place)}. {safe(with_year(film.title, film.year))}"
        for place, film in enumerate(asked.films, 1)
    )
    return Note("\n".join([question(locale), "", *titles]), keyboard_of(locale, asked, owner))


def keyboard_of(locale: Locale, asked: FirstFilms, owner: int) -> InlineKeyboardMarkup:
    """Build a button for each film, ticked where it was seen, then six others and the way on."""
    films = [_film_button(locale, asked, place, owner) for place in range(len(asked.films))]
    rows: list[Row] = [films[start : start + A_ROW] for start in range(0, len(films), A_ROW)]
    return keyboard(
        *rows,
        [
            button(locale.gettext("Show six others"), OtherFirstFilmsButton(owner, asked.number)),
            button(locale.gettext("Done"), FirstFilmsDoneButton(owner, asked.number)),
        ],
    )


def rated(locale: Locale, end: FirstFilmsRated, owner: int) -> Note:
    """Build what follows the last of the ticked films: the way to the first list."""
    text = locale.ngettext(
        "Thank you! You rated {n} film, and your first list is ready.",
        "Thank you! You rated {n} films, and your first list is ready.",
        end.answered,
    )
    return Note(
        text,
        keyboard(
            [button(locale.gettext(labels.SHOW_MY_FILMS), RecommendButton(owner))],
            [button(locale.gettext(labels.RATE_MORE), RateFilmsButton(owner))],
        ),
    )


def _film_button(locale: Locale, asked: FirstFilms, place: int, owner: int) -> InlineKeyboardButton:
    film: Film = asked.films[place]
    titles = [each.title for each in asked.films]
    is_ticked = film.movie_id in asked.ticked
    label = f"{locale.number(place + 1)} {short(film.title, LABEL_LENGTH, titles)}"
    return button(
        labels.ticked(label) if is_ticked else label,
        TickFilmButton(owner, film.movie_id, Tick.NOT_SEEN if is_ticked else Tick.SEEN),
    )
