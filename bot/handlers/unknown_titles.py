"""Titles that the catalogue lacks: OMDb is asked, what is found joins, and what was said of it is done."""

from __future__ import annotations

from bot.chat import sending
from bot.chat.targets import Target
from bot.context import MatineeContext
from bot.handlers import decks, film_acts
from bot.handlers.adding import join
from bot.handlers.callback_router import Tap, on
from bot.handlers.films import show_film
from bot.handlers.noting import note_list
from bot.importing.imdb_ids import read_imdb_ids
from bot.presentation import finding, unknown_titles
from bot.presentation.unknown_titles import AddFilmButton, AddForButton, AddRatedButton, WhyUnknown
from bot.search.normalising import title_key
from bot.search.queries import spelled_out, split_year
from bot.services.adding_films import NotAdded
from bot.services.errors import NoFilmsLeft
from bot.services.interpreting.meanings import ChooseFilm, OpenFilm, Purpose, UnknownTitle
from bot.services.views import NO_FILTERS, Film, TitleHit
from bot.understanding.addresses import tmdb_id_in

Hits = tuple[TitleHit, ...] | None
"""What OMDb knows; None when it could not be asked."""


async def ask_omdb_first(
    context: MatineeContext, target: Target, meaning: OpenFilm | ChooseFilm, title: str, person_id: int
) -> None:
    """Look for a film of this very title: the catalogue has only films that are called nearly so."""
    choice = (
        meaning if isinstance(meaning, ChooseFilm) else ChooseFilm(title, (meaning.film,), is_doubtful=True)
    )
    known = {film.imdb_id for film in choice.films}
    found = await _search(context, title)
    hits = [hit for hit in _called(found, title) if hit.imdb_id not in known]
    why, is_part = _why_unknown(context, found), finding.is_part_of_a_title(title, choice.films)
    if len(hits) == 1 and not is_part:
        await _add(context, target, hits[0], person_id, choice.purpose)
    elif hits or isinstance(meaning, ChooseFilm):
        wish_id = await note_list(context, choice.stored, person_id)
        note = unknown_titles.nearest(context.locale, choice, person_id, hits=hits, why=why, wish_id=wish_id)
        await sending.show(context, target, note)
    else:
        lead = None if is_part else unknown_titles.closest(context.locale, title, why)
        await show_film(context, target, meaning.film.movie_id, person_id, lead=lead)


async def look_up(context: MatineeContext, target: Target, meaning: UnknownTitle, person_id: int) -> None:
    """Ask OMDb for a title that the catalogue lacks: one hit is taken, several are offered."""
    title = meaning.title
    if meaning.act == "series":
        await _look_for_series(context, target, title, person_id)
        return
    found = await _search(context, title)
    same = _called(found, title)
    if found is not None and not same and not meaning.is_sentence:
        same = await _series(context, title)
    if len(same) == 1:
        await _add(context, target, same[0], person_id, meaning.purpose)
    elif meaning.is_sentence:
        await sending.show(context, target, finding.not_understood(context.locale, person_id))
    elif same or found:
        note = unknown_titles.omdb_choice(
            context.locale, title, same or found or (), person_id, meaning.purpose
        )
        await sending.show(context, target, note)
    else:
        why, names = _why_unknown(context, found), meaning.unwanted
        note = unknown_titles.unknown_title(context.locale, title, person_id, why, unwanted=names)
        await sending.show(context, target, note)


async def opened_by_id(context: MatineeContext, target: Target, said: str, person_id: int) -> bool:
    """Open the film that an IMDb id or an address with an id names; False where none is named.

    Films that are new join the catalogue by OMDb, which knows no ids of TMDB.
    """
    imdb_ids, tmdb_id = read_imdb_ids([said], most=1).imdb_ids, tmdb_id_in(said)
    if imdb_ids:
        await _open_by_imdb_id(context, target, imdb_ids[0], person_id)
        return True
    film = await context.run(context.services.adding_films.known_at_tmdb, tmdb_id) if tmdb_id else None
    if film is not None:
        await show_film(context, target, film.movie_id, person_id)
    return film is not None


async def _open_by_imdb_id(context: MatineeContext, target: Target, imdb_id: str, person_id: int) -> None:
    """Open the card of the film with this id, or say why that cannot be."""
    film = await join(context, imdb_id)
    if isinstance(film, Film):
        await show_film(context, target, film.movie_id, person_id)
    elif film.why == "not_asked" and not context.details.has_key:
        note = unknown_titles.unknown_title(context.locale, imdb_id, person_id, "no_key")
        await sending.show(context, target, note)
    else:
        await sending.show(context, target, unknown_titles.not_added(context.locale, film, person_id))


async def add_film(tap: Tap, button: AddFilmButton, context: MatineeContext) -> None:
    """Let a film that OMDb knows join the catalogue, and open its card."""
    await _join(context, tap.target, button.imdb_number, tap.chat_user_id, Purpose())


async def add_rated(tap: Tap, button: AddRatedButton, context: MatineeContext) -> None:
    """Let a film that OMDb knows join the catalogue, and give it the stars that were typed."""
    await _join(context, tap.target, button.imdb_number, tap.chat_user_id, Purpose(stars=button.stars))


async def add_for(tap: Tap, button: AddForButton, context: MatineeContext) -> None:
    """Let a film that OMDb knows join the catalogue, and do with it what was said."""
    await _join(context, tap.target, button.imdb_number, tap.chat_user_id, button.purpose)


async def _search(context: MatineeContext, title: str) -> Hits:
    return await context.details.search(*split_year(spelled_out(title)))


async def _look_for_series(context: MatineeContext, target: Target, title: str, person_id: int) -> None:
    """Say that somebody asks for a series, and which one, where OMDb tells."""
    hits = await _series(context, title)
    series = unknown_titles.is_series(context.locale, hits[0], person_id) if hits else None
    await sending.show(context, target, series or unknown_titles.no_series(context.locale, title, person_id))


async def _series(context: MatineeContext, title: str) -> list[TitleHit]:
    """Return the series of this title that OMDb knows."""
    return _called(await context.details.search(*split_year(title), kind="series"), title)


def _called(found: Hits, title: str) -> list[TitleHit]:
    """Return what OMDb knows by this very title: films, or else whatever it is."""
    same = [hit for hit in found or () if _is_called(hit, title)]
    return [hit for hit in same if hit.kind == "movie"] or same


def _is_called(hit: TitleHit, title: str) -> bool:
    return title_key(spelled_out(title)) in {title_key(hit.title), title_key(f"{hit.title} {hit.year}")}


def _why_unknown(context: MatineeContext, found: Hits) -> WhyUnknown:
    if found is not None:
        return "not_there"
    return "not_now" if context.details.has_key else "no_key"


async def _add(
    context: MatineeContext, target: Target, hit: TitleHit, person_id: int, purpose: Purpose
) -> None:
    if hit.kind == "series":
        await sending.show(context, target, unknown_titles.is_series(context.locale, hit, person_id))
        return
    await _join(context, target, unknown_titles.imdb_number(hit.imdb_id), person_id, purpose)


async def _join(
    context: MatineeContext, target: Target, imdb_number: int, person_id: int, purpose: Purpose
) -> None:
    film = await join(context, unknown_titles.imdb_id_of(imdb_number))
    if isinstance(film, NotAdded):
        await sending.show(context, target, unknown_titles.not_added(context.locale, film, person_id))
        return
    await _do(context, target, film, person_id, purpose)


async def _do(context: MatineeContext, target: Target, film: Film, person_id: int, purpose: Purpose) -> None:
    """Do with a film that has just joined what was said of it before."""
    if purpose.stars is not None:
        await context.run(context.services.rating.rate, person_id, film.movie_id, purpose.stars)
        await show_film(context, target, film.movie_id, person_id, just_rated=True)
    elif purpose.is_like:
        await _open_like(context, target, film, person_id)
    else:
        await film_acts.do(context, target, purpose.act, film.movie_id, person_id)


async def _open_like(context: MatineeContext, target: Target, film: Film, person_id: int) -> None:
    """Open films like one, or its card until enough is known of it."""
    try:
        await decks.open_like(context, target, person_id, [film.movie_id], NO_FILTERS)
    except NoFilmsLeft:
        lead = context.locale.gettext(unknown_titles.JUST_MET)
        await show_film(context, target, film.movie_id, person_id, lead=lead)


BUTTONS = (on(AddFilmButton, add_film), on(AddRatedButton, add_rated), on(AddForButton, add_for))
