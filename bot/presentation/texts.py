"""Every message that is no film's card: warm, short, plain English (HTML).

Labels and toasts stand in labels.py, what a card says about a film in film_texts.py. Whatever comes from
outside (titles, names, what somebody typed) goes through `safe`.
"""

from __future__ import annotations

import html
from collections.abc import Sequence

from bot.presentation import filter_texts
from bot.presentation.film_texts import title
from bot.presentation.filter_texts import GENRE_NAMES, genre_name
from bot.presentation.labels import stars
from bot.presentation.markup import safe
from bot.services import errors
from bot.services.views import Filters, Greeting, RatingsPage

# Telegram shows these before the first /start (at most 512 characters) and in the profile (at most 120).
DESCRIPTION = (
    "I find films you will like.\n\n"
    "Rate a few that you know, one tap each. After three I can recommend, and every tap makes it better.\n\n"
    "/forget_me deletes everything I know about you."
)
SHORT_DESCRIPTION = (
    "Films you will like: rate a few with one tap each, then leaf through the ones I find for you."
)

CANCELLED = "Nothing to cancel: every tap is saved at once, and every card has its own way back."
UNKNOWN_COMMAND = "I don't know that command. /help lists the ones I do."
PLAIN_TEXT = "I only understand commands so far. Try /recommend or /recommend comedy; /help lists them all."
NOT_A_TEXT = "I can't do anything with that, I'm afraid. Try /recommend, or /help for everything I can do."
STOPPED = "All saved. /recommend shows your films, /rate goes on where you stopped."

NARROWING_HELP = "Ask as you like, in any order: <code>/recommend 5 comedy 90s no horror</code>."
LINK_HELP = (
    "Do you rate films on movielens.org, and is your user id in the data set? Then send it like this:\n\n"
    "<code>/link 42</code>\n\n"
    "Its ratings count as yours from then on; /unlink ends that."
)
LINK_NEEDS_A_NUMBER = "A MovieLens user id is a number, for instance <code>/link 42</code>."
UNLINKED = "Unlinked. Only what you rate here counts now."
NOT_LINKED = "No MovieLens user is linked, so there is nothing to end."

STYLE = (
    "<b>Safer</b> leans towards films that everybody knows, <b>Bolder</b> towards ones that few have found. "
    "It counts from your next list on."
)

FORGET_QUESTION = (
    "Shall I forget you? That deletes your ratings, your lists, your link, everything I know about you. "
    "It cannot be undone."
)
FORGOTTEN = "Done, I have forgotten you. /start begins anew whenever you like."
KEPT = "Good, nothing is deleted."

WRONG_AMOUNT = "I can show 1 to 50 films, for instance <code>/recommend 5 comedy 90s</code>."
ONE_AMOUNT = "One number is enough, for instance <code>/recommend 5 comedy</code>."
LEAVE_OUT_GENRES = (
    "I can leave out genres, for instance <code>/recommend no horror</code> or <code>-horror</code>."
)
STORAGE_IS_AWAY = "I can't reach my memory right now. Please try again in a minute."
UNEXPECTED = "Something went wrong on my side. It is noted; please try again."


def greeting(person: Greeting) -> str:
    """The answer to /start."""
    name = safe(person.first_name, 64)
    if not person.is_known:
        return (
            f"Hi {name}! I'm <b>Matinee</b>, I find films you will like.\n\n"
            "Rate a few that you know, one tap each. After three I can recommend, "
            "and every tap makes it better."
        )
    user_id = person.movielens_user_id
    linked = f", those of MovieLens user {user_id} included" if user_id else ""
    return f"Welcome back, {name}! I know {number_of(person.rating_count, 'rating')} of yours{linked}."


def help_text(commands: Sequence[tuple[str, str]]) -> str:
    """What I can do: commands with what they do."""
    lines = [f"{html.escape(command)} – {html.escape(what)}" for command, what in commands]
    return "\n".join(["<b>What I can do</b>", "", *lines, "", NARROWING_HELP])


def nothing_left_to_ask(answered: int) -> str:
    """When onboarding has run out of films."""
    return f"That was the last film I wanted to ask about; you rated {number_of(answered, 'film')}."


def ratings_page(page: RatingsPage) -> str:
    """A page of one's ratings as a numbered list."""
    if not page.total:
        return "You haven't rated a film in this chat yet." + _linked_line(page.linked_count)
    lines = [f"{n}. {title(rated.film)} {stars(rated.stars)}" for n, rated in enumerate(page.items, 1)]
    head = f"<b>Your ratings</b>: {number_of(page.total, 'film')}, newest first"
    tail = "Tap a number to change or delete one."
    return "\n".join([head, "", *lines, "", tail]) + _linked_line(page.linked_count)


def linked(movielens_user_id: int, count: int) -> str:
    """After /link."""
    now_count = "now counts" if count == 1 else "now count"
    return (
        f"Linked: {number_of(count, 'rating')} of MovieLens user {movielens_user_id} {now_count} as yours. "
        "What you rate here overrides them."
    )


def refusal(error: errors.ServiceError) -> str:
    """Why something asked for cannot be given."""
    match error:
        case errors.UnknownGenre():
            return _unknown_genre(error)
        case errors.UnknownMovieLensUser():
            return f"There is no MovieLens user {error.movielens_user_id} in my data; nothing has changed."
        case errors.NoFilmsLeft():
            return _no_films_left(error)
        case errors.AlreadyTraining():
            return f"A training is under way since {error.since:%H:%M} UTC ({safe(error.by)}). One at a time."
        case errors.ModelUnusable():
            return f"Version {error.version} cannot serve: {safe(error.reason)}. Nothing has changed."
        case _:
            return REFUSALS.get(type(error), UNEXPECTED)


REFUSALS: dict[type[errors.ServiceError], str] = {
    errors.UnknownFilm: "I don't know that film, or no longer.",
    errors.DeckGone: "That list is too old, I no longer have it. /recommend makes a fresh one.",
    errors.ImportGone: "I no longer have what was in that file. Send it again.",
    errors.NotYourDeck: "That list is somebody else's. Send /recommend for your own.",
    errors.NotAdmin: "Only my admins may do that.",
}


def admin_note(kind: str, place: str, doing: str, left_out: int) -> str:
    """A note to the admins about an unexpected error: where it was, never what was said."""
    more = f"\n{number_of(left_out, 'more error')} since my last note." if left_out else ""
    return f"⚠️ {safe(kind)} at {safe(place)}, answering {safe(doing)}. The trace is in the log.{more}"


def number_of(count: int, singular: str) -> str:
    """Say "1 rating", "2,000 ratings"."""
    return f"{count:,} {singular}{'' if count == 1 else 's'}"


def _unknown_genre(error: errors.UnknownGenre) -> str:
    if isinstance(error, errors.SeveralGenres):
        return f"One genre at a time, please: {_either(error.suggestions)}?"
    asked = f"I don't know the genre “{safe(error.name, 30)}”."
    if error.suggestions:
        return f"{asked} Did you mean {_either(error.suggestions)}?"
    return f"{asked} I know {', '.join(GENRE_NAMES.values())}."


def _either(genres: Sequence[str]) -> str:
    return " or ".join(genre_name(each) for each in genres)


def _no_films_left(error: errors.NoFilmsLeft) -> str:
    if error.like is not None:
        return (
            f"I know no films like {safe(error.like.title, 100)} that you haven't been through. "
            "/recommend has others for you."
        )
    if error.filters == Filters():
        return "You have been through every film I have. That is quite something."
    asked = filter_texts.films(error.filters)
    return f"No {asked} are left for you.{_undecided(error.undecided_count)} /recommend alone has more."


def _undecided(count: int) -> str:
    """Say that some films may fit too: nobody knows how long they are, or in which language."""
    return f" {number_of(count, 'other film')} may fit, but I know too little to say." if count else ""


def _linked_line(count: int) -> str:
    verb = "counts" if count == 1 else "count"
    return f"\n\n{number_of(count, 'rating')} of your MovieLens user {verb} too." if count else ""
