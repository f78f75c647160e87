"""Prose in Markdown is wrapped as code is; tables, links and code may be wider."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.settings import PROJECT_ROOT

WIDTH = 110
_LINK_TARGET = re.compile(r"\]\([^()\s]*\)|https?://\S+")
_CODE_SPAN = re.compile(r"`[^`]*`")


def too_wide(text: str) -> list[int]:
    """Return the numbers of prose lines that are wider than WIDTH, without what links point to."""
    return [
        number
        for number, line in _prose(text)
        if len(_LINK_TARGET.sub("]", line)) > WIDTH and _can_be_broken(line)
    ]


def _prose(text: str) -> Iterator[tuple[int, str]]:
    """Yield lines that are no table, no heading and no code, with their numbers."""
    is_fenced = False
    for number, line in enumerate(text.splitlines(), start=1):
        begun = line.lstrip()
        if begun.startswith(("```", "~~~")):
            is_fenced = not is_fenced
        elif not is_fenced and not line.startswith("    ") and not begun.startswith(("|", "#")):
            yield number, line


def _can_be_broken(line: str) -> bool:
    """Return whether a space stands before WIDTH that no code span holds."""
    first, *_ = line.split(maxsplit=1) or [""]
    shown = _CODE_SPAN.sub(lambda span: "x" * len(span.group()), line)
    return " " in shown.strip()[len(first) + 1 : WIDTH]


def pages() -> list[Path]:
    """Every Markdown page of the project (those that git knows, where there is git)."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "*.md"],  # noqa: S607
        cwd=PROJECT_ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    names = listed.stdout.splitlines()
    found = [PROJECT_ROOT / name for name in names] or [
        *PROJECT_ROOT.glob("*.md"),
        *(PROJECT_ROOT / "docs").rglob("*.md"),
    ]
    return sorted(path for path in found if path.exists())


@pytest.mark.parametrize("page", pages(), ids=lambda page: str(page.relative_to(PROJECT_ROOT)))
def test_prose_is_wrapped(page: Path) -> None:
    lines = too_wide(page.read_text(encoding="utf-8"))
    assert lines == [], f"{page.name} is wider than {WIDTH} columns in lines {lines}"


def test_all_pages_are_looked_at() -> None:
    names = {page.name for page in pages()}
    assert {"README.md", "CHANGELOG.md", "architecture.md", "pull_request_template.md"} <= names


WIDE = "word " * 30


@pytest.mark.parametrize("line", [WIDE, f"- {WIDE}", f"  {WIDE}", f"> {WIDE}", f"[a link](x.md) {WIDE}"])
def test_a_wide_line_of_prose_is_found(line: str) -> None:
    assert too_wide(f"# Title\n\n{line}\n") == [3]


@pytest.mark.parametrize(
    "line",
    [
        f"| {WIDE} |",
        f"    {WIDE}",
        f"```\n{WIDE}\n```",
        f"short [link](https://example.org/{'x' * 110})",
        f"`{WIDE}`",
        "x" * 120,
    ],
)
def test_tables_links_and_code_may_be_wider(line: str) -> None:
    assert too_wide(f"# Title\n\n{line}\n") == []
