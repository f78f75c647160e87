"""Where a film's poster comes from: Telegram's own copy, OMDb's address, its bytes, a drawing."""

from __future__ import annotations

import asyncio
import logging
import re
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from datetime import timedelta

import httpx
from cachetools import LRUCache, TTLCache

from bot.posters.drawing_process import Drawing, DrawingFailed
from bot.posters.drawing_wire import IS_A_PHOTO
from bot.posters.file_ids import PosterFiles
from bot.runtime import offload
from bot.runtime.clock import Clock
from bot.services.errors import StorageUnavailable
from bot.services.views import Film, FilmDetails

logger = logging.getLogger(__name__)

DEAD_FOR = timedelta(hours=1)
MAX_DOWNLOAD_BYTES = 5_000_000  # bytes
DRAWN_BYTES_KEPT = 4_000_000
SHEET_BYTES_KEPT = 2_000_000
# OMDb names a thumbnail 300 pixels wide; the same address holds other widths.
THUMBNAIL = re.compile(
    r"(https?://[\w.-]+\.(?:media-amazon|media-imdb|ssl-images-amazon)\.com/.+)_SX300(\.jpg)"
)


@dataclass(frozen=True)
class FileId:
    """A copy that Telegram keeps."""

    file_id: str
    is_drawn: bool = False


@dataclass(frozen=True)
class Url:
    """An address that Telegram fetches by itself."""

    url: str


@dataclass(frozen=True)
class Upload:
    """The picture itself."""

    content: bytes
    is_drawn: bool = False


PosterSource = FileId | Url | Upload


class PosterSources:
    """Offers a film's posters until one is taken; the last one is a drawing."""

    def __init__(
        self,
        files: PosterFiles,
        client: httpx.AsyncClient,
        clock: Clock,
        drawing: Drawing,
        *,
        bot_id: int,
        timeout: float = 4.0,
    ) -> None:
        self._files = files
        self._client = client
        self._bot_id = bot_id
        self._timeout = timeout
        self._refused: TTLCache[str, bool] = _memory_of_addresses(clock)
        self._dead: TTLCache[str, bool] = _memory_of_addresses(clock)
        self._drawn: LRUCache[tuple[object, ...], bytes] = LRUCache(DRAWN_BYTES_KEPT, getsizeof=len)
        self._sheets: LRUCache[tuple[int, ...], bytes] = LRUCache(SHEET_BYTES_KEPT, getsizeof=len)
        self._drawing = drawing
        self._turn = asyncio.Lock()
        # Copies of drawings are remembered here only: they must not stay in place of the real poster.
        self._drawn_file_ids: LRUCache[int, str] = LRUCache(2_000)

    async def candidates(self, film: Film, details: FilmDetails | None) -> AsyncIterator[PosterSource]:
        """Yield sources, the best first; asking for the next one says that the last one was refused."""
        file_id = await self._kept_file_id(film)
        if file_id is not None:
            yield FileId(file_id)
        addresses = addresses_of(details)
        for url in addresses:
            if url not in self._refused and url not in self._dead:
                yield Url(url)
                self._refused[url] = True
        content = await self._download_any(addresses)
        if content is not None:
            yield Upload(content)
            self._dead.update(dict.fromkeys(addresses, True))
        drawn_file_id = self._drawn_file_ids.get(film.movie_id)
        if drawn_file_id is not None:
            yield FileId(drawn_file_id, is_drawn=True)
        try:
            drawn = await self._draw(film)
        except DrawingFailed as error:
            logger.warning("no poster was drawn: %s", error)  # the card is a text then
            return
        yield Upload(drawn, is_drawn=True)

    async def without_upload(self, film: Film, details: FilmDetails | None) -> str | None:
        """Return a file id or an address of a film's poster, for what takes no uploads; None without any.

        Of OMDb's addresses it is the one that OMDb names: a larger one may not be there.
        """
        file_id = await self._kept_file_id(film)
        if file_id is not None:
            return file_id
        known = [url for url in addresses_of(details)[-1:] if url not in self._dead]
        return known[0] if known else self._drawn_file_ids.get(film.movie_id)

    async def on_one_sheet(self, films: Sequence[Film]) -> bytes:
        """Return drawn posters of several films on one picture (JPEG), numbered in their order.

        DrawingFailed when there is none.
        """
        key = tuple(film.movie_id for film in films)
        sheet = self._sheets.get(key)
        if sheet is None:
            posters = [await self._draw(film) for film in films]
            sheet = await self._drawing.draw("sheet", posters)
            self._sheets[key] = sheet
        return sheet

    async def remember(self, film: Film, sent: PosterSource, file_id: str) -> None:
        """Keep Telegram's name for what was sent, for the next time."""
        if isinstance(sent, FileId | Upload) and sent.is_drawn:
            self._drawn_file_ids[film.movie_id] = file_id
            return
        try:
            await offload.run(self._files.remember, self._bot_id, film.movie_id, file_id)
        except StorageUnavailable:
            logger.warning("a poster's file_id could not be kept: the database is away")

    async def forget(self, film: Film) -> None:
        """Drop Telegram's names for a film's poster, because it refused one."""
        self._drawn_file_ids.pop(film.movie_id, None)
        try:
            await offload.run(self._files.forget, self._bot_id, film.movie_id)
        except StorageUnavailable:
            logger.warning("a poster's file_id could not be dropped: the database is away")

    async def _kept_file_id(self, film: Film) -> str | None:
        at_hand = self._files.at_hand(self._bot_id, film.movie_id)
        if at_hand is not None:
            return at_hand
        try:
            return await offload.run(self._files.get, self._bot_id, film.movie_id)
        except StorageUnavailable:
            return None  # the card is about to say so; a poster is to be had without

    async def _download_any(self, addresses: tuple[str, ...]) -> bytes | None:
        """Return the first picture that there is; together the addresses get no more time than one."""
        until = asyncio.get_running_loop().time() + self._timeout
        for url in addresses:
            if url not in self._dead and (content := await self._download(url, until)) is not None:
                return content
        return None

    async def _download(self, url: str, until: float) -> bytes | None:
        """Return the picture behind an address; None, and not asked again soon, when there is none."""
        try:
            async with asyncio.timeout_at(until):
                content = await self._read(url)
        except (TimeoutError, httpx.HTTPError, httpx.InvalidURL) as error:
            logger.info("a poster could not be fetched: %s", type(error).__name__)
            content = None
        if content is None or not await self._is_a_photo(content):
            self._dead[url] = True
            return None
        return content

    async def _is_a_photo(self, content: bytes) -> bool:
        try:
            return await self._drawing.draw("photo_check", content) == IS_A_PHOTO
        except DrawingFailed as error:
            logger.warning("a poster could not be looked at: %s", error)
            return False

    async def _read(self, url: str) -> bytes | None:
        async with self._client.stream("GET", url, timeout=self._timeout) as answer:
            if answer.status_code != httpx.codes.OK:
                return None
            content = bytearray()
            async for piece in answer.aiter_bytes():
                content += piece
                if len(content) > MAX_DOWNLOAD_BYTES:
                    return None
        return bytes(content)

    async def _draw(self, film: Film) -> bytes:
        key = (film.title, film.year, film.genres)
        async with self._turn:
            if key not in self._drawn:
                self._drawn[key] = await self._drawing.draw("poster", *key)
            return self._drawn[key]


def addresses_of(details: FilmDetails | None) -> tuple[str, ...]:
    """Return where OMDb's poster may be, the largest first; nowhere when OMDb knows none."""
    if details is None or details.poster_url is None:
        return ()
    return tuple(dict.fromkeys((larger(details.poster_url), details.poster_url)))


def larger(url: str) -> str:
    """Return the address of a poster twice as wide as OMDb's thumbnail, where its host offers one."""
    match = THUMBNAIL.fullmatch(url)
    return f"{match[1]}_SX600{match[2]}" if match else url


def _memory_of_addresses(clock: Clock) -> TTLCache[str, bool]:
    def seconds() -> float:
        return clock().timestamp()

    return TTLCache(maxsize=2_000, ttl=DEAD_FOR.total_seconds(), timer=seconds)
