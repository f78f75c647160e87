"""The program that finds sentences and compiles translations."""

from __future__ import annotations

from pathlib import Path

import pytest
from babel.messages.pofile import read_po, write_po

from bot.presentation.catalogues import Catalogues
from scripts import messages


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
    messages.main(["compile"])
    german = Catalogues(directory).locale("de")
    assert german.gettext("Stop") == "Halt"
    assert german.number(1234.5, 1) == "1.234,5"
    assert german.language_name == "Deutsch"
    assert german.ngettext("{n} person", "{n} people", 2) == "2 people"
