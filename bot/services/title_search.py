"""Find films by a typed title in an index that each process builds for itself, in the background.

Until the index is there, the database is searched for the text as it stands.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache

import numpy as np

from bot.runtime.giving_way import giving_way
from bot.search import matching
from bot.search.local_titles import local_titles, title_of_key
from bot.search.normalising import TitleKey
from bot.search.title_index import POSSIBLE, TitleIndex, TitleMatch, clear_winner
from bot.search.titles import UNKNOWN_YEAR, IndexedTitle
from bot.services.films import as_film, films_of
from bot.services.views import Film
from bot.understanding.mentions import Phrase
from storage.errors import StorageError
from storage.records.catalogue import CatalogueState
from storage.unit_of_work import UnitOfWorkFactory

logger = logging.getLogger(__name__)

MAX_TEXT = 200
REMEMBERED_TEXTS = 64
TITLES_A_PAGE = 2_000
ALMOST_ALL = 0.995
WELL_KNOWN = 0.75  # of the logarithm of the best known film's ratings
STOP_SECONDS = 2.0
REST_SECONDS = 0.01  # between milliseconds of building beside people who are waiting


@dataclass(frozen=True)
class FoundFilm:
    """A film that a text may mean; is_exact when the text is its title (or another of its titles).

    is_part: no title has the number that was typed, but it is that part of a series.
    """

    film: Film
    score: float
    is_exact: bool
    is_part: bool = False


@dataclass(frozen=True)
class IndexedTitles:
    """Finds the films that a file names in the index of all titles."""

    index: TitleIndex

    def match(
        self, title: str, year: int | None
    ) -> matching.Matched | matching.Ambiguous | matching.Unmatched:
        """Return the film that is meant, the films that may be, or that there is none."""
        return matching.match_title(self.index, title, year)


@dataclass(frozen=True)
class _Built:
    index: TitleIndex
    state: CatalogueState

    @cached_property
    def search(self) -> Callable[[str, int], tuple[TitleMatch, ...]]:
        """Search the index; the last texts are remembered: what one text means asks for parts of it often."""
        index = self.index
        return lru_cache(REMEMBERED_TEXTS)(lambda text, n: index.search(text, n=n))


class _Stopped(Exception):
    """Nobody needs the titles any more."""


def in_the_background(work: Callable[[], object]) -> None:
    """Do something in a thread that does not keep the process alive."""
    threading.Thread(target=work, name="title index", daemon=True).start()


class TitleSearch:
    """Searches the titles of the catalogue; threads may share it."""

    def __init__(
        self,
        unit_of_work: UnitOfWorkFactory,
        begin: Callable[[Callable[[], object]], None] = in_the_background,
    ) -> None:
        self._unit_of_work = unit_of_work
        self._begin = begin
        self._built: _Built | None = None
        self._building = threading.Lock()
        self._is_stopping = False

    def find(self, text: str, n: int) -> tuple[FoundFilm, ...]:
        """Return the n films that fit the text best, best first; those worth being offered only."""
        text = text[:MAX_TEXT]
        built = self._built
        if built is None:
            if not self._building.locked():
                self._begin(self.refresh)
            return self._find_in_database(text, n)
        matches = [match for match in built.search(text, n) if match.score >= POSSIBLE]
        with self._unit_of_work() as work:
            films = films_of(work, [match.movie_id for match in matches])
        return tuple(
            FoundFilm(_as_called(films[match.movie_id], match.local_title, text), match.score, match.is_exact)
            for match in matches
            if match.movie_id in films
        )

    def film(self, movie_id: int) -> Film | None:
        """Return a film of the catalogue."""
        with self._unit_of_work() as work:
            return films_of(work, [movie_id]).get(movie_id)

    def first_named(self, phrases: Iterable[Phrase]) -> Film | None:
        """Return the film of the first phrase that is a title; None while there is no index.

        A phrase that is risky must be the title of a well-known film.
        """
        index = None if self._built is None else self._built.index
        if index is None:
            return None
        for phrase in phrases:
            found = index.exact(phrase.text)
            if found is not None and (not phrase.is_risky or found[1] >= WELL_KNOWN):
                return self.film(found[0])
        return None

    def newest_year(self) -> int | None:
        """Return the year that the catalogue reaches to; a film or two of later years do not count."""
        built = self._built
        years = np.array([], np.int16) if built is None else built.index.titles.years
        known = years[years != UNKNOWN_YEAR]
        return int(np.quantile(known, ALMOST_ALL)) if len(known) else None

    def titles(self) -> IndexedTitles | None:
        """Return what matches titles of files; None while the index lacks films of the catalogue."""
        built = self._built
        if built is None or built.state != self._catalogue_state():
            return None
        return IndexedTitles(built.index)

    def winner(self, found: Sequence[FoundFilm]) -> FoundFilm | None:
        """Return the film that is meant, or None when a person should choose (or nothing was found)."""
        matches = [TitleMatch(each.film.movie_id, each.score, each.is_exact) for each in found]
        best = clear_winner(matches)
        return None if best is None else found[matches.index(best)]

    def refresh(self) -> bool:
        """Build the index if there is none, or if films came since; True when it was built.

        Whoever comes while it is being built goes on with what is there.
        """
        if not self._building.acquire(blocking=False):
            return False
        try:
            return self._build_if_changed()
        except _Stopped:
            return False
        except StorageError as error:
            logger.warning("the titles could not be read, the search stays as it was: %s", error)
            return False
        finally:
            self._building.release()

    def stop(self) -> None:
        """Read no more titles, and wait a moment until whoever reads them has given its connection back."""
        self._is_stopping = True
        if self._building.acquire(timeout=STOP_SECONDS):
            self._building.release()

    def _build_if_changed(self) -> bool:
        state = self._catalogue_state()
        if self._built is not None and self._built.state == state:
            return False
        titles = giving_way(self._titles(), rest_beside_others=REST_SECONDS)
        self._built = _Built(TitleIndex.build(titles), state)
        logger.info("%d titles can be searched", state.films)
        return True

    def _catalogue_state(self) -> CatalogueState:
        with self._unit_of_work() as work:
            return work.movies.state()

    def _titles(self) -> Iterator[IndexedTitle]:
        """Yield all titles, page by page: no connection is held while the index is built."""
        last = -1
        while True:
            if self._is_stopping:
                raise _Stopped
            with self._unit_of_work() as work:
                page = work.movies.titles_after(last, TITLES_A_PAGE)
            for movie_id, title, year, count, imdb_id in page:
                yield IndexedTitle(movie_id, title, year, count, local_titles(imdb_id))
            if len(page) < TITLES_A_PAGE:
                return
            last = page[-1][0]

    def _find_in_database(self, text: str, n: int) -> tuple[FoundFilm, ...]:
        words = text.replace("\0", " ").strip()
        if not words:
            return ()
        with self._unit_of_work() as work:
            films = [as_film(movie) for movie in work.movies.search(words, n)]
        return tuple(_as_found(film, words) for film in films)


def _as_called(film: Film, key: TitleKey | None, typed: str) -> Film:
    """Return a film with the title of another country by whose key it was found, if it was by one."""
    return film if key is None else replace(film, called=title_of_key(film.imdb_id, key, typed))


def _as_found(film: Film, words: str) -> FoundFilm:
    is_exact = film.title.casefold() == words.casefold()
    return FoundFilm(film, 1.0 if is_exact else POSSIBLE, is_exact)
