"""Trained models as files on this machine: fetched from the registry once, verified, memory-mapped."""

from __future__ import annotations

import contextlib
import hashlib
import logging
import os
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import BinaryIO

from recommender import artifact
from recommender.artifact import DamagedArtifact, ExposedArtifact, TrainedModel
from recommender.artifact_signing import check_signature, sign
from storage.private_files import make_private_folder, shut_others_out
from storage.records.running import LivePointer
from storage.unit_of_work import UnitOfWorkFactory

logger = logging.getLogger(__name__)

SUFFIX = ".model"
UNFINISHED = ".part"
ABANDONED_AFTER = timedelta(hours=1)
BLOCK = 1 << 20


@dataclass(frozen=True)
class StoredArtifact:
    """A model that was written to a file."""

    digest: str
    size: int
    path: Path
    signature: str | None

    def pieces(self) -> Iterator[bytes]:
        """Read the file a megabyte at a time."""
        with self.path.open("rb") as file:
            while block := file.read(BLOCK):
                yield block


class ArtifactCache:
    """Keeps artifacts as files named by their digest; processes on one machine share their memory pages."""

    def __init__(
        self, directory: Path, unit_of_work: UnitOfWorkFactory, signing_key: str | None = None
    ) -> None:
        self._directory = directory
        self._unit_of_work = unit_of_work
        self._signing_key = signing_key

    def load(self, pointer: LivePointer) -> TrainedModel:
        """Return the model; ArtifactError: its bytes cannot be used, OSError: the disk cannot hold them."""
        check_signature(pointer.digest, pointer.signature, self._signing_key)
        self._make_directory()
        path = self._path_of(pointer.digest)
        try:
            return artifact.read(path, expected_digest=pointer.digest)
        except FileNotFoundError:
            pass
        except (DamagedArtifact, ExposedArtifact) as error:  # it was changed, or is of an earlier version
            logger.info("a model on this machine is fetched anew: %s", error)
        self._fetch(pointer, path)
        return artifact.read(path, expected_digest=pointer.digest)

    def add(self, model: TrainedModel) -> StoredArtifact:
        """Write a new model, so that this machine need not fetch it; OSError when the disk cannot hold it."""
        self._make_directory()
        descriptor, name = tempfile.mkstemp(dir=self._directory, suffix=UNFINISHED)
        os.close(descriptor)
        try:
            digest = artifact.write(model, Path(name))
            path = Path(name).replace(self._path_of(digest))
        finally:
            _remove(Path(name))
        signature = None if self._signing_key is None else sign(digest, self._signing_key)
        return StoredArtifact(digest, path.stat().st_size, path, signature)

    def forget_others(self, digest: str, now: datetime) -> None:
        """Drop other models' files (maps of them stay valid) and what a killed process left unfinished."""
        for path in self._directory.glob(f"*{SUFFIX}"):
            if path != self._path_of(digest):
                _remove(path)
        for path in self._directory.glob(f"*{UNFINISHED}"):
            with contextlib.suppress(FileNotFoundError):
                if now.timestamp() - path.stat().st_mtime > ABANDONED_AFTER.total_seconds():
                    _remove(path)

    def _make_directory(self) -> None:
        """Make the folder, or make sure that it is this user's alone."""
        make_private_folder(self._directory)
        if os.name == "posix" and self._directory.stat().st_uid != os.geteuid():
            raise ExposedArtifact(f"the folder {self._directory} belongs to another user")
        shut_others_out(self._directory)

    def _path_of(self, digest: str) -> Path:
        return self._directory / f"{digest}{SUFFIX}"

    def _fetch(self, pointer: LivePointer, path: Path) -> None:
        descriptor, name = tempfile.mkstemp(dir=self._directory, suffix=UNFINISHED)
        try:
            with os.fdopen(descriptor, "wb") as file, self._unit_of_work() as work:
                digest = _copy(work.trained_models.artifact(pointer.version), file)
            if digest != pointer.digest:
                raise DamagedArtifact(
                    f"the stored bytes of model version {pointer.version} do not match their SHA-256"
                )
            Path(name).replace(path)
        finally:
            _remove(Path(name))


def _copy(pieces: Iterable[bytes], file: BinaryIO) -> str:
    digest = hashlib.sha256()
    for piece in pieces:
        digest.update(piece)
        file.write(piece)
    return digest.hexdigest()


def _remove(path: Path) -> None:
    with contextlib.suppress(FileNotFoundError):
        path.unlink()
