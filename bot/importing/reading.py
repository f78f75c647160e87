"""A file's bytes to its films: the one way in."""

from __future__ import annotations

from dataclasses import replace

from bot.importing.archives import is_archive, read_archive
from bot.importing.csv_files import read_csv
from bot.importing.decoding import decode
from bot.importing.errors import (
    DataSetFile,
    EmptyFile,
    FileTooLarge,
    ImportRefused,
    NoFilms,
    OneColumn,
    TooManyRows,
    UnclearKind,
    UnknownColumns,
    UnknownFile,
)
from bot.importing.json_files import read_json
from bot.importing.limits import MAX_ARCHIVE_ROWS, MAX_BYTES, MAX_ROWS
from bot.importing.merging import MergedParts, merge
from bot.importing.records import EntryKind, ImportedFile, InTurns, PassedOver

# An archive holds other things, too: a profile, comments, a list of films that says nothing of itself.
_PASSED_OVER = (EmptyFile, OneColumn, UnclearKind, UnknownColumns, UnknownFile)


def read_file(
    content: bytes, file_name: str = "", kind: EntryKind | None = None, in_turns: InTurns = iter
) -> ImportedFile:
    """Return the films of a file, each once a kind; raise an ImportRefused when there are none to be had.

    The name counts only where the content cannot tell (Letterboxd's watched and watchlist are alike); kind
    is the person's own answer to that; in_turns lets others work between two rows.
    """
    if len(content) > MAX_BYTES:
        raise FileTooLarge(limit=MAX_BYTES)
    if not content:
        raise EmptyFile
    if is_archive(content):
        read = _read_archive(content, kind, in_turns)
    else:
        read = _read_one(content, file_name, kind, in_turns)
        if not read.entries and read.left_out.get("unsaid"):
            raise UnclearKind  # a collection: nothing in it says that its films were watched
    if not read.entries and not read.settings:
        raise NoFilms(series=read.left_out.get("series", 0))
    return merge(read, in_turns)


def _read_one(content: bytes, file_name: str, kind: EntryKind | None, in_turns: InTurns) -> ImportedFile:
    text, encoding = decode(content)
    read = read_json if text.lstrip().startswith(("{", "[")) else read_csv
    return replace(read(text, file_name, kind, in_turns), encoding=encoding)


def _read_archive(content: bytes, kind: EntryKind | None, in_turns: InTurns) -> ImportedFile:
    """Return what all files of an archive say together; the limit is on films, whatever number of files."""
    parts, unclear = MergedParts(), None
    for name, file in read_archive(content):
        if isinstance(file, PassedOver):
            parts.pass_over(file)
            continue
        base = name.rsplit("/", 1)[-1]
        try:
            part = _read_one(file, base, kind, in_turns)
        except _PASSED_OVER as error:
            unclear = error if isinstance(error, UnclearKind) else unclear
            is_unclear = isinstance(error, UnclearKind)
            parts.pass_over(PassedOver(base, "unclear_kind" if is_unclear else "no_films"))
            continue
        except ImportRefused as error:
            error.file_name = None if isinstance(error, DataSetFile) else base  # of which it has several
            raise
        if part.source == "matinee" and base.endswith(".json"):
            return part  # the same as the files beside it, to the second
        parts.add(part, in_turns)
        if parts.n_films > MAX_ROWS or parts.n_rows > MAX_ARCHIVE_ROWS:
            raise TooManyRows(limit=MAX_ROWS)
    together = parts.file()
    if together is None:
        raise unclear or UnknownFile
    return together
