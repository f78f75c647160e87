"""Evenings that groups choose a film for, and who is in."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from storage.column_types import UtcDateTime

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

_STATES = "state IN ('gathering', 'voting', 'decided', 'asked', 'over')"


def upgrade() -> None:
    """Make the change."""
    op.create_table(
        "nights",
        sa.Column("night_id", sa.Integer(), nullable=False),
        sa.Column("chat_id", sa.BigInteger(), nullable=False),
        sa.Column("thread_id", sa.BigInteger()),
        sa.Column("state", sa.String(10), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("filters", sa.JSON(), nullable=False),
        sa.Column("movie_ids", sa.JSON(), nullable=False),
        sa.Column("poll_id", sa.String(64)),
        sa.Column("poll_message_id", sa.BigInteger()),
        sa.Column("votes", sa.JSON(), nullable=False),
        sa.Column("closes_at", UtcDateTime()),
        sa.Column("decided_at", UtcDateTime()),
        sa.Column("movie_id", sa.Integer()),
        sa.CheckConstraint(_STATES, name=op.f("ck_nights_known_state")),
        _movie_of("nights", "movie_id"),
        sa.PrimaryKeyConstraint("night_id", name=op.f("pk_nights")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_nights_poll_id"), "nights", ["poll_id"], unique=True)
    op.create_index(op.f("ix_nights_movie_id"), "nights", ["movie_id"])
    op.create_index(op.f("ix_nights_chat_id_state"), "nights", ["chat_id", "state"])
    op.create_index(op.f("ix_nights_state_closes_at"), "nights", ["state", "closes_at"])
    op.create_table(
        "night_guests",
        sa.Column("night_id", sa.Integer(), nullable=False),
        sa.Column("chat_user_id", sa.BigInteger(), nullable=False),
        sa.Column("joined_at", UtcDateTime(), nullable=False),
        sa.Column("vetoed_movie_id", sa.Integer()),
        sa.ForeignKeyConstraint(
            ["night_id"],
            ["nights.night_id"],
            name=op.f("fk_night_guests_night_id_nights"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["chat_user_id"],
            ["chat_users.chat_user_id"],
            name=op.f("fk_night_guests_chat_user_id_chat_users"),
            ondelete="CASCADE",
        ),
        _movie_of("night_guests", "vetoed_movie_id"),
        sa.PrimaryKeyConstraint("night_id", "chat_user_id", name=op.f("pk_night_guests")),
    )
    op.create_index(op.f("ix_night_guests_chat_user_id"), "night_guests", ["chat_user_id"])
    op.create_index(op.f("ix_night_guests_vetoed_movie_id"), "night_guests", ["vetoed_movie_id"])


def downgrade() -> None:
    """Undo the change."""
    op.drop_table("night_guests")
    op.drop_table("nights")


def _movie_of(table: str, column: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        [column], ["movies.movie_id"], name=op.f(f"fk_{table}_{column}_movies"), ondelete="SET NULL"
    )
