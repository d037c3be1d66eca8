"""Add requests to link two accounts, which the other account has to confirm."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "link_requests",
        sa.Column("learner_id", sa.Integer(), nullable=False),
        sa.Column("asker_id", sa.Integer(), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["learner_id"],
            ["learners.id"],
            name="fk_link_requests_learner_id_learners",
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["asker_id"],
            ["learners.id"],
            name="fk_link_requests_asker_id_learners",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("learner_id", name="pk_link_requests"),
    )
    op.create_index("ix_link_requests_asker_id", "link_requests", ["asker_id"])


def downgrade() -> None:
    op.drop_index("ix_link_requests_asker_id", "link_requests")
    op.drop_table("link_requests")
