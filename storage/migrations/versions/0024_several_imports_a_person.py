"""Several imports a person: one that waits beside those that can still be undone."""

from __future__ import annotations

from alembic import op

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None

_INDEX = "ix_imports_chat_user_id"


def upgrade() -> None:
    """Make the change."""
    op.drop_index(_INDEX, "imports")
    op.create_index(_INDEX, "imports", ["chat_user_id"])


def downgrade() -> None:
    """Undo the change; of each person's imports the newest stays."""
    newest = "SELECT max(import_id) FROM imports GROUP BY chat_user_id"
    op.execute(f"DELETE FROM imports WHERE import_id NOT IN ({newest})")  # noqa: S608 - no value in it
    op.drop_index(_INDEX, "imports")
    op.create_index(_INDEX, "imports", ["chat_user_id"], unique=True)
