"""What a number behind a title means: stars for the film, or another part of its series."""

from __future__ import annotations

from dataclasses import replace

from bot.search.title_index import SURE
from bot.services.interpreting.judging import has_number
from bot.services.interpreting.meanings import ActOnFilm, ChooseFilm, Meaning, OpenFilm, SaveStars
from bot.services.interpreting.named_films import NamedFilms
from bot.services.views import Film
from bot.understanding.requests import NumberRequest, RatingRequest, Reading, Request

STARS_OF_NO_SEQUEL = 4  # "heat 5"; "heat 2" may as well be a film


def perhaps_stars(films: NamedFilms, request: Request) -> SaveStars | ChooseFilm | None:
    """Return the stars of "heat 5" where no film is called so; small numbers are rather a sequel's."""
    match request.readings[-1]:
        case RatingRequest(title, stars) if title and request.best != request.readings[-1]:
            winner = films.winner(films.find(title))
        case _:
            return None
    if winner is None or not winner.is_exact or winner.score < SURE:
        return None
    if stars >= STARS_OF_NO_SEQUEL and films.numbered(title, 2) is None:
        return SaveStars(winner.film, stars)
    return ChooseFilm(request.text, (winner.film,), stars, is_doubtful=True, is_number=True)


def no_stars_rather(films: NamedFilms, request: Request, meaning: Meaning | None) -> ActOnFilm | None:
    """Return the film that a number is given to; not where it rather belongs to a title: "ocean 11"."""
    asked = request.readings[-1]
    match meaning:
        case OpenFilm(film):
            nearly_so: tuple[Film, ...] = (film,)
        case ChooseFilm(films=nearly_so):
            pass
        case _:
            nearly_so = ()
    if isinstance(asked, NumberRequest) and any(has_number(film.title, asked.bare) for film in nearly_so):
        return None
    return given_no_stars(films, asked)


def given_no_stars(films: NamedFilms, reading: Reading) -> ActOnFilm | None:
    """Return the film of "heat 7", which is asked about again; "toy story 7" is rather another film."""
    if not isinstance(reading, NumberRequest):
        return None
    winner = films.winner(films.find(reading.title))
    if winner is None or not winner.is_exact or winner.score < SURE:
        return None
    is_sequel = reading.bare and films.numbered(reading.title, 2) is not None
    return None if is_sequel else ActOnFilm(winner.film, "no_stars")


def rated(films: NamedFilms, title: str, stars: float) -> OpenFilm | SaveStars | ChooseFilm | None:
    """Return the stars for the film of a title, or the part of a series that their number names."""
    numbered = films.numbered(title, stars)
    if numbered is not None and not numbered.is_part:
        return OpenFilm(numbered.film)
    film = films.film(title)
    if isinstance(film, OpenFilm) and film.doubted is None:
        return SaveStars(film.film, stars)
    if numbered is not None:
        return OpenFilm(numbered.film)
    match film:
        case OpenFilm(one):
            return ChooseFilm(title, (one,), stars, is_doubtful=True)
        case ChooseFilm():
            return replace(film, stars=stars)
        case _:
            return None
