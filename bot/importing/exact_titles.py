"""Films by their exact titles: case, accents, articles and punctuation aside, a year more or less."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from bot.importing.matching import Ambiguous, Matched, MatchedTitle, Unmatched
from bot.search.titles import IndexedTitle

_BRACKETS = re.compile(r"\(([^()]*)\)")
_ALSO = re.compile(r"^a\.?k\.?a\.?\s+", re.IGNORECASE)
_ARTICLE = re.compile(r"^(?:the|a|an|le|la|les|un|une|el|los|las|il|lo|der|die|das|l|ein|eine) (?=.)")
_ARTICLE_BEHIND = re.compile(r"^(.*\S), (\w+'?)$")
_NO_LETTER = re.compile(r"[\W_]+")
_MAX_CHOICES = 5


class ExactTitles:
    """The films that may have one of some names; what is spelled differently is not found."""

    def __init__(self, films: Iterable[IndexedTitle], names: Iterable[str]) -> None:
        self._films: dict[str, list[tuple[int, int | None, bool]]] = {_plain(name): [] for name in names}
        self._films.pop("", None)
        for film in films:
            main, *others = _titles_of(film.title)
            self._add(main, film.movie_id, film.year, is_main=True)
            for other in (*others, *film.local_titles):
                self._add(other, film.movie_id, film.year, is_main=False)

    def _add(self, title: str, movie_id: int, year: int | None, *, is_main: bool) -> None:
        known = self._films.get(_plain(title))
        if known is not None and all(movie_id != other for other, _, _ in known):
            known.append((movie_id, year, is_main))

    def match(self, title: str, year: int | None) -> MatchedTitle:
        """Return the film of this title and year; of equally good ones the choice is the person's."""
        films = self._films.get(_plain(title), [])
        close = [film for film in films if year is None or film[1] is None or abs(film[1] - year) <= 1]
        if not close:
            return Unmatched()
        ranks = [(year is not None and film[1] != year, not film[2]) for film in close]
        best = [film for film, rank in zip(close, ranks, strict=True) if rank == min(ranks)]
        if len(best) == 1 and (year is not None or len(close) == 1):
            return Matched(best[0][0])
        return Ambiguous(tuple(movie_id for movie_id, _, _ in close[:_MAX_CHOICES]))


def _titles_of(title: str) -> list[str]:
    """Return a title without its brackets, and what stands in them."""
    if "(" not in title:
        return [title]
    inside = [_ALSO.sub("", found.strip()) for found in _BRACKETS.findall(title)]
    return [_BRACKETS.sub(" ", title) if inside else title, *inside, *([title] if inside else [])]


def _plain(title: str) -> str:
    """Return a title in small letters without accents, articles and punctuation."""
    behind = _ARTICLE_BEHIND.match(title.strip()) if ", " in title else None
    title = f"{behind[2]} {behind[1]}" if behind else title
    title = title.replace("&", " and ")
    if not title.isascii():
        decomposed = unicodedata.normalize("NFKD", title)
        title = "".join(letter for letter in decomposed if not unicodedata.combining(letter))
    return _ARTICLE.sub("", _NO_LETTER.sub(" ", title.casefold()).strip())
