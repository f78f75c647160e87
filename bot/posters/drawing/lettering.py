"""Lettering: which typeface knows the characters, how a title breaks, how large it gets."""

from __future__ import annotations

import re
import textwrap
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import font_fjallaone
import font_manrope
from PIL import ImageFont

DISPLAY = Path(font_fjallaone.font_directory) / "FjallaOne-Regular.ttf"
TEXT = Path(font_manrope.font_directory) / "Manrope-Bold.ttf"
SIZES = (190, 164, 140, 122, 106, 96, 86, 78, 70, 63, 57, 52, 47, 43, 39, 35, 32)
MAX_TITLE_LENGTH = 160
MAX_LINES = 5
LETTERS_IN_A_LINE = 18  # of the smallest size, however wide they are
ARTICLE = re.compile(
    r"(.+), (the|an?|les?|la|l'|une?|el|los|las|il|lo|i|das|der|die|ein|eine|den|det|o|os)", re.IGNORECASE
)
SUBTITLE = re.compile(r"(.+?)\s*\(([^()]+)\)(?:\s*\([^()]*\))*")
NOT_A_CHARACTER = "\uffff"

REFERENCE_SIZE = 100
SPACE_EMS = 0.26

Typeface = ImageFont.FreeTypeFont
Word = tuple[str, float]  # with its width, as a multiple of the typeface's size
Lines = list[list[Word]]


@dataclass(frozen=True)
class Lettering:
    """A title ready to be drawn."""

    lines: tuple[str, ...]
    typeface: Typeface
    line_height: int
    ascent: int  # of a capital with its accent

    @property
    def height(self) -> int:
        """The height of all lines together, the last one cut at its baseline."""
        return self.ascent + (len(self.lines) - 1) * self.line_height


def split_title(title: str) -> tuple[str, str]:
    """Return a title and the other one that MovieLens adds in parentheses at its end, if any."""
    whole = title.strip()[:MAX_TITLE_LENGTH]
    match = SUBTITLE.fullmatch(whole)
    if match is None:
        return whole, ""
    other = match[2].removeprefix("a.k.a. ")
    article = ARTICLE.fullmatch(other)
    return match[1], f"{article[2]} {article[1]}".replace("' ", "'", 1) if article else other


def fit_title(title: str, *, width: int, height: int) -> Lettering | None:
    """Return the largest lettering of a title that fits the box; None when nothing of it can be drawn."""
    face, letters = drawable(title.upper(), (DISPLAY, TEXT))
    if not letters:
        return None
    words = [(word, _ems(face, word)) for word in letters.split()]
    for size in SIZES:
        lines = _break_lines(words, width / size)
        lettering = _letter(face, size, lines)
        if lettering.height <= height and _widest(lines) <= width / size:
            return _letter(face, size, _balanced(lines, words))
    # A title of one endless word, or of very many: cut where it must be.
    cut = textwrap.wrap(letters, LETTERS_IN_A_LINE)[:MAX_LINES]
    return _letter(face, SIZES[-1], [[(line, 0)] for line in cut])


def drawable(text: str, faces: tuple[Path, ...]) -> tuple[Path, str]:
    """Return the first typeface that knows every character; else the last and what it can draw of them."""
    line = " ".join(text.split())
    for face in faces:
        if _knows_all(face, line):
            return face, line
    face = faces[-1]
    known = "".join(_nearest(face, character) for character in unicodedata.normalize("NFC", line))
    return face, " ".join(known.split())


def shorten(text: str, typeface: Typeface, width: int) -> str:
    """Return as many words as fit one line."""
    words = text.split()
    if typeface.getlength(text) <= width:
        return text
    while words and typeface.getlength(" ".join(words) + " …") > width:
        words.pop()
    return " ".join(words) + " …" if words else ""


@lru_cache(maxsize=64)
def load(face: Path, size: int) -> Typeface:
    """Return a typeface in a size (pixels)."""
    return ImageFont.truetype(face, size, layout_engine=ImageFont.Layout.BASIC)


@lru_cache(maxsize=4096)
def _knows(face: Path, character: str) -> bool:
    if character == " ":
        return True
    typeface = load(face, 32)
    drawn, empty = typeface.getmask(character), typeface.getmask(NOT_A_CHARACTER)
    return bytes(drawn) != bytes(empty) and drawn.getbbox() is not None


def _nearest(face: Path, character: str) -> str:
    """Return the character, or its plain letter, or a gap."""
    decomposed = unicodedata.normalize("NFKD", character)
    plain = "".join(letter for letter in decomposed if not unicodedata.combining(letter))
    return next((letters for letters in (character, plain) if _knows_all(face, letters)), " ")


def _knows_all(face: Path, letters: str) -> bool:
    return all(_knows(face, letter) for letter in letters)


def _ems(face: Path, text: str) -> float:
    """Return how wide a text is, as a multiple of the typeface's size."""
    return load(face, REFERENCE_SIZE).getlength(text) / REFERENCE_SIZE


def _letter(face: Path, size: int, lines: Lines) -> Lettering:
    texts = tuple(" ".join(word for word, _ in line) for line in lines)
    return Lettering(texts, load(face, size), line_height=round(size * 1.16), ascent=round(size * 1.02))


def _break_lines(words: list[Word], ems: float) -> Lines:
    lines: Lines = [[]]
    for word in words:
        if lines[-1] and _widest([[*lines[-1], word]]) > ems:
            lines.append([])
        lines[-1].append(word)
    return lines


def _balanced(lines: Lines, words: list[Word]) -> Lines:
    """Return the same words on as many lines, the longest as short as can be."""
    widest = _widest(lines)
    for percent in range(50, 100, 4):
        narrower = _break_lines(words, widest * percent / 100)
        if len(narrower) == len(lines) and _widest(narrower) < widest:
            return narrower
    return lines


def _widest(lines: Lines) -> float:
    return max(sum(ems for _, ems in line) + SPACE_EMS * (len(line) - 1) for line in lines)
