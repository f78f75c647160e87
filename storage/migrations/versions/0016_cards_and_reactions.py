"""Which film each card shows, so that a reaction to it means something."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from storage.column_types import UtcDateTime

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the change."""
    op.create_table(
        "card_messages",
        sa.Column("chat_user_id", sa.BigInteger(), nullable=False),
        sa.Column("message_id", sa.BigInteger(), nullable=False),
        sa.Column("movie_id", sa.Integer(), nullable=False),
        sa.Column("noted_at", UtcDateTime(), nullable=False),
        sa.Column("reaction", sa.String(8)),
        sa.CheckConstraint("reaction IN ('like', 'dislike')", name=op.f("ck_card_messages_known_reaction")),
        sa.ForeignKeyConstraint(
            ["chat_user_id"],
            ["chat_users.chat_user_id"],
            name=op.f("fk_card_messages_chat_user_id_chat_users"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["movie_id"],
            ["movies.movie_id"],
            name=op.f("fk_card_messages_movie_id_movies"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("chat_user_id", "message_id", name=op.f("pk_card_messages")),
    )
    op.create_index(op.f("ix_card_messages_movie_id"), "card_messages", ["movie_id"])
    op.create_index(op.f("ix_card_messages_noted_at"), "card_messages", ["noted_at"])


def downgrade() -> None:
    """Undo the change."""
    op.drop_table("card_messages")
