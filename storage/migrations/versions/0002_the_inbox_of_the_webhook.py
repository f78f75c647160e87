"""The inbox of the webhook."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from storage.column_types import UtcDateTime

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the change."""
    op.create_table(
        "telegram_updates",
        sa.Column("bot_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("update_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("person_id", sa.BigInteger(), nullable=False),
        sa.Column("payload", sa.Text(), nullable=False),
        sa.Column("abandoned_count", sa.SmallInteger(), nullable=False, server_default="0"),
        sa.Column("received_at", UtcDateTime(), nullable=False),
        sa.Column("handled_at", UtcDateTime()),
        sa.PrimaryKeyConstraint("bot_id", "update_id", name=op.f("pk_telegram_updates")),
    )
    is_pending = sa.text("handled_at IS NULL")
    op.create_index(
        op.f("ix_telegram_updates_person_id"),
        "telegram_updates",
        ["person_id"],
        postgresql_where=is_pending,
        sqlite_where=is_pending,
    )


def downgrade() -> None:
    """Undo the change."""
    op.drop_table("telegram_updates")
