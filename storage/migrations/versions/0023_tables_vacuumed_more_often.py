"""Tables whose rows change with every tap are cleaned up after a fiftieth of them has changed.

PostgreSQL waits for a fifth unless told otherwise: of fifty million ratings ten million dead rows, and as
many entries in each index.
"""

from __future__ import annotations

from alembic import op

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None

TABLES = ("chat_ratings", "impressions", "decks", "card_messages", "telegram_updates")
OPTIONS = ("autovacuum_vacuum_scale_factor", "autovacuum_analyze_scale_factor")
SHARE = 0.02


def upgrade() -> None:
    """Make the change; SQLite keeps no dead rows."""
    if op.get_bind().dialect.name != "postgresql":
        return
    settings = ", ".join(f"{option} = {SHARE}" for option in OPTIONS)
    for table in TABLES:
        op.execute(f"ALTER TABLE {table} SET ({settings})")


def downgrade() -> None:
    """Undo the change."""
    if op.get_bind().dialect.name != "postgresql":
        return
    for table in TABLES:
        op.execute(f"ALTER TABLE {table} RESET ({', '.join(OPTIONS)})")
