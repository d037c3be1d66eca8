"""Store which replies could not be delivered, so that the bot can offer them later."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0042"
down_revision = "0041"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "missed_replies",
        sa.Column("job", sa.String(36), nullable=False),
        sa.Column("learner_id", sa.Integer(), nullable=False),
        sa.Column("platform", sa.String(20), nullable=False),
        sa.Column("missed_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["learner_id"],
            ["learners.id"],
            name="fk_missed_replies_learner_id_learners",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("job", name="pk_missed_replies"),
    )
    op.create_index("ix_missed_replies_learner_id", "missed_replies", ["learner_id"])


def downgrade() -> None:
    op.drop_table("missed_replies")
