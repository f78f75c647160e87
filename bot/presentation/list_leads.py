"""What stands above a list's card: what the list is of, and what it is narrowed to (HTML)."""

from __future__ import annotations

from collections.abc import Sequence

from bot.presentation import filter_texts
from bot.presentation.film_titles import spoken
from bot.presentation.locale import Locale
from bot.presentation.markup import ELLIPSIS, safe, visible_units
from bot.services.views import DeckPage, Film, Filters

MAX_LEAD = 250  # UTF-16 units; there are as many filters as somebody likes


def similar(locale: Locale, page: DeckPage) -> str | None:
    """Say what the films of a list are like, and what it is narrowed to."""
    if not page.like:
        return None
    return locale.gettext("<i>Like {titles}</i>", titles=alike(locale, page.like, page.filters))


def alike(locale: Locale, like: Sequence[Film], filters: Filters) -> str:
    """Name films that others should be like, and what these are narrowed to."""
    titles = locale.all_of([safe(spoken(film.title), 60) for film in like])
    return _lead(titles, filter_texts.genres(locale, filters), *filter_texts.further_pieces(locale, filters))


def personal(locale: Locale, page: DeckPage) -> str | None:
    """Say what somebody's own list is narrowed to."""
    narrowed = _lead(
        filter_texts.genres(locale, page.filters), *filter_texts.further_pieces(locale, page.filters)
    )
    return locale.gettext("<i>For you: {narrowed}</i>", narrowed=narrowed) if narrowed else None


def watchlist(locale: Locale, page: DeckPage) -> str:
    """Say that somebody keeps these films themselves, and what the list is narrowed to."""
    return _of(locale, locale.gettext("From your watchlist"), page)


def new(locale: Locale, page: DeckPage) -> str:
    """Say that these films came in lately, and what the list is narrowed to."""
    return _of(locale, locale.gettext("New here"), page)


def popular(locale: Locale, page: DeckPage, *, is_cold: bool) -> str:
    """Say that a list is of popular films, what it is narrowed to, and why it is not a personal one."""
    filters, genres = page.filters, filter_texts.genres(locale, page.filters)
    whose = [locale.gettext("Popular with everyone"), genres]  # "Popular with everyone · Pixar"
    if genres and (filters.genres or filters.any_genres):
        whose = [locale.gettext("Popular in {genre}", genre=genres)]
    among = _lead(*whose, *filter_texts.further_pieces(locale, page.filters))
    if page.model_is_missing:
        return locale.gettext(
            "<i>{list}. I'm still waiting for my first training, so nothing is personal yet.</i>", list=among
        )
    if is_cold:
        return locale.gettext(
            "<i>{list}: I don't know your taste yet. Rate a few films and I will.</i>", list=among
        )
    return f"<i>{among}</i>"


def _of(locale: Locale, whose: str, page: DeckPage) -> str:
    """Name a list, and what it is narrowed to."""
    pieces = filter_texts.further_pieces(locale, page.filters)
    return f"<i>{_lead(whose, filter_texts.genres(locale, page.filters), *pieces)}</i>"


def _lead(*parts: str | None) -> str:
    """Join what a list is narrowed to, as far as it leaves room for the film."""
    kept: list[str] = []
    for part in filter(None, parts):
        if kept and visible_units(_dotted(*kept, part)) > MAX_LEAD:
            return _dotted(*kept, ELLIPSIS)
        kept.append(part)
    return _dotted(*kept)


def _dotted(*parts: str | None) -> str:
    return " · ".join(part for part in parts if part)
