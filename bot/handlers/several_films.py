"""Films that somebody names one by one in a message: a title a line, or with commas between them."""

from __future__ import annotations

from bot.chat import sending
from bot.chat.targets import Target
from bot.context import MatineeContext
from bot.handlers.typed_text import understood
from bot.presentation import finding
from bot.services.interpreting.meanings import Meaning, OpenList, SeveralFilms, is_settled
from bot.understanding.addresses import with_titles
from bot.understanding.lines import named_one_by_one


async def or_several(context: MatineeContext, message: str, meaning: Meaning) -> Meaning:
    """Return the films of a message line by line, where its words together mean less: nothing, or a list."""
    texts = () if is_settled(meaning) else named_one_by_one(message)
    if not texts:
        return meaning
    requests = [understood(context, with_titles(each), is_about_stars=True) for each in texts]
    found = await context.run(context.services.interpreting.several, requests)
    is_rather_a_list = found is not None and found.unknown and isinstance(meaning, OpenList)
    return meaning if found is None or is_rather_a_list else found


async def show(context: MatineeContext, target: Target, named: SeveralFilms, person_id: int) -> None:
    """Save the stars that were given, and offer the cards of all films."""
    for film, stars in named.films:
        if stars is not None:
            await context.run(context.services.rating.rate, person_id, film.movie_id, stars)
    await sending.show(context, target, finding.several(context.locale, named, person_id))
