"""What filters are called: in short, as pieces above a card, and as the end of a sentence (HTML)."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from bot.presentation.labels import stars
from bot.presentation.markup import safe
from bot.services.views import Filters

GENRE_NAMES = {
    "Action": "Action",
    "Adventure": "Adventure",
    "Animation": "Animation",
    "Children": "Children's",
    "Comedy": "Comedy",
    "Crime": "Crime",
    "Documentary": "Documentary",
    "Drama": "Drama",
    "Fantasy": "Fantasy",
    "Film-Noir": "Film noir",
    "Horror": "Horror",
    "IMAX": "IMAX",
    "Musical": "Musical",
    "Mystery": "Mystery",
    "Romance": "Romance",
    "Sci-Fi": "Sci-Fi",
    "Thriller": "Thriller",
    "War": "War",
    "Western": "Western",
}


def genre_name(genre: str) -> str:
    """Return a genre as people read it."""
    return GENRE_NAMES.get(genre) or safe(genre, 30)


def genres(filters: Filters) -> str | None:
    """Name the genres that all must fit: "Comedy and Romance"."""
    return _listed(filters.genres, "and") if filters.genres else None


def further_pieces(filters: Filters) -> list[str]:
    """Say in short what a list is narrowed to besides genres: "1990s", "up to 2 h", "no Horror"."""
    said = [piece for say in _SHORT if (piece := say(filters))]
    return [*said, *(f"no {genre_name(genre)}" for genre in sorted(filters.excluded_genres))]


def films(filters: Filters) -> str:
    """Name the films that pass: "Comedy films of the 1990s in French without War"."""
    named = genres(filters)
    films = f"{named} films" if named else "films"
    return "".join([films, *(f" {piece}" for say in _LONG if (piece := say(filters)))])


def runtime(minutes: int) -> str:
    """Say how long a film is."""
    hours, rest = divmod(minutes, 60)
    return " ".join(part for part in (f"{hours} h" if hours else "", f"{rest} min" if rest else "") if part)


def _years(filters: Filters) -> str | None:
    first, last = filters.first_year, filters.last_year
    if first is None or last is None:
        return _open_years(first, last)
    if first == last:
        return str(first)
    if first % 10 == 0 and last % 10 == 9:
        return f"{first}s" if last == first + 9 else f"{first}s to {last - 9}s"
    return f"{first}–{last}"


def _open_years(first: int | None, last: int | None) -> str | None:
    if first is not None:
        return f"{first} or later"
    return None if last is None else f"{last} or earlier"


def _of_years(filters: Filters) -> str | None:
    years = _years(filters)
    return years and (f"of the {years}" if years.endswith("s") else f"from {years}")


def _length(filters: Filters) -> str | None:
    shortest, longest = filters.min_minutes, filters.max_minutes
    if shortest and longest:
        return f"{runtime(shortest)} to {runtime(longest)}"
    if shortest:
        return f"{runtime(shortest)} or longer"
    return f"up to {runtime(longest)}" if longest else None


def _of_length(filters: Filters) -> str | None:
    length = _length(filters)
    return length and f"of {length}"


def _languages(filters: Filters) -> str | None:
    return f"in {_listed(filters.languages, 'or')}" if filters.languages else None


def _countries(filters: Filters) -> str | None:
    return f"from {_listed(filters.countries, 'or')}" if filters.countries else None


def _stars(filters: Filters) -> str | None:
    return f"{stars(filters.min_stars)} or more" if filters.min_stars is not None else None


def _with_stars(filters: Filters) -> str | None:
    least = _stars(filters)
    return least and f"with {least}"


def _form(filters: Filters) -> str | None:
    return None if filters.features_only else "specials and series too"


def _of_any_form(filters: Filters) -> str | None:
    return None if filters.features_only else "(specials and series too)"


def _without(filters: Filters) -> str | None:
    return f"without {_listed(filters.excluded_genres, 'or')}" if filters.excluded_genres else None


_SHORT: tuple[Callable[[Filters], str | None], ...] = (
    _years,
    _length,
    _languages,
    _countries,
    _stars,
    _form,
)
_LONG: tuple[Callable[[Filters], str | None], ...] = (
    _of_years,
    _of_length,
    _languages,
    _countries,
    _with_stars,
    _of_any_form,
    _without,
)


def _listed(names: Iterable[str], last: str) -> str:
    """Join names in the order of the alphabet: "Comedy, Drama and War"."""
    *others, final = [genre_name(name) for name in sorted(names)]
    return f"{', '.join(others)} {last} {final}" if others else final
