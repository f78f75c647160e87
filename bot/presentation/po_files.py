"""Reading a catalogue as translators edit it (.po), so that there is nothing to compile and to forget."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from gettext import NullTranslations, c2py
from pathlib import Path

CONTEXT_MARK = "\x04"  # as the gettext module joins a context to its message
_PLURAL_RULE = re.compile(r"plural=([^;\n]+)")
_LINE = re.compile(r'(?:(msgctxt|msgid_plural|msgid|msgstr(?:\[(\d)\])?)\s+)?(".*")\s*')

_ESCAPE = re.compile(r"\\(.)")
_ESCAPED = {"n": "\n", "t": "\t", "r": "\r"}


@dataclass
class CatalogueEntry:
    """One message of a file with its translations, the plural forms by their numbers."""

    context: str | None = None
    message: str = ""
    plural: str | None = None
    forms: dict[int, str] = field(default_factory=dict)


class PoTranslations(NullTranslations):
    """Finds translations; what has none is answered in English."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        entries = list(entries_of(path.read_text(encoding="utf-8")))
        header = next((each.forms.get(0, "") for each in entries if not each.message), "")
        rule = _PLURAL_RULE.search(header)
        self._form_of = c2py(rule[1] if rule else "n != 1")
        self._found = {_key(each.message, each.context): each.forms for each in entries if each.message}

    def gettext(self, message: str) -> str:
        """Return the translation of a message."""
        return self._found.get(message, {}).get(0) or message

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        """Return the plural form for a number."""
        english = msgid1 if n == 1 else msgid2
        return self._found.get(msgid1, {}).get(self._form_of(n)) or english

    def pgettext(self, context: str, message: str) -> str:
        """Return the translation of a message in its context."""
        return self._found.get(_key(message, context), {}).get(0) or message


def entries_of(text: str) -> Iterator[CatalogueEntry]:
    """Yield the messages of a file, its header (the empty message) first; obsolete ones (#~) are left out."""
    for block in re.split(r"\n\s*\n", text):
        entry = _entry(block)
        if entry.forms:
            yield entry


def _entry(block: str) -> CatalogueEntry:
    parts: dict[str, str] = {}
    name = ""
    for line in block.split("\n"):
        found = _LINE.fullmatch(line)
        if found is None or line.startswith("#"):
            continue
        name = found[1] or name
        parts[name] = parts.get(name, "") + _ESCAPE.sub(_unescaped, found[3][1:-1])
    forms = {
        int(name[7] if len(name) > 6 else 0): translation
        for name, translation in parts.items()
        if name.startswith("msgstr")
    }
    return CatalogueEntry(parts.get("msgctxt"), parts.get("msgid", ""), parts.get("msgid_plural"), forms)


def _unescaped(mark: re.Match[str]) -> str:
    return _ESCAPED.get(mark[1], mark[1])


def _key(message: str, context: str | None) -> str:
    return message if context is None else f"{context}{CONTEXT_MARK}{message}"
