"""What is said when films join the catalogue, or cannot (HTML)."""

from __future__ import annotations

from collections.abc import Sequence

from bot.presentation.film_titles import spoken
from bot.presentation.locale import Locale
from bot.presentation.markup import safe
from bot.presentation.messages import N_
from bot.services.adding_films import NotAdded, Why
from bot.services.views import Film

ADD_NEEDS_IDS = N_(
    "Up to 20 IMDb ids follow: <code>/add tt15239678 tt6710474</code>. They stand in a film's address "
    "at IMDb."
)

_MISSED: dict[Why, str] = {
    "series": N_("Series, and I know films only: {names}."),
    "no_film": N_("No films: {names}."),
    "unknown": N_("OMDb doesn't know: {names}. Look at the numbers once more."),
    "not_asked": N_("Not added, for OMDb can't be asked right now: {names}. Try these again later."),
}
NOT_ADDED: dict[Why, str] = {
    "series": N_(
        "“{title}” is a series; I only know films. Name one you like, or say what you are in the mood for."
    ),
    "no_film": N_("<b>{title}</b> is no film, and I know films only. Name another one, or tap below."),
    "unknown": N_("OMDb can't tell me anything about that one. Name another film, or tap below."),
    "not_asked": N_("I can't ask OMDb right now. Try that one again later, or tap below."),
}

TITLE_LENGTH = 100  # twenty of them fit into a message


def films_added(
    locale: Locale, added: Sequence[Film], known: Sequence[Film], missed: Sequence[NotAdded], *, is_cut: bool
) -> str:
    """Say which films joined, which were there before, and why others could not be had."""
    lines = [locale.gettext("New: {film}", film=_name(film)) for film in added] + [
        locale.gettext("Known already: {film}", film=_name(film)) for film in known
    ]
    for why, sentence in _MISSED.items():
        names = [_missed(each) for each in missed if each.why == why]
        if names:
            lines.append(locale.gettext(sentence, names=locale.all_of(names)))
    if is_cut:
        lines.append(locale.gettext("Twenty at a time: the rest was left out."))
    return "\n".join(lines)


def not_added(locale: Locale, missed: NotAdded) -> str:
    """Say why what OMDb knows under a name is shown to nobody."""
    return locale.gettext(NOT_ADDED[missed.why], title=safe(missed.title or missed.imdb_id, TITLE_LENGTH))


def _missed(missed: NotAdded) -> str:
    named = safe(missed.imdb_id)
    return f"{safe(missed.title, TITLE_LENGTH // 2)} ({named})" if missed.title else named


def _name(film: Film) -> str:
    behind = f" ({film.year})" if film.year else ""
    return f"<b>{safe(spoken(film.title), TITLE_LENGTH)}</b>{behind}"
