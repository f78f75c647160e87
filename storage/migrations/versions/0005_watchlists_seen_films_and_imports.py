"""Watchlists, films watched without stars, and imports."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from storage.column_types import UtcDateTime

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the change."""
    _create_film_list("watchlist")
    _create_film_list("seen_films")
    op.create_table(
        "imports",
        sa.Column("import_id", sa.Integer(), nullable=False),
        sa.Column("chat_user_id", sa.BigInteger(), nullable=False),
        sa.Column("state", sa.String(10), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("plan", sa.JSON(), nullable=False),
        sa.Column("undo", sa.JSON()),
        sa.CheckConstraint("state IN ('pending', 'imported', 'undone')", name=op.f("ck_imports_known_state")),
        _chat_user_of("imports"),
        sa.PrimaryKeyConstraint("import_id", name=op.f("pk_imports")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_imports_chat_user_id"), "imports", ["chat_user_id"], unique=True)
    op.create_index(op.f("ix_imports_created_at"), "imports", ["created_at"])


def downgrade() -> None:
    """Undo the change."""
    for table in ("imports", "seen_films", "watchlist"):
        op.drop_table(table)


def _create_film_list(name: str) -> None:
    op.create_table(
        name,
        sa.Column("chat_user_id", sa.BigInteger(), nullable=False),
        sa.Column("movie_id", sa.Integer(), nullable=False),
        sa.Column("added_at", UtcDateTime(), nullable=False),
        _chat_user_of(name),
        sa.ForeignKeyConstraint(
            ["movie_id"], ["movies.movie_id"], name=op.f(f"fk_{name}_movie_id_movies"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("chat_user_id", "movie_id", name=op.f(f"pk_{name}")),
    )
    op.create_index(op.f(f"ix_{name}_chat_user_id_added_at"), name, ["chat_user_id", "added_at"])
    op.create_index(op.f(f"ix_{name}_movie_id"), name, ["movie_id"])


def _chat_user_of(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["chat_user_id"],
        ["chat_users.chat_user_id"],
        name=op.f(f"fk_{table}_chat_user_id_chat_users"),
        ondelete="CASCADE",
    )
