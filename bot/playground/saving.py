"""Writing the playground to disk soon after it changed, without holding anybody up."""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import Callable
from pathlib import Path

from bot.playground.call import Json
from storage.private_files import make_private_file, make_private_folder

DELAY_SECONDS = 0.25

logger = logging.getLogger(__name__)


class SavedGame:
    """A JSON file that follows the state; each write replaces the file in one step."""

    def __init__(self, path: Path, snapshot: Callable[[], Json]) -> None:
        self._path = path
        self._snapshot = snapshot
        self._is_stale = False
        self._writing: asyncio.Task[None] | None = None

    def load(self, restore: Callable[[Json], None]) -> bool:
        """Give what was saved last to `restore`; False when it made no sense and was set aside."""
        if not self._path.exists():
            return True
        try:
            restore(json.loads(self._path.read_text(encoding="utf-8")))
        except (ValueError, LookupError, TypeError):
            aside = self._path.with_suffix(".broken")
            self._path.replace(aside)
            logger.warning("%s cannot be read; it is kept as %s and the chats begin anew", self._path, aside)
            return False
        return True

    def mark_stale(self) -> None:
        """Write the changed state within a moment."""
        self._is_stale = True
        if self._writing is None or self._writing.done():
            self._writing = asyncio.get_running_loop().create_task(self._write_until_fresh())

    async def written(self) -> None:
        """Wait until everything is on disk (or the disk has refused it)."""
        if self._writing is not None:
            await self._writing

    async def _write_until_fresh(self) -> None:
        while self._is_stale:
            await asyncio.sleep(DELAY_SECONDS)
            self._is_stale = False
            text = json.dumps(self._snapshot())  # in ASCII: half a character could not be written as it is
            try:
                await asyncio.to_thread(_replace, self._path, text)
            except OSError as error:
                # The chats go on in memory; the next change tries the disk again.
                logger.warning("the playground's chats could not be saved: %s", error)


def _replace(path: Path, text: str) -> None:
    make_private_folder(path.parent)
    fresh = path.with_suffix(".new")
    make_private_file(fresh)
    fresh.write_text(text, encoding="utf-8")
    fresh.replace(path)
