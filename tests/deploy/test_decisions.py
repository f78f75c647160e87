"""Decisions are numbered one after another, in their names and in their headings."""

from __future__ import annotations

from bot.settings import PROJECT_ROOT

DECISIONS = sorted((PROJECT_ROOT / "docs/adr").glob("*.md"))


def test_no_number_is_given_twice_or_left_out() -> None:
    assert [int(page.name[:4]) for page in DECISIONS] == list(range(1, len(DECISIONS) + 1))


def test_each_heading_has_the_number_of_its_file() -> None:
    for page in DECISIONS:
        assert page.read_text(encoding="utf-8").startswith(f"# {int(page.name[:4])}. "), page.name
