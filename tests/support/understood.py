"""What texts mean by their words, asked in one year for good: "last year" is another each year."""

from __future__ import annotations

from bot.understanding import commands, understanding
from bot.understanding.commands import ListCommand
from bot.understanding.lexicon import Lexicon
from bot.understanding.requests import Request

THIS_YEAR = 2026


def understand(
    text: str, lexicon: Lexicon, this_year: int = THIS_YEAR, *, is_about_stars: bool = False
) -> Request:
    """Return what a text may mean."""
    return understanding.understand(text, lexicon, this_year, is_about_stars=is_about_stars)


def read_list(text: str, lexicon: Lexicon) -> ListCommand:
    """Read what stands behind a list's command."""
    return commands.read_list(text, lexicon, THIS_YEAR)
