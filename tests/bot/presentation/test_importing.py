"""Notes of an import: within Telegram's limits whatever the file says, and one sentence for each bad file."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from telegram import InlineKeyboardMarkup

from bot.importing import errors
from bot.importing.errors import ImportRefused
from bot.presentation import import_texts, importing
from bot.presentation.import_refusals import UNKNOWN_FILE, refusal
from bot.presentation.import_texts import StarsOf
from bot.presentation.locale import ENGLISH
from bot.presentation.markup import units, visible_units
from bot.presentation.outgoing import Note
from bot.services.import_views import FilmChoice, ImportPreview, ImportResult, StarConflict, UndoResult
from bot.services.views import Film
from tests.support.tags import Tags

TEXT_LIMIT, CAPTION_LIMIT, DATA_LIMIT = 4096, 1024, 64
LABEL_LIMIT = 64

titles = st.text(min_size=1, max_size=300) | st.sampled_from(["<b>", "Z̸a̴l̵g̷o" * 40, "🎬" * 150, "&amp;" * 60])
years = st.none() | st.integers(1874, 2100)
films = st.builds(
    Film,
    movie_id=st.integers(1, 2**31 - 1),
    title=titles,
    year=years,
    genres=st.just(()),
    imdb_id=st.none() | st.just("tt0113277"),
)
counts = st.integers(0, 20_000)
kinds = ("rated", "seen", "watchlist", "hidden")
half_stars = st.integers(1, 10).map(lambda halves: halves / 2)
conflicts = st.builds(StarConflict, film=films, mine=half_stars, theirs=half_stars)


@st.composite
def previews(draw: st.DrawFn) -> ImportPreview:
    """Draw anything that the service could return, and larger."""
    names = draw(st.lists(st.tuples(titles, st.lists(films, min_size=1, max_size=12)), max_size=4))
    choices = tuple(
        FilmChoice(
            number, name, draw(years), tuple(meant), draw(st.sampled_from([None, 0, meant[0].movie_id]))
        )
        for number, (name, meant) in enumerate(names)
    )
    return ImportPreview(
        import_id=draw(st.integers(1, 2**53)),
        source=draw(st.sampled_from(list(import_texts._SOURCES))),
        scale=draw(st.sampled_from([None, 5, 10, 100])),
        scale_is_guessed=draw(st.booleans()),
        matched=draw(counts),
        changes={kind: draw(counts) for kind in kinds},
        choices=choices,
        conflicts=tuple(draw(st.lists(conflicts, max_size=6))),
        unmatched=tuple(draw(st.lists(st.tuples(titles, years), max_size=30))),
        left_out={code: draw(counts) for code in ("series", "no_title", "bad_rating")},
    )


def check(note: Note) -> None:
    """Hold a note against what Telegram takes and a phone shows."""
    assert 0 < visible_units(note.text) <= TEXT_LIMIT
    tags = Tags()
    tags.feed(note.text)
    assert tags.open == []
    keyboard = note.keyboard or InlineKeyboardMarkup([])
    for row in keyboard.inline_keyboard:
        assert 1 <= len(row) <= 2
        for button in row:
            assert 0 < units(button.text) <= LABEL_LIMIT
            assert len(str(button.callback_data).encode()) <= DATA_LIMIT


@given(previews(), st.sampled_from(StarsOf), st.booleans())
def test_every_note_about_a_file_fits(preview: ImportPreview, stars_of: StarsOf, has_replaced: bool) -> None:
    check(importing.preview(ENGLISH, preview, 2**52, stars_of, has_replaced=has_replaced))
    check(importing.question(ENGLISH, preview, 2**52, stars_of))


@given(counts, counts, st.sampled_from(StarsOf))
def test_every_note_about_what_was_done_fits(some: int, more: int, stars_of: StarsOf) -> None:
    changes = {"rated": some, "seen": more, "watchlist": some, "hidden": more}
    check(importing.result(ENGLISH, ImportResult(2**53, changes, more), 2**52, stars_of))  # type: ignore[arg-type]
    check(importing.undone(ENGLISH, UndoResult(some, more)))
    check(importing.progress(ENGLISH, some, more))


def some_preview(**values: object) -> ImportPreview:
    known: dict[str, object] = {
        "import_id": 1,
        "source": "imdb",
        "scale": 10,
        "scale_is_guessed": False,
        "matched": 3,
        "changes": {"rated": 3, "seen": 0, "watchlist": 0, "hidden": 0},
        "choices": (),
        "conflicts": (),
        "unmatched": (),
        "left_out": {},
    }
    return ImportPreview(**{**known, **values})  # type: ignore[arg-type]


def test_of_many_films_that_are_not_found_some_are_named() -> None:
    lost = tuple((f"Film {number}", 1990 + number) for number in range(20))
    text = import_texts.preview_text(ENGLISH, some_preview(unmatched=lost), StarsOf.MINE)
    assert "<b>IMDb</b>: 23 films, 3 found, 20 not found." in text
    assert "Film 7 (1997) and 12 more." in text
    assert "Film 8" not in text


def test_what_is_left_out_and_guessed_is_said() -> None:
    preview = some_preview(source="csv", scale_is_guessed=True, left_out={"series": 3, "bad_rating": 1})
    text = import_texts.preview_text(ENGLISH, preview, StarsOf.MINE)
    assert text.startswith("<b>Your file</b>: 3 films, 3 found.")
    assert "Left out: 3 series (I know films only), 1 unreadable rating." in text
    assert "I took the ratings to be out of 10." in text


def test_there_is_nothing_to_import_when_ones_own_stars_stay_everywhere() -> None:
    film = Film(1, "Heat", 1995, (), None)
    preview = some_preview(
        conflicts=(StarConflict(film, 4.0, 5.0),),
        changes={"rated": 1, "seen": 0, "watchlist": 0, "hidden": 0},
    )
    mine, theirs = (importing.preview(ENGLISH, preview, 1, stars_of).keyboard for stars_of in StarsOf)
    assert mine and theirs  # noqa: PT018 - both have the row of stars
    assert [[button.text for button in row] for row in mine.inline_keyboard][1:] == [["Cancel"]]
    assert [[button.text for button in row] for row in theirs.inline_keyboard][1:] == [["Import", "Cancel"]]


def refusals(kind: type[ImportRefused] = ImportRefused) -> list[type[ImportRefused]]:
    """Every kind of refusal without kinds of its own."""
    below = [each for child in kind.__subclasses__() for each in refusals(child)]
    return below or [kind]


VALUES: dict[type[ImportRefused], dict[str, object]] = {
    errors.FileTooLarge: {"limit": 5 * 1024 * 1024},
    errors.TooManyRows: {"limit": 20_000},
    errors.DamagedTable: {"line": 7},
    errors.UnknownColumns: {"columns": ("<b>", "x" * 40)},
    errors.UnclearScale: {"highest": 37.5},
    errors.NoFilms: {"series": 2},
}


def test_every_bad_file_has_a_sentence_of_its_own() -> None:
    asked = {errors.UnclearKind}  # a question, not a refusal
    said = {kind: refusal(ENGLISH, kind(**VALUES.get(kind, {}))) for kind in refusals() if kind not in asked}
    assert [kind for kind, text in said.items() if text == UNKNOWN_FILE] == [errors.UnknownFile]
    assert len(set(said.values())) == len(said)
    for text in said.values():
        check(Note(text))


@pytest.mark.parametrize("kind", refusals(), ids=lambda kind: kind.__name__)
def test_a_refusal_that_carries_nothing_can_be_said(kind: type[ImportRefused]) -> None:
    check(Note(refusal(ENGLISH, kind())))


def test_the_caption_of_an_export_fits() -> None:
    assert visible_units(import_texts.EXPORT_CAPTION) <= CAPTION_LIMIT
    assert visible_units(import_texts.HOW_TO_IMPORT) <= CAPTION_LIMIT  # a screen at most


def test_what_stops_a_zip_is_named_and_escaped() -> None:
    error = errors.DamagedTable(line=3)
    error.file_name = "<old> & " + "x" * 300 + ".csv"
    text = refusal(ENGLISH, error)
    assert text.startswith("I can't import that zip because of <b>&lt;old&gt; &amp; x")
    assert "near line 3" in text
    assert visible_units(text) < 400
