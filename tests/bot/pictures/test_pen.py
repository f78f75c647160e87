"""Text that fits its place."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from bot.pictures.pen import STAR, Pen, cut_to, fitted, lines_of, width_of

words = st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Cc")), max_size=60)


@given(words, st.integers(20, 60), st.floats(60, 900))
def test_a_fitted_text_is_no_wider_than_its_place(text: str, size: int, width: float) -> None:
    smaller, shown = fitted(text, "bold", size, width)
    assert smaller <= size
    assert width_of(shown, "bold", smaller) <= width or shown == "…"
    if shown != text:
        assert shown.endswith("…")


@given(words, st.floats(80, 900), st.integers(1, 3))
def test_lines_fit_and_are_no_more_than_allowed(text: str, width: float, most: int) -> None:
    lines = lines_of(text, "plain", 30, width, most)
    assert len(lines) <= most
    assert all(width_of(line, "plain", 30) <= width or line == "…" for line in lines)


def test_what_fits_stays_as_it_is() -> None:
    assert fitted("Heat", "bold", 40, 500) == (40, "Heat")
    assert cut_to("Heat", "bold", 40, 500) == "Heat"
    assert lines_of("The Thin Red Line", "bold", 30, 160, 3) == ["The Thin", "Red Line"]


def test_a_star_is_drawn_where_the_text_has_one() -> None:
    image = Image.new("RGB", (80, 80))
    written = Pen(image).write(10, 60, STAR, (255, 255, 255), size=60)
    assert written == pytest.approx(55.2)
    assert image.getpixel((37, 40)) == (255, 255, 255)


@pytest.mark.parametrize("side", ["left", "middle", "right"])
def test_text_stands_on_the_side_that_is_asked_for(side: str) -> None:
    image = Image.new("RGB", (400, 60))
    Pen(image).write(200, 40, "Heat", (255, 255, 255), size=30, side=side)  # type: ignore[arg-type]
    box = image.getbbox()
    assert box is not None
    left, _, right, _ = box
    assert {"left": left >= 199, "middle": left < 200 < right, "right": right <= 201}[side]
