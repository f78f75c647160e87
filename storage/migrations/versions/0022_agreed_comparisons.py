"""Who agreed to compare tastes by a link, and whether its maker was told."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from storage.column_types import UtcDateTime

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the change."""
    with op.batch_alter_table("comparison_links") as table:
        table.add_column(sa.Column("agreed_by", sa.BigInteger()))
        table.add_column(sa.Column("agreed_at", UtcDateTime()))
        table.add_column(sa.Column("told_at", UtcDateTime()))
        table.create_foreign_key(
            op.f("fk_comparison_links_agreed_by_chat_users"),
            "chat_users",
            ["agreed_by"],
            ["chat_user_id"],
            ondelete="CASCADE",
        )
        table.create_index(op.f("ix_comparison_links_agreed_by"), ["agreed_by"])


def downgrade() -> None:
    """Undo the change; a link that is used up must not open again."""
    op.execute("DELETE FROM comparison_links WHERE agreed_by IS NOT NULL")
    with op.batch_alter_table("comparison_links") as table:
        table.drop_index(op.f("ix_comparison_links_agreed_by"))
        table.drop_constraint(op.f("fk_comparison_links_agreed_by_chat_users"), type_="foreignkey")
        for name in ("told_at", "agreed_at", "agreed_by"):
            table.drop_column(name)
