"""Entries to films: ids first, then titles."""

from __future__ import annotations

import pytest

from bot.importing.exact_titles import ExactTitles
from bot.importing.matching import Ambiguous, KnownIds, Matched, MatchedTitle, Unmatched, match_entries
from bot.importing.records import ImportedEntry
from bot.search.titles import IndexedTitle

FILMS = (
    IndexedTitle(1, "Heat", 1995, local_titles=("Fuego contra fuego", "Схватка")),
    IndexedTitle(2, "The Matrix", 1999),
    IndexedTitle(3, "Amélie (Fabuleux destin d'Amélie Poulain, Le)", 2001),
    IndexedTitle(4, "Seven (a.k.a. Se7en)", 1995),
    IndexedTitle(5, "Solaris (Solyaris)", 1972),
    IndexedTitle(6, "Solaris", 2002),
    IndexedTitle(7, "Hamlet", 1996),
    IndexedTitle(8, "Hamlet", 1996),
    IndexedTitle(9, "Batman & Robin", 1997),
    IndexedTitle(10, "Untitled", None),
)


def entry(title: str = "", year: int | None = None, **ids: object) -> ImportedEntry:
    values = {"imdb_id": None, "tmdb_id": None, "movie_id": None} | ids
    return ImportedEntry(title, year, stars=4.0, kind="rated", rated_at=None, line=1, **values)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("title", "year", "wanted"),
    [
        ("Heat", 1995, Matched(1)),
        ("heat", 1996, Matched(1)),
        ("Heat", 1994, Matched(1)),
        ("Heat", 1986, Unmatched()),
        ("Heat", None, Matched(1)),
        ("Fuego Contra Fuego", 1995, Matched(1)),
        ("схватка", 1996, Matched(1)),
        ("Fuego contra fuego", 1980, Unmatched()),
        ("Matrix", 1999, Matched(2)),
        ("Matrix, The", 1999, Matched(2)),
        ("Amelie", 2001, Matched(3)),
        ("Le Fabuleux Destin d'Amélie Poulain", 2001, Matched(3)),
        ("Se7en", 1995, Matched(4)),
        ("Solaris", 1972, Matched(5)),
        ("Solaris", 2002, Matched(6)),
        ("Solaris", None, Ambiguous((5, 6))),
        ("Hamlet", 1996, Ambiguous((7, 8))),
        ("Batman and Robin", 1997, Matched(9)),
        ("Untitled", 2020, Matched(10)),
        ("", None, Unmatched()),
        ("!!!", 1995, Unmatched()),
    ],
)
def test_exact_titles(title: str, year: int | None, wanted: MatchedTitle) -> None:
    assert ExactTitles(FILMS, [title]).match(title, year) == wanted


def test_ids_outweigh_titles_and_imdb_outweighs_tmdb() -> None:
    known = KnownIds({"tt1": 1}, {2: 2}, {6: ("Solaris", 2002)})
    entries = [
        entry("The Matrix", 1999, imdb_id="tt1", tmdb_id=2),
        entry("Heat", 1995, imdb_id="tt9", tmdb_id=2),
        entry("Solaris", 2002, movie_id=6),
        entry("Heat", 1995, movie_id=6),  # another installation's number
        entry(imdb_id="tt9"),
        entry("Nobody knows it", 2000),
        entry("Hamlet", 1996),
    ]
    found = match_entries(entries, known, ExactTitles(FILMS, [one.title for one in entries]))
    assert [movie_id for _, movie_id in found.matched] == [1, 2, 6, 1]
    assert found.unmatched == (entries[4], entries[5])
    assert found.ambiguous == ((entries[6], (7, 8)),)
