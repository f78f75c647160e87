"""What keeps the program going: trained models, locks, errors, updates on their way."""

from __future__ import annotations

import sqlalchemy as sa

from storage.column_types import OutsideText, UtcDateTime
from storage.tables.columns import metadata, one_of

model_versions = sa.Table(
    "model_versions",
    metadata,
    sa.Column("version", sa.Integer, primary_key=True),
    sa.Column("state", sa.String(10), nullable=False, index=True),
    sa.Column("reason", OutsideText),
    sa.Column("requested_by", OutsideText, nullable=False),
    sa.Column("seed", sa.BigInteger, nullable=False),
    sa.Column("created_at", UtcDateTime, nullable=False),
    sa.Column("finished_at", UtcDateTime),
    sa.Column("promoted_at", UtcDateTime),
    sa.Column("promoted_by", OutsideText),
    sa.Column("digest", sa.String(64)),
    sa.Column("signature", sa.String(64)),
    sa.Column("size", sa.BigInteger),
    sa.Column("schema_version", sa.Integer),
    sa.Column("is_stored", sa.Boolean, nullable=False, server_default=sa.false()),
    sa.Column("report", sa.JSON, nullable=False),
    sa.CheckConstraint(
        one_of("state", "training", "live", "kept", "rejected", "failed", "cancelled"), name="known_state"
    ),
    sqlite_autoincrement=True,
)

model_pieces = sa.Table(
    "model_pieces",
    metadata,
    sa.Column(
        "version",
        sa.Integer,
        sa.ForeignKey("model_versions.version", ondelete="CASCADE"),
        primary_key=True,
    ),
    sa.Column("position", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("piece", sa.LargeBinary, nullable=False),
)

live_model = sa.Table(
    "live_model",
    metadata,
    sa.Column("slot", sa.SmallInteger, primary_key=True, autoincrement=False),
    sa.Column(
        "version",
        sa.Integer,
        sa.ForeignKey("model_versions.version", ondelete="RESTRICT"),
        nullable=False,
    ),
    # Filled while an admin's choice holds: until another choice, or until the gate lets a better model serve.
    sa.Column("decided_by", sa.Text),
    sa.Column("decided_at", UtcDateTime),
    sa.Column("rolled_back_from", sa.Integer),
    sa.CheckConstraint("slot = 1", name="one_row"),
)

# Every choice of an admin, whether or not it still holds.
model_decisions = sa.Table(
    "model_decisions",
    metadata,
    sa.Column("decision_id", sa.Integer, primary_key=True),
    sa.Column(
        "version",
        sa.Integer,
        sa.ForeignKey("model_versions.version", ondelete="CASCADE"),
        nullable=False,
        index=True,
    ),
    sa.Column("decided_by", sa.Text, nullable=False),
    sa.Column("decided_at", UtcDateTime, nullable=False),
    sa.Column("rolled_back_from", sa.Integer),
)

training_lock = sa.Table(
    "training_lock",
    metadata,
    sa.Column("slot", sa.SmallInteger, primary_key=True, autoincrement=False),
    sa.Column("token", sa.String(32), nullable=False),
    sa.Column("owner", OutsideText, nullable=False),
    sa.Column("pid", sa.Integer, nullable=False),
    sa.Column("host", OutsideText, nullable=False),
    sa.Column("since", UtcDateTime, nullable=False),
    sa.Column("heartbeat_at", UtcDateTime, nullable=False),
    sa.Column("asked_to_end_at", UtcDateTime),
    sa.CheckConstraint("slot = 1", name="one_row"),
)

error_log = sa.Table(
    "error_log",
    metadata,
    sa.Column("error_id", sa.Integer, primary_key=True),
    sa.Column("kind", OutsideText, nullable=False),
    sa.Column("summary", OutsideText, nullable=False),
    sa.Column("happened_at", UtcDateTime, nullable=False, index=True),
)

telegram_updates = sa.Table(
    "telegram_updates",
    metadata,
    # Each bot counts its own updates.
    sa.Column("bot_id", sa.BigInteger, primary_key=True, autoincrement=False),
    sa.Column("update_id", sa.BigInteger, primary_key=True, autoincrement=False),
    sa.Column("person_id", sa.BigInteger, nullable=False),
    sa.Column("payload", sa.Text, nullable=False),
    # A digest of the tap's dedup key: one person's one film, style, deck or everything.
    sa.Column("subject", sa.BigInteger),
    sa.Column("abandoned_count", sa.SmallInteger, nullable=False, server_default="0"),
    sa.Column("received_at", UtcDateTime, nullable=False),
    sa.Column("handled_at", UtcDateTime),
    # Handled ones, nearly all of them, are not in this one; the next holds those that have a subject.
    sa.Index(
        None,
        "bot_id",
        "person_id",
        "update_id",
        postgresql_where=sa.text("handled_at IS NULL"),
        sqlite_where=sa.text("handled_at IS NULL"),
    ),
    sa.Index(
        None,
        "bot_id",
        "subject",
        "update_id",
        postgresql_where=sa.text("handled_at IS NOT NULL AND subject IS NOT NULL"),
        sqlite_where=sa.text("handled_at IS NOT NULL AND subject IS NOT NULL"),
    ),
)
