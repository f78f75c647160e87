"""Titles as people say them, in the lengths that there is room for."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from bot.presentation.markup import ELLIPSIS, clean, cut, units
from bot.search.normalising import original_title, spoken_title
from bot.services.views import Film, TitleHit

LABEL_LENGTH = 36  # of a button with a row to itself, on a small phone
LINE_LENGTH = 70
_SMALL = {"the", "a", "an", "of", "and", "in", "on", "to", "for", "with", "-", "–", "&"}
_MIN_SHARED = 2  # words; fewer make no series


def spoken(title: str) -> str:
    """Return a title as people say it: without the other titles in brackets, the article in front."""
    return spoken_title(clean(title)) or clean(title)


def original(title: str) -> str | None:
    """Return the title that a film has where it was made, None where it is the one people say."""
    return original_title(clean(title))


def short(title: str, limit: int, beside: Iterable[str] = ()) -> str:
    """Return a title that fits on a button; what it shares with the titles `beside` it is cut first.

    The beginning and what differs stay: "The Lord of the Rings: The Two Towers" becomes "Lord…Two Towers",
    "Harry Potter and the Chamber of Secrets" beside other parts "Harry…Chamber of Secrets".
    """
    said = spoken(title) or ELLIPSIS
    if units(said) <= limit:
        return said
    beginning = _shared_beginning(said, [spoken(other) for other in beside])
    head, part = said[: len(beginning)], said[len(beginning) :]
    if not beginning:
        head, colon, part = said.partition(": ")
        if not colon or not part:
            return cut(said, limit)
    first = head.removeprefix("The ").removeprefix("A ").split(" ")[0].rstrip(":")
    tail = _tail(part, max(limit - units(first) - 1, limit // 2))
    return f"{_whole_words(head, limit - units(tail) - 1)}…{tail}"


def choice_label(title: str, year: int | None, beside: Iterable[str] = (), told_by: str | None = None) -> str:
    """Return a film on a button of its own: "Heat (1995)"; `beside` are the titles on the buttons around it.

    `told_by` is what sets it apart from a namesake of the same year.
    """
    behind = "".join((f" ({year})" if year else "", f" · {told_by}" if told_by else ""))
    return f"{short(title, LABEL_LENGTH - units(behind), beside)}{behind}"


def choice_labels(films: Sequence[Film | TitleHit]) -> list[str]:
    """Return a label for each of several films to choose among, so that no two look alike."""
    titles = [film.title for film in films]
    named = [_with_called(film, choice_label(film.title, film.year, titles)) for film in films]
    return [
        choice_label(film.title, film.year, titles, film.imdb_id) if named.count(label) > 1 else label
        for label, film in zip(named, films, strict=True)
    ]


def _with_called(film: Film | TitleHit, label: str) -> str:
    """Return a label with the title of another country by which the film was found, where there is room."""
    called = f"{label} · {clean(film.called)}" if isinstance(film, Film) and film.called else label
    return called if units(called) <= LABEL_LENGTH else label


def with_year(title: str, year: int | None) -> str:
    """Return a film in a line of text, where there is room for nearly every title."""
    behind = f" ({year})" if year else ""
    return f"{cut(spoken(title), LINE_LENGTH - units(behind))}{behind}"


def _shared_beginning(said: str, others: Iterable[str]) -> str:
    """Return the words that a title shares with any other at its beginning, "" where they make no series."""
    words = said.split(" ")
    shared = 0
    for other in others:
        pairs = zip(words, other.split(" "), strict=False)
        alike = next((place for place, (one, two) in enumerate(pairs) if one.casefold() != two.casefold()), 0)
        if alike >= _MIN_SHARED and (not shared or alike < shared):
            shared = alike
    return "".join(f"{word} " for word in words[:shared])


def _tail(part: str, limit: int) -> str:
    """Return the end of a title: all of it, or its last words where a number or a name is what differs."""
    words = _without_small_words(part.split(" "))
    while words and units(" ".join(words)) > limit:
        words = _without_small_words(words[1:])
    return " ".join(words) or cut(part, limit)


def _without_small_words(words: list[str]) -> list[str]:
    """Return words from the first on that says something."""
    place = next((place for place, word in enumerate(words) if word.casefold() not in _SMALL), 0)
    return words[place:]


def _whole_words(head: str, limit: int) -> str:
    """Return as many words of a beginning as fit, without its article where that leaves room for one."""
    words = head.rstrip(" :").split(" ")
    bare = words[1:] if words[0] in ("The", "A") and len(words) > 1 else words
    least = 1 + len(words) - len(bare)
    beginnings = (words[:n] for n in range(len(words), least - 1, -1))
    without_article = (bare[:n] for n in range(len(bare), 0, -1))
    joined = (" ".join(kept).rstrip(":") for kept in (*beginnings, *without_article))
    return next((kept for kept in joined if units(kept) <= limit), head[: max(limit, 0)].rstrip())
