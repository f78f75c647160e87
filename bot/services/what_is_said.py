"""What was found for a text, beside what the text says of it: stars, an act, words that a list leaves out."""

from __future__ import annotations

from dataclasses import replace

from bot.services.meanings import ActOnFilm, ChooseFilm, Meaning, OpenFilm, OpenList, SaveStars, Wish
from bot.services.views import Film
from bot.understanding.requests import FilmRequest, RatingRequest, Reading


def as_said(found: OpenFilm | ChooseFilm, said: Reading) -> OpenFilm | ChooseFilm | SaveStars | ActOnFilm:
    """Return what is to be done with a film that was found by its place: "rate the new Dune 4"."""
    match found, said:
        case OpenFilm(film), RatingRequest(stars=stars):
            return SaveStars(film, stars)
        case ChooseFilm(), RatingRequest(stars=stars):
            return replace(found, stars=stars)
        case OpenFilm(film), FilmRequest(act) if act not in {"open", "series"}:
            return ActOnFilm(film, act)
        case ChooseFilm(), FilmRequest(act) if act != "series":
            return replace(found, act=act)
        case _:
            return found


def film_of(meaning: Meaning) -> tuple[Film, float | None] | None:
    """Return the film that a text names beyond doubt, and the stars that it gives."""
    match meaning:
        case OpenFilm(film, None):
            return film, None
        case SaveStars(film, stars):
            return film, stars
        case ChooseFilm(is_doubtful=False, films=films):
            return films[0], None
        case _:
            return None


def leaving_out(listed: OpenList, words: str) -> OpenList:
    """Return a list with the words that it pays no heed to, if they are not told yet."""
    return replace(listed, left_out=listed.left_out or words)


def only_opens(meaning: Meaning) -> bool:
    """Return whether nothing is to be done with a film but to show it."""
    return not isinstance(meaning, ChooseFilm) or meaning.wish == Wish()
