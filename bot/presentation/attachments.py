"""What can be sent beside a film's card and a note: a picture, a document, a poll."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from telegram import InlineKeyboardMarkup


@dataclass(frozen=True)
class Picture:
    """A photo that is no film's poster (PNG or JPEG), with a caption (HTML) and perhaps buttons."""

    content: bytes
    caption: str
    keyboard: InlineKeyboardMarkup | None = None


@dataclass(frozen=True)
class Document:
    """A file to keep, with a caption (HTML)."""

    content: bytes
    file_name: str
    caption: str = ""


@dataclass(frozen=True)
class GroupPoll:
    """A question with 2 to 10 answers of at most 100 characters each; closes by itself after a while."""

    question: str
    options: tuple[str, ...]
    open_for: timedelta | None = None
    is_anonymous: bool = False
