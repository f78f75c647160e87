"""The files of a MovieLens data set, in a folder or in a zip."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from typing import IO


class MovieLensFormatError(Exception):
    """The data set cannot be read; the message names file, line and reason."""

    def __init__(self, file: str, line: int | None, reason: str) -> None:
        place = file if line is None else f"{file}, line {line}"
        super().__init__(f"{place}: {reason}")
        self.file, self.line, self.reason = file, line, reason


class MovieLensFiles:
    """The data set's files by bare name ("ratings.csv"); of several with one name the outermost counts."""

    def __init__(self, source: Path) -> None:
        self.source = source
        self._is_zip = source.is_file()
        self._paths = {
            PurePosixPath(path).name: path for path in sorted(self._list(), key=_depth, reverse=True)
        }

    def __contains__(self, name: str) -> bool:
        return name in self._paths

    @contextmanager
    def open(self, name: str) -> Iterator[IO[bytes]]:
        """Return one file's bytes; MovieLensFormatError when the zip is broken or locked there."""
        if not self._is_zip:
            with Path(self._paths[name]).open("rb") as file:
                yield file
            return
        try:
            with zipfile.ZipFile(self.source) as archive, archive.open(self._paths[name]) as member:
                yield member
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError) as error:
            raise MovieLensFormatError(name, None, f"the zip is damaged ({error})") from error
        except RuntimeError as error:  # what zipfile says of a password, and of a method it does not know
            raise MovieLensFormatError(name, None, f"the zip cannot be unpacked ({error})") from error

    def size(self, name: str) -> int:
        """Return how many bytes a file has, unpacked; 0 when the zip is broken."""
        if not self._is_zip:
            return Path(self._paths[name]).stat().st_size
        try:
            with zipfile.ZipFile(self.source) as archive:
                return archive.getinfo(self._paths[name]).file_size
        except (zipfile.BadZipFile, OSError, KeyError):
            return 0

    def _list(self) -> list[str]:
        """Return the full names of all files."""
        if self.source.is_dir():
            return [path.as_posix() for path in self.source.rglob("*") if path.is_file()]
        if not self.source.exists():
            raise MovieLensFormatError(str(self.source), None, "there is no such folder or file")
        try:
            with zipfile.ZipFile(self.source) as archive:
                return [name for name in archive.namelist() if not name.endswith("/")]
        except (zipfile.BadZipFile, OSError) as error:
            raise MovieLensFormatError(
                str(self.source), None, f"this is no readable zip ({error})"
            ) from error


def _depth(path: str) -> tuple[int, str]:
    return path.count("/"), path
