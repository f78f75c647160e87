"""People who talk to the bot, and everything they said or were shown."""

from __future__ import annotations

import sqlalchemy as sa

from storage.column_types import OutsideText, UtcDateTime
from storage.tables.columns import (
    MAX_NAME_LENGTH,
    STARS_IN_HALVES,
    chat_user_column,
    chat_user_key,
    metadata,
    movie_key,
    one_of,
)


def _film_list(name: str) -> sa.Table:
    """Return a table of films that people put on a list, each once, with the time."""
    return sa.Table(
        name,
        metadata,
        chat_user_key(),
        movie_key("CASCADE"),
        sa.Column("added_at", UtcDateTime, nullable=False),
        sa.Index(None, "chat_user_id", "added_at"),
        sa.Index(None, "movie_id"),
    )


chat_users = sa.Table(
    "chat_users",
    metadata,
    sa.Column("chat_user_id", sa.BigInteger, primary_key=True, autoincrement=False),
    sa.Column("first_name", OutsideText(MAX_NAME_LENGTH), nullable=False),
    sa.Column("language_code", OutsideText(column_length=35)),
    sa.Column("chosen_language", sa.String(35)),  # comes before Telegram's
    sa.Column("movielens_user_id", sa.Integer),
    sa.Column("boldness", sa.Double, nullable=False),
    sa.Column("filters", sa.JSON(none_as_null=True)),
    sa.Column("asked_filters", sa.JSON(none_as_null=True)),  # which films to be asked about
    sa.Column("created_at", UtcDateTime, nullable=False, index=True),
    sa.Column("last_seen_at", UtcDateTime, nullable=False, index=True),
    sa.Column("blocked_at", UtcDateTime),
)

chat_ratings = sa.Table(
    "chat_ratings",
    metadata,
    chat_user_key(),
    movie_key("RESTRICT"),
    sa.Column("stars", sa.REAL, nullable=False),
    sa.Column("rated_at", UtcDateTime, nullable=False),
    sa.CheckConstraint(STARS_IN_HALVES, name="stars_in_halves"),
    sa.Index(None, "chat_user_id", "rated_at"),
    sa.Index(None, "movie_id"),
)

dismissals = sa.Table(
    "dismissals",
    metadata,
    chat_user_key(),
    movie_key("CASCADE"),
    sa.Column("kind", sa.String(20), nullable=False),
    sa.Column("dismissed_at", UtcDateTime, nullable=False),
    sa.CheckConstraint(one_of("kind", "not_interested", "not_seen"), name="known_kind"),
    sa.Index(None, "movie_id"),
)

watchlist = _film_list("watchlist")
seen_films = _film_list("seen_films")  # watched without giving stars

imports = sa.Table(
    "imports",
    metadata,
    sa.Column("import_id", sa.Integer, primary_key=True),
    chat_user_column(),
    sa.Column("state", sa.String(10), nullable=False),
    sa.Column("created_at", UtcDateTime, nullable=False, index=True),
    sa.Column("plan", sa.JSON, nullable=False),
    sa.Column("undo", sa.JSON(none_as_null=True)),
    sa.CheckConstraint(one_of("state", "pending", "imported", "undone"), name="known_state"),
    sqlite_autoincrement=True,  # an old button must never meet a newer import under its number
)

impressions = sa.Table(
    "impressions",
    metadata,
    chat_user_key(),
    movie_key("CASCADE"),
    sa.Column("shown_at", UtcDateTime, nullable=False, index=True),
    # How the list was chosen and the film's place in it, from 0; a film alone has none.
    sa.Column("source", sa.String(10)),
    sa.Column("position", sa.SmallInteger),
    sa.Index(None, "movie_id"),
)

card_messages = sa.Table(
    "card_messages",
    metadata,
    chat_user_key(),
    sa.Column("message_id", sa.BigInteger, primary_key=True),
    sa.Column(
        "movie_id",
        sa.Integer,
        sa.ForeignKey("movies.movie_id", ondelete="CASCADE"),
        nullable=False,
        index=True,
    ),
    sa.Column("noted_at", UtcDateTime, nullable=False, index=True),
    # What a reaction did that stands under the card, while the card shows this film.
    sa.Column("reaction", sa.String(8)),
    sa.CheckConstraint(one_of("reaction", "like", "dislike"), name="known_reaction"),
)

daily_picks = sa.Table(
    "daily_picks",
    metadata,
    chat_user_key(),
    sa.Column("hour", sa.SmallInteger, nullable=False),
    sa.Column("zone", sa.String(64), nullable=False),
    sa.Column("began_at", UtcDateTime, nullable=False),
    sa.Column("next_at", UtcDateTime, nullable=False, index=True),
    sa.CheckConstraint("hour >= 0 AND hour <= 23", name="hour_of_a_day"),
)

decks = sa.Table(
    "decks",
    metadata,
    sa.Column("deck_id", sa.Integer, primary_key=True),
    chat_user_column(),
    sa.Column("source", sa.Text, nullable=False),
    sa.Column("filters", sa.JSON, nullable=False),
    sa.Column("like_movie_id", sa.Integer, sa.ForeignKey("movies.movie_id", ondelete="CASCADE"), index=True),
    # The films beside the first one, when a list is like several.
    sa.Column("also_like_movie_ids", sa.JSON(none_as_null=True)),
    sa.Column("movie_ids", sa.JSON, nullable=False),
    sa.Column("created_at", UtcDateTime, nullable=False),
    sa.Column("shows_again", sa.Boolean),  # what was shown a moment ago, too
    sqlite_autoincrement=True,  # an old button must never meet another person's new deck under its number
)

first_screens = sa.Table(
    "first_screens",
    metadata,
    chat_user_key(),
    sa.Column("number", sa.Integer, nullable=False),
    sa.Column("movie_ids", sa.JSON, nullable=False),
    sa.Column("ticked", sa.JSON, nullable=False),
    sa.Column("is_done", sa.Boolean, nullable=False),
)
