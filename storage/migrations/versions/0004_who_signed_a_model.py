"""Who signed a model."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the change."""
    op.add_column("model_versions", sa.Column("signature", sa.String(64)))


def downgrade() -> None:
    """Undo the change."""
    op.drop_column("model_versions", "signature")
