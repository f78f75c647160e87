"""Find the sentences people read, update and check their translations: python -m scripts.messages.

`extract` writes messages.pot; `update` also merges it into every language's messages.po, which the bot reads
(and begins that of a language named on the command line); `check` names what is missing or differs.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path

from babel import Locale as Cldr
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

from bot.presentation.catalogues import DIRECTORY
from bot.presentation.locale import MONTHS, WEEKDAYS
from bot.settings import PROJECT_ROOT

_HELD = re.compile(r"\{\w*\}|</?(?:b|i|u|s|code|pre|a|blockquote)>|(?<![\w<])/[a-z]+(?:_[a-z]+)*")

_TYPED = re.compile(r"(<code>.*?</code>)", re.DOTALL)  # what one types keeps its plain marks
_CURVED = ("fr", "it", "tr")  # languages whose words are joined by apostrophes

KEYWORDS = {
    "gettext": None,
    "ngettext": (1, 2),
    "pgettext": ((1, "c"), 2),
    "N_": None,
    "NP_": ((1, "c"), 2),
}
FOLDERS = tuple(f"bot/{name}" for name in ("presentation", "handlers", "chat", "updates"))
TEMPLATE = DIRECTORY / "messages.pot"


def main(arguments: Sequence[str] | None = None) -> int:
    """Do what was asked for; return 1 when `check` finds a fault."""
    options = _parse(arguments)
    template = extract()
    if options.task == "check":
        found = [fault for path in catalogues() for fault in faults(template, path)]
        print("\n".join(found) or "Every sentence is translated.")
        return 1 if found else 0
    _write(template, TEMPLATE, with_places=True)
    if options.task == "update":
        for language in options.languages:
            _begin(language, template)
        for path in catalogues():
            _update(path, template)
    return 0


def extract() -> Catalog:
    """Return every sentence that people read, with where it stands."""
    template = Catalog(project="Matinee", creation_date=datetime(1970, 1, 1, tzinfo=UTC), fuzzy=False)
    for folder in FOLDERS:
        found = extract_from_dir(PROJECT_ROOT / folder, [("**.py", "python")], keywords=KEYWORDS)
        for path, line, message, _, context in found:
            template.add(message, locations=[(f"{folder}/{path}", line)], context=context)
    return template


def catalogues() -> list[Path]:
    """Return the translations that there are, as the files that people edit."""
    return sorted(DIRECTORY.glob("*/LC_MESSAGES/messages.po"))


def faults(template: Catalog, path: Path) -> Iterator[str]:
    """Yield what is wrong with a language's file: missing, left over, or holding something else."""
    catalogue = _read(path)
    language = catalogue.locale_identifier
    for message in template:
        entry = catalogue.get(message.id, message.context) if message.id else None
        if message.id and entry is None:
            yield f"{language}: not there: {message.id!r}"
        elif message.id and entry is not None:
            yield from (f"{language}: {fault}: {message.id!r}" for fault in _differences(entry, catalogue))
    for message in catalogue:
        if message.id and template.get(message.id, message.context) is None:
            yield f"{language}: nobody says this any more: {message.id!r}"


def _differences(entry: Message, catalogue: Catalog) -> Iterator[str]:
    english, forms = _forms(entry.id), _forms(entry.string)
    if entry.pluralizable and len(forms) != catalogue.num_plurals:
        yield f"{len(forms)} of {catalogue.num_plurals} plural forms"
    for form in forms:
        if not form:
            yield "not translated"
        elif _held(form) != _held(english[-1]) and _held(form) | {"{n}"} != _held(english[-1]) | {"{n}"}:
            yield f"placeholders, tags or commands differ in {form!r}"


def _forms(texts: object) -> tuple[str, ...]:
    return tuple(map(str, texts)) if isinstance(texts, tuple | list) else (str(texts or ""),)


def _held(text: str) -> set[str]:
    """Return what every translation must hold: placeholders, and as many tags and commands."""
    found = _HELD.findall(text)
    return {f"{each} {found.count(each)}" if each[0] != "{" else each for each in found}


def _update(path: Path, template: Catalog) -> None:
    catalogue = _read(path)
    catalogue.update(template, no_fuzzy_matching=True)
    for message in catalogue:
        if message.id:
            texts = message.string if isinstance(message.string, tuple | list) else (message.string,)
            set_ones = tuple(typeset(str(text or ""), catalogue.locale_identifier or "") for text in texts)
            message.string = set_ones if message.pluralizable else set_ones[0]
    _write(catalogue, path)


def typeset(text: str, language: str) -> str:
    """Return a translation with its language's apostrophes, and with the spaces that keep French marks."""
    parts = _TYPED.split(text)
    return "".join(part if part.startswith("<code>") else _set(part, language) for part in parts)


def _set(text: str, language: str) -> str:
    curved = text.replace("'", "\N{RIGHT SINGLE QUOTATION MARK}") if language in _CURVED else text
    if language != "fr":
        return curved
    kept = re.sub(r" (?=[:;!?»%])", "\N{NO-BREAK SPACE}", curved).replace("« ", "«\N{NO-BREAK SPACE}")
    return re.sub(r"(?<=\d) (?=\d{3}\b)", "\N{NARROW NO-BREAK SPACE}", kept)


def _begin(language: str, template: Catalog) -> None:
    """Begin a language with what the Unicode tables know: how it writes numbers, months and weekdays."""
    path = DIRECTORY / language / "LC_MESSAGES" / "messages.po"
    if path.exists():
        return
    catalogue = Catalog(
        locale=language,
        header_comment="# What people read; `python -m scripts.messages update` brings it up to date.",
        project="Matinee",
        creation_date=datetime(1970, 1, 1, tzinfo=UTC),
        revision_date=datetime(1970, 1, 1, tzinfo=UTC),
        last_translator="",
        language_team="",
        fuzzy=False,
    )
    catalogue.update(template)
    for context, message, translation in _known(Cldr.parse(language)):
        entry = catalogue.get(message, context)
        if entry is not None:
            entry.string = translation
    path.parent.mkdir(parents=True)
    _write(catalogue, path)


def _known(cldr: Cldr) -> Iterator[tuple[str, str, str]]:
    symbols = cldr.number_symbols["latn"]
    yield "between thousands", ",", symbols["group"]
    yield "before decimals", ".", symbols["decimal"]
    yield "name of this language in itself", "English", cldr.get_display_name(cldr) or cldr.language
    for number, month in enumerate(MONTHS, start=1):
        yield "month", month, cldr.months["format"]["abbreviated"][number]
    for number, weekday in enumerate(WEEKDAYS):
        yield "weekday", weekday, cldr.days["format"]["abbreviated"][number]


def _read(path: Path) -> Catalog:
    with path.open("rb") as file:
        return read_po(file, locale=path.parent.parent.name)


def _write(catalogue: Catalog, path: Path, *, with_places: bool = False) -> None:
    with path.open("wb") as file:
        write_po(
            file,
            catalogue,
            width=100,
            sort_output=True,
            include_previous=False,
            no_location=not with_places,  # lines move with every change; only the template tells them
            ignore_obsolete=True,
        )


def _parse(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m scripts.messages", description=(__doc__ or "").partition("\n")[0]
    )
    tasks = parser.add_subparsers(dest="task", required=True)
    tasks.add_parser("extract", help="write messages.pot")
    update = tasks.add_parser("update", help="bring every language's messages.po up to date")
    update.add_argument("languages", nargs="*", help="languages to begin: de, pt_BR …")
    tasks.add_parser("check", help="name every sentence that is missing or differs; exit code 1 for any")
    return parser.parse_args(arguments)


if __name__ == "__main__":
    sys.exit(main())
