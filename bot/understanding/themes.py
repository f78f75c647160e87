"""Word lists of themes: by theme its name, then the other forms in which it is typed, with commas."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from bot.understanding.phrases import phrases as phrases_of


def phrases_of_themes(
    words: Mapping[str, str], phrases: Callable[[str], Iterable[str]] = phrases_of
) -> dict[str, str]:
    """Return the theme of each form."""
    return {phrase: theme for theme, text in words.items() for phrase in phrases(text)}


def named_themes(words: Mapping[str, str]) -> dict[str, str]:
    """Return what each theme is called."""
    return {theme: text.partition(",")[0].strip() for theme, text in words.items()}
