"""What languages and countries of films are called, as they stand after "in" and "from"."""

from __future__ import annotations

from bot.presentation.locale import Locale
from bot.presentation.markup import safe
from bot.presentation.messages import NP_

LANGUAGES = {
    "Arabic": NP_("after-in", "Arabic"),
    "Bosnian": NP_("after-in", "Bosnian"),
    "Cantonese": NP_("after-in", "Cantonese"),
    "Chinese": NP_("after-in", "Chinese"),
    "Croatian": NP_("after-in", "Croatian"),
    "Czech": NP_("after-in", "Czech"),
    "Danish": NP_("after-in", "Danish"),
    "Dutch": NP_("after-in", "Dutch"),
    "English": NP_("after-in", "English"),
    "Finnish": NP_("after-in", "Finnish"),
    "French": NP_("after-in", "French"),
    "German": NP_("after-in", "German"),
    "Greek": NP_("after-in", "Greek"),
    "Hebrew": NP_("after-in", "Hebrew"),
    "Hindi": NP_("after-in", "Hindi"),
    "Hungarian": NP_("after-in", "Hungarian"),
    "Italian": NP_("after-in", "Italian"),
    "Japanese": NP_("after-in", "Japanese"),
    "Korean": NP_("after-in", "Korean"),
    "Mandarin": NP_("after-in", "Mandarin"),
    "Norwegian": NP_("after-in", "Norwegian"),
    "Persian": NP_("after-in", "Persian"),
    "Polish": NP_("after-in", "Polish"),
    "Portuguese": NP_("after-in", "Portuguese"),
    "Russian": NP_("after-in", "Russian"),
    "Serbian": NP_("after-in", "Serbian"),
    "Spanish": NP_("after-in", "Spanish"),
    "Swedish": NP_("after-in", "Swedish"),
    "Thai": NP_("after-in", "Thai"),
    "Turkish": NP_("after-in", "Turkish"),
}
COUNTRIES = {
    "Argentina": NP_("after-from", "Argentina"),
    "Australia": NP_("after-from", "Australia"),
    "Brazil": NP_("after-from", "Brazil"),
    "Canada": NP_("after-from", "Canada"),
    "China": NP_("after-from", "China"),
    "Denmark": NP_("after-from", "Denmark"),
    "France": NP_("after-from", "France"),
    "Germany": NP_("after-from", "Germany"),
    "Hong Kong": NP_("after-from", "Hong Kong"),
    "India": NP_("after-from", "India"),
    "Iran": NP_("after-from", "Iran"),
    "Ireland": NP_("after-from", "Ireland"),
    "Italy": NP_("after-from", "Italy"),
    "Japan": NP_("after-from", "Japan"),
    "Mexico": NP_("after-from", "Mexico"),
    "Norway": NP_("after-from", "Norway"),
    "Poland": NP_("after-from", "Poland"),
    "Russia": NP_("after-from", "Russia"),
    "South Korea": NP_("after-from", "South Korea"),
    "Spain": NP_("after-from", "Spain"),
    "Sweden": NP_("after-from", "Sweden"),
    "Turkey": NP_("after-from", "Turkey"),
    "United Kingdom": NP_("after-from", "United Kingdom"),
    "United States": NP_("after-from", "United States"),
}


def languages(locale: Locale, names: frozenset[str]) -> str:
    """Name languages of which one is meant (HTML): "French or German"."""
    return _one_of(locale, names, LANGUAGES, "after-in")


def countries(locale: Locale, names: frozenset[str]) -> str:
    """Name countries of which one is meant (HTML): "France or Germany"."""
    return _one_of(locale, names, COUNTRIES, "after-from")


def _one_of(locale: Locale, names: frozenset[str], known: dict[str, str], context: str) -> str:
    shown = [
        locale.pgettext(context, known[name]) if name in known else safe(name, 30) for name in sorted(names)
    ]
    return locale.one_of(shown)
