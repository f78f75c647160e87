"""Why the words behind a command are no list, with buttons for what may be meant.

Each button adds something to what was understood, which is stored: "/recommend comedy horrror" and a tap on
Horror make a list of horror comedies.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from telegram import InlineKeyboardButton

from bot.presentation import filter_texts, labels, narrowing, texts
from bot.presentation.buttons import RecommendButton, WishButton
from bot.presentation.controls import Row, button, keyboard
from bot.presentation.film_titles import choice_label
from bot.presentation.finding import OpenFoundButton
from bot.presentation.genre_names import GENRE_NAMES, GENRES
from bot.presentation.locale import Locale
from bot.presentation.markup import cut, safe
from bot.presentation.narrowing import in_rows, piece
from bot.presentation.outgoing import Note
from bot.services.errors import ListMistake, ListRefused, NothingNew, SeveralGenres, UnknownGenre
from bot.services.views import NO_FILTERS, Filters
from bot.services.wishes import MAX_FILMS, Addition

MAX_SUGGESTIONS = 4
USUAL_GENRES = ("Action", "Comedy", "Drama", "Thriller")
USUALLY_LEFT_OUT = ("Horror", "War", "Romance", "Children")
USUAL_DECADES = (1950, 1980, 2000, 2010)
USUAL_AMOUNTS = (5, 10, MAX_FILMS)
LABEL_LENGTH = 30

SENTENCES: dict[ListMistake, str] = {
    "wrong_amount": texts.WRONG_AMOUNT,
    "several_amounts": texts.ONE_AMOUNT,
    "leave_out_genres": texts.LEAVE_OUT_GENRES,
    "wrong_years": texts.WRONG_YEARS,
}


def refused(locale: Locale, error: ListRefused, owner: int) -> Note:
    """Return one sentence, what may be meant, what was understood anyway, and one's films."""
    rows = in_rows([*_film(error, owner), *_additions(locale, error, owner)])
    return Note(_sentence(locale, error), keyboard(*rows, *_ways_on(locale, error, owner)))


def nothing_new(locale: Locale, error: NothingNew, owner: int) -> Note:
    """Say that nothing that is new fits, with the older films that do and each part to be taken away."""
    text = locale.gettext(
        "Nothing new for you among these: {films}.", films=filter_texts.films(locale, error.filters)
    )
    if error.deck_id is None:
        return Note(text, narrowing.refused(locale, error.filters, None, owner))
    label = f"▶ {cut(piece(locale, error.filters), LABEL_LENGTH)}"
    older = button(label, WishButton(owner, error.deck_id, Addition.OLDER_FILMS, 0))
    rows = narrowing.refused(locale, error.filters, error.deck_id, owner).inline_keyboard
    return Note(text, keyboard([older], *map(list, rows)))


def as_understood(locale: Locale, filters: Filters, deck_id: int, owner: int) -> list[Row]:
    """Return the button of what was understood, which is stored; none where that is nothing."""
    label = f"▶ {cut(piece(locale, filters), LABEL_LENGTH)}"
    as_it_is = button(label, WishButton(owner, deck_id, Addition.NOTHING, 0))
    return [[as_it_is]] if filters != NO_FILTERS else []


def nobody_called(locale: Locale, names: Sequence[str]) -> str:
    """Say that what is to be left out is not known."""
    return locale.gettext(
        "I can't leave out “{names}”: I know no film, genre, theme, actor or director by that name.",
        names=safe(locale.one_of(list(names)), 80),
    )


def unknown_genre(locale: Locale, error: UnknownGenre) -> str:
    """Say that a word is no genre, or several, and which may be meant."""
    if isinstance(error, SeveralGenres):
        return _one_genre(locale, error.suggestions)
    return _no_genre(locale, error.name, error.suggestions)


def _no_genre(locale: Locale, word: str, suggestions: Sequence[str]) -> str:
    asked, named = safe(word, 30), filter_texts.one_of(locale, suggestions)
    if named:
        return locale.gettext(
            "I don't know the genre “{genre}”. Did you mean {genres}?", genre=asked, genres=named
        )
    return locale.gettext(
        "I don't know the genre “{genre}”. I know {genres}.",
        genre=asked,
        genres=locale.listing([locale.genre(name) for name in GENRE_NAMES]),
    )


def _one_genre(locale: Locale, suggestions: Sequence[str]) -> str:
    genres = filter_texts.one_of(locale, suggestions)
    return locale.gettext("One genre at a time, please: {genres}?", genres=genres)


def _sentence(locale: Locale, error: ListRefused) -> str:
    if error.film is not None:
        return locale.gettext(
            "I don't know the genre “{genre}”. Did you mean the film?", genre=safe(error.word, 30)
        )
    match error.mistake:
        case "unknown":
            return _no_genre(locale, error.word, error.suggestions)
        case "several_genres":
            return _one_genre(locale, error.suggestions)
        case "unwanted":
            return nobody_called(locale, [error.word])
        case _:
            return locale.gettext(SENTENCES[error.mistake])


def _film(error: ListRefused, owner: int) -> Row:
    if error.film is None:
        return []
    label = choice_label(error.film.title, error.film.year)
    return [button(label, OpenFoundButton(owner, error.film.movie_id))]


def _additions(locale: Locale, error: ListRefused, owner: int) -> Row:
    match error.mistake:
        case "unknown" | "several_genres":
            genres = [name for name in error.suggestions if name in GENRE_NAMES] or USUAL_GENRES
            return [
                _adding(locale.genre(name), error, owner, Addition.GENRE, GENRES.index(name))
                for name in genres[:MAX_SUGGESTIONS]
            ]
        case "leave_out_genres" | "unwanted":
            return [
                _adding(_no(locale, name), error, owner, Addition.NO_GENRE, GENRES.index(name))
                for name in USUALLY_LEFT_OUT
            ]
        case "wrong_years":
            return [
                _adding(locale.gettext("{decade}s", decade=year), error, owner, Addition.DECADE, year)
                for year in USUAL_DECADES
            ]
        case _:
            return [
                _adding(locale.ngettext("{n} film", "{n} films", n), error, owner, Addition.AMOUNT, n)
                for n in _amounts(error)
            ]


def _no(locale: Locale, genre: str) -> str:
    return locale.gettext("no {genre}", genre=locale.genre(genre))


def _amounts(error: ListRefused) -> Iterable[int]:
    named = tuple(dict.fromkeys(error.amounts))[:MAX_SUGGESTIONS]
    return named if error.mistake == "several_amounts" and len(named) > 1 else USUAL_AMOUNTS


def _adding(
    label: str, error: ListRefused, owner: int, addition: Addition, value: int
) -> InlineKeyboardButton:
    return button(label, WishButton(owner, error.deck_id, addition, value))


def _ways_on(locale: Locale, error: ListRefused, owner: int) -> list[Row]:
    mine = [button(locale.gettext(labels.SHOW_MY_FILMS), RecommendButton(owner))]
    return [*as_understood(locale, error.understood, error.deck_id, owner), mine]
