"""Titles that the catalogue lacks: what OMDb knows of them, what comes closest, and what is no film."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from telegram import InlineKeyboardButton

from bot.presentation import adding_texts
from bot.presentation.buttons import Payload
from bot.presentation.controls import Row, button, keyboard
from bot.presentation.film_titles import choice_labels, with_year
from bot.presentation.finding import choice, examples, is_part_of_a_title, ways_on
from bot.presentation.list_refusals import nobody_called
from bot.presentation.locale import Locale
from bot.presentation.markup import safe
from bot.presentation.messages import N_
from bot.presentation.outgoing import Note
from bot.services.adding_films import NotAdded
from bot.services.interpreting.meanings import ChooseFilm, Purpose
from bot.services.views import TitleHit
from bot.understanding.requests import Act

WhyUnknown = Literal["no_key", "not_now", "not_there"]
"""Why a film stays unknown: nobody gave a key for OMDb, it cannot be asked now, or it knows no such film."""

MAX_HITS = 5
ACTS: tuple[Act, ...] = ("stars", "unrate", "keep", "unkeep", "seen", "unseen", "hide", "unhide")
"""What may be wanted of a film that only OMDb knows; buttons carry its place here, so new ones come last."""
LIKE_IT = 99
OTHER_TITLE = N_("Most films are found by their English or original titles only: try one of those.")
JUST_MET = N_("<i>It has only just joined my catalogue: I can tell films like it in about ten minutes.</i>")


class AddFilmButton(Payload, wire="fa"):
    """Let a film that OMDb knows join the catalogue, and open its card."""

    imdb_number: int


class AddRatedButton(Payload, wire="far"):
    """Let a film that OMDb knows join the catalogue, and give it the stars that were typed."""

    imdb_number: int
    stars: float


class AddForButton(Payload, wire="faa"):
    """Let a film that OMDb knows join the catalogue, and do with it what was said."""

    imdb_number: int
    act: int

    @property
    def purpose(self) -> Purpose:
        """Return what was said; nothing but to see it where that is not known."""
        if self.act == LIKE_IT:
            return Purpose(is_like=True)
        return Purpose(act=ACTS[self.act] if self.act < len(ACTS) else "open")


def unknown_title(
    locale: Locale, title: str, owner: int, why: WhyUnknown, *, unwanted: Sequence[str] = ()
) -> Note:
    """Say that no film of this name is known, and what can be done instead.

    unwanted is what it may have been meant to leave out: "no Tom Cruse".
    """
    other = nobody_called(locale, unwanted) if unwanted else locale.gettext(OTHER_TITLE)
    text = f"{_unknown(locale, title, why)} {other}"
    return Note(f"{text}\n\n{examples(locale)}", ways_on(locale, owner))


def nearest(
    locale: Locale,
    meaning: ChooseFilm,
    owner: int,
    *,
    hits: Sequence[TitleHit],
    why: WhyUnknown,
    wish_id: int | None = None,
) -> Note:
    """Return films that are called nearly so, beside those of this very title that OMDb knows."""
    rows = _added(locale, hits[:MAX_HITS], meaning.purpose, owner)
    head = None
    if not hits and not is_part_of_a_title(meaning.asked, meaning.films):
        choose = locale.gettext("Did you mean one of these?")
        unknown = f"{_unknown(locale, meaning.asked, why)} {locale.gettext(OTHER_TITLE)}"
        head = f"{unknown}\n\n{choose}"
    return choice(locale, meaning, owner, head=head, others=rows, wish_id=wish_id)


def closest(locale: Locale, title: str, why: WhyUnknown) -> str:
    """Say above a card that the film is called otherwise."""
    closest_of_all = locale.gettext("This one comes closest.")
    return f"<i>{_unknown(locale, title, why)} {closest_of_all}</i>"


def omdb_choice(locale: Locale, title: str, hits: Sequence[TitleHit], owner: int, purpose: Purpose) -> Note:
    """Return the films of this name that OMDb knows, one button each."""
    text = locale.gettext(
        "I don't have “{title}” yet, but OMDb knows these. Tap one and it joins my catalogue.",
        title=safe(title, 60),
    )
    return Note(text, keyboard(*_added(locale, hits[:MAX_HITS], purpose, owner)))


def not_added(locale: Locale, missed: NotAdded, owner: int) -> Note:
    """Say why what OMDb knows under a name cannot be shown."""
    return Note(adding_texts.not_added(locale, missed), ways_on(locale, owner))


def is_series(locale: Locale, hit: TitleHit, owner: int) -> Note:
    """Say that what was named is a series."""
    text = locale.gettext(
        "“{title}” is a series; I only know films. Name one you like, or say what you are in the mood for.",
        title=safe(with_year(hit.title, hit.year), 80),
    )
    return Note(text, ways_on(locale, owner))


def no_series(locale: Locale, title: str, owner: int) -> Note:
    """Say that a series is not known."""
    text = locale.gettext(
        "I don't know the series “{title}”: films are what I know. Name one you like, or say what you are in "
        "the mood for.",
        title=safe(title, 60),
    )
    return Note(text, ways_on(locale, owner))


def imdb_number(imdb_id: str) -> int:
    """Return the number of an IMDb id, which fits into a button."""
    return int(imdb_id.removeprefix("tt"))


def imdb_id_of(number: int) -> str:
    """Return the IMDb id of a number."""
    return f"tt{number:07d}"


def _unknown(locale: Locale, title: str, why: WhyUnknown) -> str:
    name = safe(title, 60)
    match why:
        case "not_there":
            return locale.gettext("I know no film called “{title}”, and OMDb doesn't either.", title=name)
        case "not_now":
            return locale.gettext(
                "I know no film called “{title}”. I can't ask OMDb right now; try again later.", title=name
            )
        case "no_key":
            return locale.gettext(
                "I know no film called “{title}”. (Without an OMDb key I can't look up newer ones.)",
                title=name,
            )


def _added(locale: Locale, hits: Sequence[TitleHit], purpose: Purpose, owner: int) -> list[Row]:
    return [
        [_adding(locale, hit, label, purpose, owner)]
        for label, hit in zip(choice_labels(hits), hits, strict=True)
    ]


def _adding(locale: Locale, hit: TitleHit, label: str, purpose: Purpose, owner: int) -> InlineKeyboardButton:
    number = imdb_number(hit.imdb_id)
    if purpose.stars is not None:
        rated = f"{locale.stars(purpose.stars)} · {label}"
        return button(rated, AddRatedButton(owner, number, purpose.stars))
    if purpose.is_like or purpose.act in ACTS:
        return button(
            label, AddForButton(owner, number, LIKE_IT if purpose.is_like else ACTS.index(purpose.act))
        )
    return button(label, AddFilmButton(owner, number))
