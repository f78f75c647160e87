"""Why something asked for cannot be given, with buttons for what can be done instead."""

from __future__ import annotations

from collections.abc import Mapping

from telegram import InlineKeyboardMarkup

from bot.presentation import (
    adding_texts,
    admin_keyboards,
    admin_texts,
    filter_texts,
    labels,
    library,
    list_leads,
    list_refusals,
    texts,
)
from bot.presentation.admin_keyboards import ModelsButton
from bot.presentation.buttons import PopularButton, RateFilmsButton, RecommendButton
from bot.presentation.controls import button, keyboard
from bot.presentation.finding import ways_on
from bot.presentation.locale import Locale
from bot.presentation.messages import N_
from bot.presentation.narrowing import piece, refused
from bot.presentation.outgoing import Note
from bot.presentation.requesters import requester
from bot.services import errors
from bot.services.library import ShelfPage
from bot.services.shelves import Shelf
from bot.services.views import NO_FILTERS

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
THROUGH_WHAT_IS_NEW = N_("There is nothing new that you haven't been through already. /recommend has more.")
REFUSALS: dict[type[errors.ServiceError], str] = {
    errors.UnknownFilm: N_("I don't know that film, or no longer."),
    errors.DeckGone: N_("That list is too old, I no longer have it. /recommend makes a fresh one."),
    errors.ImportGone: N_("I no longer have what was in that file. Send it again."),
    errors.NotYourDeck: N_("That list is somebody else's. Send /recommend for your own."),
    errors.NothingNew: N_("No film has come in lately."),
    errors.NightGone: N_("That movie night is over. /movienight begins another."),
    errors.FilmOffList: N_("That film is off the list already."),
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


WRONG_ARGUMENTS: Mapping[str, str] = {
    **dict(list_refusals.SENTENCES.items()),
    "user_id": texts.LINK_NEEDS_A_NUMBER,
    "retrain": admin_texts.RETRAIN_TAKES_FORCE,
    "add": adding_texts.ADD_NEEDS_IDS,
}


def refusal(locale: Locale, error: errors.ServiceError, owner: int) -> Note:
    """Return why something asked for cannot be given, and ways on: each refusal has some."""
    match error:
        case errors.ListRefused():
            return list_refusals.refused(locale, error, owner)
        case errors.WatchlistDone():
            return _watchlist_done(locale, error, owner)
        case errors.NothingNew() if error.filters != NO_FILTERS:
            return list_refusals.nothing_new(locale, error, owner)
        case _:
            return Note(sentence(locale, error), _ways_on(locale, error, owner))


def wrong_arguments(locale: Locale, mistake: str, owner: int) -> Note:
    """Return what may stand behind a command, and ways on."""
    keyboard = ways_on(locale, owner)
    if mistake in {"retrain", "add"}:
        keyboard = _to_models(locale, owner)
    return Note(locale.gettext(WRONG_ARGUMENTS[mistake]), keyboard)


def sentence(locale: Locale, error: errors.ServiceError) -> str:
    """Return why something asked for cannot be given, without ways on: for a toast."""
    match error:
        case errors.UnknownGenre():
            return list_refusals.unknown_genre(locale, error)
        case errors.UnknownMovieLensUser() | errors.TooFewToCompare():
            return _about_people(locale, error)
        case errors.NoFilmsLeft():
            return _no_films_left(locale, error)
        case errors.NothingNew() if error.is_through:
            return locale.gettext(THROUGH_WHAT_IS_NEW)
        case errors.AlreadyTraining() | errors.ModelUnusable():
            return _about_models(locale, error)
        case _:
            return locale.gettext(REFUSALS.get(type(error), texts.UNEXPECTED))


def _about_people(locale: Locale, error: errors.UnknownMovieLensUser | errors.TooFewToCompare) -> str:
    if isinstance(error, errors.UnknownMovieLensUser):
        return locale.gettext(
            "There is no MovieLens user {user_id} in my data; nothing has changed.",
            user_id=error.movielens_user_id,
        )
    return locale.ngettext(
        "I know too little of your taste to compare it. Rate {n} more film, then try again.",
        "I know too little of your taste to compare it. Rate {n} more films, then try again.",
        error.missing,
    )


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


def _watchlist_done(locale: Locale, error: errors.WatchlistDone, owner: int) -> Note:
    """Return what a watchlist without a film to show says: empty, nothing that fits, or all was shown."""
    if error.is_empty:
        return library.shelf(locale, ShelfPage(Shelf.WATCHLIST, (), 0, 1, 0), owner)
    mine = [
        button(locale.gettext(labels.SHOW_MY_FILMS), RecommendButton(owner)),
        button(locale.gettext("🎲 For tonight"), library.TonightButton(owner, 0)),
    ]
    if error.filters == NO_FILTERS:
        return Note(locale.gettext("That was all of your watchlist."), keyboard(mine))
    films = filter_texts.films(locale, error.filters)
    text = locale.gettext("No {films} are left on your watchlist.", films=films)
    return Note(text, refused(locale, error.filters, error.deck_id, owner))


def _ways_on(locale: Locale, error: errors.ServiceError, owner: int) -> InlineKeyboardMarkup:
    match error:
        case errors.NoFilmsLeft() if error.filters != NO_FILTERS:
            return refused(locale, error.filters, error.deck_id, owner)
        case errors.AlreadyTraining() | errors.ModelUnusable():
            is_running = isinstance(error, errors.AlreadyTraining)
            return admin_keyboards.cancel(locale, owner) if is_running else _to_models(locale, owner)
        case errors.DeckGone() | errors.NotYourDeck() | errors.NoFilmsLeft() | errors.NothingNew():
            mine = button(locale.gettext(labels.SHOW_MY_FILMS), RecommendButton(owner))
            return keyboard([mine], [button(locale.gettext(labels.POPULAR_FILMS), PopularButton(owner))])
        case errors.TooFewToCompare():
            return keyboard([button(locale.gettext(labels.RATE_FILMS), RateFilmsButton(owner))])
        case _:
            return ways_on(locale, owner)


def _to_models(locale: Locale, owner: int) -> InlineKeyboardMarkup:
    return keyboard([button(locale.gettext("The models"), ModelsButton(owner))])


def _no_films_left(locale: Locale, error: errors.NoFilmsLeft) -> str:
    if error.like:
        return locale.gettext(
            "I have no more films like {title}. /recommend has others for you.",
            title=list_leads.alike(locale, error.like, error.filters),
        )
    if error.filters == NO_FILTERS:
        return locale.gettext("You have been through every film I have. That is quite something.")
    return " ".join([_none_of(locale, error), _has_more(locale, error)])


def _none_of(locale: Locale, error: errors.NoFilmsLeft) -> str:
    films = filter_texts.films(locale, error.filters)
    if not error.undecided_count:
        return locale.gettext("No {films} are left for you.", films=films)
    return locale.ngettext(
        "No {films} are left for you. {n} other film may fit, but I know too little to say.",
        "No {films} are left for you. {n} other films may fit, but I know too little to say.",
        error.undecided_count,
        films=films,
    )


def _has_more(locale: Locale, error: errors.NoFilmsLeft) -> str:
    """Say what has more; what is kept narrows /recommend alone, too."""
    if error.kept == NO_FILTERS:
        return locale.gettext("/recommend alone has more.")
    return locale.gettext("All your lists keep to /filters: {kept}.", kept=piece(locale, error.kept))
