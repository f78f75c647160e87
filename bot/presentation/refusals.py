"""Why something asked for cannot be given, with buttons for what can be done instead."""

from __future__ import annotations

from telegram import InlineKeyboardMarkup

from bot.presentation import admin_texts, film_texts, filter_texts, labels, texts
from bot.presentation.admin_keyboards import CancelRetrainButton
from bot.presentation.buttons import Payload, RateFilmsButton, RecommendButton
from bot.presentation.controls import button, keyboard
from bot.presentation.genre_names import GENRE_NAMES
from bot.presentation.locale import Locale
from bot.presentation.markup import safe
from bot.presentation.messages import N_
from bot.presentation.narrowing import in_rows, refused
from bot.presentation.outgoing import Note
from bot.presentation.requesters import requester
from bot.services import errors
from bot.services.views import NO_FILTERS

GENRES = tuple(GENRE_NAMES)
"""Buttons carry a genre's place here."""

MAX_GENRES = 4


class GenreButton(Payload, wire="ng"):
    """Open a list of one genre."""

    number: int


UNUSABLE: dict[errors.UnusableReason, str] = {
    "unknown": N_("there is no such version"),
    "not_kept": N_("its bytes are not kept any more"),
    "damaged": N_("its bytes are damaged"),
    "foreign": N_("it was not made by this program"),
    "exposed": N_("others can change its file"),
    "unsigned": N_("it is not signed with this MODEL_SIGNING_KEY"),
    "newer": N_("a newer version of this program made it"),
    "unreadable": N_("it cannot be read"),
}
REFUSALS: dict[type[errors.ServiceError], str] = {
    errors.UnknownFilm: N_("I don't know that film, or no longer."),
    errors.DeckGone: N_("That list is too old, I no longer have it. /recommend makes a fresh one."),
    errors.ImportGone: N_("I no longer have what was in that file. Send it again."),
    errors.NotYourDeck: N_("That list is somebody else's. Send /recommend for your own."),
    errors.NothingNew: N_("There is nothing new that you haven't been through already. /recommend has more."),
    errors.NightGone: N_("That movie night is over. /movienight begins another."),
    errors.NotInNight: N_("Tap “I'm in” first: this is for those who come."),
    errors.VetoUsed: N_("You have used your veto. Everybody has one a night."),
    errors.VotingHasBegun: N_("The vote has begun: the films stay as they are."),
    errors.ComparisonLinkGone: N_(
        "That link to compare tastes was used, withdrawn or is too old. Your friend can make another "
        "with /compare."
    ),
    errors.OwnComparisonLink: N_("This is your own link: it is your friend who has to open it."),
    errors.NotAdmin: N_("Only my admins may do that."),
}


def refusal(locale: Locale, error: errors.ServiceError, owner: int | None) -> Note:
    """Return why something asked for cannot be given, and ways on."""
    keyboard = None if owner is None else _ways_on(locale, error, owner)
    return Note(_sentence(locale, error), keyboard)


def _sentence(locale: Locale, error: errors.ServiceError) -> str:
    match error:
        case errors.UnknownGenre():
            return _unknown_genre(locale, error)
        case errors.UnknownMovieLensUser():
            return locale.gettext(
                "There is no MovieLens user {user_id} in my data; nothing has changed.",
                user_id=error.movielens_user_id,
            )
        case errors.NoFilmsLeft():
            return _no_films_left(locale, error)
        case errors.AlreadyTraining() | errors.ModelUnusable():
            return _about_models(locale, error)
        case errors.TooFewToCompare():
            return locale.ngettext(
                "I know too little of your taste to compare it. Rate {n} more film, then try again.",
                "I know too little of your taste to compare it. Rate {n} more films, then try again.",
                error.missing,
            )
        case _:
            return locale.gettext(REFUSALS.get(type(error), texts.UNEXPECTED))


def _about_models(locale: Locale, error: errors.AlreadyTraining | errors.ModelUnusable) -> str:
    if isinstance(error, errors.AlreadyTraining):
        return locale.gettext(
            "A retrain has been running since {time} UTC (started by {by}). Only one can run at a time.",
            time=locale.time(error.since),
            by=requester(locale, error.by),
        )
    return locale.gettext(
        "Version {version} cannot serve: {reason}. Nothing has changed.",
        version=error.version,
        reason=locale.gettext(UNUSABLE[error.reason]),
    )


def _ways_on(locale: Locale, error: errors.ServiceError, owner: int) -> InlineKeyboardMarkup | None:
    match error:
        case errors.NoFilmsLeft() if error.filters != NO_FILTERS:
            return refused(locale, error.filters, error.deck_id, owner)
        case errors.UnknownGenre():
            known = [name for name in error.suggestions if name in GENRE_NAMES][:MAX_GENRES]
            named = [button(locale.genre(name), GenreButton(owner, GENRES.index(name))) for name in known]
            return keyboard(*in_rows(named)) if named else None
        case errors.AlreadyTraining():
            return keyboard([button(locale.gettext(admin_texts.CANCEL), CancelRetrainButton(owner))])
        case errors.DeckGone() | errors.NotYourDeck() | errors.NoFilmsLeft() | errors.NothingNew():
            return keyboard([button(locale.gettext("Show my films"), RecommendButton(owner))])
        case errors.TooFewToCompare():
            return keyboard([button(locale.gettext(labels.RATE_FILMS), RateFilmsButton(owner))])
        case _:
            return None


def _unknown_genre(locale: Locale, error: errors.UnknownGenre) -> str:
    suggestions = filter_texts.one_of(locale, error.suggestions)
    if isinstance(error, errors.SeveralGenres):
        return locale.gettext("One genre at a time, please: {genres}?", genres=suggestions)
    asked = safe(error.name, 30)
    if suggestions:
        return locale.gettext(
            "I don't know the genre “{genre}”. Did you mean {genres}?", genre=asked, genres=suggestions
        )
    return locale.gettext(
        "I don't know the genre “{genre}”. I know {genres}.",
        genre=asked,
        genres=locale.listing([locale.genre(name) for name in GENRE_NAMES]),
    )


def _no_films_left(locale: Locale, error: errors.NoFilmsLeft) -> str:
    if error.like:
        return locale.gettext(
            "I have no more films like {title}. /recommend has others for you.",
            title=film_texts.alike(locale, error.like, error.filters),
        )
    if error.filters == NO_FILTERS:
        return locale.gettext("You have been through every film I have. That is quite something.")
    films = filter_texts.films(locale, error.filters)
    if not error.undecided_count:
        return locale.gettext("No {films} are left for you. /recommend alone has more.", films=films)
    return locale.ngettext(
        "No {films} are left for you. {n} other film may fit, but I know too little to say. "
        "/recommend alone has more.",
        "No {films} are left for you. {n} other films may fit, but I know too little to say. "
        "/recommend alone has more.",
        error.undecided_count,
        films=films,
    )
