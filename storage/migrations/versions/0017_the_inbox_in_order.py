"""Indexes that lead straight to what waits for a person, and to what was handled after it.

By person alone, SQLite took the primary key instead, which gives the order: it read every update that was
ever received, at each tap.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None

_PENDING = sa.text("handled_at IS NULL")
_HANDLED = sa.text("handled_at IS NOT NULL AND subject IS NOT NULL")


def upgrade() -> None:
    """Make the change."""
    _replace(["person_id"], ["bot_id", "person_id", "update_id"], _PENDING)
    _replace(["subject"], ["bot_id", "subject", "update_id"], _HANDLED)


def downgrade() -> None:
    """Undo the change."""
    _replace(["bot_id", "subject", "update_id"], ["subject"], _HANDLED)
    _replace(["bot_id", "person_id", "update_id"], ["person_id"], _PENDING)


def _replace(old: list[str], new: list[str], condition: sa.TextClause) -> None:
    op.drop_index(_name(old), "telegram_updates")
    op.create_index(_name(new), "telegram_updates", new, postgresql_where=condition, sqlite_where=condition)


def _name(columns: list[str]) -> str:
    return op.f(f"ix_telegram_updates_{'_'.join(columns)}")
