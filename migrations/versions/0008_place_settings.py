"""Add settings of a place (a server, a workspace), which its managers choose."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "places",
        sa.Column("platform", sa.String(20), nullable=False),
        sa.Column("place", sa.String(100), nullable=False),
        sa.Column("answers", sa.String(20)),
        sa.PrimaryKeyConstraint("platform", "place", name="pk_places"),
    )


def downgrade() -> None:
    op.drop_table("places")
