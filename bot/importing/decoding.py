"""Bytes of a file to text, whatever program wrote them."""

from __future__ import annotations

import codecs

from bot.importing.errors import DamagedArchive, EmptyFile, HtmlPage, NotText, Spreadsheet, UnknownFile
from bot.importing.old_encodings import guess_encoding

_SAMPLE = 2_000
_TEXT_CONTROLS = frozenset("\t\n\r\f\v")
_OLD_SPREADSHEET = b"\xd0\xcf\x11\xe0"
_PACKED = (b"\x1f\x8b", b"Rar!", b"7z\xbc\xaf", b"\xfd7zXZ", b"BZh")
_NO_TEXT = (b"%PDF", b"{\\rtf")


def decode(content: bytes) -> tuple[str, str | None]:
    """Return the text of a file without its byte order mark; an error of this package when it has none.

    With it comes what its letters were taken to be in, where that had to be guessed.
    """
    _refuse_by_mark(content)
    text, guessed = _decoded(content)
    text = text.lstrip("\ufeff")
    if not text.strip():
        raise EmptyFile
    if _looks_binary(text):
        raise NotText
    beginning = text[:_SAMPLE].lstrip().lower()
    if beginning.startswith("<?xml") and "<html" not in beginning:
        raise UnknownFile
    if beginning.startswith("<") or "<html" in beginning:
        raise HtmlPage
    return text, guessed


def _refuse_by_mark(content: bytes) -> None:
    """Refuse what its first bytes give away: it may look like text further on."""
    if content.startswith(_OLD_SPREADSHEET):
        raise Spreadsheet
    if content.startswith(_PACKED):
        raise DamagedArchive
    if content.startswith(_NO_TEXT):
        raise NotText


def _decoded(content: bytes) -> tuple[str, str | None]:
    for encoding in (*_by_mark(content), "utf-8"):
        try:
            return content.decode(encoding), None
        except UnicodeDecodeError:
            continue
    guessed = guess_encoding(content)
    if guessed is None:
        raise NotText
    return content.decode(guessed), guessed


def _by_mark(content: bytes) -> tuple[str, ...]:
    """Return UTF-16 when a mark, or a zero in every other byte, says so."""
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return ("utf-16",)
    sample = content[:_SAMPLE]
    zeros_first, zeros_second = sample[0::2].count(0), sample[1::2].count(0)
    if zeros_second > len(sample) // 4 > zeros_first:
        return ("utf-16-le",)
    if zeros_first > len(sample) // 4 > zeros_second:
        return ("utf-16-be",)
    return ()


def _looks_binary(text: str) -> bool:
    """Return whether control characters stand where no text has them."""
    controls = sum(1 for character in text[:_SAMPLE] if character < " " and character not in _TEXT_CONTROLS)
    return "\0" in text[:_SAMPLE] or controls > len(text[:_SAMPLE]) // 50
