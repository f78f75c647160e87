"""Titles in the lengths that there is room for."""

from __future__ import annotations

from bot.presentation.film_titles import LABEL_LENGTH, LINE_LENGTH, choice_label, with_year

PARTS = {
    "Lord of the Rings: The Fellowship of the Ring, The": 2001,
    "Lord of the Rings: The Two Towers, The": 2002,
    "Lord of the Rings: The Return of the King, The": 2003,
}


def test_parts_of_a_series_differ_on_their_buttons() -> None:
    labels = [choice_label(title, None) for title in PARTS]
    assert len(set(labels)) == len(PARTS)
    assert all(len(label) <= LABEL_LENGTH for label in labels)


def test_a_line_of_text_has_room_for_a_whole_title() -> None:
    title = "Lord of the Rings: The Two Towers, The"
    assert with_year(title, 2002) == "The Lord of the Rings: The Two Towers (2002)"
    assert len(with_year("Long " * 40, 2002)) <= LINE_LENGTH
