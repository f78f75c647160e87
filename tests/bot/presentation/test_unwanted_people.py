"""What is to be left out and is not known: said, with a button for what was wanted besides."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.presentation.callback_data import unpack
from bot.presentation.card_rows import SimilarButton
from bot.presentation.list_refusals import WishButton
from bot.presentation.locale import ENGLISH, Locale
from bot.presentation.outgoing import Note
from bot.presentation.unwanted_people import unknown
from bot.services.interpreting.meanings import OpenList, OpenSimilar, UnknownUnwanted
from bot.services.views import NO_FILTERS, Filters
from bot.services.wishes import Addition
from tests.bot.presentation.test_outgoing import FILM_LISTS, LOCALES, WISHES, WORDS, check
from tests.bot.samples import HEAT

DECK, OWNER = 12, 7
COMEDY = Filters(genres=frozenset({"Comedy"}))


def first_payload(note: Note) -> object:
    assert note.keyboard is not None
    return unpack(str(note.keyboard.inline_keyboard[0][0].callback_data))


@pytest.mark.parametrize(
    ("besides", "payload", "rows"),
    [
        (OpenList(COMEDY, None, False), WishButton(OWNER, DECK, Addition.NOTHING, 0), 4),
        (OpenSimilar((HEAT,), NO_FILTERS), SimilarButton(OWNER, HEAT.movie_id), 4),
        (OpenSimilar((HEAT,), COMEDY), WishButton(OWNER, DECK, Addition.LIKE_FILM, HEAT.movie_id), 4),
    ],
)
def test_what_was_wanted_besides_is_the_first_button(
    besides: OpenList | OpenSimilar, payload: object, rows: int
) -> None:
    meaning = UnknownUnwanted(("jon nobody",), besides)
    note = unknown(ENGLISH, meaning, None if meaning.stored is None else DECK, OWNER)
    assert note.text.startswith("I can't leave out “jon nobody”")
    assert note.keyboard is not None
    assert (first_payload(note), len(note.keyboard.inline_keyboard)) == (payload, rows)


@pytest.mark.parametrize("besides", [None, OpenList(NO_FILTERS, None, False)])
def test_where_nothing_else_was_wanted_the_usual_ways_lead_on(besides: OpenList | None) -> None:
    note = unknown(ENGLISH, UnknownUnwanted(("a", "b"), besides), DECK, OWNER)
    assert "“a or b”" in note.text
    assert note.keyboard is not None
    assert len(note.keyboard.inline_keyboard) == 3


@given(
    LOCALES,
    st.lists(WORDS, min_size=1, max_size=4),
    st.none()
    | st.builds(OpenList, WISHES, st.none(), st.booleans())
    | st.builds(OpenSimilar, FILM_LISTS, WISHES),
)
def test_any_words_make_a_message_that_telegram_takes(
    locale: Locale, names: list[str], besides: OpenList | OpenSimilar | None
) -> None:
    check(unknown(locale, UnknownUnwanted(tuple(names), besides), DECK, OWNER))
