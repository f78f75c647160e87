"""What stands on buttons and in toasts: plain text, a few words."""

from __future__ import annotations

from bot.presentation.buttons import (
    Hint,
)
from bot.presentation.markup import clean, cut
from bot.services.style import Style
from bot.services.views import Film, RatedFilm

RATE_FILMS = "★ Rate films"
RATE_MORE = "★ Rate more films"
LINK_MOVIELENS = "I have a MovieLens id"
JUST_POPULAR = "Just show popular films"
POPULAR_FILMS = "Popular films"
SHOW_MY_FILMS = "Show my films"
NOT_SEEN = "Haven't seen it"
UNDO = "↩ Undo"
UNDO_HIDING = "↩ Undo “not for me”"
STOP = "Stop"
NOT_FOR_ME = "Not for me"
MORE = "More"
MORE_LIKE_THIS = "More like this"
IMDB = "IMDb"
HALF_LESS = "−½"
HALF_MORE = "+½"
DELETE_RATING = "Delete my stars"
BACK_TO_RATINGS = "◀ My ratings"
STYLES = {Style.SAFER: "Safer", Style.BALANCED: "Balanced", Style.BOLDER: "Bolder"}
FORGET_ME = "Yes, forget me"
KEEP_ME = "No, keep everything"

TOO_OLD = "That button is too old. /recommend makes a fresh list."
TOO_MANY = "That was a lot at once: I left out what I could not keep up with. Please try again in a minute."
NOT_YOURS = "This card is somebody else's. Send /recommend for your own."
HINTS = {
    Hint.FINE_TUNE: "−½ and +½ change these stars by half a star.",
    Hint.FIRST_CARD: "This is the first film of the list.",
    Hint.FIRST_PAGE: "These are your newest ratings.",
    Hint.LAST_PAGE: "These are your oldest ratings.",
}


def stars(value: float) -> str:
    """Stars that somebody gave: ★4 or ★4.5."""
    return f"★{value:g}"


def ticked(label: str) -> str:
    """What is chosen among what could be."""
    return f"✓ {label}"


def ticked_stars(value: float) -> str:
    """One's own stars among those that one could give."""
    return ticked(f"{value:g}")


def counter(position: int, size: int) -> str:
    """Which of how many, counted from 1."""
    return f"{position + 1}/{size}"


def counter_hint(position: int, size: int) -> str:
    """The same in words."""
    return f"Film {position + 1} of {size}."


def last_answer(last: RatedFilm) -> str:
    """What was given a moment ago; the stars first, because phones cut labels at their end."""
    return f"{stars(last.stars)} {short_title(last.film)}"


def put_back(given: float) -> str:
    """Undo a deletion."""
    return f"↩ Put {stars(given)} back"


def short_title(film: Film, limit: int = 16) -> str:
    """Return a title that fits on a button."""
    return cut(clean(film.title), limit)
