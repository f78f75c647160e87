"""Who wants a film a day, at which hour of which zone."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from storage.column_types import UtcDateTime

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the change."""
    op.create_table(
        "daily_picks",
        sa.Column("chat_user_id", sa.BigInteger(), nullable=False),
        sa.Column("hour", sa.SmallInteger(), nullable=False),
        sa.Column("zone", sa.String(64), nullable=False),
        sa.Column("began_at", UtcDateTime(), nullable=False),
        sa.Column("next_at", UtcDateTime(), nullable=False),
        sa.CheckConstraint("hour >= 0 AND hour <= 23", name=op.f("ck_daily_picks_hour_of_a_day")),
        sa.ForeignKeyConstraint(
            ["chat_user_id"],
            ["chat_users.chat_user_id"],
            name=op.f("fk_daily_picks_chat_user_id_chat_users"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("chat_user_id", name=op.f("pk_daily_picks")),
    )
    op.create_index(op.f("ix_daily_picks_next_at"), "daily_picks", ["next_at"])


def downgrade() -> None:
    """Undo the change."""
    op.drop_table("daily_picks")
