"""The list that stands behind a command: genres, years, lengths, and who made the films."""

from __future__ import annotations

from typing import Literal

from bot.context import MatineeContext
from bot.handlers.arguments import WrongArguments, parse_list
from bot.runtime.clock import utc_now
from bot.services.errors import ListMistake, ListRefused, SeveralGenres, UnknownGenre
from bot.services.interpreting.meanings import certain_film
from bot.services.views import Film
from bot.services.wishes import DeckSource, StoredWish
from bot.understanding.commands import ListCommand, read_list
from bot.understanding.lexicons import lexicon_of
from bot.understanding.requests import ListRequest
from bot.understanding.understanding import understand

Purpose = Literal["recommend", "popular", "new", "filters", "night"]
WITHOUT_AMOUNT: tuple[Purpose, ...] = ("filters", "night")
ABOUT_AMOUNTS = {"wrong_amount", "several_amounts"}


async def asked_list(context: MatineeContext, person_id: int, purpose: Purpose) -> ListRequest:
    """Read what stands behind a command, or raise ListRefused with what of it is understood.

    Words that are no genre may be names: "/recommend tarantino", "/recommend no tarantino".
    """
    words, lexicon = context.args or [], lexicon_of(context.locale.code)
    try:
        return parse_list(words, context.services.films.resolve_genre, lexicon, newest_year(context))
    except (UnknownGenre, WrongArguments) as error:
        wrong = error
    request = understand(" ".join(words), lexicon, newest_year(context))
    may_be_names = isinstance(wrong, UnknownGenre) or wrong.mistake == "leave_out_genres"
    if may_be_names:
        named = await context.run(context.services.interpreting.list_of_people, request)
        if named is not None:
            return named
    read = read_list(" ".join(words), lexicon, newest_year(context))
    if purpose in WITHOUT_AMOUNT and read.wrong in ABOUT_AMOUNTS and not read.unknown:
        return read.request
    if may_be_names and (names := await context.run(context.services.interpreting.unknown_names, request)):
        deck_id = await _noted(context, person_id, purpose, read.request)
        raise ListRefused("unwanted", deck_id, read.request.filters, ", ".join(names))
    raise await _refused(context, person_id, purpose, read, wrong)


async def list_in_words(context: MatineeContext) -> ListRequest | None:
    """Read what stands behind the command of a shelf; None where it is no list: a title, or nothing."""
    words, lexicon = context.args or [], lexicon_of(context.locale.code)
    if not words:
        return None
    read = read_list(" ".join(words), lexicon, newest_year(context))
    if not read.unknown:
        return None if read.wrong else read.request
    request = understand(" ".join(words), lexicon, newest_year(context))
    return await context.run(context.services.interpreting.list_of_people, request)


async def _refused(
    context: MatineeContext,
    person_id: int,
    purpose: Purpose,
    read: ListCommand,
    wrong: UnknownGenre | WrongArguments,
) -> ListRefused:
    """Return the refusal; what is understood is stored, for its buttons to lead on from."""
    asked = read.request
    deck_id = await _noted(context, person_id, purpose, asked)
    if isinstance(wrong, WrongArguments):
        return ListRefused(_mistake(read), deck_id, asked.filters, amounts=read.amounts)
    mistake: ListMistake = "several_genres" if isinstance(wrong, SeveralGenres) else "unknown"
    film = None if wrong.suggestions else await _film_called(context, wrong.name)
    return ListRefused(mistake, deck_id, asked.filters, wrong.name, wrong.suggestions, film)


async def _noted(context: MatineeContext, person_id: int, purpose: Purpose, asked: ListRequest) -> int:
    """Store what is understood; return its number."""
    wish = StoredWish(_source(asked, purpose), asked.filters)
    return await context.run(context.services.wishes.note, person_id, wish)


def _source(asked: ListRequest, purpose: Purpose) -> DeckSource:
    if purpose in WITHOUT_AMOUNT:
        return purpose
    return "watchlist" if asked.is_watchlist else "popular" if asked.is_popular else purpose


def _mistake(read: ListCommand) -> ListMistake:
    return read.wrong or "unknown"


async def _film_called(context: MatineeContext, words: str) -> Film | None:
    """Return the film of this very name, if there is one."""
    return certain_film(await context.run(context.services.interpreting.find, words))


def newest_year(context: MatineeContext) -> int:
    """Return the year that "new films" are measured by: of later ones the catalogue has next to none."""
    this_year = utc_now().year
    return min(this_year, context.services.title_search.newest_year() or this_year)
