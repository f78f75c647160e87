"""The program that finds sentences and checks translations."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po, write_po

from bot.presentation.catalogues import Catalogues
from bot.presentation.settings import LANGUAGES as LANGUAGE_NAMES
from scripts import messages

NAMES = {"Film noir", "Hong Kong"}
WORDS = re.compile(r"[^\W\d_]{3,}")
PLACEHOLDER = re.compile(r"\{\w+\}|<[^>]*>")


@pytest.fixture
def directory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return an empty folder of languages."""
    monkeypatch.setattr(messages, "DIRECTORY", tmp_path)
    monkeypatch.setattr(messages, "TEMPLATE", tmp_path / "messages.pot")
    return tmp_path


def translate(path: Path, message: str, translation: str) -> None:
    with path.open("rb") as file:
        catalogue = read_po(file)
    catalogue[message].string = translation
    with path.open("wb") as file:
        write_po(file, catalogue)


def test_extract_writes_every_sentence_with_its_place(directory: Path) -> None:
    messages.main(["extract"])
    text = (directory / "messages.pot").read_text(encoding="utf-8")
    assert "#: bot/presentation/labels.py:" in text
    assert 'msgid "Show my films"' in text


def test_a_language_is_begun_translated_and_spoken(directory: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    messages.main(["update", "de"])
    path = directory / "de/LC_MESSAGES/messages.po"
    translate(path, "Stop", "Halt")
    messages.main(["update", "de"])  # what is translated stays
    german = Catalogues(directory).locale("de")
    assert german.gettext("Stop") == "Halt"
    assert german.number(1234.5, 1) == "1.234,5"
    assert german.language_name == "Deutsch"
    assert german.ngettext("{n} person", "{n} people", 2) == "2 people"


@pytest.mark.parametrize(
    ("translation", "fault"),
    [
        ("Hallo {name}! Ich bin <b>Matinee</b>.", None),
        ("Hallo {nam}! Ich bin <b>Matinee</b>.", "differ"),
        ("Hallo {name}! Ich bin Matinee.", "differ"),
        ("Hallo {name}! Ich bin <b>Matinee<b>.", "differ"),
        ("Hallo {name}! Ich bin <b>Matinee</b>, /start.", "differ"),
        ("", "not translated"),
        (None, "not there"),
    ],
)
def test_a_translation_that_differs_is_found(
    directory: Path, translation: str | None, fault: str | None
) -> None:
    template, german = Catalog(), Catalog(locale="de")
    template.add("Hi {name}! I'm <b>Matinee</b>.")
    if translation is not None:
        german.add("Hi {name}! I'm <b>Matinee</b>.", translation)
    path = directory / "de/LC_MESSAGES/messages.po"
    path.parent.mkdir(parents=True)
    with path.open("wb") as file:
        write_po(file, german)
    found = list(messages.faults(template, path))
    assert [fault in each for each in found] == ([True] if fault else [])


def test_a_missing_plural_form_and_a_left_over_sentence_are_found(directory: Path) -> None:
    template, russian = Catalog(), Catalog(locale="ru")
    template.add(("{n} film", "{n} films"))
    russian.add(("{n} film", "{n} films"), ("{n} фильм", "{n} фильма", ""))
    russian.add("Gone", "Нет")
    path = directory / "ru/LC_MESSAGES/messages.po"
    path.parent.mkdir(parents=True)
    with path.open("wb") as file:
        write_po(file, russian)
    assert len(list(messages.faults(template, path))) == 2


LANGUAGES = pytest.mark.parametrize("path", messages.catalogues(), ids=lambda path: path.parent.parent.name)


@LANGUAGES
def test_every_sentence_is_translated_and_holds_the_same(path: Path) -> None:
    """Mended by `python -m scripts.messages update`, a translation in each file, and `check`."""
    assert list(messages.faults(messages.extract(), path)) == []


@LANGUAGES
def test_only_names_and_single_words_are_as_in_english(path: Path) -> None:
    with path.open("rb") as file:
        catalogue = read_po(file)
    same = [
        str(entry.id)
        for entry in catalogue
        if entry.id and entry.id == entry.string and entry.id not in NAMES and entry.context != "place"
    ]
    assert [text for text in same if len(WORDS.findall(PLACEHOLDER.sub("", text))) > 1] == []


def test_nine_languages_are_spoken() -> None:
    assert {*LANGUAGE_NAMES} == set(Catalogues().codes)


@pytest.mark.parametrize(
    ("language", "typed", "printed"),
    [
        ("fr", "J'en suis : « oui » !", "J’en suis\xa0: «\xa0oui\xa0»\xa0!"),
        ("fr", "<b>Notes</b> : 20 000", "<b>Notes</b>\xa0: 20\u202f000"),
        ("fr", "<code>/find l'eau : 2</code>", "<code>/find l'eau : 2</code>"),
        ("it", "l'ora", "l’ora"),
        ("de", "so geht's : ja", "so geht's : ja"),
    ],
)
def test_an_update_sets_apostrophes_and_spaces(language: str, typed: str, printed: str) -> None:
    assert messages.typeset(typed, language) == printed
    assert messages.typeset(printed, language) == printed
