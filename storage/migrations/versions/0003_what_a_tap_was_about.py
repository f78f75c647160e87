"""What a tap was about."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the change."""
    op.add_column("telegram_updates", sa.Column("subject", sa.BigInteger()))
    is_handled_tap = sa.text("handled_at IS NOT NULL AND subject IS NOT NULL")
    op.create_index(
        op.f("ix_telegram_updates_subject"),
        "telegram_updates",
        ["subject"],
        postgresql_where=is_handled_tap,
        sqlite_where=is_handled_tap,
    )


def downgrade() -> None:
    """Undo the change."""
    op.drop_index(op.f("ix_telegram_updates_subject"), table_name="telegram_updates")
    op.drop_column("telegram_updates", "subject")
