"""Store what each daily prompt showed, the tracks that follow, and who set a channel's prompt."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0026"
down_revision = "0025"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column(
        "daily_channels",
        sa.Column("following", sa.String(500), nullable=False, server_default=""),
    )
    op.add_column(
        "daily_channels", sa.Column("number", sa.Integer(), nullable=False, server_default="1")
    )
    # Until now the number was computed from the position, which a change of pace made wrong.
    op.execute(sa.text("UPDATE daily_channels SET number = position / pace + 1"))
    op.add_column("daily_posts", sa.Column("number", sa.Integer()))
    op.add_column("daily_posts", sa.Column("kind", sa.String(20)))
    op.add_column("daily_posts", sa.Column("track", sa.String(100)))
    op.create_table(
        "daily_items",
        sa.Column("post_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("subject", sa.String(200), nullable=False),
        sa.ForeignKeyConstraint(
            ["post_id"],
            ["daily_posts.id"],
            name="fk_daily_items_post_id_daily_posts",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("post_id", "at", "kind", name="pk_daily_items"),
    )
    op.create_table(
        "daily_managers",
        sa.Column("channel_id", sa.Integer(), nullable=False),
        sa.Column("learner_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["channel_id"],
            ["daily_channels.id"],
            name="fk_daily_managers_channel_id_daily_channels",
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["learner_id"],
            ["learners.id"],
            name="fk_daily_managers_learner_id_learners",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("channel_id", name="pk_daily_managers"),
    )
    op.create_index("ix_daily_managers_learner_id", "daily_managers", ["learner_id"])


def downgrade() -> None:
    op.drop_table("daily_managers")
    op.drop_table("daily_items")
    for column in ("track", "kind", "number"):
        op.drop_column("daily_posts", column)
    for column in ("number", "following"):
        op.drop_column("daily_channels", column)
