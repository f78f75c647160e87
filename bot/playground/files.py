"""Files as Telegram keeps them: checked once, known by a file id ever after."""

from __future__ import annotations

import asyncio
import hashlib
import io
from pathlib import Path
from typing import Any

from PIL import Image, UnidentifiedImageError

from bot.playground.call import Json
from bot.playground.errors import bad_request
from storage.private_files import make_private_folder

MAX_PHOTO_BYTES = 10 * 1024 * 1024
MAX_SIDES = 10_000
MAX_RATIO = 20
THUMBNAIL_SIDE = 90
# What getFile gives out; a bot may send more than it may download.
MAX_DOWNLOAD_BYTES = 20 * 1024 * 1024


class Files:
    """All files of the playground: in memory, or in a folder when one is given."""

    def __init__(self, folder: Path | None = None) -> None:
        self._folder = folder
        self._contents: dict[str, bytes] = {}
        self._known: dict[str, Json] = {}
        self._count = 0

    async def add_photo(self, content: bytes) -> list[Json]:
        """Keep a photo and return its sizes, the largest last; refuse what Telegram refuses."""
        width, height = check_photo(content)
        unique_id = await self._keep(content)
        shrink = min(1.0, THUMBNAIL_SIDE / max(width, height))
        small = (max(1, round(width * shrink)), max(1, round(height * shrink)))
        sizes = [
            {
                "file_id": f"AgAC{unique_id}{letter}",
                "file_unique_id": f"{unique_id}{letter}",
                "width": sides[0],
                "height": sides[1],
                "file_size": len(content),
            }
            for letter, sides in (("s", small), ("y", (width, height)))
        ]
        for size in sizes:
            self._known[str(size["file_id"])] = {"digest": _digest(content), "sizes": sizes}
        return sizes

    async def add_document(self, name: str, content: bytes, mime_type: str) -> Json:
        """Keep any other file and return it as Telegram's Document object."""
        unique_id = await self._keep(content)
        file_id = f"BQAC{unique_id}"
        self._known[file_id] = {"digest": _digest(content), "name": name, "size": len(content)}
        return {
            "file_id": file_id,
            "file_unique_id": unique_id,
            "file_name": name,
            "mime_type": mime_type,
            "file_size": len(content),
        }

    def photo(self, file_id: str) -> list[Json]:
        """Return the sizes of a photo that Telegram knows already."""
        sizes = self._known.get(file_id, {}).get("sizes")
        if sizes is None:
            raise bad_request("wrong file identifier/HTTP URL specified")
        return list(sizes)

    def describe(self, file_id: str) -> Json:
        """Return what getFile answers; a bot cannot download more than 20 MB."""
        if file_id not in self._known:
            raise bad_request("wrong file_id or the file is temporarily unavailable")
        size = self._known[file_id].get("size", 0)
        if size > MAX_DOWNLOAD_BYTES:
            raise bad_request("file is too big")
        described = {"file_id": file_id, "file_unique_id": file_id[4:], "file_path": f"files/{file_id}"}
        return described | ({"file_size": size} if size else {})

    def document_name(self, file_id: str) -> str | None:
        """Return the name of a document, None for a photo and for what is unknown."""
        name = self._known.get(file_id, {}).get("name")
        return None if name is None else str(name)

    async def content(self, file_id: str) -> bytes | None:
        """Return the bytes behind a file id, or None when it is unknown or its file was deleted."""
        known = self._known.get(file_id)
        if known is None:
            return None
        digest = str(known["digest"])
        if self._folder is None:
            return self._contents.get(digest)
        return await asyncio.to_thread(_read, self._folder / digest)

    def to_json(self) -> Json:
        """Return what must be remembered beside the contents themselves."""
        return {"count": self._count, "known": self._known}

    def restore(self, saved: Json) -> None:
        """Take up what `to_json` gave."""
        self._count = saved["count"]
        self._known = saved["known"]

    async def _keep(self, content: bytes) -> str:
        """Store the bytes once and return a new unique id: each upload is a new file to Telegram."""
        digest = _digest(content)
        self._count += 1
        unique_id = f"{digest[:12]}{self._count}"
        if self._folder is None:
            self._contents[digest] = content
        else:
            await asyncio.to_thread(_write, self._folder / digest, content)
        return unique_id


def check_photo(content: bytes) -> tuple[int, int]:
    """Return the width and height of a photo that Telegram would take; refuse every other."""
    if not content:
        raise bad_request("file must be non-empty")
    if len(content) > MAX_PHOTO_BYTES:
        raise bad_request(
            f"file of size {len(content)} bytes is too big for a photo;"
            f" the maximum size is {MAX_PHOTO_BYTES} bytes"
        )
    try:
        with Image.open(io.BytesIO(content)) as image:
            width, height = image.size
    except (UnidentifiedImageError, OSError, Image.DecompressionBombError) as error:
        raise bad_request("IMAGE_PROCESS_FAILED") from error
    if width + height > MAX_SIDES or max(width, height) > MAX_RATIO * min(width, height):
        raise bad_request("PHOTO_INVALID_DIMENSIONS")
    return width, height


def media_type(content: bytes) -> str:
    """Return the MIME type that a browser needs to show these bytes, told from how they begin."""
    beginnings: dict[bytes, Any] = {
        b"\xff\xd8\xff": "image/jpeg",
        b"\x89PNG": "image/png",
        b"GIF8": "image/gif",
        b"RIFF": "image/webp",
    }
    found = (kind for start, kind in beginnings.items() if content.startswith(start))
    return next(found, "application/octet-stream")


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _write(path: Path, content: bytes) -> None:
    make_private_folder(path.parent)
    if not path.exists():
        path.write_bytes(content)


def _read(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return None
