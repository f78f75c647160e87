"""Every table, once. Migrations must agree with this module; a test compares them."""

from __future__ import annotations

import sqlalchemy as sa

from storage.column_types import Genres, OutsideText, UtcDateTime

metadata = sa.MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
    }
)

# The cast rounds on PostgreSQL and cuts on SQLite: on both only a whole number is equal to its cast.
MAX_NAME_LENGTH = 64  # as Telegram has it
MAX_LINK_ID = 2**60 - 1
_STARS_IN_HALVES = "stars >= 0.5 AND stars <= 5.0 AND stars * 2 = CAST(stars * 2 AS INTEGER)"


def _in(column: str, *values: str) -> str:
    return f"{column} IN ({', '.join(repr(value) for value in values)})"


def _movie_key(ondelete: str) -> sa.Column[int]:
    return sa.Column(
        "movie_id", sa.Integer, sa.ForeignKey("movies.movie_id", ondelete=ondelete), primary_key=True
    )


def _chat_user_key() -> sa.Column[int]:
    return sa.Column(
        "chat_user_id",
        sa.BigInteger,
        sa.ForeignKey("chat_users.chat_user_id", ondelete="CASCADE"),
        primary_key=True,
    )


movies = sa.Table(
    "movies",
    metadata,
    sa.Column("movie_id", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("title", sa.Text, nullable=False),
    sa.Column("year", sa.SmallInteger),
    sa.Column("genres", Genres, nullable=False),
    sa.Column("imdb_id", sa.String(16), index=True),
    sa.Column("tmdb_id", sa.Integer),
    # Sums over movielens_ratings, written with them: adding up 32 million rows takes seconds.
    sa.Column("movielens_rating_count", sa.Integer, nullable=False, server_default="0"),
    sa.Column("movielens_star_sum", sa.Double, nullable=False, server_default="0"),
    # Nothing for the films of the first data set: those were always there.
    sa.Column("joined_at", UtcDateTime, index=True),
)

data_sets = sa.Table(
    "data_sets",
    metadata,
    sa.Column("slot", sa.SmallInteger, primary_key=True, autoincrement=False),
    sa.Column("name", OutsideText, nullable=False),
    sa.Column("digest", sa.String(64), nullable=False),
    sa.Column("rating_count", sa.Integer, nullable=False),
    sa.Column("user_count", sa.Integer, nullable=False),
    sa.Column("movie_count", sa.Integer, nullable=False),
    sa.CheckConstraint("slot = 1", name="one_row"),
)

movielens_ratings = sa.Table(
    "movielens_ratings",
    metadata,
    # The widest column first: PostgreSQL then pads nothing between them.
    sa.Column("rated_at", UtcDateTime, nullable=False),
    sa.Column("movielens_user_id", sa.Integer, primary_key=True, autoincrement=False),
    _movie_key("RESTRICT"),
    sa.Column("stars", sa.REAL, nullable=False),
    sa.CheckConstraint(_STARS_IN_HALVES, name="stars_in_halves"),
    sqlite_with_rowid=False,
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
    _chat_user_key(),
    _movie_key("RESTRICT"),
    sa.Column("stars", sa.REAL, nullable=False),
    sa.Column("rated_at", UtcDateTime, nullable=False),
    sa.CheckConstraint(_STARS_IN_HALVES, name="stars_in_halves"),
    sa.Index(None, "chat_user_id", "rated_at"),
    sa.Index(None, "movie_id"),
)

dismissals = sa.Table(
    "dismissals",
    metadata,
    _chat_user_key(),
    _movie_key("CASCADE"),
    sa.Column("kind", sa.String(20), nullable=False),
    sa.Column("dismissed_at", UtcDateTime, nullable=False),
    sa.CheckConstraint(_in("kind", "not_interested", "not_seen"), name="known_kind"),
    sa.Index(None, "movie_id"),
)

watchlist = sa.Table(
    "watchlist",
    metadata,
    _chat_user_key(),
    _movie_key("CASCADE"),
    sa.Column("added_at", UtcDateTime, nullable=False),
    sa.Index(None, "chat_user_id", "added_at"),
    sa.Index(None, "movie_id"),
)

# Films that people watched without giving them stars.
seen_films = sa.Table(
    "seen_films",
    metadata,
    _chat_user_key(),
    _movie_key("CASCADE"),
    sa.Column("added_at", UtcDateTime, nullable=False),
    sa.Index(None, "chat_user_id", "added_at"),
    sa.Index(None, "movie_id"),
)

imports = sa.Table(
    "imports",
    metadata,
    sa.Column("import_id", sa.Integer, primary_key=True),
    sa.Column(
        "chat_user_id",
        sa.BigInteger,
        sa.ForeignKey("chat_users.chat_user_id", ondelete="CASCADE"),
        nullable=False,
        index=True,
        unique=True,
    ),
    sa.Column("state", sa.String(10), nullable=False),
    sa.Column("created_at", UtcDateTime, nullable=False, index=True),
    sa.Column("plan", sa.JSON, nullable=False),
    sa.Column("undo", sa.JSON(none_as_null=True)),
    sa.CheckConstraint(_in("state", "pending", "imported", "undone"), name="known_state"),
    sqlite_autoincrement=True,  # an old button must never meet a newer import under its number
)

impressions = sa.Table(
    "impressions",
    metadata,
    _chat_user_key(),
    _movie_key("CASCADE"),
    sa.Column("shown_at", UtcDateTime, nullable=False, index=True),
    # How the list was chosen and the film's place in it, from 0; a film alone has none.
    sa.Column("source", sa.String(10)),
    sa.Column("position", sa.SmallInteger),
    sa.Index(None, "movie_id"),
)

card_messages = sa.Table(
    "card_messages",
    metadata,
    _chat_user_key(),
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
    sa.CheckConstraint(_in("reaction", "like", "dislike"), name="known_reaction"),
)

first_screens = sa.Table(
    "first_screens",
    metadata,
    _chat_user_key(),
    sa.Column("number", sa.Integer, nullable=False),
    sa.Column("movie_ids", sa.JSON, nullable=False),
    sa.Column("ticked", sa.JSON, nullable=False),
    sa.Column("is_done", sa.Boolean, nullable=False),
)

daily_picks = sa.Table(
    "daily_picks",
    metadata,
    _chat_user_key(),
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
    sa.Column(
        "chat_user_id",
        sa.BigInteger,
        sa.ForeignKey("chat_users.chat_user_id", ondelete="CASCADE"),
        nullable=False,
        index=True,
    ),
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

# Evenings that groups choose a film for. Who is in stands in night_guests, so that a night names nobody.
nights = sa.Table(
    "nights",
    metadata,
    sa.Column("night_id", sa.Integer, primary_key=True),
    sa.Column("chat_id", sa.BigInteger, nullable=False),
    sa.Column("thread_id", sa.BigInteger),
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
    sa.CheckConstraint(_in("state", "gathering", "voting", "decided", "asked", "over"), name="known_state"),
    sa.Index(None, "chat_id", "state"),
    sa.Index(None, "state", "closes_at"),
    sqlite_autoincrement=True,  # an old button must never meet another group's night under its number
)

night_guests = sa.Table(
    "night_guests",
    metadata,
    sa.Column("night_id", sa.Integer, sa.ForeignKey("nights.night_id", ondelete="CASCADE"), primary_key=True),
    _chat_user_key(),
    sa.Column("joined_at", UtcDateTime, nullable=False),
    sa.Column(
        "vetoed_movie_id", sa.Integer, sa.ForeignKey("movies.movie_id", ondelete="SET NULL"), index=True
    ),
    sa.Index(None, "chat_user_id"),
)

# Offers to compare tastes, until somebody takes them up. Their numbers are drawn, for they open something.
comparison_links = sa.Table(
    "comparison_links",
    metadata,
    sa.Column("link_id", sa.BigInteger, primary_key=True, autoincrement=False),
    sa.Column(
        "chat_user_id",
        sa.BigInteger,
        sa.ForeignKey("chat_users.chat_user_id", ondelete="CASCADE"),
        nullable=False,
        index=True,
    ),
    sa.Column("created_at", UtcDateTime, nullable=False, index=True),
)

movie_details = sa.Table(
    "movie_details",
    metadata,
    sa.Column("imdb_id", sa.String(16), primary_key=True),
    sa.Column("outcome", sa.String(40), nullable=False),
    sa.Column("fetched_at", UtcDateTime, nullable=False),
    sa.Column("plot", OutsideText),
    sa.Column("director", OutsideText),
    sa.Column("runtime_minutes", sa.Integer),
    sa.Column("imdb_rating", sa.Double),
    sa.Column("poster_url", OutsideText),
    sa.Column("title", OutsideText),
    sa.Column("year", sa.SmallInteger),
    sa.Column("actors", OutsideText),
)

film_facts = sa.Table(
    "film_facts",
    metadata,
    sa.Column("imdb_id", sa.String(16), primary_key=True),
    sa.Column("facts", sa.JSON, nullable=False),
    sa.Column("collected_at", UtcDateTime, nullable=False),
)

omdb_usage = sa.Table(
    "omdb_usage",
    metadata,
    sa.Column("day", sa.Date, primary_key=True),
    sa.Column("requests", sa.Integer, nullable=False),
)

poster_file_ids = sa.Table(
    "poster_file_ids",
    metadata,
    sa.Column("bot_id", sa.BigInteger, primary_key=True, autoincrement=False),
    _movie_key("CASCADE"),
    sa.Column("file_id", OutsideText, nullable=False),
    sa.Column("stored_at", UtcDateTime, nullable=False),
    sa.Index(None, "movie_id"),
)

model_versions = sa.Table(
    "model_versions",
    metadata,
    sa.Column("version", sa.Integer, primary_key=True),
    sa.Column("state", sa.String(10), nullable=False, index=True),
    sa.Column("reason", OutsideText),
    sa.Column("requested_by", OutsideText, nullable=False),
    sa.Column("seed", sa.BigInteger, nullable=False),
    sa.Column("created_at", UtcDateTime, nullable=False),
    sa.Column("finished_at", UtcDateTime),
    sa.Column("promoted_at", UtcDateTime),
    sa.Column("promoted_by", OutsideText),
    sa.Column("digest", sa.String(64)),
    sa.Column("signature", sa.String(64)),
    sa.Column("size", sa.BigInteger),
    sa.Column("schema_version", sa.Integer),
    sa.Column("is_stored", sa.Boolean, nullable=False, server_default=sa.false()),
    sa.Column("report", sa.JSON, nullable=False),
    sa.CheckConstraint(
        _in("state", "training", "live", "kept", "rejected", "failed", "cancelled"), name="known_state"
    ),
    sqlite_autoincrement=True,
)

model_pieces = sa.Table(
    "model_pieces",
    metadata,
    sa.Column(
        "version",
        sa.Integer,
        sa.ForeignKey("model_versions.version", ondelete="CASCADE"),
        primary_key=True,
    ),
    sa.Column("position", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("piece", sa.LargeBinary, nullable=False),
)

live_model = sa.Table(
    "live_model",
    metadata,
    sa.Column("slot", sa.SmallInteger, primary_key=True, autoincrement=False),
    sa.Column(
        "version",
        sa.Integer,
        sa.ForeignKey("model_versions.version", ondelete="RESTRICT"),
        nullable=False,
    ),
    # Filled while an admin's choice holds: until another choice, or until the gate lets a better model serve.
    sa.Column("decided_by", sa.Text),
    sa.Column("decided_at", UtcDateTime),
    sa.Column("rolled_back_from", sa.Integer),
    sa.CheckConstraint("slot = 1", name="one_row"),
)

training_lock = sa.Table(
    "training_lock",
    metadata,
    sa.Column("slot", sa.SmallInteger, primary_key=True, autoincrement=False),
    sa.Column("token", sa.String(32), nullable=False),
    sa.Column("owner", OutsideText, nullable=False),
    sa.Column("pid", sa.Integer, nullable=False),
    sa.Column("host", OutsideText, nullable=False),
    sa.Column("since", UtcDateTime, nullable=False),
    sa.Column("heartbeat_at", UtcDateTime, nullable=False),
    sa.CheckConstraint("slot = 1", name="one_row"),
)

error_log = sa.Table(
    "error_log",
    metadata,
    sa.Column("error_id", sa.Integer, primary_key=True),
    sa.Column("kind", OutsideText, nullable=False),
    sa.Column("summary", OutsideText, nullable=False),
    sa.Column("happened_at", UtcDateTime, nullable=False, index=True),
)

telegram_updates = sa.Table(
    "telegram_updates",
    metadata,
    # Each bot counts its own updates.
    sa.Column("bot_id", sa.BigInteger, primary_key=True, autoincrement=False),
    sa.Column("update_id", sa.BigInteger, primary_key=True, autoincrement=False),
    sa.Column("person_id", sa.BigInteger, nullable=False),
    sa.Column("payload", sa.Text, nullable=False),
    # A digest of the tap's dedup key: one person's one film, style, deck or everything.
    sa.Column("subject", sa.BigInteger),
    sa.Column("abandoned_count", sa.SmallInteger, nullable=False, server_default="0"),
    sa.Column("received_at", UtcDateTime, nullable=False),
    sa.Column("handled_at", UtcDateTime),
    # Handled ones, nearly all of them, are not in this one; the next holds those that have a subject.
    sa.Index(
        None,
        "bot_id",
        "person_id",
        "update_id",
        postgresql_where=sa.text("handled_at IS NULL"),
        sqlite_where=sa.text("handled_at IS NULL"),
    ),
    sa.Index(
        None,
        "bot_id",
        "subject",
        "update_id",
        postgresql_where=sa.text("handled_at IS NOT NULL AND subject IS NOT NULL"),
        sqlite_where=sa.text("handled_at IS NOT NULL AND subject IS NOT NULL"),
    ),
)
