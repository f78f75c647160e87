"""The list that stands behind a command: genres, years, lengths, and who made the films."""

from __future__ import annotations

from bot.context import MatineeContext
from bot.handlers.arguments import parse_list
from bot.services.errors import UnknownGenre
from bot.understanding.lexicons import lexicon_of
from bot.understanding.requests import ListRequest
from bot.understanding.understanding import understand


async def asked_list(context: MatineeContext) -> ListRequest:
    """Read what stands behind a command; words that are no genre may be names: "/recommend tarantino"."""
    words, lexicon = context.args or [], lexicon_of(context.locale.code)
    try:
        return parse_list(words, context.services.films.resolve_genre, lexicon)
    except UnknownGenre:
        request = understand(" ".join(words), lexicon)
        named = await context.run(context.services.interpreting.list_of_people, request)
        if named is None:
            raise
        return named
