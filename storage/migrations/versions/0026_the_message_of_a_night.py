"""Which message shows a movie night, so that it can show how the night ended."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0026"
down_revision = "0025"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the change."""
    op.add_column("nights", sa.Column("message_id", sa.BigInteger()))


def downgrade() -> None:
    """Undo the change."""
    with op.batch_alter_table("nights") as table:
        table.drop_column("message_id")
