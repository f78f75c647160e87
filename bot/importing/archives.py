"""Zip files: which files of one are read, and how far."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import PurePosixPath

from bot.importing.errors import ArchiveBomb, DamagedArchive, NestedArchive, Spreadsheet
from bot.importing.limits import MAX_ARCHIVE_FILES, MAX_RATIO, MAX_UNPACKED_BYTES
from bot.importing.records import PassedOver

_MARKS = (b"PK\x03\x04", b"PK\x05\x06")
_SPREADSHEET_FILES = {"[Content_Types].xml", "mimetype"}
# Films somebody liked, lists of all sorts, and what was deleted: none of Letterboxd's says what was watched.
_IGNORED_FOLDERS = {"deleted", "orphaned", "likes", "lists"}
_HIDDEN_FOLDERS = {"__MACOSX"}
_ENDINGS = {".csv", ".tsv", ".txt", ".json"}
_ARCHIVE_ENDINGS = {".zip", ".gz", ".7z", ".rar", ".xz", ".bz2", ".tar"}
_USUAL_COMPRESSION = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}  # others may ask for gigabytes of memory
_SMALL = 100_000  # what unpacks to less than this is no bomb, however well it packs


def is_archive(content: bytes) -> bool:
    """Return whether these are the bytes of a zip file."""
    return content.startswith(_MARKS)


def read_archive(content: bytes) -> Iterator[tuple[str, bytes | PassedOver]]:
    """Yield name and content of each file that may hold films; an ArchiveRefused when one is dangerous.

    Of what is not opened, why not stands in the place of the content.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            files = [info for info in archive.infolist() if not info.is_dir()]
            _check(files)
            for info in files:
                path = PurePosixPath(info.filename)
                if not _is_hidden(path):
                    yield info.filename, _passed_over(path) or _unpack(archive, info)
    except (
        zipfile.BadZipFile,
        zlib.error,
        NotImplementedError,
        RuntimeError,
        EOFError,
        struct.error,
    ) as error:
        raise DamagedArchive from error
    except (OSError, ValueError, OverflowError) as error:
        raise DamagedArchive from error


def _check(files: list[zipfile.ZipInfo]) -> None:
    names = [PurePosixPath(info.filename) for info in files]
    if _SPREADSHEET_FILES & {str(name) for name in names}:
        raise Spreadsheet
    if any(name.suffix.lower() in _ARCHIVE_ENDINGS for name in names):
        raise NestedArchive
    if any(info.compress_type not in _USUAL_COMPRESSION for info in files):
        raise DamagedArchive
    unpacked = sum(info.file_size for info in files)
    packed = max(sum(info.compress_size for info in files), 1)
    if len(files) > MAX_ARCHIVE_FILES or unpacked > MAX_UNPACKED_BYTES:
        raise ArchiveBomb(files=len(files), size=unpacked)
    if unpacked > _SMALL and unpacked > MAX_RATIO * packed:
        raise ArchiveBomb(files=len(files), size=unpacked)


def _is_hidden(path: PurePosixPath) -> bool:
    """Return whether a file is none of those that somebody put there."""
    return path.name.startswith(".") or not _HIDDEN_FOLDERS.isdisjoint(path.parts)


def _passed_over(path: PurePosixPath) -> PassedOver | None:
    """Return why a file is not opened; None for one that may hold films."""
    folder = next((part for part in path.parts[:-1] if part in _IGNORED_FOLDERS), None)
    if folder is not None and path.suffix.lower() != ".json":
        return PassedOver(f"{folder}/", "not_watched")
    return None if path.suffix.lower() in _ENDINGS else PassedOver(path.name, "no_films")


def _unpack(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> bytes:
    """Return a file's bytes, never more than may be: what the archive says of its size need not be true."""
    with archive.open(info) as file:
        unpacked = file.read(MAX_UNPACKED_BYTES + 1)
    if len(unpacked) > MAX_UNPACKED_BYTES:
        raise ArchiveBomb(files=1, size=len(unpacked))
    if is_archive(unpacked):
        raise NestedArchive
    return unpacked
