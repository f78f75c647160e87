"""What tables have in common: names of constraints, columns that several have."""

from __future__ import annotations

import sqlalchemy as sa

metadata = sa.MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
    }
)

MAX_NAME_LENGTH = 64  # as Telegram has it
MAX_LINK_ID = 2**60 - 1
# The cast rounds on PostgreSQL and cuts on SQLite: on both only a whole number is equal to its cast.
STARS_IN_HALVES = "stars >= 0.5 AND stars <= 5.0 AND stars * 2 = CAST(stars * 2 AS INTEGER)"


def one_of(column: str, *values: str) -> str:
    """Return a condition: the column holds one of these words."""
    return f"{column} IN ({', '.join(repr(value) for value in values)})"


def movie_key(ondelete: str) -> sa.Column[int]:
    """Return the column that says which movie a row is about, part of its key."""
    return sa.Column(
        "movie_id", sa.Integer, sa.ForeignKey("movies.movie_id", ondelete=ondelete), primary_key=True
    )


def chat_user_key() -> sa.Column[int]:
    """Return the column that says whom a row is about, part of its key; the row goes with the person."""
    return sa.Column(
        "chat_user_id",
        sa.BigInteger,
        sa.ForeignKey("chat_users.chat_user_id", ondelete="CASCADE"),
        primary_key=True,
    )


def chat_user_column() -> sa.Column[int]:
    """Return the column that says whose a row with a number of its own is; the row goes with the person."""
    return sa.Column(
        "chat_user_id",
        sa.BigInteger,
        sa.ForeignKey("chat_users.chat_user_id", ondelete="CASCADE"),
        nullable=False,
        index=True,
    )
