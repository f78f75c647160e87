"""`python -m scripts.messages`: find the sentences people read, bring translations up to date, compile them.

`extract` writes messages.pot; `update` also merges it into every language's messages.po (and begins that of a
language named on the command line); `compile` writes the messages.mo that the bot reads.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path

from babel import Locale as Cldr
from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from bot.presentation.catalogues import DIRECTORY
from bot.presentation.locale import MONTHS, WEEKDAYS
from bot.settings import PROJECT_ROOT

KEYWORDS = {
    "gettext": None,
    "ngettext": (1, 2),
    "pgettext": ((1, "c"), 2),
    "N_": None,
    "NP_": ((1, "c"), 2),
}
FOLDERS = tuple(f"bot/{name}" for name in ("presentation", "handlers", "chat", "updates"))
TEMPLATE = DIRECTORY / "messages.pot"


def main(arguments: Sequence[str] | None = None) -> None:
    """Do what was asked for."""
    options = _parse(arguments)
    if options.task == "compile":
        for path in catalogues():
            compile_catalogue(path)
        return
    template = extract()
    _write(template, TEMPLATE)
    if options.task == "update":
        for language in options.languages:
            _begin(language, template)
        for path in catalogues():
            _update(path, template)


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


def compile_catalogue(path: Path) -> None:
    """Write the file that the bot reads beside the one that people edit."""
    with path.with_suffix(".mo").open("wb") as file:
        write_mo(file, _read(path))


def _update(path: Path, template: Catalog) -> None:
    catalogue = _read(path)
    catalogue.update(template, no_fuzzy_matching=True)
    _write(catalogue, path)


def _begin(language: str, template: Catalog) -> None:
    """Begin a language with what the Unicode tables know: how it writes numbers, months and weekdays."""
    path = DIRECTORY / language / "LC_MESSAGES" / "messages.po"
    if path.exists():
        return
    catalogue = Catalog(locale=language, project="Matinee", fuzzy=False)
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


def _write(catalogue: Catalog, path: Path) -> None:
    with path.open("wb") as file:
        write_po(file, catalogue, width=100, sort_output=True, include_previous=False)


def _parse(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m scripts.messages", description=(__doc__ or "").partition(": ")[2].partition("\n")[0]
    )
    tasks = parser.add_subparsers(dest="task", required=True)
    tasks.add_parser("extract", help="write messages.pot")
    update = tasks.add_parser("update", help="bring every language's messages.po up to date")
    update.add_argument("languages", nargs="*", help="languages to begin: de, pt_BR …")
    tasks.add_parser("compile", help="write the messages.mo that the bot reads")
    return parser.parse_args(arguments)


if __name__ == "__main__":
    main()
