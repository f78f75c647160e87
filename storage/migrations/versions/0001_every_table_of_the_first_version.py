"""Every table of the first version."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from storage.column_types import Genres, UtcDateTime

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the change."""
    op.create_table(
        "chat_users",
        sa.Column("chat_user_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("first_name", sa.Text(), nullable=False),
        sa.Column("language_code", sa.String(length=35)),
        sa.Column("movielens_user_id", sa.Integer()),
        sa.Column("boldness", sa.Double(), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("last_seen_at", UtcDateTime(), nullable=False),
        sa.Column("blocked_at", UtcDateTime()),
        sa.PrimaryKeyConstraint("chat_user_id", name=op.f("pk_chat_users")),
    )
    op.create_index(op.f("ix_chat_users_created_at"), "chat_users", ["created_at"])
    op.create_index(op.f("ix_chat_users_last_seen_at"), "chat_users", ["last_seen_at"])
    op.create_table(
        "data_sets",
        sa.Column("slot", sa.SmallInteger(), autoincrement=False, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("rating_count", sa.Integer(), nullable=False),
        sa.Column("user_count", sa.Integer(), nullable=False),
        sa.Column("movie_count", sa.Integer(), nullable=False),
        sa.CheckConstraint("slot = 1", name=op.f("ck_data_sets_one_row")),
        sa.PrimaryKeyConstraint("slot", name=op.f("pk_data_sets")),
    )
    op.create_table(
        "error_log",
        sa.Column("error_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("summary", sa.Text(), nullable=False),
        sa.Column("happened_at", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("error_id", name=op.f("pk_error_log")),
    )
    op.create_index(op.f("ix_error_log_happened_at"), "error_log", ["happened_at"])
    op.create_table(
        "model_versions",
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("reason", sa.Text()),
        sa.Column("requested_by", sa.Text(), nullable=False),
        sa.Column("seed", sa.BigInteger(), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("finished_at", UtcDateTime()),
        sa.Column("promoted_at", UtcDateTime()),
        sa.Column("promoted_by", sa.Text()),
        sa.Column("digest", sa.String(length=64)),
        sa.Column("size", sa.BigInteger()),
        sa.Column("schema_version", sa.Integer()),
        sa.Column("is_stored", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("report", sa.JSON(), nullable=False),
        sa.CheckConstraint(
            "state IN ('training', 'live', 'kept', 'rejected', 'failed', 'cancelled')",
            name=op.f("ck_model_versions_known_state"),
        ),
        sa.PrimaryKeyConstraint("version", name=op.f("pk_model_versions")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_model_versions_state"), "model_versions", ["state"])
    op.create_table(
        "movie_details",
        sa.Column("imdb_id", sa.String(length=16), nullable=False),
        sa.Column("outcome", sa.String(length=40), nullable=False),
        sa.Column("fetched_at", UtcDateTime(), nullable=False),
        sa.Column("plot", sa.Text()),
        sa.Column("director", sa.Text()),
        sa.Column("runtime_minutes", sa.Integer()),
        sa.Column("imdb_rating", sa.Double()),
        sa.Column("poster_url", sa.Text()),
        sa.Column("title", sa.Text()),
        sa.Column("year", sa.SmallInteger()),
        sa.Column("actors", sa.Text()),
        sa.Column("language", sa.Text()),
        sa.PrimaryKeyConstraint("imdb_id", name=op.f("pk_movie_details")),
    )
    op.create_table(
        "movies",
        sa.Column("movie_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("year", sa.SmallInteger()),
        sa.Column("genres", Genres(), nullable=False),
        sa.Column("imdb_id", sa.String(length=16)),
        sa.Column("tmdb_id", sa.Integer()),
        sa.Column("movielens_rating_count", sa.Integer(), server_default="0", nullable=False),
        sa.Column("movielens_star_sum", sa.Double(), server_default="0", nullable=False),
        sa.PrimaryKeyConstraint("movie_id", name=op.f("pk_movies")),
    )
    op.create_index(op.f("ix_movies_imdb_id"), "movies", ["imdb_id"])
    op.create_table(
        "omdb_usage",
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("requests", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("day", name=op.f("pk_omdb_usage")),
    )
    op.create_table(
        "training_lock",
        sa.Column("slot", sa.SmallInteger(), autoincrement=False, nullable=False),
        sa.Column("token", sa.String(length=32), nullable=False),
        sa.Column("owner", sa.Text(), nullable=False),
        sa.Column("pid", sa.Integer(), nullable=False),
        sa.Column("host", sa.Text(), nullable=False),
        sa.Column("since", UtcDateTime(), nullable=False),
        sa.Column("heartbeat_at", UtcDateTime(), nullable=False),
        sa.CheckConstraint("slot = 1", name=op.f("ck_training_lock_one_row")),
        sa.PrimaryKeyConstraint("slot", name=op.f("pk_training_lock")),
    )
    op.create_table(
        "chat_ratings",
        sa.Column("chat_user_id", sa.BigInteger(), nullable=False),
        sa.Column("movie_id", sa.Integer(), nullable=False),
        sa.Column("stars", sa.REAL(), nullable=False),
        sa.Column("rated_at", UtcDateTime(), nullable=False),
        sa.CheckConstraint(
            "stars >= 0.5 AND stars <= 5.0 AND stars * 2 = CAST(stars * 2 AS INTEGER)",
            name=op.f("ck_chat_ratings_stars_in_halves"),
        ),
        sa.ForeignKeyConstraint(
            ["chat_user_id"],
            ["chat_users.chat_user_id"],
            name=op.f("fk_chat_ratings_chat_user_id_chat_users"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["movie_id"],
            ["movies.movie_id"],
            name=op.f("fk_chat_ratings_movie_id_movies"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("chat_user_id", "movie_id", name=op.f("pk_chat_ratings")),
    )
    op.create_index(
        op.f("ix_chat_ratings_chat_user_id_rated_at"), "chat_ratings", ["chat_user_id", "rated_at"]
    )
    op.create_index(op.f("ix_chat_ratings_movie_id"), "chat_ratings", ["movie_id"])
    op.create_table(
        "decks",
        sa.Column("deck_id", sa.Integer(), nullable=False),
        sa.Column("chat_user_id", sa.BigInteger(), nullable=False),
        sa.Column("source", sa.String(length=10), nullable=False),
        sa.Column("genre", sa.Text()),
        sa.Column("decade", sa.SmallInteger()),
        sa.Column("excluded_genres", Genres(), nullable=False),
        sa.Column("like_movie_id", sa.Integer()),
        sa.Column("movie_ids", sa.JSON(), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.CheckConstraint(
            "source IN ('recommend', 'popular', 'similar')", name=op.f("ck_decks_known_source")
        ),
        sa.ForeignKeyConstraint(
            ["like_movie_id"],
            ["movies.movie_id"],
            name=op.f("fk_decks_like_movie_id_movies"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["chat_user_id"],
            ["chat_users.chat_user_id"],
            name=op.f("fk_decks_chat_user_id_chat_users"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("deck_id", name=op.f("pk_decks")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_decks_chat_user_id"), "decks", ["chat_user_id"])
    op.create_index(op.f("ix_decks_like_movie_id"), "decks", ["like_movie_id"])
    op.create_table(
        "impressions",
        sa.Column("chat_user_id", sa.BigInteger(), nullable=False),
        sa.Column("movie_id", sa.Integer(), nullable=False),
        sa.Column("shown_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["chat_user_id"],
            ["chat_users.chat_user_id"],
            name=op.f("fk_impressions_chat_user_id_chat_users"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["movie_id"], ["movies.movie_id"], name=op.f("fk_impressions_movie_id_movies"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("chat_user_id", "movie_id", name=op.f("pk_impressions")),
    )
    op.create_index(op.f("ix_impressions_movie_id"), "impressions", ["movie_id"])
    op.create_table(
        "live_model",
        sa.Column("slot", sa.SmallInteger(), autoincrement=False, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("slot = 1", name=op.f("ck_live_model_one_row")),
        sa.ForeignKeyConstraint(
            ["version"],
            ["model_versions.version"],
            name=op.f("fk_live_model_version_model_versions"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("slot", name=op.f("pk_live_model")),
    )
    op.create_table(
        "model_pieces",
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("piece", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["version"],
            ["model_versions.version"],
            name=op.f("fk_model_pieces_version_model_versions"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("version", "position", name=op.f("pk_model_pieces")),
    )
    op.create_table(
        "movielens_ratings",
        sa.Column("rated_at", UtcDateTime(), nullable=False),
        sa.Column("movielens_user_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("movie_id", sa.Integer(), nullable=False),
        sa.Column("stars", sa.REAL(), nullable=False),
        sa.CheckConstraint(
            "stars >= 0.5 AND stars <= 5.0 AND stars * 2 = CAST(stars * 2 AS INTEGER)",
            name=op.f("ck_movielens_ratings_stars_in_halves"),
        ),
        sa.ForeignKeyConstraint(
            ["movie_id"],
            ["movies.movie_id"],
            name=op.f("fk_movielens_ratings_movie_id_movies"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("movielens_user_id", "movie_id", name=op.f("pk_movielens_ratings")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "passes",
        sa.Column("chat_user_id", sa.BigInteger(), nullable=False),
        sa.Column("movie_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("passed_at", UtcDateTime(), nullable=False),
        sa.CheckConstraint("kind IN ('not_interested', 'not_seen')", name=op.f("ck_passes_known_kind")),
        sa.ForeignKeyConstraint(
            ["chat_user_id"],
            ["chat_users.chat_user_id"],
            name=op.f("fk_passes_chat_user_id_chat_users"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["movie_id"], ["movies.movie_id"], name=op.f("fk_passes_movie_id_movies"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("chat_user_id", "movie_id", name=op.f("pk_passes")),
    )
    op.create_index(op.f("ix_passes_movie_id"), "passes", ["movie_id"])
    op.create_table(
        "poster_file_ids",
        sa.Column("bot_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("movie_id", sa.Integer(), nullable=False),
        sa.Column("file_id", sa.Text(), nullable=False),
        sa.Column("stored_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["movie_id"],
            ["movies.movie_id"],
            name=op.f("fk_poster_file_ids_movie_id_movies"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("bot_id", "movie_id", name=op.f("pk_poster_file_ids")),
    )
    op.create_index(op.f("ix_poster_file_ids_movie_id"), "poster_file_ids", ["movie_id"])


def downgrade() -> None:
    """Undo the change."""
    for table in (
        "poster_file_ids",
        "passes",
        "movielens_ratings",
        "model_pieces",
        "live_model",
        "impressions",
        "decks",
        "chat_ratings",
        "training_lock",
        "omdb_usage",
        "movies",
        "movie_details",
        "model_versions",
        "error_log",
        "data_sets",
        "chat_users",
    ):
        op.drop_table(table)
