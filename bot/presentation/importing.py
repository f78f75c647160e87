"""Importing as a person sees it: the buttons, and notes made of what the service returned."""

from __future__ import annotations

from enum import IntEnum

from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from bot.presentation import import_texts, labels
from bot.presentation.buttons import Payload, RateFilmsButton, RecommendButton
from bot.presentation.callback_data import pack
from bot.presentation.film_titles import choice_labels
from bot.presentation.import_texts import StarsOf
from bot.presentation.locale import Locale
from bot.presentation.outgoing import Note
from bot.services.import_views import FilmChoice, ImportPreview, ImportResult, UndoResult
from bot.services.views import Film

_MAX_FILMS = 8

_Row = list[InlineKeyboardButton]


class FilmsAre(IntEnum):
    """What the films of a file without stars are."""

    SEEN = 1
    WATCHLIST = 2


class ImportButton(Payload, wire="ii", last_word="import {import_id}"):
    """Import a file."""

    import_id: int
    stars_of: StarsOf


class CancelImportButton(Payload, wire="ix", last_word="import {import_id}"):
    """Import nothing of a file."""

    import_id: int


class UndoImportButton(Payload, wire="iu", last_word="import {import_id}"):
    """Restore what was before an import."""

    import_id: int


class PreviewButton(Payload, wire="ip", last_word="preview {import_id}"):
    """See what an import would do, with one's own stars or the file's."""

    import_id: int
    stars_of: StarsOf


class ChooseButton(Payload, wire="io"):
    """Be asked what the next unclear row means."""

    import_id: int
    stars_of: StarsOf


class ChosenButton(Payload, wire="ic", last_word="import {import_id} row {number}"):
    """Say which film a row means."""

    import_id: int
    number: int
    movie_id: int
    stars_of: StarsOf


class NoneOfThemButton(Payload, wire="in", last_word="import {import_id} row {number}"):
    """Say that a row means none of the films."""

    import_id: int
    number: int
    stars_of: StarsOf


class FilmsAreButton(Payload, wire="ik", last_word="films"):
    """Say what the films without stars are, in the file that the question answers."""

    films_are: FilmsAre


def reading(locale: Locale) -> Note:
    """Say that a file was taken."""
    return Note(locale.gettext(import_texts.READING))


def progress(locale: Locale, done: int, of: int) -> Note:
    """Say how far reading has come."""
    return Note(import_texts.progress(locale, done, of))


def kind_question(locale: Locale, owner: int) -> Note:
    """Ask what the films without stars are."""
    return Note(locale.gettext(import_texts.KIND_QUESTION), InlineKeyboardMarkup([_kinds_row(locale, owner)]))


def preview(
    locale: Locale,
    shown: ImportPreview,
    owner: int,
    stars_of: StarsOf = StarsOf.MINE,
    *,
    has_replaced: bool = False,
) -> Note:
    """Show what an import would do; where there is nothing to be done, with ways on."""
    text = import_texts.preview_text(locale, shown, stars_of)
    is_unclear = any(each.why == "unclear_kind" for each in shown.passed_over)
    kinds = _kinds_row(locale, owner) if is_unclear else []
    if shown.changes_nothing and not import_texts.undecided(shown):
        ways_on = [
            _button(locale.gettext(labels.SHOW_MY_FILMS), RecommendButton(owner)),
            _button(locale.gettext(labels.RATE_FILMS), RateFilmsButton(owner)),
        ]
        return Note(text, InlineKeyboardMarkup([kinds or ways_on]))
    if has_replaced:
        text = f"{text}\n\n{locale.gettext(import_texts.REPLACED)}"
    rows = [
        kinds,
        _stars_row(locale, shown, owner, stars_of),
        _choose_row(locale, shown, owner, stars_of),
        _import_row(locale, shown, owner, stars_of),
    ]
    return Note(text, InlineKeyboardMarkup([row for row in rows if row]))


def question(locale: Locale, shown: ImportPreview, owner: int, stars_of: StarsOf) -> Note:
    """Ask about the next unclear row; show the preview when none is left."""
    rows_left = import_texts.undecided(shown)
    if not rows_left:
        return preview(locale, shown, owner, stars_of)
    choice = rows_left[0]
    number, import_id = choice.number, shown.import_id
    rows = [
        [_button(label, ChosenButton(owner, import_id, number, film.movie_id, stars_of))]
        for label, film in _labelled(choice)
    ]
    none = _button(
        locale.gettext(import_texts.NONE_OF_THEM), NoneOfThemButton(owner, import_id, number, stars_of)
    )
    back = _button(locale.gettext(import_texts.BACK), PreviewButton(owner, import_id, stars_of))
    text = import_texts.question_text(locale, choice, len(rows_left) - 1)
    return Note(text, InlineKeyboardMarkup([*rows, [none], [back]]))


def result(locale: Locale, done: ImportResult, owner: int, stars_of: StarsOf = StarsOf.MINE) -> Note:
    """Say what an import did, and offer the way back and the way on."""
    rows = [[_button(locale.gettext(labels.SHOW_MY_FILMS), RecommendButton(owner))]]
    if not done.changed_nothing:
        rows.insert(0, [_button(locale.gettext(labels.UNDO), UndoImportButton(owner, done.import_id))])
    return Note(import_texts.result_text(locale, done, stars_of), InlineKeyboardMarkup(rows))


def last(locale: Locale, made: ImportResult, owner: int) -> Note:
    """Ask whether to undo the last import; where it changed nothing there is nothing to be undone."""
    if made.changed_nothing:
        return Note(locale.gettext(import_texts.NO_IMPORT))
    undo = _button(locale.gettext(labels.UNDO), UndoImportButton(owner, made.import_id))
    return Note(import_texts.last_text(locale, made), InlineKeyboardMarkup([[undo]]))


def undone(locale: Locale, restored: UndoResult) -> Note:
    """Say what undoing an import restored."""
    return Note(import_texts.undone_text(locale, restored))


def _kinds_row(locale: Locale, owner: int) -> _Row:
    """Build what films of which nothing says it may be."""
    return [
        _button(locale.gettext(import_texts.SEEN), FilmsAreButton(owner, FilmsAre.SEEN)),
        _button(locale.gettext(import_texts.TO_WATCH), FilmsAreButton(owner, FilmsAre.WATCHLIST)),
    ]


def _stars_row(locale: Locale, shown: ImportPreview, owner: int, stars_of: StarsOf) -> _Row:
    """Build one's own stars and the file's where they differ; the chosen ones are ticked."""
    if not shown.conflicts:
        return []
    names = {StarsOf.MINE: import_texts.MY_STARS, StarsOf.FILE: import_texts.FILE_STARS}
    return [
        _button(
            labels.ticked(locale.gettext(name)) if each is stars_of else locale.gettext(name),
            PreviewButton(owner, shown.import_id, each),
        )
        for each, name in names.items()
    ]


def _choose_row(locale: Locale, shown: ImportPreview, owner: int, stars_of: StarsOf) -> _Row:
    count = len(import_texts.undecided(shown))
    if not count:
        return []
    label = locale.ngettext("Choose {n} film", "Choose {n} films", count)
    return [_button(label, ChooseButton(owner, shown.import_id, stars_of))]


def _import_row(locale: Locale, shown: ImportPreview, owner: int, stars_of: StarsOf) -> _Row:
    row = [_button(locale.gettext(import_texts.CANCEL), CancelImportButton(owner, shown.import_id))]
    if any(import_texts.changes_of(shown, stars_of).values()) or shown.settings.new.names:
        row.insert(
            0, _button(locale.gettext(import_texts.IMPORT), ImportButton(owner, shown.import_id, stars_of))
        )
    return row


def _labelled(choice: FilmChoice) -> list[tuple[str, Film]]:
    """Return the films that a row may mean, each with a label of its own."""
    films = choice.films[:_MAX_FILMS]
    return list(zip(choice_labels(films), films, strict=True))


def _button(label: str, payload: Payload) -> InlineKeyboardButton:
    return InlineKeyboardButton(label, callback_data=pack(payload))
