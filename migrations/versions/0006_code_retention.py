"""Add indexes that find code older than its retention period."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index(
        "ix_submissions_with_code",
        "submissions",
        ["received_at"],
        sqlite_where=sa.text("code <> ''"),
        postgresql_where=sa.text("code <> ''"),
    )
    op.create_index("ix_runs_received_at", "runs", ["received_at"])


def downgrade() -> None:
    op.drop_index("ix_runs_received_at", "runs")
    op.drop_index("ix_submissions_with_code", "submissions")
