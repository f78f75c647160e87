"""Films that somebody names one by one in a message: a title a line, or with commas or "and" between them."""

from __future__ import annotations

from dataclasses import replace

from bot.chat import sending
from bot.chat.targets import Target
from bot.context import MatineeContext
from bot.handlers.typed_text import understood
from bot.presentation import finding
from bot.services.interpreting.meanings import (
    ChooseFilm,
    Meaning,
    OpenList,
    SeveralFilms,
    UnknownTitle,
    is_settled,
)
from bot.understanding.addresses import with_titles
from bot.understanding.lexicons import lexicon_of
from bot.understanding.lines import named_one_by_one
from bot.understanding.requests import Act


async def or_several(context: MatineeContext, message: str, meaning: Meaning) -> Meaning:
    """Return the films that a message names one by one, where its words together mean less.

    They mean less where they mean nothing, or a list. "Add Heat and Casino to my list" names both for an act.
    """
    if is_settled(meaning):
        return meaning
    lexicon = lexicon_of(context.locale.code)
    act, named = _acted_on(meaning)
    joints = () if isinstance(meaning, OpenList) else lexicon.joints  # "aliens and robots" is a wish
    for texts in named_one_by_one(named or message, joints):
        requests = [understood(context, with_titles(each), is_about_stars=True) for each in texts]
        found = await context.run(context.services.interpreting.several, requests)
        is_rather_a_list = found is not None and found.unknown and isinstance(meaning, OpenList)
        if found is not None and not is_rather_a_list:
            return replace(found, act=act)
    return meaning


def _acted_on(meaning: Meaning) -> tuple[Act, str]:
    """Return what is to be done with a film that is not known, and what it is called."""
    match meaning:
        case UnknownTitle(title, act=act) | ChooseFilm(title, act=act) if act != "open":
            return act, title
        case _:
            return "open", ""


async def show(context: MatineeContext, target: Target, named: SeveralFilms, person_id: int) -> None:
    """Save the stars that were given, put the films where they belong, and offer the cards of all."""
    shelf, is_put = finding.SHELVES.get(named.act, (None, False))
    for film, stars in named.films:
        if stars is not None:
            await context.run(context.services.rating.rate, person_id, film.movie_id, stars)
        if shelf is not None and is_put:
            await context.run(context.services.library.put, person_id, shelf, film.movie_id)
    await sending.show(context, target, finding.several(context.locale, named, person_id))
