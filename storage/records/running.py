"""What keeps the program going: trained models, the lock, updates on their way."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal

ModelState = Literal["training", "live", "kept", "rejected", "failed", "cancelled"]


@dataclass(frozen=True)
class LivePointer:
    """Which model serves: its version, the SHA-256 of its bytes and, if it is signed, the signature."""

    version: int
    digest: str
    signature: str | None = None


@dataclass(frozen=True)
class ModelDecision:
    """An admin's choice of the live model; rolled_back_from is the newer version that it replaced."""

    version: int
    by: str
    at: datetime
    rolled_back_from: int | None


@dataclass(frozen=True)
class ModelVersion:
    """One training run and what came of it."""

    version: int
    state: ModelState
    reason: str | None
    requested_by: str
    seed: int
    created_at: datetime
    finished_at: datetime | None
    promoted_at: datetime | None
    promoted_by: str | None
    digest: str | None
    signature: str | None
    size: int | None
    schema_version: int | None
    is_stored: bool
    report: Mapping[str, Any] = field(default_factory=dict)

    @property
    def pointer(self) -> LivePointer | None:
        """Return what would point to this version if it served; None where its bytes are not kept."""
        if not self.is_stored or self.digest is None:
            return None
        return LivePointer(self.version, self.digest, self.signature)


@dataclass(frozen=True)
class LockHolder:
    """Who is training, and since when."""

    owner: str
    since: datetime


@dataclass(frozen=True)
class ReceivedUpdate:
    """An update of Telegram's as it came; subject is a digest of what it says something about, or None."""

    update_id: int
    person_id: int
    payload: str
    subject: int | None = None


@dataclass(frozen=True)
class PendingUpdate:
    """An update of Telegram's that nobody has handled, and how often a process died over it.

    It is late when a newer one about the same subject, or about everything, has been handled before it.
    """

    update_id: int
    payload: str
    abandoned_count: int
    is_late: bool = False
