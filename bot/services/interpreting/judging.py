"""What speaks for a film or a name that was found: whether a text rather means it than something else."""

from __future__ import annotations

from collections.abc import Sequence

from bot.search.normalising import split_key, spoken_title, title_key, title_segments
from bot.search.title_index import LOCAL_DISCOUNT, SURE
from bot.services.interpreting.asked import theme_asked
from bot.services.people_search import FILMS_OF_A_KNOWN_NAME, FoundPerson
from bot.services.title_search import FoundFilm
from bot.services.views import Film
from bot.understanding.requests import PeopleRequest, Request

# Of an exact title: the fewer have rated a film, the lower it is.
WELL_KNOWN_SCORE = 0.975
RATHER_KNOWN_SCORE = 0.965
KNOWN_SCORE = 0.95


def is_called(found: FoundFilm, number: int) -> bool:
    """Return whether a film is called by a number: "1984", or "2001" in "2001: A Space Odyssey"."""
    parts = (part.words for part in title_segments(spoken_title(found.film.title)))
    return (found.is_exact and not found.is_part) or str(number) in parts


def is_first_part(words: str, found: FoundFilm) -> bool:
    """Return whether words are what stands before the colon of a title: "hobbit", but not "sex"."""
    parts = title_segments(spoken_title(found.film.title))
    return bool(parts) and parts[0].words == title_key(words)


def has_number(title: str, number: str) -> bool:
    """Return whether a number is part of a title, in words or figures: "11" of "Ocean's Eleven"."""
    return bool(number) and title_key(number) in title_key(title).split()


def is_part_of(found: Sequence[FoundFilm], text: str) -> bool:
    """Return whether a text stands in the title of the film that fits it best: "new moon"."""
    words = f" {title_key(text)} "
    titles = (spoken_title(found[0].film.title), found[0].film.called or "") if found else ()
    return any(words in f" {title_key(title)} " for title in titles)


def is_rather_no_title(
    people: Sequence[FoundPerson], found: FoundFilm, request: Request | None = None
) -> bool:
    """Return whether a text is rather something else than a little known film's title.

    That is the name of somebody well known, or what films are about. A title of which a name is but a part
    is none: "Canadian Bacon", "The Hunt", "Garfield: The Movie".
    """
    if request is not None and theme_asked(request) is not None:
        return found.score < WELL_KNOWN_SCORE
    if request is not None and request.people is not None and not _is_but_a_name(request, request.people):
        return False
    is_known = bool(people) and all(
        each.is_exact and each.film_count >= FILMS_OF_A_KNOWN_NAME for each in people
    )
    as_its_own = found.score + (LOCAL_DISCOUNT if found.film.called else 0.0)  # "Леон" is no "Leone"
    return is_known and as_its_own < WELL_KNOWN_SCORE


def _is_but_a_name(request: Request, people: PeopleRequest) -> bool:
    return split_key(request.text).full == split_key(" ".join(people.names)).full


def films_in(found: Sequence[FoundFilm]) -> tuple[Film, ...]:
    """Return the films that were found."""
    return tuple(each.film for each in found)


def likely(found: Sequence[FoundFilm]) -> tuple[Film, ...]:
    """Return the films to choose among: beside several that are beyond doubt no others."""
    sure = [each for each in found if each.score >= SURE]
    return films_in(sure if len(sure) > 1 else found)
