"""Store the code that runs before a run, such as a page's earlier snippets."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0033"
down_revision = "0032"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("runs", sa.Column("earlier", sa.Text(), nullable=False, server_default=""))


def downgrade() -> None:
    op.drop_column("runs", "earlier")
