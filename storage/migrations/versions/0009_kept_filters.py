"""Filters that a person keeps for every list, and lists that show again what was shown."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the change."""
    op.add_column("chat_users", sa.Column("filters", sa.JSON()))
    op.add_column("decks", sa.Column("shows_again", sa.Boolean()))


def downgrade() -> None:
    """Undo the change."""
    op.drop_column("decks", "shows_again")
    op.drop_column("chat_users", "filters")
