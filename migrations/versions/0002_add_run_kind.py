"""Add the kind of a run: a learner's code, or a benchmark of the grader's machine."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("runs", sa.Column("kind", sa.String(20), nullable=False, server_default="code"))


def downgrade() -> None:
    op.drop_column("runs", "kind")
