"""Films, MovieLens's ratings of them, and what is known of films from outside."""

from __future__ import annotations

import sqlalchemy as sa

from storage.column_types import Genres, OutsideText, UtcDateTime
from storage.tables.columns import STARS_IN_HALVES, metadata, movie_key

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
    movie_key("RESTRICT"),
    sa.Column("stars", sa.REAL, nullable=False),
    sa.CheckConstraint(STARS_IN_HALVES, name="stars_in_halves"),
    sqlite_with_rowid=False,
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
    movie_key("CASCADE"),
    sa.Column("file_id", OutsideText, nullable=False),
    sa.Column("stored_at", UtcDateTime, nullable=False),
    sa.Index(None, "movie_id"),
)
