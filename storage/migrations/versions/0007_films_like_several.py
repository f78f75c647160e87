"""Lists of films like several films."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the change."""
    op.add_column("decks", sa.Column("also_like_movie_ids", sa.JSON()))


def downgrade() -> None:
    """Undo the change."""
    op.drop_column("decks", "also_like_movie_ids")
