"""What /settings shows: the language, to be changed by a tap, and where the rest is chosen."""

from __future__ import annotations

from types import MappingProxyType

from telegram import InlineKeyboardMarkup

from bot.presentation import labels
from bot.presentation.buttons import Payload
from bot.presentation.controls import Row, button, keyboard
from bot.presentation.locale import Locale
from bot.presentation.messages import N_
from bot.presentation.outgoing import Note

LANGUAGES = MappingProxyType(
    {
        "en": "English",
        "de": "Deutsch",
        "fr": "Français",
        "es": "Español",
        "pt": "Português",
        "it": "Italiano",
        "tr": "Türkçe",
        "bs": "Bosanski",
        "ru": "Русский",
    }
)
"""The languages that can be chosen, as they call themselves; buttons carry their places, so append only."""

NAMES_A_ROW = 3
AS_TELEGRAM = 0

_TEXT = N_(
    "<b>Language</b>: tap the one I should speak.\n\n"
    "/style makes recommendations safer or bolder, /filters sets what all your lists keep to."
)


class LanguageButton(Payload, wire="sl", last_word="language"):
    """Choose a language by its place, counted from 1; 0 is Telegram's."""

    number: int

    @property
    def is_known(self) -> bool:
        """Whether there is such a language; otherwise the button is forged."""
        return self.number <= len(LANGUAGES)

    @property
    def code(self) -> str | None:
        """The chosen language; None for Telegram's."""
        codes = tuple(LANGUAGES)
        return codes[self.number - 1] if 0 < self.number <= len(codes) else None


def settings(locale: Locale, chosen: str | None, owner: int) -> Note:
    """Build the note of the settings, the chosen language ticked."""
    return Note(locale.gettext(_TEXT), _languages(locale, chosen, owner))


def _languages(locale: Locale, chosen: str | None, owner: int) -> InlineKeyboardMarkup:
    named = [
        button(labels.ticked(name) if code == chosen else name, LanguageButton(owner, number))
        for number, (code, name) in enumerate(LANGUAGES.items(), start=1)
    ]
    rows: list[Row] = [named[start : start + NAMES_A_ROW] for start in range(0, len(named), NAMES_A_ROW)]
    as_telegram = locale.gettext("As in Telegram")
    label = as_telegram if chosen else labels.ticked(as_telegram)
    return keyboard(*rows, [button(label, LanguageButton(owner, AS_TELEGRAM))])
