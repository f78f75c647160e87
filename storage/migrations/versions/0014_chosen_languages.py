"""The language that a person chose, beside the one that Telegram tells."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the change."""
    op.add_column("chat_users", sa.Column("chosen_language", sa.String(35)))


def downgrade() -> None:
    """Undo the change."""
    op.drop_column("chat_users", "chosen_language")
