"""What is said about settings that a file brings: new ones, those that stay, those that are none today."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime

from bot.presentation import labels
from bot.presentation.locale import Locale
from bot.presentation.messages import N_
from bot.presentation.narrowing import piece
from bot.presentation.settings import LANGUAGES
from bot.services.brought_settings import BroughtSettings, ChosenSettings
from bot.services.import_views import UndoResult
from bot.services.style import style_of

_SETTINGS: Mapping[str, str] = {
    "movielens_user_id": N_("MovieLens user"),
    "filters": N_("filters"),
    "asked_filters": N_("what I ask you about"),
    "boldness": N_("style"),
    "language": N_("language"),
    "daily": N_("a film a day"),
}


def brought_texts(locale: Locale, brought: BroughtSettings) -> Iterator[str]:
    """Say which settings are new, which of the person's own stay, and which are none."""
    new = [_setting(locale, name, brought.new) for name in brought.new.names]
    if new:
        yield locale.gettext("Your settings: {settings}.", settings=locale.listing(new))
    if brought.kept:
        yield locale.gettext(
            "I keep what you chose here: {settings}.", settings=_named_in(locale, brought.kept)
        )
    if brought.unknown:
        yield locale.gettext(
            "Settings I can't bring over: {settings}.",
            settings=_named_in(locale, brought.unknown),
        )


def undone_texts(locale: Locale, undone: UndoResult) -> Iterator[str]:
    """Say how many settings are as they were before an import, and how many were changed since."""
    if undone.settings_restored:
        yield locale.ngettext(
            "{n} setting is as it was before.",
            "{n} settings are as they were before.",
            undone.settings_restored,
        )
    if undone.settings_kept:
        yield locale.ngettext(
            "{n} setting stays as you have since changed it.",
            "{n} settings stay as you have since changed them.",
            undone.settings_kept,
        )


def _named_in(locale: Locale, settings: Sequence[str]) -> str:
    return locale.listing([locale.gettext(_SETTINGS[name]) for name in settings if name in _SETTINGS])


def _setting(locale: Locale, name: str, chosen: ChosenSettings) -> str:
    """Name a setting with what was chosen: "filters: Comedy · 1990s"."""
    return locale.pgettext(
        "a setting and what was chosen",
        "{setting}: {chosen}",
        setting=locale.gettext(_SETTINGS[name]),
        chosen=_CHOSEN[name](locale, chosen),
    )


_CHOSEN: Mapping[str, Callable[[Locale, ChosenSettings], str]] = {
    "movielens_user_id": lambda _, chosen: str(chosen.movielens_user_id),
    "filters": lambda locale, chosen: piece(locale, chosen.filters),
    "asked_filters": lambda locale, chosen: piece(locale, chosen.asked_filters),
    "boldness": lambda locale, chosen: locale.gettext(labels.STYLES[style_of(chosen.boldness)]),
    "language": lambda _, chosen: LANGUAGES.get(chosen.language or "", ""),
    "daily": lambda locale, chosen: locale.time(datetime(2000, 1, 1, chosen.daily[0] if chosen.daily else 0)),  # noqa: DTZ001 - any day
}
