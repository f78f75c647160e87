"""Which catalogue fits a language code."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.presentation.catalogues import Catalogues, best_match
from bot.presentation.locale import ENGLISH
from tests.support.translating import write_catalogue

CODES = ("en", "de", "fr", "fr_CA", "pt_BR", "zh_Hans")


@pytest.mark.parametrize(
    ("wanted", "code"),
    [
        ("de", "de"),
        ("de-AT", "de"),
        ("DE_at", "de"),
        ("fr-ca", "fr_CA"),
        ("fr-BE", "fr"),
        ("pt-br", "pt_BR"),
        ("pt", "pt_BR"),
        ("pt-PT", "pt_BR"),
        ("zh-hans-cn", "zh_Hans"),
        ("en-GB", "en"),
        ("nl", "en"),
    ],
)
def test_a_code_finds_the_catalogue_that_fits_best(wanted: str, code: str) -> None:
    assert best_match(wanted, CODES) == code


@pytest.mark.parametrize(
    "garbage", ["", "d", "../de", "de/../fr", "de\0", "de-", "-", "xx" * 50, "dé", "de\n"]
)
def test_garbage_is_english(garbage: str) -> None:
    assert best_match(garbage, CODES) == "en"


@given(st.text(max_size=20))
def test_whatever_comes_some_catalogue_fits(text: str) -> None:
    assert best_match(text, CODES) in CODES


def test_without_any_catalogue_everybody_reads_english(tmp_path: Path) -> None:
    catalogues = Catalogues(tmp_path)
    assert catalogues.codes == ("en",)
    assert catalogues.locale("de") is catalogues.locale(None) is ENGLISH


def test_a_language_is_read_once_and_only_when_needed(tmp_path: Path) -> None:
    write_catalogue(tmp_path, "de", {"Stop": "Halt"})
    write_catalogue(tmp_path, "fr", {"Stop": "Arrêter"})
    catalogues = Catalogues(tmp_path)
    (tmp_path / "fr/LC_MESSAGES/messages.mo").unlink()  # would be missed if it were read now
    german = catalogues.locale("de-CH")
    assert german.gettext("Stop") == "Halt"
    assert catalogues.locale("de") is german
