"""Facts of films in a table of their own; the language in movie_details, which nobody read, joins them."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

from storage.column_types import OutsideText, UtcDateTime

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

_LISTS = {"director": "directors", "actors": "actors", "language": "languages"}
_DETAILS = sa.table(
    "movie_details",
    sa.column("imdb_id", sa.String),
    sa.column("outcome", sa.String),
    sa.column("fetched_at", UtcDateTime),
    sa.column("runtime_minutes", sa.Integer),
    sa.column("imdb_rating", sa.Double),
    *(sa.column(name, sa.Text) for name in _LISTS),
)
_PAGE = 500


def upgrade() -> None:
    """Make the change."""
    facts = op.create_table(
        "film_facts",
        sa.Column("imdb_id", sa.String(16), nullable=False),
        sa.Column("facts", sa.JSON(), nullable=False),
        sa.Column("collected_at", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("imdb_id", name=op.f("pk_film_facts")),
    )
    found = sa.select(_DETAILS).where(_DETAILS.c.outcome == "found")
    rows = [_facts(row) for row in op.get_bind().execute(found).mappings()]
    for start in range(0, len(rows), _PAGE):
        op.get_bind().execute(sa.insert(facts), rows[start : start + _PAGE])
    with op.batch_alter_table("movie_details") as details:
        details.drop_column("language")


def downgrade() -> None:
    """Undo the change; languages come back with the next answers."""
    op.add_column("movie_details", sa.Column("language", OutsideText()))
    op.drop_table("film_facts")


def _facts(row: sa.RowMapping) -> dict[str, Any]:
    known: dict[str, Any] = {
        key: [part.strip() for part in row[name].split(",") if part.strip()]
        for name, key in _LISTS.items()
        if row[name]
    }
    known |= {name: row[name] for name in ("runtime_minutes", "imdb_rating") if row[name] is not None}
    return {"imdb_id": row["imdb_id"], "facts": known, "collected_at": row["fetched_at"]}
