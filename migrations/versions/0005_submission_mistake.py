"""Store a submission's misconception in a column, so that a group's can be counted."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("submissions", sa.Column("mistake", sa.String(100)))


def downgrade() -> None:
    op.drop_column("submissions", "mistake")
