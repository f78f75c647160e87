"""The list that stands behind a command: genres, years, lengths, and who made the films."""

from __future__ import annotations

from bot.context import MatineeContext
from bot.handlers.arguments import parse_list
from bot.services.errors import UnknownGenre
from bot.understanding.lexicons import lexicon_of
from bot.understanding.requests import ListRequest
from bot.understanding.understanding import THIS_YEAR, understand


async def asked_list(context: MatineeContext) -> ListRequest:
    """Read what stands behind a command; words that are no genre may be names: "/recommend tarantino"."""
    words, lexicon = context.args or [], lexicon_of(context.locale.code)
    try:
        return parse_list(words, context.services.films.resolve_genre, lexicon, newest_year(context))
    except UnknownGenre:
        request = understand(" ".join(words), lexicon, newest_year(context))
        named = await context.run(context.services.interpreting.list_of_people, request)
        if named is None:
            raise
        return named


def newest_year(context: MatineeContext) -> int:
    """Return the year that "new films" are measured by: of later ones the catalogue has next to none."""
    return min(THIS_YEAR, context.services.title_search.newest_year() or THIS_YEAR)
