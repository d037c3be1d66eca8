"""Count how many graders died during a job."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None

TABLES = ("submissions", "runs")


def upgrade() -> None:
    for name in TABLES:
        op.add_column(
            name, sa.Column("graders_lost", sa.Integer(), nullable=False, server_default="0")
        )


def downgrade() -> None:
    for name in TABLES:
        op.drop_column(name, "graders_lost")
