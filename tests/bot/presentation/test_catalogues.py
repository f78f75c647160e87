"""Which catalogue fits a language code."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.handlers.commands import COMMANDS
from bot.presentation import labels, texts
from bot.presentation.catalogues import Catalogues, best_match
from bot.presentation.locale import ENGLISH
from bot.presentation.markup import visible_units
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
    (tmp_path / "fr/LC_MESSAGES/messages.po").unlink()  # would be missed if it were read now
    german = catalogues.locale("de-CH")
    assert german.gettext("Stop") == "Halt"
    assert catalogues.locale("de") is german


def units(text: str) -> int:
    """Count as Telegram does."""
    return len(text.encode("utf-16-le")) // 2


@pytest.mark.parametrize("code", Catalogues().codes)
def test_every_language_keeps_to_telegrams_limits(code: str) -> None:
    locale = Catalogues().locale(code)
    assert 0 < units(locale.gettext(texts.DESCRIPTION)) <= 512
    assert 0 < units(locale.gettext(texts.SHORT_DESCRIPTION)) <= 120
    for command in COMMANDS:
        assert 0 < units(locale.gettext(command.description)) <= 256, command.name
    for toast in (labels.TOO_OLD, labels.TOO_MANY, labels.NOT_YOURS, *labels.HINTS.values()):
        assert 0 < units(locale.gettext(toast)) <= 200, toast
    assert units(labels.counter_hint(locale, 49, 50)) <= 200
    everything = [(each.usage(locale), locale.gettext(each.description)) for each in COMMANDS]
    assert visible_units(texts.help_text(locale, everything)) <= 4096


@pytest.mark.parametrize("code", Catalogues().codes)
def test_labels_fit_on_their_buttons(code: str) -> None:
    locale = Catalogues().locale(code)
    half_a_row = (labels.LATER, labels.SEEN, labels.NOT_FOR_ME, labels.UNDO, labels.STOP, labels.MORE)
    assert max(len(locale.gettext(label)) for label in half_a_row) <= 16
