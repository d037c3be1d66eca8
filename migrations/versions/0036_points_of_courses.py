"""Let an index of the ledger name what was passed, for reports about some tracks alone."""

from __future__ import annotations

from alembic import op

revision = "0036"
down_revision = "0035"
branch_labels = None
depends_on = None

COLUMNS = ["learner_id", "earned_at", "points"]


def upgrade() -> None:
    op.create_index(
        "ix_points_learner_id_earned_at_points_subject_kind",
        "points",
        [*COLUMNS, "subject", "kind"],
    )
    op.drop_index("ix_points_learner_id_earned_at_points", "points")


def downgrade() -> None:
    op.create_index("ix_points_learner_id_earned_at_points", "points", COLUMNS)
    op.drop_index("ix_points_learner_id_earned_at_points_subject_kind", "points")
