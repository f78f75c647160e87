"""What is said about files that people bring and take away (HTML, but for labels)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from enum import IntEnum

from bot.importing.records import EntryKind, FileSource, PassedOver, ProblemCode, WhyPassedOver
from bot.presentation.import_settings import brought_texts, undone_texts
from bot.presentation.locale import Locale
from bot.presentation.markup import safe
from bot.presentation.messages import N_
from bot.presentation.shelf_texts import FILMS_ON
from bot.services.import_views import FilmChoice, ImportPreview, ImportResult, StarConflict, UndoResult
from bot.services.shelves import Shelf

_MAX_UNMATCHED = 8
_MAX_CONFLICTS = 4
_TITLE_LENGTH = 60
_MAX_FILES = 4
_NAME_LENGTH = 40

HOW_TO_IMPORT = N_(
    "Send me a file with your ratings, right here. I show what I found before anything changes.\n\n"
    "<b>Letterboxd</b>: Settings → Data → <i>Export your data</i>; send the zip as it is.\n"
    "<b>IMDb</b>: <i>Your ratings</i> or <i>Watchlist</i> → <i>Export</i>, then the CSV.\n"
    "<b>MovieLens</b>: Account → <i>Import/export</i>, then the ratings as CSV.\n"
    "<b>Trakt</b>, <b>Simkl</b>: the JSON or CSV of their export.\n"
    "<b>Anything else</b>: a CSV with a column <code>title</code> or <code>imdb_id</code>, and perhaps "
    "<code>year</code> and <code>rating</code>.\n\n"
    "At most 5 MB and 20,000 rows. /export gives you everything back."
)
ONLY_IN_PRIVATE = N_("Let's keep your files between us: send them to me in our private chat.")
EXPORT_ONLY_IN_PRIVATE = N_("That file is for your eyes only: send me /export in our private chat.")
EXPORT_CAPTION = N_(
    "Everything I know about you: your ratings, lists and the rest, as CSV and JSON. Letterboxd and "
    "MovieLens can read <code>ratings.csv</code>. Send me this file, and I restore your ratings, lists and "
    "settings."
)
READING = N_("Reading your file…")
KIND_QUESTION = N_("The films in this file have no stars. Have you seen them, or are they still to watch?")
DISCARDED = N_("Good, nothing is imported.")
UNDO_GONE = N_(
    "I can't undo that import any more: I keep the way back for a week, and for your last five imports."
)
NO_IMPORT = N_("There is no import to cancel or undo. /import says how to bring your ratings.")
ALREADY_UNDONE = N_("That import is undone already; everything is as it was before.")
REPLACED = N_("<i>It takes the place of the file you sent before, which was not imported.</i>")
NOTHING_FOUND = N_("I know none of these films, so there is nothing to import.")
FIRST_CHOOSE = N_("Tell me first which films you mean.")
NOTHING_NEW = N_("I know all of this already: nothing would change.")

IMPORT = N_("Import")
CANCEL = N_("Cancel")
MY_STARS = N_("Keep my stars")
FILE_STARS = N_("Take the file's")
NONE_OF_THEM = N_("None of them")
BACK = N_("◀ Back")
SEEN = N_("Seen")
TO_WATCH = N_("To watch")

_SOURCES: Mapping[FileSource, str] = {
    "letterboxd": "Letterboxd",
    "imdb": "IMDb",
    "movielens": "MovieLens",
    "trakt": "Trakt",
    "simkl": "Simkl",
    "matinee": "Matinee",
    "csv": N_("Your file"),
}
_KINDS: Mapping[EntryKind, Callable[[Locale, int], str]] = {
    "rated": lambda locale, n: locale.ngettext("{n} rating", "{n} ratings", n),
    "seen": FILMS_ON[Shelf.SEEN],
    "watchlist": FILMS_ON[Shelf.WATCHLIST],
    "hidden": FILMS_ON[Shelf.HIDDEN],
}
_LEFT_OUT: Mapping[ProblemCode, Callable[[Locale, int], str]] = {
    "series": lambda locale, n: locale.ngettext(
        "{n} series (I know films only)", "{n} series (I know films only)", n
    ),
    "no_title": lambda locale, n: locale.ngettext("{n} row without a title", "{n} rows without a title", n),
    "bad_rating": lambda locale, n: locale.ngettext("{n} unreadable rating", "{n} unreadable ratings", n),
    "unsaid": lambda locale, n: locale.ngettext(
        "{n} film that may be watched or not", "{n} films that may be watched or not", n
    ),
}

_WHY_PASSED_OVER: Mapping[WhyPassedOver, str] = {
    "no_films": N_("No films found in {files}."),
    "not_watched": N_("Not read: {files}. Likes and lists don't say what you watched."),
    "unclear_kind": N_(
        "Not yet in it: {files}. Nothing there says whether you have seen these films. Tell me, and they "
        "are in."
    ),
}
_ENCODINGS = {
    "cp1250": "Windows-1250",
    "cp1251": "Windows-1251",
    "cp1252": "Windows-1252",
    "cp1254": "Windows-1254",
    "iso8859-2": "ISO 8859-2",
    "koi8-r": "KOI8-R",
}


class StarsOf(IntEnum):
    """Whose stars count where a file has others than the person gave here."""

    MINE = 1
    FILE = 2


def progress(locale: Locale, done: int, of: int) -> str:
    """Say how many films of a file were looked for."""
    return locale.gettext(
        "Looking for your films: {done} of {of}…", done=locale.number(done), of=locale.number(of)
    )


def changes_of(preview: ImportPreview, stars_of: StarsOf) -> dict[EntryKind, int]:
    """Return what would be new; of films with other stars nothing when the person's own stay."""
    kept = len(preview.conflicts) if stars_of is StarsOf.MINE else 0
    counts = {**preview.changes, "rated": preview.changes.get("rated", 0) - kept}
    return {kind: counts.get(kind, 0) for kind in _KINDS}


def undecided(preview: ImportPreview) -> tuple[FilmChoice, ...]:
    """Return the rows of which the person has not said yet what they mean."""
    return tuple(choice for choice in preview.choices if choice.chosen is None)


def preview_text(locale: Locale, preview: ImportPreview, stars_of: StarsOf) -> str:
    """Say what a file holds and what importing it would change."""
    new = _things(locale, changes_of(preview, stars_of), len(preview.settings.new.names))
    paragraphs = [
        _headline(locale, preview),
        locale.gettext("New: {things}.", things=new) if new else locale.gettext(_why_nothing(preview)),
        *brought_texts(locale, preview.settings),
        _unmatched(locale, preview.unmatched),
        _conflicts(locale, preview.conflicts),
        _left_out(locale, preview.left_out),
        _scale(locale, preview),
        _encoding(locale, preview.encoding),
        *(_passed_over(locale, preview.passed_over, why) for why in _WHY_PASSED_OVER),
    ]
    return "\n\n".join(paragraph for paragraph in paragraphs if paragraph)


def _why_nothing(preview: ImportPreview) -> str:
    """Return why an import would change nothing as things are."""
    if not preview.matched:
        return FIRST_CHOOSE if undecided(preview) else NOTHING_FOUND
    return NOTHING_NEW


def question_text(locale: Locale, choice: FilmChoice, left: int) -> str:
    """Ask which film a row means."""
    asked = locale.gettext(
        "Which film is <b>{title}</b> in your file?", title=_named(choice.title, choice.year)
    )
    more = locale.ngettext("{n} more after this one.", "{n} more after this one.", left)
    return f"{asked}\n\n{more}" if left else asked


def result_text(locale: Locale, result: ImportResult, stars_of: StarsOf) -> str:
    """Say what an import did."""
    if result.changed_nothing:
        return locale.gettext("Done; I knew all of it already, so nothing has changed.")
    things = _things(locale, result.changes, len(result.settings))
    lines = [locale.gettext("<b>Imported.</b> Yours now: {things}.", things=things)]
    if result.conflicts and stars_of is StarsOf.MINE:
        lines.append(
            locale.ngettext(
                "{n} film kept the stars you gave it here.",
                "{n} films kept the stars you gave them here.",
                result.conflicts,
            )
        )
    return "\n".join(lines)


def last_text(locale: Locale, last: ImportResult) -> str:
    """Say what the last import brought, and ask whether to undo it."""
    things = _things(locale, last.changes, len(last.settings))
    return locale.gettext("Your last import brought {things}. Shall I undo it?", things=things)


def undone_text(locale: Locale, undone: UndoResult) -> str:
    """Say what undoing an import restored."""
    films, settings = _undone_films(locale, undone), undone_texts(locale, undone)
    return " ".join([*films, *settings]) or locale.gettext(ALREADY_UNDONE)


def _undone_films(locale: Locale, undone: UndoResult) -> Iterator[str]:
    if not undone.restored and not undone.kept:
        return
    yield locale.ngettext(
        "Undone: {n} film is as it was before.", "Undone: {n} films are as they were before.", undone.restored
    )
    if undone.kept:
        yield locale.ngettext(
            "{n} film stays as you have since changed it.",
            "{n} films stay as you have since changed them.",
            undone.kept,
        )


def _headline(locale: Locale, preview: ImportPreview) -> str:
    """Name the source and count: "Letterboxd: 212 films, 205 found, 4 not found, 3 to choose."."""
    lost, open_count = len(preview.unmatched), len(undecided(preview))
    passed_over = sum(1 for choice in preview.choices if choice.chosen == 0)
    total = preview.matched + lost + open_count + passed_over
    parts = [
        locale.ngettext("{n} film", "{n} films", total),
        locale.ngettext("{n} found", "{n} found", preview.matched) if total else "",
        locale.ngettext("{n} not found", "{n} not found", lost) if lost else "",
        locale.ngettext("{n} for you to choose", "{n} for you to choose", open_count) if open_count else "",
        locale.ngettext("{n} with other stars here", "{n} with other stars here", len(preview.conflicts))
        if preview.conflicts
        else "",
    ]
    counts = locale.listing([part for part in parts if part])
    return locale.gettext(
        "<b>{source}</b>: {counts}.", source=locale.gettext(_SOURCES[preview.source]), counts=counts
    )


def _things(locale: Locale, changes: Mapping[EntryKind, int], settings: int) -> str:
    films = [say(locale, changes[kind]) for kind, say in _KINDS.items() if changes.get(kind)]
    return locale.all_of(
        [*films, *([locale.ngettext("{n} setting", "{n} settings", settings)] if settings else [])]
    )


def _unmatched(locale: Locale, films: Sequence[tuple[str, int | None]]) -> str:
    shown = [_named(title, year) for title, year in films[:_MAX_UNMATCHED]]
    return locale.gettext("Not found: {films}.", films=_and_more(locale, shown, len(films))) if shown else ""


def _conflicts(locale: Locale, conflicts: Sequence[StarConflict]) -> str:
    shown = [
        locale.gettext(
            "{film} ({mine} here, {theirs} in the file)",
            film=safe(conflict.film.title, _TITLE_LENGTH),
            mine=locale.stars(conflict.mine),
            theirs=locale.stars(conflict.theirs),
        )
        for conflict in conflicts[:_MAX_CONFLICTS]
    ]
    if not shown:
        return ""
    return locale.gettext("Other stars: {films}.", films=_and_more(locale, shown, len(conflicts)))


def _left_out(locale: Locale, counts: Mapping[ProblemCode, int]) -> str:
    said = [say(locale, counts[code]) for code, say in _LEFT_OUT.items() if counts.get(code)]
    return locale.gettext("Left out: {things}.", things=locale.listing(said)) if said else ""


def _scale(locale: Locale, preview: ImportPreview) -> str:
    if not preview.scale_is_guessed or preview.scale is None:
        return ""
    return locale.gettext("I took the ratings to be out of {n}.", n=locale.number(preview.scale))


def _encoding(locale: Locale, encoding: str | None) -> str:
    """Say how the letters were read where that was guessed."""
    if encoding is None:
        return ""
    return locale.gettext(
        "I took the letters to be {encoding}. If titles look wrong, save the file as UTF-8 and send that.",
        encoding=_ENCODINGS.get(encoding, encoding),
    )


def _passed_over(locale: Locale, passed_over: Sequence[PassedOver], why: WhyPassedOver) -> str:
    """Name what of an archive is not imported for a reason."""
    names = [safe(each.name, _NAME_LENGTH) for each in passed_over if each.why == why]
    if not names:
        return ""
    files = _and_more(locale, names[:_MAX_FILES], len(names))
    return locale.gettext(_WHY_PASSED_OVER[why], files=files)


def _and_more(locale: Locale, shown: Sequence[str], total: int) -> str:
    if total == len(shown):
        return locale.listing(shown)
    more = locale.ngettext("{n} more", "{n} more", total - len(shown))
    return locale.gettext("{films} and {more}", films=locale.listing(shown), more=more)


def _named(title: str, year: int | None) -> str:
    named = safe(title, _TITLE_LENGTH)
    return f"{named} ({year})" if year else named
