"""Why a file is not imported: one sentence for each kind of bad file, and what to do next (HTML)."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from bot.importing import errors
from bot.importing.errors import ImportRefused
from bot.presentation.locale import Locale
from bot.presentation.markup import safe
from bot.presentation.messages import N_

_MEGABYTE = 1024 * 1024
_NAME_LENGTH = 60

DOWNLOAD_FAILED = N_("Telegram did not give me that file. Please send it once more.")
_IN_ARCHIVE = N_(
    "I can't import that zip because of <b>{file}</b> in it. {why}\n\n"
    "If it holds other files, you can send me those one by one."
)
UNKNOWN_FILE = N_("I found no films in that file. /import says which files I can read.")

REFUSALS: Mapping[type[ImportRefused], str] = {
    errors.EmptyFile: N_("That file is empty. Please export it once more and send the new one."),
    errors.NotText: N_("I can't read the letters in that file. Save it as CSV in UTF-8 and send that."),
    errors.HtmlPage: N_("That is a web page, not the list itself. Download the export and send that file."),
    errors.Spreadsheet: N_("That is a spreadsheet. Save it as CSV and send that."),
    errors.OneColumn: N_(
        "I see only one column in that file. Write <code>title</code> or <code>imdb_id</code> above it and "
        "send it again."
    ),
    errors.DamagedJson: N_("That JSON file is damaged or cut off. Please export it once more."),
    errors.UnknownFile: UNKNOWN_FILE,
    errors.DataSetFile: N_(
        "That is a MovieLens data set: other people's ratings. Send your own export, or link your user id "
        "with /link."
    ),
    errors.DamagedArchive: N_(
        "I can't open that zip: it is damaged or needs a password. Please download it once more, "
        "or send the CSV in it."
    ),
    errors.NestedArchive: N_("There is a zip in that zip. Unpack it and send the one inside, or the CSV."),
    errors.ArchiveBomb: N_("Unpacked, that zip would be far too large. Send only the CSV with your ratings."),
}


def refusal(locale: Locale, error: ImportRefused) -> str:
    """Return why a file is not imported, and what would be; of an archive, which of its files it is."""
    say = _WITH_VALUES.get(type(error))
    why = say(locale, error) if say else locale.gettext(REFUSALS.get(type(error), UNKNOWN_FILE))
    if error.file_name is None:
        return why
    return locale.gettext(_IN_ARCHIVE, file=safe(error.file_name, _NAME_LENGTH), why=why)


def _too_large(locale: Locale, error: ImportRefused) -> str:
    return locale.gettext(
        "That file is larger than {limit} MB. Send only the file with your ratings, or split it.",
        limit=locale.number(_number(error, "limit") / _MEGABYTE),
    )


def _too_many_rows(locale: Locale, error: ImportRefused) -> str:
    return locale.gettext(
        "That file has more than {limit} rows, more than I take. Split it and send the first part.",
        limit=locale.number(_number(error, "limit")),
    )


def _damaged_table(locale: Locale, error: ImportRefused) -> str:
    return locale.gettext(
        "That table is damaged near line {line}. Please export it once more.",
        line=locale.number(_number(error, "line")),
    )


def _unknown_columns(locale: Locale, error: ImportRefused) -> str:
    columns = error.values.get("columns", ())
    shown = columns if isinstance(columns, tuple) else ()
    named = [safe(str(name), 40) for name in shown if str(name).strip()]
    if not named:
        return locale.gettext(UNKNOWN_FILE)
    return locale.gettext(
        "That table has neither titles nor IMDb ids; its columns are {columns}. Name one of them "
        "<code>title</code> and send it again.",
        columns=locale.all_of(named),
    )


def _unclear_scale(locale: Locale, error: ImportRefused) -> str:
    return locale.gettext(
        "The highest rating in that file is {highest}, and I can't tell out of how many. Name the column "
        "<code>rating10</code> or <code>rating100</code> and send it again.",
        highest=locale.half(_number(error, "highest")),
    )


def _no_films(locale: Locale, error: ImportRefused) -> str:
    series = int(_number(error, "series"))
    if not series:
        return locale.gettext(UNKNOWN_FILE)
    return locale.ngettext(
        "There is only {n} series in that file, and I know films only. Send a list with films.",
        "There are only series in that file ({n}), and I know films only. Send a list with films.",
        series,
    )


def _number(error: ImportRefused, name: str) -> float:
    value = error.values.get(name, 0)
    return float(value) if isinstance(value, int | float) else 0.0


_WITH_VALUES: Mapping[type[ImportRefused], Callable[[Locale, ImportRefused], str]] = {
    errors.FileTooLarge: _too_large,
    errors.TooManyRows: _too_many_rows,
    errors.DamagedTable: _damaged_table,
    errors.UnknownColumns: _unknown_columns,
    errors.UnclearScale: _unclear_scale,
    errors.NoFilms: _no_films,
}
