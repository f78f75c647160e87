"""The answer where nobody is known by a name that is to be left out: it offers what else was asked for."""

from __future__ import annotations

from bot.presentation.controls import button, keyboard
from bot.presentation.film_titles import choice_labels
from bot.presentation.finding import like_it, ways_on
from bot.presentation.list_refusals import as_understood, nobody_called
from bot.presentation.locale import Locale
from bot.presentation.outgoing import Note
from bot.services.interpreting.meanings import OpenList, OpenSimilar, UnknownUnwanted


def unknown(locale: Locale, meaning: UnknownUnwanted, wish_id: int | None, owner: int) -> Note:
    """Return the answer; wish_id is the number of what the other words narrow a list to, if they do."""
    match meaning.besides:
        case OpenList(filters) if wish_id is not None:
            first = as_understood(locale, filters, wish_id, owner)
        case OpenSimilar(films):
            labels = choice_labels(films)
            alike = [like_it(owner, film.movie_id, wish_id) for film in films]
            first = [[button(f"▶ {label}", each)] for label, each in zip(labels, alike, strict=True)]
        case _:
            first = []
    rest = map(list, ways_on(locale, owner).inline_keyboard)
    return Note(nobody_called(locale, meaning.names), keyboard(*first, *rest))
