"""The table of dismissed films is called dismissals."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from storage.column_types import UtcDateTime

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the change."""
    _move("passes", "passed_at", "dismissals", "dismissed_at")


def downgrade() -> None:
    """Undo the change."""
    _move("dismissals", "dismissed_at", "passes", "passed_at")


def _move(old: str, old_time: str, new: str, new_time: str) -> None:
    """Copy the rows into a table of the new name: its constraints and indexes carry that name, too."""
    op.create_table(
        new,
        sa.Column("chat_user_id", sa.BigInteger(), nullable=False),
        sa.Column("movie_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column(new_time, UtcDateTime(), nullable=False),
        sa.CheckConstraint("kind IN ('not_interested', 'not_seen')", name=op.f(f"ck_{new}_known_kind")),
        sa.ForeignKeyConstraint(
            ["chat_user_id"],
            ["chat_users.chat_user_id"],
            name=op.f(f"fk_{new}_chat_user_id_chat_users"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["movie_id"], ["movies.movie_id"], name=op.f(f"fk_{new}_movie_id_movies"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("chat_user_id", "movie_id", name=op.f(f"pk_{new}")),
    )
    shared = ("chat_user_id", "movie_id", "kind")
    source = sa.table(old, *map(sa.column, (*shared, old_time)))
    target = sa.table(new, *map(sa.column, (*shared, new_time)))
    op.execute(sa.insert(target).from_select([*shared, new_time], sa.select(source)))
    op.drop_table(old)
    op.create_index(op.f(f"ix_{new}_movie_id"), new, ["movie_id"])
