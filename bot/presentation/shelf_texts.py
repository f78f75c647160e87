"""How many films stand on a shelf, or are put there."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from bot.presentation.locale import Locale
from bot.services.shelves import Shelf

FILMS_ON: Mapping[Shelf, Callable[[Locale, int], str]] = {
    Shelf.SEEN: lambda locale, n: locale.ngettext("{n} film seen", "{n} films seen", n),
    Shelf.WATCHLIST: lambda locale, n: locale.ngettext("{n} film to watch", "{n} films to watch", n),
    Shelf.HIDDEN: lambda locale, n: locale.ngettext("{n} hidden film", "{n} hidden films", n),
}
