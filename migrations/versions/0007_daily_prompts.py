"""Add channels with a daily prompt, the posts of each day, and the answers."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "daily_channels",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("platform", sa.String(20), nullable=False),
        sa.Column("place", sa.String(100), nullable=False),
        sa.Column("channel", sa.String(100), nullable=False),
        sa.Column("hour", sa.Integer(), nullable=False),
        sa.Column("zone", sa.String(64), nullable=False),
        sa.Column("weekdays", sa.String(7), nullable=False),
        sa.Column("track", sa.String(100), nullable=False),
        sa.Column("pace", sa.Integer(), nullable=False),
        sa.Column("language", sa.String(8), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("next_at", sa.DateTime(timezone=True)),
        sa.PrimaryKeyConstraint("id", name="pk_daily_channels"),
        sa.UniqueConstraint("platform", "channel", name="uq_daily_channels_platform_channel"),
    )
    op.create_index("ix_daily_channels_next_at", "daily_channels", ["next_at"])
    op.create_table(
        "daily_posts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("channel_id", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("question", sa.String(100)),
        sa.Column("exercise", sa.String(100)),
        sa.Column("claimed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True)),
        sa.Column("message", sa.String(100)),
        sa.Column("skipped", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["channel_id"],
            ["daily_channels.id"],
            name="fk_daily_posts_channel_id_daily_channels",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name="pk_daily_posts"),
        sa.UniqueConstraint("channel_id", "day", name="uq_daily_posts_channel_id_day"),
    )
    op.create_table(
        "daily_answers",
        sa.Column("learner_id", sa.Integer(), nullable=False),
        sa.Column("post_id", sa.Integer(), nullable=False),
        sa.Column("correct", sa.Boolean(), nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["learner_id"],
            ["learners.id"],
            name="fk_daily_answers_learner_id_learners",
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["post_id"],
            ["daily_posts.id"],
            name="fk_daily_answers_post_id_daily_posts",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("learner_id", "post_id", name="pk_daily_answers"),
    )
    op.create_index("ix_daily_answers_post_id", "daily_answers", ["post_id"])


def downgrade() -> None:
    for table in ("daily_answers", "daily_posts", "daily_channels"):
        op.drop_table(table)
