"""Translations are set as books in their language are: quotation marks, spaces, apostrophes, the letter ё."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from babel.messages.pofile import read_po

from bot.presentation.catalogues import DIRECTORY, Catalogues

CODES = [code for code in Catalogues().codes if code != "en"]
QUOTES = {"de": "„“", "bs": "„“", "fr": "«»", "es": "«»", "it": "«»", "ru": "«»", "pt": "“”", "tr": "“”"}
_TYPED = re.compile(r"<code>.*?</code>|</?\w+>", re.DOTALL)  # what one types is typed with plain marks
_WITHOUT_YO = re.compile(r"\b(?:еще|ее|твое|мое|свое|звезд|счет|идет|найдет|учет)\b", re.IGNORECASE)


def sentences(code: str) -> Iterator[str]:
    """Yield every translation of a language, each plural form by itself."""
    with (DIRECTORY / code / "LC_MESSAGES" / "messages.po").open("rb") as file:
        catalogue = read_po(file, locale=code)
    for message in catalogue:
        if message.id:
            forms = message.string if isinstance(message.string, tuple | list) else (message.string,)
            yield from (_TYPED.sub("\N{ZERO WIDTH SPACE}", form) for form in forms)


def wrong(code: str, pattern: str) -> list[str]:
    return [sentence for sentence in sentences(code) if re.search(pattern, sentence)]


@pytest.mark.parametrize("code", CODES)
def test_quotation_marks_are_those_of_the_language(code: str) -> None:
    others = set('"„“”«»‚‘') - set(QUOTES[code])
    assert wrong(code, f"[{''.join(others)}]") == []
    opening, closing = QUOTES[code]
    assert [each for each in sentences(code) if each.count(opening) != each.count(closing)] == []


@pytest.mark.parametrize("code", CODES)
def test_three_dots_are_one_character_and_no_space_is_doubled(code: str) -> None:
    assert wrong(code, r"\.\.\.|  |[^,] $| \n") == []


@pytest.mark.parametrize("code", ["fr", "it", "tr"])
def test_apostrophes_are_curved(code: str) -> None:
    assert wrong(code, "'") == []


def test_french_keeps_its_marks_on_the_line_of_their_word() -> None:
    assert wrong("fr", r" [:;!?»%]|« |[^\s\d:][;!?»](?!\w)|\d \d{3}\b") == []


@pytest.mark.parametrize("code", ["de", "fr", "es", "bs", "ru"])
def test_a_percent_sign_keeps_to_its_number(code: str) -> None:
    assert wrong(code, r" %") == []


def test_spanish_questions_and_calls_begin_with_their_mark() -> None:
    for sentence in sentences("es"):
        assert sentence.count("¿") == sentence.count("?"), sentence
        assert sentence.count("¡") == sentence.count("!"), sentence


def test_russian_writes_the_letter_yo() -> None:
    assert [sentence for sentence in sentences("ru") if _WITHOUT_YO.search(sentence)] == []
