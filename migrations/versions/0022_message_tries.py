"""Count tries that were begun and not finished, of messages and of deliveries."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None

COUNTS = {"local_messages": "tries", "submissions": "delivery_tries", "runs": "delivery_tries"}


def upgrade() -> None:
    for table, column in COUNTS.items():
        op.add_column(table, sa.Column(column, sa.Integer, nullable=False, server_default="0"))
    op.create_table(
        "tried_messages",
        sa.Column("platform", sa.String(20), nullable=False),
        sa.Column("message", sa.String(200), nullable=False),
        sa.Column("tries", sa.Integer, nullable=False),
        sa.Column("tried_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("platform", "message", name=op.f("pk_tried_messages")),
    )


def downgrade() -> None:
    op.drop_table("tried_messages")
    for table, column in COUNTS.items():
        op.drop_column(table, column)
