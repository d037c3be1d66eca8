"""Add indexes for the rate limit: a learner's recent jobs, and unfinished ones."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

# The columns of the condition are in the index too, or SQLite would read each row for them.
OPEN = {
    "submissions": (["status", "learner_id"], sa.text("status IS NULL")),
    "runs": (
        ["status", "learner_id", "reply_to"],
        sa.text("status IS NULL AND reply_to IS NOT NULL"),
    ),
}


def upgrade() -> None:
    for table, (columns, is_open) in OPEN.items():
        op.create_index(
            f"ix_{table}_open",
            table,
            columns,
            sqlite_where=is_open,
            postgresql_where=is_open,
        )
        op.create_index(f"ix_{table}_learner_id_received_at", table, ["learner_id", "received_at"])


def downgrade() -> None:
    for table in OPEN:
        op.drop_index(f"ix_{table}_learner_id_received_at", table)
        op.drop_index(f"ix_{table}_open", table)
