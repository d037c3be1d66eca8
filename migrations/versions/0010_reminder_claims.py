"""Add the time of a reminder's claim, so that another process can take over."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("learners", sa.Column("remind_claimed_at", sa.DateTime(timezone=True)))


def downgrade() -> None:
    op.drop_column("learners", "remind_claimed_at")
