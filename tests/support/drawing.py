"""Drawing in the test's own process: no child is started for a picture that a test looks at."""

from __future__ import annotations

import asyncio

from bot.pictures.serving import DRAWINGS
from bot.posters.drawing_process import DrawingFailed
from bot.posters.drawing_wire import DrawingName


class DrawsHere:
    """Draws as the child does, in a thread; it can be told to fail, and notes what it was asked for."""

    def __init__(self) -> None:
        self.drawn: list[DrawingName] = []
        self.fails = False

    async def draw(self, name: DrawingName, *args: object) -> bytes:
        """Return the picture."""
        self.drawn.append(name)
        if self.fails:
            raise DrawingFailed("as the test wants it")
        return await asyncio.to_thread(DRAWINGS[name], *args)

    async def aclose(self) -> None:
        """End nothing."""
