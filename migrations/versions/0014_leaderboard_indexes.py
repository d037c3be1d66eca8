"""Add indexes for leaderboards and overviews: hidden learners, and failed submissions."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index(
        "ix_learners_hidden",
        "learners",
        ["id"],
        sqlite_where=sa.text("hidden"),
        postgresql_where=sa.text("hidden"),
    )
    failed = sa.text("verdict IS NOT NULL AND status <> 'passed'")
    op.create_index(
        "ix_submissions_failed",
        "submissions",
        ["learner_id", "exercise", "received_at", "mistake"],
        sqlite_where=failed,
        postgresql_where=failed,
    )


def downgrade() -> None:
    op.drop_index("ix_submissions_failed", "submissions")
    op.drop_index("ix_learners_hidden", "learners")
