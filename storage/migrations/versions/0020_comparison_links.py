"""Links with which people offer somebody to compare tastes."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from storage.column_types import UtcDateTime

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the change."""
    op.create_table(
        "comparison_links",
        sa.Column("link_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("chat_user_id", sa.BigInteger(), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["chat_user_id"],
            ["chat_users.chat_user_id"],
            name=op.f("fk_comparison_links_chat_user_id_chat_users"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("link_id", name=op.f("pk_comparison_links")),
    )
    op.create_index(op.f("ix_comparison_links_chat_user_id"), "comparison_links", ["chat_user_id"])
    op.create_index(op.f("ix_comparison_links_created_at"), "comparison_links", ["created_at"])


def downgrade() -> None:
    """Undo the change."""
    op.drop_table("comparison_links")
