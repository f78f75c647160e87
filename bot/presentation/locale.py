"""One person's language: sentences, plurals, numbers and dates.

The message ids are the English sentences, so English needs no catalogue. How numbers and dates are written
stands in the catalogue too, as messages with a context: Babel's own tables would cost the worker some 7 MB
and another one for each language.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from gettext import NullTranslations

from bot.presentation.genre_names import GENRE_NAMES
from bot.presentation.messages import NP_

logger = logging.getLogger(__name__)

# Spanish says "e" for "y" and "u" for "o" before a word that begins with the same sound.
_SOUNDS_LIKE_I = re.compile(r"h?[ií](?![aeouáéóú])", re.IGNORECASE)
_SOUNDS_LIKE_O = re.compile(r"h?[oó]", re.IGNORECASE)

MONTHS = (
    NP_("month", "Jan"),
    NP_("month", "Feb"),
    NP_("month", "Mar"),
    NP_("month", "Apr"),
    NP_("month", "May"),
    NP_("month", "Jun"),
    NP_("month", "Jul"),
    NP_("month", "Aug"),
    NP_("month", "Sep"),
    NP_("month", "Oct"),
    NP_("month", "Nov"),
    NP_("month", "Dec"),
)
WEEKDAYS = (
    NP_("weekday", "Mon"),
    NP_("weekday", "Tue"),
    NP_("weekday", "Wed"),
    NP_("weekday", "Thu"),
    NP_("weekday", "Fri"),
    NP_("weekday", "Sat"),
    NP_("weekday", "Sun"),
)


@dataclass(frozen=True)
class Locale:
    """A language to speak to somebody in; `code` names its catalogue ("en", "pt_BR")."""

    code: str
    translations: NullTranslations = field(repr=False, compare=False)

    def gettext(self, message: str, /, **values: object) -> str:
        """Return a sentence in this language, its placeholders filled by name."""
        return _filled(self.translations.gettext(message), message, values)

    def ngettext(self, one: str, many: str, n: int, /, **values: object) -> str:
        """Return the sentence for a number, which may stand in it as {n}."""
        translated = self.translations.ngettext(one, many, n)
        return _filled(translated, one if n == 1 else many, {"n": self.number(n), **values})

    def pgettext(self, context: str, message: str, /, **values: object) -> str:
        """Return a word whose meaning only its context tells."""
        return _filled(self.translations.pgettext(context, message), message, values)

    @property
    def language_name(self) -> str:
        """What the language calls itself."""
        return self.pgettext("name of this language in itself", "English")

    def number(self, value: float, decimals: int = 0) -> str:
        """Write a number: "1,234", "0.605"."""
        return f"{value:,.{decimals}f}".translate(self._separators())

    def stars(self, value: float) -> str:
        """Write stars that somebody gave: ★4 or ★4.5."""
        return f"★{self.half(value)}"

    def half(self, value: float) -> str:
        """Write a number with the digits it has: 4 or 4.5."""
        return f"{value:g}".translate(self._separators())

    def percent(self, share: float) -> str:
        """Write a share of 1: "75%"."""
        return self.pgettext("percent", "{n}%", n=self.number(share * 100))

    def time(self, moment: datetime) -> str:
        """Write the time of day: "14:05"."""
        hour, minute = moment.strftime("%H %M").split()
        return self.pgettext("time", "{hour}:{minute}", hour=hour, minute=minute)

    def date(self, moment: datetime) -> str:
        """Write a day: "22 Nov 2026"."""
        return self.pgettext("date", "{day} {month} {year}", **self._date_parts(moment))

    def short_date(self, moment: datetime) -> str:
        """Write a day of about this year: "22 Nov"."""
        return self.pgettext("date", "{day} {month}", **self._date_parts(moment))

    def weekday_date(self, moment: datetime) -> str:
        """Write a day of about this week: "Sun 22 Nov"."""
        return self.pgettext("date", "{weekday} {day} {month}", **self._date_parts(moment))

    def span(self, length: timedelta) -> str:
        """Say how long, in the two largest units that fit: "3 d 4 h", "12 min"."""
        minutes = max(int(length.total_seconds()), 0) // 60
        days, hours, minutes = minutes // 1440, minutes // 60 % 24, minutes % 60
        if days:
            return self.gettext("{days} d {hours} h", days=days, hours=hours)
        if hours:
            return self.gettext("{hours} h {minutes} min", hours=hours, minutes=minutes)
        return self.gettext("{minutes} min", minutes=minutes)

    def listing(self, things: Sequence[str]) -> str:
        """Join things: "a, b, c"."""
        return self.pgettext("between things of a list", ", ").join(things)

    def all_of(self, things: Sequence[str]) -> str:
        """Join things that all count: "a, b and c"."""
        if len(things) < 2:
            return "".join(things)
        first, last = self.listing(things[:-1]), things[-1]
        if _SOUNDS_LIKE_I.match(last):
            return self.pgettext("before the sound of i", "{first} and {last}", first=first, last=last)
        return self.gettext("{first} and {last}", first=first, last=last)

    def one_of(self, things: Sequence[str]) -> str:
        """Join things of which one counts: "a, b or c"."""
        if len(things) < 2:
            return "".join(things)
        first, last = self.listing(things[:-1]), things[-1]
        if _SOUNDS_LIKE_O.match(last):
            return self.pgettext("before the sound of o", "{first} or {last}", first=first, last=last)
        return self.gettext("{first} or {last}", first=first, last=last)

    def genre(self, name: str) -> str:
        """Return what people call a genre of MovieLens."""
        return self.gettext(GENRE_NAMES[name]) if name in GENRE_NAMES else name

    def _separators(self) -> dict[int, str]:
        return {
            ord(","): self.pgettext("between thousands", ","),
            ord("."): self.pgettext("before decimals", "."),
        }

    def _date_parts(self, moment: datetime) -> dict[str, str]:
        return {
            "day": f"{moment.day}",
            "month": self.pgettext("month", MONTHS[moment.month - 1]),
            "year": f"{moment.year}",
            "weekday": self.pgettext("weekday", WEEKDAYS[moment.weekday()]),
        }


ENGLISH = Locale("en", NullTranslations())


def _filled(translated: str, english: str, values: Mapping[str, object]) -> str:
    if not values:
        return translated
    try:
        return translated.format(**values)
    except (LookupError, ValueError, AttributeError) as error:  # a catalogue's mistake costs nobody an answer
        logger.warning("the translation %r cannot be filled: %r", translated, error)
        return english.format(**values)
