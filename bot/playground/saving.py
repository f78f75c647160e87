"""Writing the playground to disk soon after it changed, without holding anybody up."""

import asyncio
import json
from collections.abc import Callable
from pathlib import Path

from bot.playground.call import Json

DELAY_SECONDS = 0.25


class SavedGame:
    """A JSON file that follows the state; each write replaces the file in one step."""

    def __init__(self, path: Path, snapshot: Callable[[], Json]) -> None:
        self._path = path
        self._snapshot = snapshot
        self._is_stale = False
        self._writing: asyncio.Task[None] | None = None

    def load(self) -> Json | None:
        """What was saved last, None when there is nothing."""
        if not self._path.exists():
            return None
        saved: Json = json.loads(self._path.read_text(encoding="utf-8"))
        return saved

    def mark_stale(self) -> None:
        """The state changed: write it within a moment."""
        self._is_stale = True
        if self._writing is None or self._writing.done():
            self._writing = asyncio.get_running_loop().create_task(self._write_until_fresh())

    async def close(self) -> None:
        """Write what is not written yet."""
        if self._writing is not None:
            self._writing.cancel()
            await asyncio.gather(self._writing, return_exceptions=True)
            self._writing = None
        if self._is_stale:
            await self._write()

    async def _write_until_fresh(self) -> None:
        while self._is_stale:
            await asyncio.sleep(DELAY_SECONDS)
            await self._write()

    async def _write(self) -> None:
        self._is_stale = False
        text = json.dumps(self._snapshot(), ensure_ascii=False)
        try:
            await asyncio.to_thread(_replace, self._path, text)
        except BaseException:
            self._is_stale = True
            raise


def _replace(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = path.with_suffix(".new")
    fresh.write_text(text, encoding="utf-8")
    fresh.replace(path)
