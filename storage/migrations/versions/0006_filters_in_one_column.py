"""The filters of a deck in one column, and no list of sources."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

from storage.column_types import Genres

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

_OLD_SOURCES = ("recommend", "popular", "similar")
_DECKS = sa.table(
    "decks",
    sa.column("deck_id", sa.Integer),
    sa.column("source", sa.Text),
    sa.column("genre", sa.Text),
    sa.column("decade", sa.SmallInteger),
    sa.column("excluded_genres", Genres),
    sa.column("filters", sa.JSON),
)


def upgrade() -> None:
    """Make the change."""
    op.add_column("decks", sa.Column("filters", sa.JSON()))
    connection = op.get_bind()
    old = sa.select(_DECKS.c.deck_id, _DECKS.c.genre, _DECKS.c.decade, _DECKS.c.excluded_genres)
    for deck_id, genre, decade, excluded in connection.execute(old).all():
        _update(deck_id, filters=_filters(genre, decade, excluded))
    newest = _newest_number()
    with op.batch_alter_table("decks", table_kwargs={"sqlite_autoincrement": True}) as decks:
        decks.drop_constraint(op.f("ck_decks_known_source"), type_="check")
        decks.alter_column("source", type_=sa.Text(), existing_type=sa.String(10), existing_nullable=False)
        decks.alter_column("filters", nullable=False, existing_type=sa.JSON())
        for name in ("genre", "decade", "excluded_genres"):
            decks.drop_column(name)
    _keep_newest_number(newest)


def downgrade() -> None:
    """Undo the change; of filters that the old columns cannot hold the first genre is kept."""
    op.add_column("decks", sa.Column("genre", sa.Text()))
    op.add_column("decks", sa.Column("decade", sa.SmallInteger()))
    op.add_column("decks", sa.Column("excluded_genres", Genres()))
    connection = op.get_bind()
    connection.execute(sa.delete(_DECKS).where(_DECKS.c.source.not_in(_OLD_SOURCES)))
    for deck_id, filters in connection.execute(sa.select(_DECKS.c.deck_id, _DECKS.c.filters)).all():
        _update(deck_id, **_old_columns(filters))
    newest = _newest_number()
    with op.batch_alter_table("decks", table_kwargs={"sqlite_autoincrement": True}) as decks:
        decks.alter_column("source", type_=sa.String(10), existing_type=sa.Text(), existing_nullable=False)
        decks.alter_column("excluded_genres", nullable=False, existing_type=Genres())
        decks.create_check_constraint(op.f("ck_decks_known_source"), _DECKS.c.source.in_(_OLD_SOURCES))
        decks.drop_column("filters")
    _keep_newest_number(newest)


def _update(deck_id: int, **values: Any) -> None:
    op.get_bind().execute(sa.update(_DECKS).where(_DECKS.c.deck_id == deck_id).values(**values))


def _filters(genre: str | None, decade: int | None, excluded: tuple[str, ...]) -> dict[str, Any]:
    filters: dict[str, Any] = {}
    if genre is not None:
        filters["genres"] = [genre]
    if excluded:
        filters["excluded_genres"] = sorted(excluded)
    if decade is not None:
        filters |= {"first_year": decade, "last_year": decade + 9}
    return filters


def _old_columns(filters: dict[str, Any]) -> dict[str, Any]:
    first, last = filters.get("first_year"), filters.get("last_year")
    is_decade = first is not None and first % 10 == 0 and last == first + 9
    return {
        "genre": next(iter(filters.get("genres", ())), None),
        "decade": first if is_decade else None,
        "excluded_genres": tuple(filters.get("excluded_genres", ())),
    }


def _newest_number() -> int | None:
    """Return the highest number that SQLite ever gave to a deck; a rebuilt table would forget it."""
    if op.get_bind().dialect.name != "sqlite":
        return None
    return op.get_bind().execute(_SEQUENCE.select().where(_SEQUENCE.c.name == "decks")).scalar()


def _keep_newest_number(newest: int | None) -> None:
    if newest is None:
        return
    connection = op.get_bind()
    connection.execute(sa.delete(_SEQUENCE).where(_SEQUENCE.c.name == "decks"))
    connection.execute(sa.insert(_SEQUENCE).values(name="decks", seq=newest))


_SEQUENCE = sa.table("sqlite_sequence", sa.column("seq", sa.BigInteger), sa.column("name", sa.Text))
