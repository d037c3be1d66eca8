"""Index due prompts and reminders by platform, so that other platforms' rows are not read."""

from __future__ import annotations

from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None

DUE = {"daily_channels": "next_at", "learners": "remind_at"}


def upgrade() -> None:
    for table, column in DUE.items():
        op.drop_index(f"ix_{table}_{column}", table)
        op.create_index(f"ix_{table}_{column}", table, ["platform", column])


def downgrade() -> None:
    for table, column in DUE.items():
        op.drop_index(f"ix_{table}_{column}", table)
        op.create_index(f"ix_{table}_{column}", table, [column])
