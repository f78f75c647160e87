"""What /add says (HTML)."""

from __future__ import annotations

from collections.abc import Sequence

from bot.presentation.film_titles import spoken
from bot.presentation.locale import Locale
from bot.presentation.markup import safe
from bot.presentation.messages import N_
from bot.services.views import Film

ADD_NEEDS_IDS = N_(
    "Up to 20 IMDb ids follow: <code>/add tt15239678 tt6710474</code>. They stand in a film's address "
    "at IMDb."
)

TITLE_LENGTH = 100  # twenty of them fit into a message


def films_added(
    locale: Locale, added: Sequence[Film], known: Sequence[Film], missed: Sequence[str], *, is_cut: bool
) -> str:
    """Say which films joined, which were there before, and which could not be had."""
    lines = [locale.gettext("New: {film}", film=_name(film)) for film in added] + [
        locale.gettext("Known already: {film}", film=_name(film)) for film in known
    ]
    if missed:
        lines.append(
            locale.gettext(
                "Not added: {ids}. OMDb does not know them, they are no films, or it cannot be asked now.",
                ids=", ".join(safe(imdb_id) for imdb_id in missed),
            )
        )
    if is_cut:
        lines.append(locale.gettext("Twenty at a time: the rest was left out."))
    return "\n".join(lines)


def _name(film: Film) -> str:
    behind = f" ({film.year})" if film.year else ""
    return f"<b>{safe(spoken(film.title), TITLE_LENGTH)}</b>{behind}"
