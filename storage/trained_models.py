"""The registry of trained models: every run, the bytes of the newest, and which one is live."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from storage.errors import ArtifactDamaged, ArtifactMissing, UnknownModelVersion
from storage.model_pieces import read_piece
from storage.records.running import LivePointer, ModelDecision, ModelState, ModelVersion
from storage.tables.running import live_model, model_decisions, model_pieces, model_versions
from storage.upserting import upsert_into

PIECE_BYTES = 1 << 20
_NO_DECISION: dict[str, Any] = {"decided_by": None, "decided_at": None, "rolled_back_from": None}
_COLUMNS = (
    model_versions.c.version,
    model_versions.c.state,
    model_versions.c.reason,
    model_versions.c.requested_by,
    model_versions.c.seed,
    model_versions.c.created_at,
    model_versions.c.finished_at,
    model_versions.c.promoted_at,
    model_versions.c.promoted_by,
    model_versions.c.digest,
    model_versions.c.signature,
    model_versions.c.size,
    model_versions.c.schema_version,
    model_versions.c.is_stored,
    model_versions.c.report,
)


class TrainedModels:
    """Reads and writes model versions; several calls and one commit make a promotion atomic."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def start(self, requested_by: str, seed: int, now: datetime) -> int:
        """Note that a training run began; answers its version."""
        statement = sa.insert(model_versions).values(
            state="training", requested_by=requested_by, seed=seed, created_at=now, report={}
        )
        version: int = self._connection.execute(statement.returning(model_versions.c.version)).scalar_one()
        return version

    def finish(
        self,
        version: int,
        state: ModelState,
        now: datetime,
        *,
        report: Mapping[str, Any],
        reason: str | None = None,
        artifact: Iterable[bytes] | None = None,
        digest: str | None = None,
        signature: str | None = None,
        schema_version: int | None = None,
    ) -> str | None:
        """Note how a run ended, with its bytes when it made any; answers their SHA-256.

        The bytes may come in pieces of any size. When `digest` is given they must have it (ArtifactDamaged).
        """
        self._change(version, state=state, reason=reason, finished_at=now, report=dict(report))
        if artifact is None:
            return None
        measured, size = self._store(version, artifact)
        if digest not in (None, measured):
            raise ArtifactDamaged(f"Model version {version}: the bytes have digest {measured}, not {digest}.")
        self._change(
            version,
            digest=measured,
            signature=signature,
            size=size,
            schema_version=schema_version,
            is_stored=True,
        )
        return measured

    def _store(self, version: int, artifact: Iterable[bytes]) -> tuple[str, int]:
        digest, size = hashlib.sha256(), 0
        for position, piece in enumerate(_cut(artifact)):
            digest.update(piece)
            size += len(piece)
            self._connection.execute(
                sa.insert(model_pieces).values(version=version, position=position, piece=piece)
            )
        return digest.hexdigest(), size

    def promote(self, version: int, now: datetime, *, by: str | None = None) -> None:
        """Make a version the live one and keep the last one; raises ArtifactMissing without bytes."""
        if not self.get(version).is_stored:
            raise ArtifactMissing(version)
        self._connection.execute(
            sa.update(model_versions).where(model_versions.c.state == "live").values(state="kept")
        )
        self._change(version, state="live", promoted_at=now, promoted_by=by)
        pointer: dict[str, Any] = {"slot": 1, "version": version} | _NO_DECISION
        statement = upsert_into(self._connection, live_model, replace=("version", *_NO_DECISION))
        self._connection.execute(statement.values(pointer))

    def decide(self, version: int, now: datetime, *, by: str) -> None:
        """Make a version live by somebody's word; raises ArtifactMissing without bytes.

        One older than the live model is a roll-back from it: the decision says from which version.
        """
        live, held = self.live(), self.decision()
        newest = max(live.version if live else 0, (held and held.rolled_back_from) or 0)
        self.promote(version, now, by=by)
        choice = {
            "decided_by": by,
            "decided_at": now,
            "rolled_back_from": newest if version < newest else None,
        }
        self._connection.execute(sa.update(live_model).values(choice))
        self._connection.execute(sa.insert(model_decisions).values(version=version, **choice))

    def decision(self) -> ModelDecision | None:
        """Return the choice of the live model that holds, or None when the gate made it."""
        row = self._connection.execute(sa.select(*_choice_in(live_model))).one_or_none()
        return None if row is None or row.decided_at is None else ModelDecision(*row)

    def decisions(self, n: int) -> list[ModelDecision]:
        """Return the newest choices of admins, the newest first, whether or not they still hold."""
        statement = sa.select(*_choice_in(model_decisions)).order_by(model_decisions.c.decision_id.desc())
        return [ModelDecision(*row) for row in self._connection.execute(statement.limit(n))]

    def live(self) -> LivePointer | None:
        """Return the version that serves, or None before the first promotion; cheap to ask often."""
        wanted = (live_model.c.version, model_versions.c.digest, model_versions.c.signature)
        statement = sa.select(*wanted).join(model_versions)
        row = self._connection.execute(statement).one_or_none()
        return LivePointer(*row) if row else None

    def artifact(self, version: int) -> Iterator[bytes]:
        """Yield the bytes of a version in pieces of at most 1 MB, one in memory at a time."""
        record = self.get(version)
        if not record.is_stored:
            raise ArtifactMissing(version)
        return self._pieces(version, record.size or 0)

    def _pieces(self, version: int, size: int) -> Iterator[bytes]:
        for position in range(-(-size // PIECE_BYTES)):
            piece = read_piece(self._connection, version, position)
            if piece is None:
                raise ArtifactMissing(version)
            yield piece

    def get(self, version: int) -> ModelVersion:
        """Return one run; raises UnknownModelVersion."""
        row = None
        if 0 < version < 2**31:
            statement = sa.select(*_COLUMNS).where(model_versions.c.version == version)
            row = self._connection.execute(statement).one_or_none()
        if row is None:
            raise UnknownModelVersion(version)
        return _model_version(row)

    def latest(self, n: int) -> list[ModelVersion]:
        """Return the newest runs, the newest first."""
        statement = sa.select(*_COLUMNS).order_by(model_versions.c.version.desc()).limit(n)
        return [_model_version(row) for row in self._connection.execute(statement)]

    def fail_interrupted(self, reason: str, now: datetime, *, but: Collection[int] = ()) -> list[int]:
        """Mark runs whose process died as failed; call it while holding the training lock."""
        statement = (
            sa.update(model_versions)
            .where(model_versions.c.state == "training", model_versions.c.version.not_in(list(but)))
            .values(state="failed", reason=reason, finished_at=now)
        )
        return list(self._connection.execute(statement.returning(model_versions.c.version)).scalars())

    def prune(self, keep: int) -> list[int]:
        """Drop the bytes of all but the newest `keep` stored versions.

        Never those of the live one, nor of the one that it was rolled back from.
        """
        held = self.decision()
        rolled_back_from = (held and held.rolled_back_from) or 0
        stored = (
            sa.select(model_versions.c.version)
            .where(model_versions.c.is_stored, model_versions.c.state != "live")
            .where(model_versions.c.version != rolled_back_from)
            .order_by(model_versions.c.version.desc())
        )
        others = max(keep - (self.live() is not None), 0)
        dropped = list(self._connection.execute(stored.offset(others)).scalars())
        self._connection.execute(sa.delete(model_pieces).where(model_pieces.c.version.in_(dropped)))
        self._connection.execute(
            sa.update(model_versions).where(model_versions.c.version.in_(dropped)).values(is_stored=False)
        )
        return dropped

    def _change(self, version: int, **values: Any) -> None:
        statement = sa.update(model_versions).where(model_versions.c.version == version).values(values)
        if self._connection.execute(statement).rowcount == 0:
            raise UnknownModelVersion(version)


def _choice_in(table: sa.Table) -> list[sa.Column[Any]]:
    """Return where a table says what was chosen, by whom, when, and instead of what."""
    return [table.c[name] for name in ("version", *_NO_DECISION)]


def _cut(blocks: Iterable[bytes]) -> Iterator[bytes]:
    """Cut blocks of any size into pieces of exactly PIECE_BYTES, the last one shorter."""
    rest = bytearray()
    for block in blocks:
        rest += block
        while len(rest) >= PIECE_BYTES:
            yield bytes(rest[:PIECE_BYTES])
            del rest[:PIECE_BYTES]
    if rest:
        yield bytes(rest)


def _model_version(row: Any) -> ModelVersion:
    return ModelVersion(*row)
