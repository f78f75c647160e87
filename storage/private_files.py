"""Folders and files that only this user can read: what people rated is in them."""

from __future__ import annotations

import contextlib
import os
import stat
import threading
from pathlib import Path

FOLDER_MODE = 0o700
FILE_MODE = 0o600
_making = threading.Lock()  # so that nobody locks a new file before it is closed


def make_private_folder(folder: Path) -> None:
    """Make a folder, and those above it that are missing, for this user alone; one that is there stays."""
    if not folder.parent.exists():
        make_private_folder(folder.parent)
    folder.mkdir(mode=FOLDER_MODE, exist_ok=True)


def make_private_file(file: Path) -> None:
    """Make an empty file for this user alone, or take everybody else's rights to one that is there.

    What is there is never opened: whoever closes a file ends every lock that this process has on it, and
    SQLite's are such. Another process then took itself for the last one, and deleted the log of what was
    written since.
    """
    with _making, contextlib.suppress(FileExistsError):
        os.close(os.open(file, os.O_RDWR | os.O_CREAT | os.O_EXCL, FILE_MODE))
    shut_others_out(file)


def shut_others_out(path: Path) -> None:
    """Take everybody else's rights to a file or folder of this user; one of another user stays as it is."""
    if os.name != "posix":
        return
    status = path.stat()
    mode = stat.S_IMODE(status.st_mode)
    if status.st_uid == os.geteuid() and mode & 0o077:
        path.chmod(mode & 0o700)
