"""What /stats says of the films that lists showed: a line for each kind of list and few places (HTML)."""

from __future__ import annotations

from bot.monitoring.shown_films import LAST_PLACES, Reception, Receptions, ShownBy
from bot.presentation.locale import Locale
from bot.presentation.messages import N_

SOURCES: dict[ShownBy, str] = {
    "model": N_("For you"),
    "popular": N_("Popular"),
    "similar": N_("Similar"),
    "watchlist": N_("Watchlist"),
    "new": N_("New films"),
    "daily": N_("Film of the day"),
}


def shown_films(locale: Locale, outcomes: Receptions, days: int) -> str:
    """Describe what people said of what they were shown; empty when nothing was shown."""
    if outcomes.all.shown == 0:
        return ""
    heading = locale.ngettext(
        "<b>Shown</b> in {days} days: {shown} film",
        "<b>Shown</b> in {days} days: {shown} films",
        outcomes.all.shown,
        days=locale.number(days),
        shown=locale.number(outcomes.all.shown),
    )
    legend = locale.gettext("👍 ★4 or more, 👎 less, 🚫 hidden, 🔖 kept for later")
    lines = [_shares(locale, outcomes.all)]
    for source, outcome in outcomes.by_source.items():
        lines.append(_line(locale, locale.gettext(SOURCES[source]), outcome))
    for first, outcome in outcomes.by_first_place.items():
        lines.append(_line(locale, _places(locale, first), outcome))
    return "\n".join([heading, legend, *lines])


def _line(locale: Locale, name: str, outcome: Reception) -> str:
    shares = _shares(locale, outcome)
    return locale.gettext("{name}, {n}: {shares}", name=name, n=locale.number(outcome.shown), shares=shares)


def _places(locale: Locale, first: int) -> str:
    if first not in LAST_PLACES:
        return locale.gettext("From place {first}", first=first)
    return locale.gettext("Places {first}–{last}", first=first, last=LAST_PLACES[first])


def _shares(locale: Locale, outcome: Reception) -> str:
    counts = {"👍": outcome.liked, "👎": outcome.rated_lower, "🚫": outcome.hidden, "🔖": outcome.kept}
    return " ".join(f"{sign} {locale.percent(count / outcome.shown)}" for sign, count in counts.items())
