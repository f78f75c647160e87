"""Catalogues of made-up translations, written where a test wants them."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.pofile import write_po

from bot.presentation.catalogues import CATALOGUE

Translations = Mapping[str | tuple[str, str], str | tuple[str, ...]]
"""An English sentence, or one for 1 and one for many, with its translation or one for each plural form."""


def write_catalogue(
    directory: Path,
    code: str,
    translations: Translations,
    in_context: Mapping[tuple[str, str], str] | None = None,
) -> None:
    """Write a language's catalogue; `in_context` translates (context, word)."""
    catalogue = Catalog(locale=code)
    for message, translation in translations.items():
        catalogue.add(message, translation)
    for (context, message), translation in (in_context or {}).items():
        catalogue.add(message, translation, context=context)
    path = directory / code / CATALOGUE
    path.parent.mkdir(parents=True)
    with path.open("wb") as file:
        write_po(file, catalogue)
