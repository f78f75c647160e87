"""Parts of series whose titles carry no number: "harry potter 3" is the third of them by year."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from bot.models.live_model import ModelHolder
from bot.search.local_titles import local_titles
from bot.search.normalising import alternative_titles, local_key, spoken_title, title_key
from bot.search.queries import written_out
from bot.search.title_index import SURE
from bot.search.words import number_of
from bot.services.interpreting.named_films import TitleFinder
from bot.services.title_search import FoundFilm
from bot.services.views import Film
from recommender.artifact import TrainedModel
from recommender.catalogue import Catalogue

FOUND_FOR_A_SERIES = 5
ANOTHER_RUN_AFTER = 15  # years: the animated "Lord of the Rings" is no part of the three films


class TitleSource(TitleFinder, Protocol):
    """Finds films by title, and the film of an id; fulfilled by TitleSearch."""

    def film(self, movie_id: int) -> Film | None:
        """Return a film of the catalogue."""
        ...


class TitlesAndParts:
    """Finds films by title as TitleSearch does, and where no film is called so, parts of series by number."""

    def __init__(self, titles: TitleSource, models: ModelHolder) -> None:
        self._titles = titles
        self._models = models

    def find(self, text: str, n: int) -> tuple[FoundFilm, ...]:
        """Return the n films that fit the text best, best first; the part that it names stands first."""
        found = self._titles.find(text, n)
        part = None if found and found[0].is_exact else self._part(text)
        if part is None:
            return found
        return (part, *(each for each in found if each.film != part.film))[:n]

    def winner(self, found: Sequence[FoundFilm]) -> FoundFilm | None:
        """Return the film that is meant, None when a person should choose."""
        return found[0] if found and found[0].is_part else self._titles.winner(found)

    def by_year(self, title: str) -> tuple[FoundFilm, ...]:
        """Return the films of a name, the oldest first: those that are called just so, and their series."""
        base = title_key(written_out(title.casefold()))
        of_name, base = self._of_name(base)
        called = [each for each in of_name if each.is_exact and each.score >= SURE]
        begun = [each for each in of_name if title_key(spoken_title(each.film.title)).startswith(base)]
        run = self._run_of(begun[0].film.movie_id, base) if begun else []
        known = {each.film.movie_id: each for each in called}
        series = [known.get(movie_id) or self._found(movie_id) for movie_id in run if len(run) > 1]
        films = {each.film.movie_id: each for each in (*called, *series) if each is not None}
        return tuple(sorted(films.values(), key=lambda each: (each.film.year or 0, each.film.movie_id)))

    def _part(self, text: str) -> FoundFilm | None:
        words = title_key(text).split()
        number = number_of(words[-1]) if len(words) > 1 else None
        if number is None:
            return None
        base = title_key(written_out(" ".join(words[:-1])))
        of_name, base = self._of_name(base)
        if not of_name and len(words) == 2:  # "lotr"
            of_name = [each for each in self._titles.find(base, 1) if each.score >= SURE]
            base = ""
        parts = (self._numbered(each.film.movie_id, base, number, words[-1]) for each in of_name)
        part = next((each for each in parts if each is not None), None)
        return None if part is None else self._found(part)

    def _of_name(self, base: str) -> tuple[list[FoundFilm], str]:
        """Return the films with a name in their titles, and what the titles of their series have in common.

        Only other countries may call one of them so: "el señor de los anillos".
        """
        found = self._titles.find(base, FOUND_FOR_A_SERIES)
        of_name = [each for each in found if _has(each.film.title, base)]
        if of_name:
            return of_name, base
        return [each for each in found if _has_local_title(each.film, base)], ""

    def _numbered(self, movie_id: int, base: str, number: int, word: str) -> int | None:
        """Return the film of a series that has a number behind its name ("Episode V"), or else this place."""
        rows, films = self._rows_of(movie_id, base), self._model.catalogue
        named = next((each for each in rows if base and _has(films.title(each), f"{base} {word}")), None)
        run = _one_run(films, rows, self._model.popularity.counts)
        if named is None and (len(run) < 2 or not 0 < number <= len(run)):
            return None
        return int(films.movie_ids[run[number - 1] if named is None else named])

    def _run_of(self, movie_id: int, base: str) -> list[int]:
        """Return the films of a series that have its name in their titles, by year."""
        rows, films = self._rows_of(movie_id, base), self._model.catalogue
        return [int(films.movie_ids[row]) for row in _one_run(films, rows, self._model.popularity.counts)]

    def _rows_of(self, movie_id: int, base: str) -> list[int]:
        films = self._model.catalogue
        row = int(films.item_rows_of([movie_id])[0])
        if row < 0:
            return []
        is_drawn = films.has_genre("Animation")
        of_series = (films.franchises == films.franchises[row]) & (is_drawn == is_drawn[row])
        rows: list[int] = np.flatnonzero(of_series & (films.years > 0) & films.is_feature).tolist()
        return [each for each in rows if _has(films.title(each), base)]

    @property
    def _model(self) -> TrainedModel:
        return self._models.current().recommender.model

    def _found(self, movie_id: int) -> FoundFilm | None:
        film = self._titles.film(movie_id)
        return None if film is None else FoundFilm(film, SURE, is_exact=True, is_part=True)


def _one_run(films: Catalogue, rows: Sequence[int], counts: NDArray[np.int32]) -> list[int]:
    """Return rows by year: of films of one title the best known, and none from long before the rest."""
    by_fame = sorted(rows, key=lambda row: (counts[row], row))
    best_called = {title_key(spoken_title(films.title(row))): row for row in by_fame}
    run = sorted(best_called.values(), key=lambda row: (films.years[row], row))
    gaps = [int(films.years[later]) - int(films.years[earlier]) for earlier, later in pairwise(run)]
    return run[1:] if len(run) > 2 and gaps[0] > ANOTHER_RUN_AFTER >= max(gaps[1:]) else run


def _has(title: str, words: str) -> bool:
    """Return whether words stand next to one another in a title, or in another title of the film."""
    keys = (title_key(name) for name in (spoken_title(title), *alternative_titles(title)))
    return not words or any(f" {words} " in f" {key} " for key in keys)


def _has_local_title(film: Film, words: str) -> bool:
    """Return whether what a film is called in another country begins with words, its article aside."""
    titles = local_titles(film.imdb_id)
    keys = (key for title in titles for key in (title_key(title), local_key(title).words))
    return any(f"{key} ".startswith(f"{words} ") for key in keys)
