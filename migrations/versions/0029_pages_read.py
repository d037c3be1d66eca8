"""Store how far a learner has read in each lesson."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0029"
down_revision = "0028"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column(
        "bookmarks", sa.Column("furthest", sa.Integer(), nullable=False, server_default="1")
    )
    op.execute("UPDATE bookmarks SET furthest = page")


def downgrade() -> None:
    op.drop_column("bookmarks", "furthest")
