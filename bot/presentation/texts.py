"""Every message that is no film's card: warm, short, plain (HTML); the English sentences are the message ids.

Labels and toasts stand in labels.py, what a card says about a film in film_texts.py. Whatever comes from
outside (titles, names, what somebody typed) goes through `safe`.
"""

from __future__ import annotations

import html
from collections.abc import Sequence

from bot.presentation import filter_texts
from bot.presentation.locale import Locale
from bot.presentation.markup import fold, safe
from bot.presentation.messages import N_
from bot.services.views import NO_FILTERS, Greeting, NothingLeftToAsk

# Telegram shows these before the first /start (at most 512 characters) and in the profile (at most 120).
DESCRIPTION = N_(
    "I find films you will like.\n\n"
    "Rate a few that you know, one tap each. After three I can recommend, and every tap makes it better.\n\n"
    "/forget_me deletes everything I know about you."
)
SHORT_DESCRIPTION = N_(
    "Films you will like: rate a few with one tap each, then leaf through the ones I find for you."
)

CANCELLED = N_("Nothing to cancel: every tap is saved at once, and every card lets you go back.")
UNKNOWN_COMMAND = N_("I don't know that command. /help lists the ones I do.")
NOT_A_TEXT = N_(
    "I can't do anything with that, I'm afraid. Try /recommend, or /help for everything I can do."
)
ONLY_IN_PRIVATE = N_("That stays between us: send me /{command} in our private chat.")
STOPPED = N_("All saved. /recommend shows your films, /rate goes on where you stopped.")

IN_VIEW = 6  # commands of /help
WORTH_FOLDING = 3
NARROWING_HELP = N_("Ask as you like, in any order: <code>/recommend 5 comedy 90s no horror</code>.")
LINK_HELP = N_(
    "Do you rate films on movielens.org, and is your user id in the data set? Then send it like this:\n\n"
    "<code>/link 42</code>\n\n"
    "Its ratings count as yours from then on; /unlink ends that."
)
LINK_NEEDS_A_NUMBER = N_("A MovieLens user id is a number, for instance <code>/link 42</code>.")
UNLINKED = N_("Unlinked. Only what you rate here counts now.")
NOT_LINKED = N_("No MovieLens user is linked, so there is nothing to end.")

STYLE = N_(
    "<b>Safer</b> leans towards films that everybody knows, <b>Bolder</b> towards ones that few have found. "
    "It counts from your next list on."
)

FORGET_QUESTION = N_(
    "Shall I forget you? That deletes your ratings, your lists, your MovieLens link, "
    "everything I know about you. It cannot be undone."
)
FORGOTTEN = N_("Done, I have forgotten you. /start begins anew whenever you like.")
KEPT = N_("Good, nothing is deleted.")

WRONG_AMOUNT = N_("I can show 1 to 50 films, for instance <code>/recommend 5 comedy 90s</code>.")
ONE_AMOUNT = N_("One number is enough, for instance <code>/recommend 5 comedy</code>.")
LEAVE_OUT_GENRES = N_(
    "I can leave out genres, for instance <code>/recommend no horror</code> or <code>-horror</code>."
)
WRONG_YEARS = N_("I have no films of those years. Try others, for instance <code>/recommend 1990s</code>.")
STORAGE_IS_AWAY = N_("I can't reach my memory right now. Please try again in a minute.")
UNEXPECTED = N_("Something went wrong on my side. It is noted; please try again.")


def greeting(locale: Locale, person: Greeting) -> str:
    """Return the answer to /start."""
    name = safe(person.first_name, 64)
    if not person.is_known:
        return locale.gettext(
            "Hi {name}! I'm <b>Matinee</b>, I find films you will like.\n\n"
            "Rate a few that you know, one tap each. After three I can recommend, "
            "and every tap makes it better.",
            name=name,
        )
    if person.movielens_user_id:
        return locale.ngettext(
            "Welcome back, {name}! I know {n} rating of yours, those of MovieLens user {user_id} included.",
            "Welcome back, {name}! I know {n} ratings of yours, those of MovieLens user {user_id} included.",
            person.rating_count,
            name=name,
            user_id=person.movielens_user_id,
        )
    return locale.ngettext(
        "Welcome back, {name}! I know {n} rating of yours.",
        "Welcome back, {name}! I know {n} ratings of yours.",
        person.rating_count,
        name=name,
    )


def help_text(locale: Locale, commands: Sequence[tuple[str, str]]) -> str:
    """List the commands with what they do: the first in view, the rest at a tap, so that it fits a screen."""
    lines = [f"{html.escape(command)} – {html.escape(what)}" for command, what in commands]
    rest = lines[IN_VIEW:]
    more = [fold("\n".join(rest))] if len(rest) > WORTH_FOLDING else rest
    heading = locale.gettext("<b>What I can do</b>")
    return "\n".join([heading, "", *lines[:IN_VIEW], *more, "", locale.gettext(NARROWING_HELP)])


def nothing_left_to_ask(locale: Locale, end: NothingLeftToAsk) -> str:
    """Say that there is no film left to ask about, or none of those that were wanted."""
    if end.filters != NO_FILTERS:
        return locale.gettext(
            "I have no more {films} to ask about. /rate asks about any film.",
            films=filter_texts.films(locale, end.filters),
        )
    return locale.ngettext(
        "That was the last film I wanted to ask about; you rated {n} film.",
        "That was the last film I wanted to ask about; you rated {n} films.",
        end.answered,
    )


def linked(locale: Locale, movielens_user_id: int, count: int) -> str:
    """Return the answer to /link."""
    return locale.ngettext(
        "Linked: {n} rating of MovieLens user {user_id} now counts as yours. "
        "What you rate here overrides it; delete that, and it counts again.",
        "Linked: {n} ratings of MovieLens user {user_id} now count as yours. "
        "What you rate here overrides them; delete that, and theirs count again.",
        count,
        user_id=movielens_user_id,
    )


def admin_note(locale: Locale, error: str, place: str, doing: str, left_out: int) -> str:
    """Tell the admins about an unexpected error: where it was, never what was said."""
    note = locale.gettext(
        "⚠️ {error} at {place}, answering {doing}. The trace is in the log.",
        error=safe(error),
        place=safe(place),
        doing=locale.gettext(doing),
    )
    if not left_out:
        return note
    more = locale.ngettext(
        "{n} more error since my last note.", "{n} more errors since my last note.", left_out
    )
    return f"{note}\n{more}"
