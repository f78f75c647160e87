"""Pictures drawn once and kept for a while: the same words, numbers and theme are the same picture."""

from __future__ import annotations

import asyncio

from cachetools import LRUCache

from bot.posters.drawing_process import Drawing
from bot.presentation.taste_sheet import PictureTheme, TasteSheet

BYTES_KEPT = 4_000_000


class DrawnPictures:
    """Has pictures drawn, each once; those that are asked for at the same time wait for each other."""

    def __init__(self, drawing: Drawing) -> None:
        self._drawing = drawing
        self._kept: LRUCache[tuple[TasteSheet, PictureTheme], bytes] = LRUCache(BYTES_KEPT, getsizeof=len)
        self._turn = asyncio.Lock()

    async def taste(self, sheet: TasteSheet, theme: PictureTheme) -> bytes:
        """Return the picture of somebody's taste as a PNG.

        The sheet is all that it shows: other ratings, another model or language make another sheet.
        DrawingFailed when there is none.
        """
        key = sheet, theme
        async with self._turn:
            drawn = self._kept.get(key)
            if drawn is None:
                drawn = self._kept[key] = await self._drawing.draw("taste", sheet, theme)
            return drawn
