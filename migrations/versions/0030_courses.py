"""Store courses of study groups, their drafts, the channels that follow them, and weekly plans."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0030"
down_revision = "0029"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "courses",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("group_id", sa.Integer, nullable=False),
        sa.Column("name", sa.String(100), nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True)),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_courses")),
        sa.ForeignKeyConstraint(
            ["group_id"],
            ["study_groups.id"],
            name=op.f("fk_courses_group_id_study_groups"),
            ondelete="CASCADE",
        ),
    )
    op.create_index("ix_courses_group_id", "courses", ["group_id"])
    op.create_index(
        "uq_courses_current_of_group",
        "courses",
        ["group_id"],
        unique=True,
        sqlite_where=sa.text("ended_at IS NULL"),
        postgresql_where=sa.text("ended_at IS NULL"),
    )
    op.create_table(
        "course_drafts",
        sa.Column("learner_id", sa.Integer, nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("learner_id", name=op.f("pk_course_drafts")),
        sa.ForeignKeyConstraint(
            ["learner_id"],
            ["learners.id"],
            name=op.f("fk_course_drafts_learner_id_learners"),
            ondelete="CASCADE",
        ),
    )
    op.create_table(
        "course_channels",
        sa.Column("channel_id", sa.Integer, nullable=False),
        sa.Column("group_id", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("channel_id", name=op.f("pk_course_channels")),
        sa.ForeignKeyConstraint(
            ["channel_id"],
            ["daily_channels.id"],
            name=op.f("fk_course_channels_channel_id_daily_channels"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["group_id"],
            ["study_groups.id"],
            name=op.f("fk_course_channels_group_id_study_groups"),
            ondelete="CASCADE",
        ),
    )
    op.create_index("ix_course_channels_group_id", "course_channels", ["group_id"])
    op.create_table(
        "weekly_plans",
        sa.Column("learner_id", sa.Integer, nullable=False),
        sa.Column("group_id", sa.Integer, nullable=False),
        sa.Column("next_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("learner_id", "group_id", name=op.f("pk_weekly_plans")),
        sa.ForeignKeyConstraint(
            ["learner_id"],
            ["learners.id"],
            name=op.f("fk_weekly_plans_learner_id_learners"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["group_id"],
            ["study_groups.id"],
            name=op.f("fk_weekly_plans_group_id_study_groups"),
            ondelete="CASCADE",
        ),
    )
    op.create_index("ix_weekly_plans_group_id", "weekly_plans", ["group_id"])
    op.create_index("ix_weekly_plans_next_at", "weekly_plans", ["next_at"])
    op.add_column("daily_channels", sa.Column("starts_on", sa.Date))


def downgrade() -> None:
    op.drop_column("daily_channels", "starts_on")
    for table in ("weekly_plans", "course_channels", "course_drafts", "courses"):
        op.drop_table(table)
