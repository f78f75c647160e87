"""The languages that there is a catalogue of, each read when somebody first needs it."""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path

from bot.presentation.locale import ENGLISH, Locale
from bot.presentation.po_files import PoTranslations

DIRECTORY = Path(__file__).parent / "locales"
CATALOGUE = Path("LC_MESSAGES") / "messages.po"

NEAREST = {"hr": "bs", "sr": "bs", "sh": "bs"}
"""Languages without a catalogue whose speakers read another one without effort."""

MAX_CODES_KNOWN = 256

_CODE = re.compile(r"[a-z]{2,3}([-_][a-z0-9]{2,8}){0,3}", re.ASCII)


class Catalogues:
    """Finds the locale for a language code; what was read stays in memory."""

    def __init__(self, directory: Path = DIRECTORY) -> None:
        self._directory = directory
        self._locales = {ENGLISH.code: ENGLISH}
        found = sorted(path.parent.parent.name for path in directory.glob(f"*/{CATALOGUE}"))
        self.codes: tuple[str, ...] = (ENGLISH.code, *found)
        """English, and every language that has a catalogue."""

    def locale(self, language_code: str | None) -> Locale:
        """Return the locale that fits a code as Telegram sends it ("de", "pt-br") best, else English."""
        code = best_match(language_code or "", self.codes)
        if code not in self._locales:
            self._locales[code] = Locale(code, PoTranslations(self._directory / code / CATALOGUE))
        return self._locales[code]


@lru_cache(MAX_CODES_KNOWN)
def best_match(language_code: str, codes: tuple[str, ...]) -> str:
    """Return the catalogue of the region, else of the language, else of another region, else English."""
    wanted = language_code.lower()
    if _CODE.fullmatch(wanted) is None:
        return ENGLISH.code
    by_name = {code.lower().replace("-", "_"): code for code in codes}
    parts = wanted.replace("-", "_").split("_")
    parts[0] = NEAREST.get(parts[0], parts[0])
    names = ["_".join(parts[:length]) for length in range(len(parts), 0, -1)]
    names += sorted(name for name in by_name if name.partition("_")[0] == parts[0])
    return next((by_name[name] for name in names if name in by_name), ENGLISH.code)
