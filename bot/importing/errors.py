"""Why a file cannot be imported; nothing of it is.

ImportRefused              carries a code and values, for a sentence made elsewhere
├── FileTooLarge           more bytes than a file may have
├── EmptyFile              no bytes, or nothing but white space
├── NotText                bytes that are no text in any encoding
├── HtmlPage               a web page, often saved where a download was meant
├── Spreadsheet            an Excel or OpenDocument file
├── OneColumn              one column, and no word that it is titles or ids
├── DamagedTable           a CSV whose quotes or cells cannot be read
├── DamagedJson            text that begins like JSON and is none, or nests too deeply
├── UnknownColumns         neither titles nor ids; carries the columns
├── UnknownFile            nothing that is known here
├── DataSetFile            a MovieLens data set: other people's ratings
├── UnclearKind            films without stars: watched, or still to be watched?
├── UnclearScale           ratings of which nobody can say out of how many
├── TooManyRows            more rows than a file may have
├── NoFilms                nothing but series, or rows without a title
└── ArchiveRefused         a zip that is not opened
    ├── DamagedArchive     not a whole zip, or one that needs a password
    ├── NestedArchive      a zip in a zip
    └── ArchiveBomb        too many files, or far larger unpacked than packed
"""

from __future__ import annotations

from typing import ClassVar


class ImportRefused(Exception):
    """A file that is not imported; code and values say why.

    file_name is which file of an archive it is about, where it is about one.
    """

    code: ClassVar[str] = "refused"
    file_name: str | None = None

    def __init__(self, **values: object) -> None:
        super().__init__(self.code, values)
        self.values = values


class FileTooLarge(ImportRefused):
    """Carries the limit in bytes."""

    code = "file_too_large"


class EmptyFile(ImportRefused):
    """Nothing is in it."""

    code = "empty_file"


class NotText(ImportRefused):
    """Neither text nor an archive."""

    code = "not_text"


class HtmlPage(ImportRefused):
    """A web page."""

    code = "html_page"


class Spreadsheet(ImportRefused):
    """An Excel or OpenDocument file; a CSV can be made of it."""

    code = "spreadsheet"


class OneColumn(ImportRefused):
    """A list that does not say of what."""

    code = "one_column"


class DamagedTable(ImportRefused):
    """Carries the line at which reading ended."""

    code = "damaged_table"


class DamagedJson(ImportRefused):
    """Text that begins like JSON."""

    code = "damaged_json"


class UnknownColumns(ImportRefused):
    """Carries the first columns."""

    code = "unknown_columns"


class UnknownFile(ImportRefused):
    """A file or an archive without anything known."""

    code = "unknown_file"


class DataSetFile(ImportRefused):
    """A file of a MovieLens data set."""

    code = "data_set_file"


class UnclearKind(ImportRefused):
    """Films without stars and without a word whether they were watched."""

    code = "unclear_kind"


class UnclearScale(ImportRefused):
    """Carries the highest rating."""

    code = "unclear_scale"


class TooManyRows(ImportRefused):
    """Carries the limit."""

    code = "too_many_rows"


class NoFilms(ImportRefused):
    """Carries how many series were left out."""

    code = "no_films"


class ArchiveRefused(ImportRefused):
    """A zip that is not opened."""

    code = "archive_refused"


class DamagedArchive(ArchiveRefused):
    """A zip that cannot be read."""

    code = "damaged_archive"


class NestedArchive(ArchiveRefused):
    """A zip in a zip."""

    code = "nested_archive"


class ArchiveBomb(ArchiveRefused):
    """A zip that would grow beyond measure."""

    code = "archive_bomb"
