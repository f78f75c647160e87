"""What can be sent: a film's card, a note, a picture, a document, a poll."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from telegram import InlineKeyboardMarkup

from bot.services.views import Film, FilmDetails


@dataclass(frozen=True)
class Card:
    """A film's poster with a caption (HTML) and buttons."""

    film: Film
    details: FilmDetails | None
    caption: str
    keyboard: InlineKeyboardMarkup


@dataclass(frozen=True)
class Note:
    """A message of text (HTML), perhaps with buttons."""

    text: str
    keyboard: InlineKeyboardMarkup | None = None


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
    """A question with 2 to 10 answers of at most 100 characters each; closes by itself after a while.

    is_hidden: nobody sees how it stands before it is closed; posters: a file id or an address for each
    answer, None where there is none.
    """

    question: str
    options: tuple[str, ...]
    open_for: timedelta | None = None
    is_anonymous: bool = False
    is_hidden: bool = False
    posters: tuple[str | None, ...] = ()
