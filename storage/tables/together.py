"""What several people share: movie nights, comparisons of tastes."""

from __future__ import annotations

import sqlalchemy as sa

from storage.column_types import UtcDateTime
from storage.tables.columns import chat_user_column, chat_user_key, metadata, one_of

# Evenings that groups choose a film for. Who is in stands in night_guests, so that a night names nobody.
nights = sa.Table(
    "nights",
    metadata,
    sa.Column("night_id", sa.Integer, primary_key=True),
    sa.Column("chat_id", sa.BigInteger, nullable=False),
    sa.Column("thread_id", sa.BigInteger),
    sa.Column("message_id", sa.BigInteger),  # shows the night; none once it shows how the night ended
    sa.Column("state", sa.String(10), nullable=False),
    sa.Column("created_at", UtcDateTime, nullable=False),
    sa.Column("filters", sa.JSON, nullable=False),
    sa.Column("movie_ids", sa.JSON, nullable=False),  # the shortlist, best first; the poll's options in order
    sa.Column("poll_id", sa.String(64), index=True, unique=True),
    sa.Column("poll_message_id", sa.BigInteger),
    sa.Column("votes", sa.JSON, nullable=False),  # how many for each option: nobody's own vote is kept
    sa.Column("closes_at", UtcDateTime),
    sa.Column("decided_at", UtcDateTime),
    sa.Column("movie_id", sa.Integer, sa.ForeignKey("movies.movie_id", ondelete="SET NULL"), index=True),
    sa.CheckConstraint(
        one_of("state", "gathering", "voting", "decided", "asked", "over"), name="known_state"
    ),
    sa.Index(None, "chat_id", "state"),
    sa.Index(None, "state", "closes_at"),
    sqlite_autoincrement=True,  # an old button must never meet another group's night under its number
)

night_guests = sa.Table(
    "night_guests",
    metadata,
    sa.Column("night_id", sa.Integer, sa.ForeignKey("nights.night_id", ondelete="CASCADE"), primary_key=True),
    chat_user_key(),
    sa.Column("joined_at", UtcDateTime, nullable=False),
    sa.Column(
        "vetoed_movie_id", sa.Integer, sa.ForeignKey("movies.movie_id", ondelete="SET NULL"), index=True
    ),
    sa.Index(None, "chat_user_id"),
)

# Offers to compare tastes, until a day after somebody took them up: what comes of it is for both, and the
# process that is to tell them may die. Their numbers are drawn, for they open something.
comparison_links = sa.Table(
    "comparison_links",
    metadata,
    sa.Column("link_id", sa.BigInteger, primary_key=True, autoincrement=False),
    chat_user_column(),
    sa.Column("created_at", UtcDateTime, nullable=False, index=True),
    sa.Column(
        "agreed_by", sa.BigInteger, sa.ForeignKey("chat_users.chat_user_id", ondelete="CASCADE"), index=True
    ),
    sa.Column("agreed_at", UtcDateTime),
    sa.Column("told_at", UtcDateTime),
)
