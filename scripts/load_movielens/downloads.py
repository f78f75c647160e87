"""MovieLens from GroupLens: names, published checksums, and downloads that are whole or not there."""

from __future__ import annotations

import hashlib
import re
import time
from collections.abc import Callable
from pathlib import Path

import httpx
from tqdm import tqdm

from storage.private_files import make_private_folder

DOWNLOADABLE = ("ml-100k", "ml-1m", "ml-10m", "ml-20m", "ml-25m", "ml-32m", "ml-latest")
GROUPLENS = "https://files.grouplens.org/datasets/movielens/"
_TRIES = 4


class SourceError(Exception):
    """A data set could not be had; the message says why."""


class SourceUnreachable(SourceError):
    """GroupLens did not answer as itself."""


class ChecksumMismatch(SourceError):
    """What arrived is not what GroupLens published."""


def open_client() -> httpx.Client:
    """Open the client for downloads: patient with a slow server, quick to see that there is none."""
    return httpx.Client(base_url=GROUPLENS, follow_redirects=True, timeout=httpx.Timeout(30, connect=10))


def fetch(
    name: str, folder: Path, client: httpx.Client, *, pause: Callable[[float], None] = time.sleep
) -> Path:
    """Return a named data set's zip, checked against its published checksum; download it unless it is there.

    Without an answer from GroupLens a zip that was checked before will do; else raises SourceUnreachable.
    """
    make_private_folder(folder)
    target = folder / f"{name}.zip"
    try:
        published = _published_checksum(name, client)
    except SourceUnreachable:
        if target.exists():
            return target  # only checked files ever get this name
        raise
    if not target.exists() or _checksum(target) != published:
        _download(target, published, client, pause)
    return target


def _published_checksum(name: str, client: httpx.Client) -> str:
    checksum = read_checksum(_get(client, f"{name}.zip.md5").text)
    if checksum is None:
        raise SourceUnreachable(f"{client.base_url.host} did not answer with the checksum of {name}.zip.")
    return checksum


def read_checksum(text: str) -> str | None:
    """Return the MD5 in a checksum file: some say "MD5 (ml-1m.zip) = …", others "…  ml-1m.zip"."""
    found = re.search(r"\b[0-9a-f]{32}\b", text.lower())
    return found.group() if found else None


def _get(client: httpx.Client, path: str) -> httpx.Response:
    try:
        return client.get(path).raise_for_status()
    except httpx.HTTPError as error:
        raise SourceUnreachable(f"{client.base_url.host} cannot be reached: {_reason(error)}.") from error


def _download(target: Path, published: str, client: httpx.Client, pause: Callable[[float], None]) -> None:
    part = target.with_suffix(".zip.part")
    resumed = part.exists()
    _download_part(target.name, part, client, pause)
    if _checksum(part) != published and resumed:
        part.unlink()  # its beginning was of another edition: once more, from the start
        _download_part(target.name, part, client, pause)
    if _checksum(part) != published:
        part.unlink()
        raise ChecksumMismatch(f"{target.name} arrived with a checksum other than the published {published}.")
    part.replace(target)


def _download_part(file_name: str, part: Path, client: httpx.Client, pause: Callable[[float], None]) -> None:
    for attempt in range(1, _TRIES + 1):
        try:
            _receive(file_name, part, client)
        except httpx.HTTPError as error:
            if attempt == _TRIES or not _is_worth_another_try(error):
                raise SourceUnreachable(
                    f"{file_name} could not be downloaded from {client.base_url.host}: {_reason(error)}."
                ) from error
            pause(2.0**attempt)
        else:
            return


def _receive(file_name: str, part: Path, client: httpx.Client) -> None:
    """Append what is missing, or begin again when the server sends the whole."""
    have = part.stat().st_size if part.exists() else 0
    headers = {"Range": f"bytes={have}-"} if have else {}
    with client.stream("GET", file_name, headers=headers) as response:
        if response.status_code == httpx.codes.REQUESTED_RANGE_NOT_SATISFIABLE:
            return  # nothing is missing; the checksum has the last word
        response.raise_for_status()
        is_rest = response.status_code == httpx.codes.PARTIAL_CONTENT
        length = int(response.headers.get("Content-Length", 0)) + (have if is_rest else 0)
        with (
            part.open("ab" if is_rest else "wb") as file,
            tqdm(
                desc=file_name,
                total=length or None,
                initial=have if is_rest else 0,
                unit="B",
                unit_scale=True,
                disable=None,
            ) as bar,
        ):
            for block in response.iter_raw():
                file.write(block)
                bar.update(len(block))


def _is_worth_another_try(error: httpx.HTTPError) -> bool:
    return not isinstance(error, httpx.HTTPStatusError) or error.response.status_code >= 500


def _reason(error: httpx.HTTPError) -> str:
    if isinstance(error, httpx.HTTPStatusError):
        return f"it answered {error.response.status_code}"
    return str(error) or type(error).__name__


def _checksum(path: Path) -> str:
    with path.open("rb") as file:
        # MD5 because that is what GroupLens publishes; it guards against damage, not against a forger.
        return hashlib.file_digest(file, lambda: hashlib.md5(usedforsecurity=False)).hexdigest()
