"""A trained model as one file: a joblib dump of plain arrays, then a footer that is checked first.

Footer (48 bytes, little endian): 8 bytes magic, uint64 schema, 32 bytes SHA-256 of all before.
A model is data: reading one executes nothing that stands in it.
"""

from __future__ import annotations

import hashlib
import io
import os
import stat
import struct
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any, BinaryIO

import numpy as np

from recommender.artifact_checks import UnknownParts, WrongPart, checked_parts
from recommender.catalogue import Catalogue
from recommender.mapped_pages import let_go
from recommender.plain_joblib import NotPlain, read_plain
from recommender.popularity import Popularity
from recommender.ranking_model import RankingModel
from recommender.star_model import StarModel

SCHEMA_VERSION = 2
MAGIC = b"MATINEE\n"
FOOTER = struct.Struct("<8sQ32s")
NAME_KEY = "matinee model"
CHUNK = 1 << 20


class ArtifactError(Exception):
    """The bytes cannot be used as a trained model."""


class DamagedArtifact(ArtifactError):
    """It was an artifact once, but bytes were lost or changed."""


class ForeignArtifact(ArtifactError):
    """It is no artifact of this program."""


class ExposedArtifact(ArtifactError):
    """Other users of this machine can change the file, or it is theirs."""


class UnsignedArtifact(ArtifactError):
    """A key is set, and the model is not signed with it."""


class NewerArtifact(ArtifactError):
    """A newer version of this program wrote it."""


@dataclass(frozen=True, eq=False)
class TrainedModel:
    """Everything serving needs, aligned on catalogue.movie_ids; the two models may be missing."""

    star_model: StarModel | None
    ranking_model: RankingModel | None
    popularity: Popularity
    catalogue: Catalogue

    def let_go_of_pages(self) -> None:
        """Give back the memory of what is mapped: a start looks at nearly all of it, a request at little."""
        for part in (self.star_model, self.ranking_model):
            for values in () if part is None else vars(part).values():
                if isinstance(values, np.ndarray):
                    let_go(values)


def pack(model: TrainedModel) -> bytes:
    """Return the artifact as bytes."""
    buffer = io.BytesIO()
    _dump(model, buffer)
    content = buffer.getvalue()
    return content + FOOTER.pack(MAGIC, SCHEMA_VERSION, hashlib.sha256(content).digest())


def write(model: TrainedModel, path: Path) -> str:
    """Write the artifact, all or nothing, never holding its bytes in memory; the file's digest comes back."""
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        with open(unfinished, "w+b", opener=_open_privately) as file:
            _dump(model, file)
            file.flush()
            file.seek(0)
            content_digest = hashlib.file_digest(file, "sha256").digest()
            file.seek(0, os.SEEK_END)
            file.write(FOOTER.pack(MAGIC, SCHEMA_VERSION, content_digest))
            file.flush()
            os.fsync(file.fileno())
        unfinished.replace(path)
    finally:
        unfinished.unlink(missing_ok=True)
    return digest(path)


def read(path: Path, *, memory_map: bool = True, expected_digest: str | None = None) -> TrainedModel:
    """Return the model in a file, checked first; with expected_digest another artifact is a damaged one.

    Memory-mapped arrays are read-only and shared between processes.

    Raises ExposedArtifact, ForeignArtifact, NewerArtifact or DamagedArtifact before a part is looked at, and
    ForeignArtifact or DamagedArtifact when the parts are not those of a model or cannot be right.
    """
    with path.open("rb") as file:
        _check_owner(file)
        size = _verify(file, expected_digest)
        try:
            return _from_plain(read_plain(file, size, memory_map=memory_map))
        except NotPlain as error:
            raise ForeignArtifact(f"the model holds something else than plain data ({error})") from error
        except UnknownParts as error:
            raise ForeignArtifact("the model is made of parts that this program does not know") from error
        except WrongPart as error:
            raise DamagedArtifact(f"the model cannot be right: {error}") from error


def digest(artifact: bytes | Path) -> str:
    """Return SHA-256 of the whole artifact, footer included, as 64 hexadecimal digits."""
    if isinstance(artifact, bytes):
        return hashlib.sha256(artifact).hexdigest()
    with artifact.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _open_privately(path: str, flags: int) -> int:
    """Open a file; when it is new, only this user can read it."""
    return os.open(path, flags, 0o600)


def _check_owner(file: BinaryIO) -> None:
    """Refuse a file that others can change: what was checked might be something else a moment later."""
    if os.name != "posix":
        return
    status = os.fstat(file.fileno())
    if status.st_uid not in (os.geteuid(), 0):
        raise ExposedArtifact("the file belongs to another user")
    if status.st_mode & (stat.S_IWGRP | stat.S_IWOTH):
        raise ExposedArtifact("other users can change the file (chmod go-w makes it yours alone)")


def _verify(file: BinaryIO, expected_digest: str | None) -> int:
    """Check digests, magic and schema of an opened artifact and return where its footer begins."""
    size = file.seek(0, os.SEEK_END)
    content_digest, whole_digest = _digests(file, max(size - FOOTER.size, 0))
    if expected_digest not in (None, whole_digest):
        raise DamagedArtifact("the file is another one than was wanted")
    file.seek(0)
    is_ours = NAME_KEY.encode() in file.read(128)
    file.seek(max(size - FOOTER.size, 0))
    footer = file.read()
    if len(footer) < FOOTER.size or not footer.startswith(MAGIC):
        raise (
            DamagedArtifact("the end of the model is missing")
            if is_ours
            else ForeignArtifact("this is no Matinee model")
        )
    _, schema, expected = FOOTER.unpack(footer)
    if content_digest != expected:
        raise DamagedArtifact("the model's bytes do not match their SHA-256")
    if schema > SCHEMA_VERSION:
        raise NewerArtifact(f"the model has schema {schema}, this program reads up to {SCHEMA_VERSION}")
    if not is_ours or schema < SCHEMA_VERSION:
        raise ForeignArtifact(f"the model has schema {schema}, this program reads {SCHEMA_VERSION}")
    return size - FOOTER.size


def _digests(file: BinaryIO, size: int) -> tuple[bytes, str]:
    """Return SHA-256 of the first size bytes, and of the whole file: it is read once."""
    file.seek(0)
    content_hash = hashlib.sha256()
    while size > 0 and (chunk := file.read(min(CHUNK, size))):
        content_hash.update(chunk)
        size -= len(chunk)
    whole_hash = content_hash.copy()
    whole_hash.update(file.read())
    return content_hash.digest(), whole_hash.hexdigest()


def _dump(model: TrainedModel, file: BinaryIO) -> None:
    """Write the model's parts as a joblib dump."""
    import joblib  # noqa: PLC0415 - whoever only reads models starts sooner and takes less memory without it

    joblib.dump(_to_plain(model), file)


def _to_plain(model: TrainedModel) -> dict[str, Any]:
    """Return the model as dictionaries of arrays and numbers, no class of ours inside."""
    return {
        NAME_KEY: SCHEMA_VERSION,
        "star_model": None if model.star_model is None else _fields_of(model.star_model),
        "ranking_model": None
        if model.ranking_model is None
        else _plain_values(model.ranking_model.to_arrays()),
        "popularity": _fields_of(model.popularity),
        "catalogue": _fields_of(model.catalogue),
    }


def _from_plain(plain: Any) -> TrainedModel:
    """Return the model from what _to_plain wrote."""
    parts = checked_parts(plain)
    star_model, ranking_model = parts["star_model"], parts["ranking_model"]
    return TrainedModel(
        star_model=None if star_model is None else StarModel(**star_model),
        ranking_model=None if ranking_model is None else RankingModel.from_arrays(ranking_model),
        popularity=Popularity(**parts["popularity"] or {}),
        catalogue=Catalogue(**parts["catalogue"] or {}),
    )


def _fields_of(record: StarModel | Popularity | Catalogue) -> dict[str, Any]:
    """Return the fields of a record."""
    values = {field.name: getattr(record, field.name) for field in fields(record)}
    for name in ("facts", "details", "themes"):
        values.pop(name, None)  # what is known of films besides ratings changes without a training
    return _plain_values(values)


def _plain_values(values: dict[str, Any]) -> dict[str, Any]:
    """Return numbers of NumPy as those of Python: the reader knows no others."""
    return {name: value.item() if isinstance(value, np.generic) else value for name, value in values.items()}
