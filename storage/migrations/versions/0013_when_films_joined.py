"""When a film joined the catalogue, unless it was there from the first data set on."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from storage.column_types import UtcDateTime

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the change."""
    op.add_column("movies", sa.Column("joined_at", UtcDateTime()))
    op.create_index(op.f("ix_movies_joined_at"), "movies", ["joined_at"])


def downgrade() -> None:
    """Undo the change."""
    op.drop_index(op.f("ix_movies_joined_at"), table_name="movies")
    op.drop_column("movies", "joined_at")
