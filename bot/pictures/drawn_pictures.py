"""Pictures drawn once and kept for a while: the same words, numbers and theme are the same picture."""

from __future__ import annotations

import asyncio

from cachetools import LRUCache

from bot.pictures.taste_picture import taste_picture
from bot.posters.drawing_thread import draw
from bot.presentation.taste_sheet import PictureTheme, TasteSheet

BYTES_KEPT = 4_000_000


class DrawnPictures:
    """Draws in a thread, one picture at a time: each takes megabytes while it is made, and a processor."""

    def __init__(self) -> None:
        self._kept: LRUCache[tuple[TasteSheet, PictureTheme], bytes] = LRUCache(BYTES_KEPT, getsizeof=len)
        self._drawing = asyncio.Lock()

    async def taste(self, sheet: TasteSheet, theme: PictureTheme) -> bytes:
        """Return the picture of somebody's taste as a PNG.

        The sheet is all that it shows: other ratings, another model or language make another sheet.
        """
        key = sheet, theme
        async with self._drawing:
            drawn = self._kept.get(key)
            if drawn is None:
                drawn = self._kept[key] = await draw(taste_picture, sheet, theme)
            return drawn
