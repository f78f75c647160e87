"""The child's side of drawing: one request after another, each a pickle of a drawing's name and arguments."""

from __future__ import annotations

import pickle
from collections.abc import Callable, Mapping
from typing import BinaryIO

from bot.pictures.taste_picture import taste_picture
from bot.posters.drawing.poster import drawn_poster
from bot.posters.drawing.sheet import sheet_of
from bot.posters.drawing_wire import DRAWN, IS_A_PHOTO, IS_NO_PHOTO, LENGTH, REFUSED, DrawingName
from bot.posters.photos import is_a_photo


def photo_check(content: bytes) -> bytes:
    """Return whether some bytes are a photo, as bytes."""
    return IS_A_PHOTO if is_a_photo(content) else IS_NO_PHOTO


DRAWINGS: Mapping[DrawingName, Callable[..., bytes]] = {
    "poster": drawn_poster,
    "sheet": sheet_of,
    "taste": taste_picture,
    "photo_check": photo_check,
}


def serve(requests: BinaryIO, answers: BinaryIO) -> None:
    """Answer requests until there are no more: the bot has ended, or wants this process to."""
    while head := requests.read(LENGTH.size):
        request = requests.read(LENGTH.unpack(head)[0])
        kind, answer = _answer_to(request)
        answers.write(kind + LENGTH.pack(len(answer)) + answer)
        answers.flush()


def _answer_to(request: bytes) -> tuple[bytes, bytes]:
    try:
        name, args = pickle.loads(request)  # noqa: S301 - written by the bot itself
        return DRAWN, DRAWINGS[name](*args)
    except Exception as error:  # the next drawing may well succeed
        return REFUSED, f"{type(error).__name__}: {error}".encode(errors="replace")
