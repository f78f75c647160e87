"""What admins decided: every choice of a model, and that a retrain shall end."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from storage.column_types import UtcDateTime

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the change; the choice that holds is the first one that is remembered."""
    op.create_table(
        "model_decisions",
        sa.Column("decision_id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("decided_by", sa.Text(), nullable=False),
        sa.Column("decided_at", UtcDateTime(), nullable=False),
        sa.Column("rolled_back_from", sa.Integer()),
        sa.ForeignKeyConstraint(
            ["version"],
            ["model_versions.version"],
            name=op.f("fk_model_decisions_version_model_versions"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("decision_id", name=op.f("pk_model_decisions")),
    )
    op.create_index(op.f("ix_model_decisions_version"), "model_decisions", ["version"])
    op.execute(
        "INSERT INTO model_decisions (version, decided_by, decided_at, rolled_back_from)"
        " SELECT version, decided_by, decided_at, rolled_back_from FROM live_model"
        " WHERE decided_at IS NOT NULL AND decided_by IS NOT NULL"
    )
    with op.batch_alter_table("training_lock") as table:
        table.add_column(sa.Column("asked_to_end_at", UtcDateTime()))


def downgrade() -> None:
    """Undo the change."""
    with op.batch_alter_table("training_lock") as table:
        table.drop_column("asked_to_end_at")
    op.drop_table("model_decisions")
