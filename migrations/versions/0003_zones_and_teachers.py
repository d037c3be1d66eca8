"""Add time zones, hidden learners, teachers, invite codes, and indexes for leaderboards."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("learners", sa.Column("zone", sa.String(64)))
    op.add_column("learners", false_by_default("hidden"))
    op.add_column("study_groups", sa.Column("zone", sa.String(64)))
    op.add_column("study_groups", sa.Column("invite", sa.String(16)))
    op.add_column("study_groups", sa.Column("archived_at", sa.DateTime(timezone=True)))
    op.add_column("memberships", false_by_default("teacher"))
    op.create_index("uq_study_groups_invite", "study_groups", ["invite"], unique=True)
    op.create_index("ix_study_groups_platform_place", "study_groups", ["platform", "place"])
    op.drop_index("ix_points_learner_id_kind", "points")
    op.create_index(
        "ix_points_learner_id_earned_at_points", "points", ["learner_id", "earned_at", "points"]
    )
    op.create_index("ix_points_subject_learner_id", "points", ["subject", "learner_id"])


def downgrade() -> None:
    op.drop_index("ix_points_subject_learner_id", "points")
    op.drop_index("ix_points_learner_id_earned_at_points", "points")
    op.create_index("ix_points_learner_id_kind", "points", ["learner_id", "kind"])
    op.drop_index("ix_study_groups_platform_place", "study_groups")
    op.drop_index("uq_study_groups_invite", "study_groups")
    op.drop_column("memberships", "teacher")
    for column in ("archived_at", "invite", "zone"):
        op.drop_column("study_groups", column)
    for column in ("hidden", "zone"):
        op.drop_column("learners", column)


def false_by_default(name: str) -> sa.Column[bool]:
    return sa.Column(name, sa.Boolean(), nullable=False, server_default=sa.false())
