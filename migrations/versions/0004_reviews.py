"""Add the reviews of spaced repetition, and daily reminders of them."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "reviews",
        sa.Column("learner_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("subject", sa.String(100), nullable=False),
        sa.Column("state", sa.Integer(), nullable=False),
        sa.Column("step", sa.Integer()),
        sa.Column("stability", sa.Double()),
        sa.Column("difficulty", sa.Double()),
        sa.Column("due", sa.DateTime(timezone=True), nullable=False),
        sa.Column("reviewed_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["learner_id"],
            ["learners.id"],
            name="fk_reviews_learner_id_learners",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("learner_id", "kind", "subject", name="pk_reviews"),
    )
    op.create_index("ix_reviews_learner_id_due", "reviews", ["learner_id", "due"])
    op.add_column("learners", sa.Column("remind_hour", sa.Integer()))
    op.add_column("learners", sa.Column("remind_at", sa.DateTime(timezone=True)))
    op.create_index("ix_learners_remind_at", "learners", ["remind_at"])


def downgrade() -> None:
    op.drop_index("ix_learners_remind_at", "learners")
    op.drop_column("learners", "remind_at")
    op.drop_column("learners", "remind_hour")
    op.drop_table("reviews")
