"""What a reaction to a card did, said once, with the way back (HTML)."""

from __future__ import annotations

from bot.presentation import labels
from bot.presentation.buttons import Payload
from bot.presentation.controls import button, keyboard
from bot.presentation.film_titles import with_year
from bot.presentation.library import OpenShelvedButton
from bot.presentation.locale import Locale
from bot.presentation.markup import safe
from bot.presentation.messages import N_
from bot.presentation.outgoing import Note
from bot.services.origins import FROM_NOWHERE
from bot.services.reactions import Reacted
from bot.services.shelves import Shelf
from bot.services.views import Film

DONE = {
    Shelf.WATCHLIST: N_("👍 <b>{title}</b> is on your watchlist. If you have seen it, stars tell me more."),
    Shelf.HIDDEN: N_("👎 I won't suggest <b>{title}</b> again."),
}
TAKEN_BACK = {
    Shelf.WATCHLIST: N_("<b>{title}</b> is off your watchlist again."),
    Shelf.HIDDEN: N_("I may suggest <b>{title}</b> again."),
}


class TakeBackButton(Payload, wire="rtb", last_word="shelf {shelf} {movie_id}"):
    """Take a film off the shelf that a reaction put it on."""

    shelf: Shelf
    movie_id: int


def reacted(locale: Locale, what: Reacted, owner: int) -> Note:
    """Say what a reaction did."""
    if what.is_taken_back:
        return taken_back(locale, what.film, what.shelf)
    return Note(
        locale.gettext(DONE[what.shelf], title=_title(what.film)),
        keyboard(
            [
                button(
                    locale.gettext("★ Give it stars"),
                    OpenShelvedButton(owner, what.film.movie_id, FROM_NOWHERE.code),
                ),
                button(locale.gettext(labels.UNDO), TakeBackButton(owner, what.shelf, what.film.movie_id)),
            ]
        ),
    )


def taken_back(locale: Locale, film: Film, shelf: Shelf) -> Note:
    """Say that it no longer holds."""
    return Note(locale.gettext(TAKEN_BACK[shelf], title=_title(film)))


def _title(film: Film) -> str:
    return safe(with_year(film.title, film.year))
