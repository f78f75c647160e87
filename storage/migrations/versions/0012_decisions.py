"""Which model an admin chose, when, and from which one it was rolled back."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from storage.column_types import UtcDateTime

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the change."""
    op.add_column("live_model", sa.Column("decided_by", sa.Text()))
    op.add_column("live_model", sa.Column("decided_at", UtcDateTime()))
    op.add_column("live_model", sa.Column("rolled_back_from", sa.Integer()))


def downgrade() -> None:
    """Undo the change."""
    op.drop_column("live_model", "rolled_back_from")
    op.drop_column("live_model", "decided_at")
    op.drop_column("live_model", "decided_by")
