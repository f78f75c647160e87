"""Do what a text means: open a film or a list, save stars, let a person choose, or say what is not known."""

from __future__ import annotations

from bot.chat import sending
from bot.chat.targets import Target
from bot.context import MatineeContext
from bot.handlers import decks, film_acts, several_films, unknown_titles
from bot.handlers.callback_router import Tap, on
from bot.handlers.films import show_film
from bot.handlers.noting import note_list
from bot.presentation import film_texts, finding, unwanted_people
from bot.presentation.finding import OpenFoundButton, RateFoundButton
from bot.presentation.outgoing import Note
from bot.services.interpreting.meanings import (
    ActOnFilm,
    ChooseBetween,
    ChooseFilm,
    Meaning,
    OpenFilm,
    OpenList,
    OpenSimilar,
    SaveStars,
    SeveralFilms,
    UnknownMakers,
    UnknownTitle,
    UnknownUnwanted,
)
from bot.services.views import Film
from bot.understanding.requests import SmallTalk


async def open_found(tap: Tap, button: OpenFoundButton, context: MatineeContext) -> None:
    """Open the card of the film that was chosen."""
    await show_film(context, tap.target, button.movie_id, tap.chat_user_id)


async def rate_found(tap: Tap, button: RateFoundButton, context: MatineeContext) -> None:
    """Save the stars that were typed for the film that was chosen, and open its card."""
    await context.run(context.services.rating.rate, tap.chat_user_id, button.movie_id, button.stars)
    await show_film(context, tap.target, button.movie_id, tap.chat_user_id, just_rated=True)


async def answer(context: MatineeContext, target: Target, meaning: Meaning, person_id: int) -> None:
    """Do what a text means."""
    match meaning:
        case OpenFilm() | ChooseFilm() | ChooseBetween():
            await _open(context, target, meaning, person_id)
        case SaveStars() | ActOnFilm():
            await _act_on(context, target, meaning, person_id)
        case SeveralFilms():
            await several_films.show(context, target, meaning, person_id)
        case OpenList(filters, amount, is_popular, left_out):
            await decks.open_list(
                context, target, person_id, filters, amount, is_popular=is_popular, left_out=left_out
            )
        case OpenSimilar(films, filters):
            await decks.open_like(context, target, person_id, [film.movie_id for film in films], filters)
        case UnknownTitle() | UnknownUnwanted():
            await _say_unknown(context, target, meaning, person_id)
        case SmallTalk("recommend"):
            await decks.open_list(context, target, person_id)
        case _:
            await sending.show(context, target, _note(context, meaning, person_id))


async def _act_on(
    context: MatineeContext, target: Target, meaning: SaveStars | ActOnFilm, person_id: int
) -> None:
    """Do with a film what was said of it."""
    movie_id = meaning.film.movie_id
    if isinstance(meaning, ActOnFilm):
        await film_acts.do(context, target, meaning.act, movie_id, person_id)
        return
    await context.run(context.services.rating.rate, person_id, movie_id, meaning.stars)
    await show_film(context, target, movie_id, person_id, just_rated=True)


async def _say_unknown(
    context: MatineeContext, target: Target, meaning: UnknownTitle | UnknownUnwanted, person_id: int
) -> None:
    """Look a title up; of what is to be left out say that it is not known, with what is wanted besides."""
    if isinstance(meaning, UnknownTitle):
        await unknown_titles.look_up(context, target, meaning, person_id)
        return
    wish_id = await note_list(context, meaning.stored, person_id)
    await sending.show(context, target, unwanted_people.unknown(context.locale, meaning, wish_id, person_id))


def _note(context: MatineeContext, meaning: Meaning, person_id: int) -> Note:
    """Return the answer to what is no film and no list."""
    match meaning:
        case UnknownMakers(names):
            return finding.unknown_makers(context.locale, names, person_id)
        case SmallTalk(kind):
            return finding.talk(context.locale, kind, person_id)
        case _:
            return finding.not_understood(context.locale, person_id)


async def _open(
    context: MatineeContext, target: Target, meaning: OpenFilm | ChooseFilm | ChooseBetween, person_id: int
) -> None:
    """Open the card of the film that is meant, or let the person choose."""
    match meaning:
        case OpenFilm(_, str(doubted)) | ChooseFilm(doubted, is_doubtful=True):
            await unknown_titles.ask_omdb_first(context, target, meaning, doubted, person_id)
        case OpenFilm(film):
            await show_film(context, target, film.movie_id, person_id, lead=film_texts.called(film))
        case ChooseBetween(films):
            await _weigh(context, target, films, person_id)
        case ChooseFilm():
            wish_id = await note_list(context, meaning.stored, person_id)
            note = finding.choice(context.locale, meaning, person_id, wish_id=wish_id)
            await sending.show(context, target, note)


async def _weigh(context: MatineeContext, target: Target, films: tuple[Film, Film], person_id: int) -> None:
    """Say which of two films suits the person better."""
    look_at = context.services.film_pages.look_at
    pages = [await context.run(look_at, person_id, film.movie_id) for film in films]
    await sending.show(context, target, finding.between(context.locale, pages, person_id))


BUTTONS = (
    on(OpenFoundButton, open_found),
    on(RateFoundButton, rate_found),
)
