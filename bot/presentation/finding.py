"""Films by name: the choice between several, titles that the catalogue lacks, and what a text may ask for."""

from __future__ import annotations

from collections.abc import Sequence

from telegram import InlineKeyboardMarkup

from bot.presentation.buttons import Payload, PopularButton, RateFilmsButton, RecommendButton
from bot.presentation.card_rows import SimilarButton
from bot.presentation.controls import button, keyboard
from bot.presentation.film_titles import choice_label
from bot.presentation.locale import Locale
from bot.presentation.markup import safe
from bot.presentation.messages import N_
from bot.presentation.outgoing import Note
from bot.services.interpreting import ChooseFilm
from bot.services.views import TitleHit
from bot.understanding.requests import Talk

MAX_HITS = 5

EXAMPLES = N_(
    "For example: <i>heat</i>, <i>something like Amélie</i>, <i>a funny film of the 90s</i>, "
    "<i>short horror</i>."
)


class OpenFoundButton(Payload, wire="fo"):
    """Open the card of a film that was found by name."""

    movie_id: int


class RateFoundButton(Payload, wire="fr", last_word="{movie_id}"):
    """Give the stars that were typed to a film that was found by name."""

    movie_id: int
    stars: float


class AddFilmButton(Payload, wire="fa"):
    """Let a film that OMDb knows join the catalogue, and open its card."""

    imdb_number: int


def choice(locale: Locale, meaning: ChooseFilm, owner: int) -> Note:
    """Return the films that may be meant, one button each; stars that were typed go to the chosen one."""
    text = locale.gettext("Which one do you mean by “{asked}”?", asked=safe(meaning.asked, 60))
    rows = []
    for film in meaning.films:
        payload: Payload = OpenFoundButton(owner, film.movie_id)
        if meaning.stars is not None:
            payload = RateFoundButton(owner, film.movie_id, meaning.stars)
        elif meaning.is_like:
            payload = SimilarButton(owner, film.movie_id)
        rows.append([button(choice_label(film.title, film.year), payload)])
    return Note(text, keyboard(*rows))


def omdb_choice(locale: Locale, title: str, hits: Sequence[TitleHit], owner: int) -> Note:
    """Return the films of this name that OMDb knows, one button each."""
    text = locale.gettext(
        "I don't have “{title}” yet, but OMDb knows these. Tap one and it joins my catalogue.",
        title=safe(title, 60),
    )
    rows = [
        [button(choice_label(hit.title, hit.year), AddFilmButton(owner, imdb_number(hit.imdb_id)))]
        for hit in hits[:MAX_HITS]
    ]
    return Note(text, keyboard(*rows))


def unknown_title(locale: Locale, title: str, owner: int, *, has_key: bool, is_asked: bool) -> Note:
    """Say that no film of this name is known, and what can be done instead."""
    name = safe(title, 60)
    if is_asked:
        text = locale.gettext("I know no film called “{title}”, and OMDb doesn't either.", title=name)
    elif has_key:
        text = locale.gettext(
            "I know no film called “{title}”. I can't ask OMDb right now; try again later.", title=name
        )
    else:
        text = locale.gettext(
            "I know no film called “{title}”. (Without an OMDb key I can't look up newer ones.)", title=name
        )
    return Note(f"{text}\n\n{_examples(locale)}", ways_on(locale, owner))


def not_a_film(locale: Locale, owner: int) -> Note:
    """Say that what OMDb knows under this name is no film."""
    text = locale.gettext("That is no feature film, or OMDb cannot tell me more about it right now.")
    return Note(text, ways_on(locale, owner))


def not_understood(locale: Locale, owner: int) -> Note:
    """Answer what makes no sense, kindly and with ways on."""
    text = locale.gettext("I'm not sure what you mean. Name a film, or say what you are in the mood for.")
    return Note(f"{text}\n\n{_examples(locale)}", ways_on(locale, owner))


def talk(locale: Locale, kind: Talk, owner: int) -> Note:
    """Answer small talk."""
    match kind:
        case "greeting":
            text = locale.gettext("Hi! What shall we watch?")
        case "thanks":
            text = locale.gettext("You're welcome! Enjoy the film.")
        case "bye":
            text = locale.gettext("Bye! Everything is saved; I'm here when you need a film.")
        case "yes" | "no":
            text = locale.gettext("All right. Here is what I can do next:")
        case _:
            text = locale.gettext("Name a film, or say what you are in the mood for.")
    return Note(f"{text}\n\n{_examples(locale)}" if kind == "help" else text, ways_on(locale, owner))


def find_help(locale: Locale) -> str:
    """Say how /find is used."""
    return locale.gettext("Name a film: <code>/find heat 1995</code>. Typing errors are fine.")


def rated(locale: Locale, title: str, stars: float) -> str:
    """Say that stars were saved."""
    return locale.gettext("{stars} for {title}: saved.", stars=locale.stars(stars), title=safe(title, 100))


def ways_on(locale: Locale, owner: int) -> InlineKeyboardMarkup:
    """Return the three ways that always lead on."""
    return keyboard(
        [button(locale.gettext("Show my films"), RecommendButton(owner))],
        [button(locale.gettext("★ Rate films"), RateFilmsButton(owner))],
        [button(locale.gettext("Popular films"), PopularButton(owner))],
    )


def imdb_number(imdb_id: str) -> int:
    """Return the number of an IMDb id, which fits into a button."""
    return int(imdb_id.removeprefix("tt"))


def imdb_id_of(number: int) -> str:
    """Return the IMDb id of a number."""
    return f"tt{number:07d}"


def _examples(locale: Locale) -> str:
    return locale.gettext(EXAMPLES)
