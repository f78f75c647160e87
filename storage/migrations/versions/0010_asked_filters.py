"""Which films a person wants to be asked about."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the change."""
    op.add_column("chat_users", sa.Column("asked_filters", sa.JSON()))


def downgrade() -> None:
    """Undo the change."""
    op.drop_column("chat_users", "asked_filters")
