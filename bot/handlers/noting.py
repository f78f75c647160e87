"""Wishes that the buttons of an answer lead back to."""

from __future__ import annotations

from bot.context import MatineeContext
from bot.services.interpreting.meanings import OpenList
from bot.services.wishes import StoredWish


async def note_list(context: MatineeContext, listed: OpenList | None, person_id: int) -> int | None:
    """Store a list that may be meant; return its number, None where there is none."""
    if listed is None:
        return None
    wish = StoredWish("popular" if listed.is_popular else "recommend", listed.filters)
    return await context.run(context.services.wishes.note, person_id, wish)
