"""Store the channels in which pastes are read without a mention, or answered for one alone."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0037"
down_revision = "0036"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "channel_policies",
        sa.Column("platform", sa.String(20), nullable=False),
        sa.Column("place", sa.String(100), nullable=False),
        sa.Column("channel", sa.String(100), nullable=False),
        sa.Column("policy", sa.String(20), nullable=False),
        sa.PrimaryKeyConstraint("platform", "place", "channel"),
    )


def downgrade() -> None:
    op.drop_table("channel_policies")
