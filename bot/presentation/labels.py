"""What stands on buttons and in toasts: plain text, a few words, translated where it is shown."""

from __future__ import annotations

from bot.presentation.buttons import Hint
from bot.presentation.locale import Locale
from bot.presentation.messages import N_
from bot.services.style import Style
from bot.services.views import RatingOrder

RATE_FILMS = N_("★ Rate films")
RATE_MORE = N_("★ Rate more films")
LINK_MOVIELENS = N_("I have a MovieLens id")
JUST_POPULAR = N_("Just show popular films")
POPULAR_FILMS = N_("Popular films")
SHOW_MY_FILMS = N_("Show my films")
NOT_SEEN = N_("Haven't seen it")
UNDO = N_("↩ Undo")
UNDO_STARS = "↩"  # between half a star less and half a star more
DELETE_STARS = "🗑"
STOP = N_("Stop")
NOT_FOR_ME = N_("🚫 Hide")
LATER = N_("🔖 Later")
SEEN = N_("👁 Seen")
MORE = N_("More")
MORE_LIKE_THIS = N_("More like this")
IMDB = N_("IMDb")
HALF_LESS = N_("−½")
HALF_MORE = N_("+½")
DELETE_RATING = N_("🗑 My stars")
STYLES = {Style.SAFER: N_("Safer"), Style.BALANCED: N_("Balanced"), Style.BOLDER: N_("Bolder")}
RATING_ORDERS: dict[RatingOrder, str] = {
    "newest": N_("Newest"),
    "stars": N_("Most stars"),
    "title": N_("A–Z"),
}
FORGET_ME = N_("Yes, forget me")
KEEP_ME = N_("No, keep everything")

TOO_OLD = N_("That button is too old. /recommend makes a fresh list.")
TOO_MANY = N_(
    "That was a lot at once: I left out what I could not keep up with. Please try again in a minute."
)
NOT_YOURS = N_("This card is somebody else's. Send /recommend for your own.")
HINTS = {
    Hint.FINE_TUNE: N_("−½ and +½ change these stars by half a star."),
    Hint.FIRST_CARD: N_("This is the first film of the list."),
    Hint.FIRST_PAGE: N_("This is the first page."),
    Hint.LAST_PAGE: N_("This is the last page."),
    Hint.NOTHING_TO_UNDO: N_("There is nothing to take back yet."),
}


def ticked(label: str) -> str:
    """Mark the chosen label among several."""
    return f"✓ {label}"


def ticked_symbol(label: str) -> str:
    """Put a tick in the place of a label's symbol: a phone has no room for both in a row of four."""
    return ticked(label.partition(" ")[2])


def ticked_stars(locale: Locale, value: float) -> str:
    """Mark one's own stars among those that one could give."""
    return ticked(locale.half(value))


def counter(position: int, size: int) -> str:
    """Say which of how many, counted from 1."""
    return f"{position + 1}/{size}"


def counter_hint(locale: Locale, position: int, size: int) -> str:
    """Return the position in a list in words."""
    return locale.gettext(
        "Film {position} of {size}. The likeliest favourites come first, not the highest stars.",
        position=locale.number(position + 1),
        size=locale.number(size),
    )


def put_back(locale: Locale, given: float) -> str:
    """Undo a deletion."""
    return locale.gettext("↩ Put {stars} back", stars=locale.stars(given))
