"""The keyboard under a film that is asked about, and the buttons in it."""

from __future__ import annotations

from telegram import InlineKeyboardMarkup

from bot.presentation import labels
from bot.presentation.buttons import Hint, HintButton, Payload, RecommendButton
from bot.presentation.card_rows import halves, stars_row
from bot.presentation.controls import button, keyboard
from bot.presentation.locale import Locale
from bot.services.views import Question, RatedFilm


class AnswerButton(Payload, wire="qa", last_word="{movie_id}"):
    """Onboarding: stars for the film asked about."""

    movie_id: int
    stars: float


class NotSeenButton(Payload, wire="qn", last_word="{movie_id}"):
    """Onboarding: haven't seen the film asked about."""

    movie_id: int


class RefineAnswerButton(Payload, wire="qr", last_word="{movie_id}"):
    """Onboarding: change the last answer by half a star and stay on the film asked about."""

    movie_id: int
    stars: float
    asked_movie_id: int


class UndoAnswerButton(Payload, wire="qu", last_word="{movie_id}"):
    """Onboarding: take the answer about a film back."""

    movie_id: int


class StopButton(Payload, wire="qs"):
    """Onboarding: enough for today."""


def question(locale: Locale, asked: Question, owner: int) -> InlineKeyboardMarkup:
    """Build the keyboard of a film asked about: stars; half a star for the last one, undo, the way out."""
    movie_id, last = asked.film.movie_id, asked.last
    rated = None if last is None or last.stars is None else RatedFilm(last.film, last.stars)
    less, more = halves(
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
        stars_row(locale, None, lambda stars: AnswerButton(owner, movie_id, stars)),
        [less, button(locale.gettext(labels.NOT_SEEN), NotSeenButton(owner, movie_id)), more],
        [
            button(locale.gettext(labels.UNDO), undo),
            *on,
            button(locale.gettext(labels.STOP), StopButton(owner)),
        ],
    )
