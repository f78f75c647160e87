"""Reading translators' files."""

from __future__ import annotations

import warnings
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po, write_po
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.presentation.po_files import PoTranslations
from scripts.messages import catalogues

RUSSIAN = r"""
msgid ""
msgstr ""
"Language: ru\n"
"Plural-Forms: nplurals=3; plural=n % 10 == 1 && n % 100 != 11 ? 0 : n % 10 >= 2 && n % 10 <= 4 &&"
" (n % 100 < 12 || n % 100 > 14) ? 1 : 2;\n"

# For somebody.
#, python-brace-format
msgid "{n} film"
msgid_plural "{n} films"
msgstr[0] "{n} фильм"
msgstr[1] "{n} фильма"
msgstr[2] "{n} фильмов"

msgctxt "month"
msgid "May"
msgstr "мая"

msgid "May"
msgstr "можно"

msgid "Two\n"
"lines and a \"quote\""
msgstr ""
"Две\n"
"строки"

msgid "Stop"
msgstr ""

#~ msgid "Gone"
#~ msgstr "Нет"
"""


@pytest.fixture
def russian(tmp_path: Path) -> PoTranslations:
    """Return a small catalogue."""
    path = tmp_path / "messages.po"
    path.write_text(RUSSIAN, encoding="utf-8")
    return PoTranslations(path)


@pytest.mark.parametrize(
    ("n", "said"), [(1, "{n} фильм"), (2, "{n} фильма"), (5, "{n} фильмов"), (11, "{n} фильмов")]
)
def test_a_number_chooses_its_form(russian: PoTranslations, n: int, said: str) -> None:
    assert russian.ngettext("{n} film", "{n} films", n) == said


def test_a_context_tells_words_apart(russian: PoTranslations) -> None:
    assert russian.pgettext("month", "May") == "мая"
    assert russian.gettext("May") == "можно"


def test_lines_and_quotes_are_read(russian: PoTranslations) -> None:
    assert russian.gettext('Two\nlines and a "quote"') == "Две\nстроки"


@pytest.mark.parametrize("message", ["Stop", "Gone", "Never heard of", ""])
def test_what_has_no_translation_is_english(russian: PoTranslations, message: str) -> None:
    assert russian.gettext(message) == message
    assert russian.ngettext("{n} day", "{n} days", 2) == "{n} days"
    assert russian.pgettext("somewhere", "May") == "May"


texts = st.text(st.characters(exclude_categories=["Cs", "Cc"]) | st.sampled_from('\n\t"\\'), min_size=1)


@given(st.dictionaries(texts, texts, max_size=4))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_babel_writes_is_read(tmp_path: Path, translations: dict[str, str]) -> None:
    catalogue = Catalog(locale="de")
    for message, translation in translations.items():
        catalogue.add(message, translation)
    path = tmp_path / "messages.po"
    with path.open("wb") as file:
        write_po(file, catalogue)
    with path.open("rb") as file, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        known = {message.id: message.string for message in read_po(file, locale="de") if message.id}
    read = PoTranslations(path)
    for message, translation in known.items():
        assert read.gettext(message) == translation


@pytest.mark.parametrize("path", catalogues(), ids=lambda path: path.parent.parent.name)
def test_a_catalogue_is_read_as_babel_reads_it(path: Path) -> None:
    with path.open("rb") as file:
        catalogue = read_po(file)
    read = PoTranslations(path)
    for message in catalogue:
        if isinstance(message.id, str) and message.id and message.string:
            translation = (
                read.pgettext(message.context, message.id) if message.context else read.gettext(message.id)
            )
            assert translation == message.string
