"""The sums of a model on disk: strips of whole numbers in a file a kind and size, and an index of the rest.

The strips are changed in place, so that they never lie there twice; the index, with a checksum of every
strip, is replaced when all are changed. Whatever stops a change half way leaves strips that the index does
not know: they are refused, and a full training makes them anew. Like a model, kept sums are data: reading
them executes nothing.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import zlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any, BinaryIO, cast

import joblib
import numpy as np
from numpy.typing import NDArray

from recommender.film_sums import FilmSums, SumsDoNotFit
from recommender.pair_sums import DTYPES, PairKind, Strips, added, all_kinds
from recommender.plain_joblib import NotPlain, PlainArray, read_plain
from recommender.ranking_model import RankingModel
from recommender.star_model import StarModel
from recommender.sum_terms import SIZES, SumTerms

FORMAT = 2
MAGIC = b"MATSUMS\n"
DIGEST_BYTES = 32
INDEX = "index"


@dataclass(frozen=True, eq=False)
class RatingsOfPeople:
    """Ratings as they were summed: person_ids int64[n] ascending, starts int64[n + 1] into the others.

    movie_ids: int32[], ascending within a person; half_stars: uint8[].
    """

    person_ids: NDArray[np.int64]
    starts: NDArray[np.int64]
    movie_ids: NDArray[np.int32]
    half_stars: NDArray[np.uint8]


@dataclass(frozen=True, eq=False)
class SumsIndex:
    """What belongs to the strips: terms, sums of single films, both models, who may change, checksums.

    ranking_model: what was learned last, each support size at its time; unlearned: int64[s], how many ratings
    were added or taken away since. origin: what the sums are of, in plain values; checksums: uint32[strips]
    by the name of a kind.
    """

    terms: SumTerms
    films: FilmSums
    star_model: StarModel
    ranking_model: RankingModel
    unlearned: NDArray[np.int64]
    people: RatingsOfPeople
    origin: Mapping[str, Any]
    checksums: Mapping[str, NDArray[np.uint32]]


class SumsFolder:
    """A folder that holds the sums of one model."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def exists(self) -> bool:
        """Return whether any sums are kept."""
        return (self._folder / INDEX).exists()

    def has_room(self, n_films: int) -> bool:
        """Return whether the sums of so many films leave half of the disk's free space free."""
        self._folder.parent.mkdir(parents=True, exist_ok=True)
        needed = sum(kind.n_bytes() for kind in all_kinds(n_films))
        return 2 * needed < shutil.disk_usage(self._folder.parent).free

    def forget(self) -> None:
        """Drop everything."""
        shutil.rmtree(self._folder, ignore_errors=True)

    def write(self, kind: PairKind, strips: Strips) -> NDArray[np.uint32]:
        """Write all strips of a kind and return their checksums."""
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        checksums = []
        with open(self._path(kind), "wb", opener=_open_privately) as file:
            for _strip, rows in strips:
                content = np.ascontiguousarray(rows, DTYPES[kind.kind]).data
                file.write(content)
                checksums.append(zlib.crc32(content))
        return np.array(checksums, dtype=np.uint32)

    def read(
        self, kind: PairKind, checksums: NDArray[np.uint32]
    ) -> Iterator[tuple[slice, NDArray[np.integer[Any]]]]:
        """Yield every strip; SumsDoNotFit at one that is not as it was written."""
        with self._opened(kind, "rb") as file:
            for strip, checksum in zip(kind.strips(), checksums.tolist(), strict=True):
                yield strip, _read_strip(file, kind, strip, checksum)

    def change(
        self, kind: PairKind, checksums: NDArray[np.uint32], changes: Iterable[NDArray[np.int64]]
    ) -> NDArray[np.uint32]:
        """Add changes to every strip in place and return the new checksums; SumsDoNotFit as `read`."""
        new = []
        with self._opened(kind, "r+b") as file:
            for strip, checksum, change in zip(kind.strips(), checksums.tolist(), changes, strict=True):
                begin = file.tell()
                rows = added(_read_strip(file, kind, strip, checksum), change)
                file.seek(begin)
                file.write(rows.data)
                new.append(zlib.crc32(rows.data))
        return np.array(new, dtype=np.uint32)

    def write_index(self, index: SumsIndex) -> None:
        """Write the index, all or nothing."""
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        unfinished = self._folder / f"{INDEX}.part"
        with open(unfinished, "w+b", opener=_open_privately) as file:
            joblib.dump(_to_plain(index), file)
            file.flush()
            file.seek(0)
            digest = hashlib.file_digest(file, "sha256").digest()
            file.seek(0, os.SEEK_END)
            file.write(MAGIC + digest)
            file.flush()
            os.fsync(file.fileno())
        unfinished.replace(self._folder / INDEX)

    def read_index(self) -> SumsIndex:
        """Return the index; SumsDoNotFit when it is none, damaged, or of another release."""
        try:
            with (self._folder / INDEX).open("rb") as file:
                size = _checked_size(file)
                return _from_plain(read_plain(file, size, memory_map=False))
        except (OSError, NotPlain, KeyError, TypeError, ValueError, AttributeError) as error:
            raise SumsDoNotFit(f"the index cannot be read ({error})") from error

    def _path(self, kind: PairKind) -> Path:
        return self._folder / f"{kind.name}.sums"

    def _opened(self, kind: PairKind, mode: str) -> BinaryIO:
        try:
            return cast(BinaryIO, self._path(kind).open(mode))
        except OSError as error:
            raise SumsDoNotFit(f"{kind.name} is not there") from error


def _open_privately(path: str, flags: int) -> int:
    """Open a file; when it is new, only this user can read it."""
    return os.open(path, flags, 0o600)


def _read_strip(file: BinaryIO, kind: PairKind, strip: slice, checksum: int) -> NDArray[np.integer[Any]]:
    shape, dtype = kind.shape(strip), DTYPES[kind.kind]
    rows: NDArray[np.integer[Any]] = np.fromfile(file, dtype, shape[0] * shape[1])
    if len(rows) != shape[0] * shape[1] or zlib.crc32(rows.data) != checksum:
        raise SumsDoNotFit(f"{kind.name} is not as it was written")
    return rows.reshape(shape)


def _checked_size(file: BinaryIO) -> int:
    """Return how many bytes stand before the footer; ValueError when it is not that of these bytes."""
    size = file.seek(0, os.SEEK_END) - len(MAGIC) - DIGEST_BYTES
    file.seek(max(size, 0))
    footer = file.read()
    file.seek(0)
    content = hashlib.sha256()
    left = size
    while left > 0 and (chunk := file.read(min(1 << 20, left))):
        content.update(chunk)
        left -= len(chunk)
    if footer != MAGIC + content.digest():
        raise ValueError("its bytes do not match their SHA-256")
    return size


def _to_plain(index: SumsIndex) -> dict[str, Any]:
    """Return the index as dictionaries of arrays and plain values."""
    return {
        "format": FORMAT,
        "sizes": list(SIZES),
        "unlearned": index.unlearned,
        "origin": dict(index.origin),
        "checksums": dict(index.checksums),
        **{
            name: {field.name: getattr(part, field.name) for field in fields(part)}
            for name, part in _parts(index).items()
        },
    }


def _parts(index: SumsIndex) -> dict[str, Any]:
    return {
        "terms": index.terms,
        "films": index.films,
        "star_model": index.star_model,
        "ranking_model": index.ranking_model,
        "people": index.people,
    }


def _from_plain(plain: Any) -> SumsIndex:
    """Return the index from what _to_plain wrote; ValueError when it is of another release."""
    if plain["format"] != FORMAT or plain["sizes"] != list(SIZES):
        raise ValueError("another release wrote it")
    terms = SumTerms(**_values(plain["terms"]))
    return SumsIndex(
        terms=terms,
        films=FilmSums(**_values(plain["films"])),
        star_model=StarModel(**_values(plain["star_model"])),
        ranking_model=RankingModel(**_values(plain["ranking_model"])),
        unlearned=plain["unlearned"].values,
        people=RatingsOfPeople(**_values(plain["people"])),
        origin=plain["origin"],
        checksums=_values(plain["checksums"]),
    )


def _values(plain: Mapping[str, Any]) -> dict[str, Any]:
    return {name: each.values if isinstance(each, PlainArray) else each for name, each in plain.items()}
