"""Which list showed a film and at which place, found by when."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the change."""
    op.add_column("impressions", sa.Column("source", sa.String(10)))
    op.add_column("impressions", sa.Column("position", sa.SmallInteger()))
    op.create_index(op.f("ix_impressions_shown_at"), "impressions", ["shown_at"])


def downgrade() -> None:
    """Undo the change."""
    op.drop_index(op.f("ix_impressions_shown_at"), "impressions")
    op.drop_column("impressions", "position")
    op.drop_column("impressions", "source")
