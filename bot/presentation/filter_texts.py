"""What filters are called: in short, as pieces above a card, and as the end of a sentence (HTML)."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence

from bot.presentation import film_origins
from bot.presentation.film_titles import choice_label
from bot.presentation.genre_names import GENRE_NAMES
from bot.presentation.locale import Locale
from bot.presentation.markup import safe
from bot.services.views import Filters, split_film_name
from bot.understanding.collections import COLLECTIONS as COLLECTION_NAMES
from bot.understanding.lexicons import lexicon_of

COLLECTIONS = frozenset(COLLECTION_NAMES.values())
MAX_NAME = 40  # characters of somebody's name
MAX_NAMES = 5  # of people who are left out


def genre_name(locale: Locale, genre: str) -> str:
    """Return a genre, or a theme beside genres, as people read it."""
    return locale.genre(genre) if genre in GENRE_NAMES else safe(_theme_name(locale, genre), 30)


def one_of(locale: Locale, names: Sequence[str]) -> str:
    """Name genres (or whatever else has names) of which one is meant: "Comedy or Drama"."""
    return locale.one_of([genre_name(locale, name) for name in names]) if names else ""


def genres(locale: Locale, filters: Filters) -> str | None:
    """Name the genres: "Comedy and Romance" where all must fit, "Comedy or Horror" where one will do."""
    collections = sorted(COLLECTIONS & filters.themes)  # "Pixar films"
    named = [*collections, *(genre_name(locale, genre) for genre in sorted(filters.genres))]
    any_of = "" if _are_themes(filters) else one_of(locale, sorted(filters.any_genres))
    return locale.all_of([*named, *([any_of] if any_of else [])]) or None


def _are_themes(filters: Filters) -> bool:
    """Return whether one of several themes is meant, and no genre will do in its place."""
    return filters.any_genres.isdisjoint(COLLECTIONS | GENRE_NAMES.keys())


def _theme_name(locale: Locale, theme: str) -> str:
    return lexicon_of(locale.code).theme_names.get(theme, theme)


def further_pieces(locale: Locale, filters: Filters) -> list[str]:
    """Say in short what a list is narrowed to besides genres: "1990s", "no Tom Cruise", "no Horror"."""
    said = [piece for say in _SHORT if (piece := say(locale, filters))]
    said += [locale.gettext("no {name}", name=name) if name != "…" else name for name in _left_out(filters)]
    excluded = (genre_name(locale, genre) for genre in sorted(filters.excluded_genres))
    return [*said, *(locale.gettext("no {genre}", genre=genre) for genre in excluded)]


def films(locale: Locale, filters: Filters) -> str:
    """Name the films that pass: "Comedy films of the 1990s in French without War"."""
    named = genres(locale, filters)
    films = locale.gettext("{genre} films", genre=named) if named else locale.gettext("films")
    for say in _LONG:
        films = say(locale, films, filters) or films
    return films


def runtime(locale: Locale, minutes: int) -> str:
    """Say how long a film is."""
    hours, rest = divmod(minutes, 60)
    if not hours:
        return locale.gettext("{minutes} min", minutes=rest)
    if not rest:
        return locale.gettext("{hours} h", hours=hours)
    return locale.gettext("{hours} h {minutes} min", hours=hours, minutes=rest)


def _years(locale: Locale, filters: Filters) -> str | None:
    first, last = filters.first_year, filters.last_year
    if first is None or last is None:
        return _open_years(locale, first, last)
    if first == last:
        return str(first)
    return _decades(locale, first, last) or f"{first}–{last}"


def _open_years(locale: Locale, first: int | None, last: int | None) -> str | None:
    if first is not None:
        return locale.gettext("{year} or later", year=first)
    return None if last is None else locale.gettext("{year} or earlier", year=last)


def _decades(locale: Locale, first: int, last: int) -> str | None:
    if first % 10 != 0 or last % 10 != 9:
        return None
    if last == first + 9:
        return locale.gettext("{decade}s", decade=first)
    return locale.gettext("{decade}s to {last_decade}s", decade=first, last_decade=last - 9)


def _of_years(locale: Locale, films: str, filters: Filters) -> str | None:
    first, last = filters.first_year, filters.last_year
    if first is not None and last is not None and (decades := _decades(locale, first, last)):
        return locale.gettext("{films} of the {decades}", films=films, decades=decades)
    years = _years(locale, filters)
    return years and locale.gettext("{films} from {years}", films=films, years=years)


def _length(locale: Locale, filters: Filters) -> str | None:
    shortest, longest = filters.min_minutes, filters.max_minutes
    if shortest and longest:
        return locale.gettext(
            "{shortest} to {longest}", shortest=runtime(locale, shortest), longest=runtime(locale, longest)
        )
    if shortest:
        return locale.gettext("{shortest} or longer", shortest=runtime(locale, shortest))
    return locale.gettext("up to {longest}", longest=runtime(locale, longest)) if longest else None


def _of_length(locale: Locale, films: str, filters: Filters) -> str | None:
    length = _length(locale, filters)
    return length and locale.gettext("{films} of {length}", films=films, length=length)


def _languages(locale: Locale, filters: Filters) -> str | None:
    named = film_origins.languages(locale, filters.languages)
    return locale.gettext("in {languages}", languages=named) if named else None


def _in_languages(locale: Locale, films: str, filters: Filters) -> str | None:
    named = film_origins.languages(locale, filters.languages)
    return locale.gettext("{films} in {languages}", films=films, languages=named) if named else None


def _countries(locale: Locale, filters: Filters) -> str | None:
    named = film_origins.countries(locale, filters.countries)
    return locale.gettext("from {countries}", countries=named) if named else None


def _from_countries(locale: Locale, films: str, filters: Filters) -> str | None:
    named = film_origins.countries(locale, filters.countries)
    return locale.gettext("{films} from {countries}", films=films, countries=named) if named else None


def _stars(locale: Locale, filters: Filters) -> str | None:
    if filters.min_stars is None:
        return None
    return locale.gettext("{stars} or more", stars=locale.stars(filters.min_stars))


def _with_stars(locale: Locale, films: str, filters: Filters) -> str | None:
    if filters.min_stars is None:
        return None
    return locale.gettext("{films} with {stars} or more", films=films, stars=locale.stars(filters.min_stars))


def _form(locale: Locale, filters: Filters) -> str | None:
    return None if filters.features_only else locale.gettext("specials and series too")


def _of_any_form(locale: Locale, films: str, filters: Filters) -> str | None:
    return None if filters.features_only else locale.gettext("{films} (specials and series too)", films=films)


def _directors(locale: Locale, filters: Filters) -> str | None:
    named = locale.one_of([safe(name, MAX_NAME) for name in sorted(filters.directors)])
    return locale.gettext("by {names}", names=named) if filters.directors else None


def _by_directors(locale: Locale, films: str, filters: Filters) -> str | None:
    named = locale.one_of([safe(name, MAX_NAME) for name in sorted(filters.directors)])
    return locale.gettext("{films} by {names}", films=films, names=named) if filters.directors else None


def _actors(locale: Locale, filters: Filters) -> str | None:
    named = locale.all_of([safe(name, MAX_NAME) for name in sorted(filters.actors)])
    return locale.gettext("with {names}", names=named) if filters.actors else None


def _with_actors(locale: Locale, films: str, filters: Filters) -> str | None:
    named = locale.all_of([safe(name, MAX_NAME) for name in sorted(filters.actors)])
    return locale.gettext("{films} with {names}", films=films, names=named) if filters.actors else None


def _not_in_languages(locale: Locale, filters: Filters) -> str | None:
    named = film_origins.languages(locale, filters.excluded_languages)
    return locale.gettext("not in {languages}", languages=named) if named else None


def _films_not_in_languages(locale: Locale, films: str, filters: Filters) -> str | None:
    named = film_origins.languages(locale, filters.excluded_languages)
    return locale.gettext("{films} not in {languages}", films=films, languages=named) if named else None


def _not_from_countries(locale: Locale, filters: Filters) -> str | None:
    named = film_origins.countries(locale, filters.excluded_countries)
    return locale.gettext("not from {countries}", countries=named) if named else None


def _films_not_from_countries(locale: Locale, films: str, filters: Filters) -> str | None:
    named = film_origins.countries(locale, filters.excluded_countries)
    return locale.gettext("{films} not from {countries}", films=films, countries=named) if named else None


def _not_by(locale: Locale, filters: Filters) -> str | None:
    named = _undirected(locale, filters)
    return locale.gettext("not by {names}", names=named) if named else None


def _films_not_by(locale: Locale, films: str, filters: Filters) -> str | None:
    named = _undirected(locale, filters)
    return locale.gettext("{films} not by {names}", films=films, names=named) if named else None


def _undirected(locale: Locale, filters: Filters) -> str:
    """Name whose films are left out, although films with them are not."""
    return locale.one_of(_some_of(filters.excluded_directors - filters.excluded_actors))


def _left_out(filters: Filters) -> list[str]:
    """Name who is to be in no film, and the films that are left out."""
    films = (choice_label(*split_film_name(name)) for name in filters.excluded_films)
    return [*_some_of(filters.excluded_actors), *_some_of([*films])]


def _some_of(names: Collection[str]) -> list[str]:
    """Return as many names as a line holds, in order."""
    first = [safe(name, MAX_NAME) for name in sorted(names)[:MAX_NAMES]]
    return [*first, "…"] if len(names) > MAX_NAMES else first


def _without_people(locale: Locale, films: str, filters: Filters) -> str | None:
    named = locale.one_of(_left_out(filters))
    return locale.gettext("{films} without {names}", films=films, names=named) if named else None


def _themes(locale: Locale, filters: Filters) -> str | None:
    named = _named_themes(locale, filters)
    return locale.gettext("about {themes}", themes=named) if named else None


def _about_themes(locale: Locale, films: str, filters: Filters) -> str | None:
    named = _named_themes(locale, filters)
    return locale.gettext("{films} about {themes}", films=films, themes=named) if named else None


def _named_themes(locale: Locale, filters: Filters) -> str:
    named = sorted(_theme_name(locale, theme) for theme in filters.themes - COLLECTIONS)
    any_of = one_of(locale, sorted(filters.any_genres)) if _are_themes(filters) else ""
    return locale.all_of([*(safe(name, MAX_NAME) for name in named), *([any_of] if any_of else [])])


def _without(locale: Locale, films: str, filters: Filters) -> str | None:
    named = one_of(locale, sorted(filters.excluded_genres))
    return locale.gettext("{films} without {genres}", films=films, genres=named) if named else None


_SHORT: tuple[Callable[[Locale, Filters], str | None], ...] = (
    _years,
    _length,
    _languages,
    _countries,
    _not_in_languages,
    _not_from_countries,
    _directors,
    _actors,
    _themes,
    _stars,
    _form,
    _not_by,
)
_LONG: tuple[Callable[[Locale, str, Filters], str | None], ...] = (
    _of_years,
    _of_length,
    _in_languages,
    _from_countries,
    _films_not_in_languages,
    _films_not_from_countries,
    _by_directors,
    _with_actors,
    _about_themes,
    _with_stars,
    _of_any_form,
    _films_not_by,
    _without_people,
    _without,
)
