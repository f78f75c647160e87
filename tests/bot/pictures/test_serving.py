"""The child's side: what it reads, what it answers, and that it goes on after what cannot be drawn."""

from __future__ import annotations

import io
import pickle
import subprocess
import sys

from bot.pictures.serving import serve
from bot.posters.drawing.poster import drawn_poster
from bot.posters.drawing.sheet import sheet_of
from bot.posters.drawing_wire import DRAWN, IS_A_PHOTO, IS_NO_PHOTO, LENGTH, REFUSED
from bot.settings import PROJECT_ROOT


def answers_to(*requests: tuple[str, tuple[object, ...]]) -> list[tuple[bytes, bytes]]:
    """Return the mark and the content of each answer."""
    asked, answered = io.BytesIO(), io.BytesIO()
    for request in requests:
        content = pickle.dumps(request)
        asked.write(LENGTH.pack(len(content)) + content)
    asked.seek(0)
    serve(asked, answered)
    answered.seek(0)
    answers = []
    while mark := answered.read(1):
        (length,) = LENGTH.unpack(answered.read(LENGTH.size))
        answers.append((mark, answered.read(length)))
    return answers


def test_it_draws_what_it_is_asked_for_in_order() -> None:
    poster = drawn_poster("Heat", 1995, ())
    asked = answers_to(("poster", ("Heat", 1995, ())), ("sheet", ([poster],)))
    assert asked == [(DRAWN, poster), (DRAWN, sheet_of([poster]))]


def test_it_says_what_is_a_photo() -> None:
    asked = answers_to(("photo_check", (drawn_poster("Heat", 1995, ()),)), ("photo_check", (b"<html>",)))
    assert asked == [(DRAWN, IS_A_PHOTO), (DRAWN, IS_NO_PHOTO)]


def test_after_what_cannot_be_drawn_it_goes_on() -> None:
    (first, why), (second, _) = answers_to(("poster", ()), ("photo_check", (b"",)))
    assert (first, second) == (REFUSED, DRAWN)
    assert why.startswith(b"TypeError: ")


def test_the_child_imports_nothing_that_a_picture_does_not_need() -> None:
    look = "import sys, bot.pictures.serving; print(*{name.split('.')[0] for name in sys.modules})"
    done = subprocess.run(  # noqa: S603 - our own words
        [sys.executable, "-c", look], cwd=PROJECT_ROOT, capture_output=True, text=True, check=True
    )
    imported = set(done.stdout.split())
    assert "PIL" in imported
    assert not imported & {"numpy", "telegram", "sqlalchemy", "pydantic", "asyncio", "recommender", "storage"}
