"""Store the language of what everyone in a channel reads."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0040"
down_revision = "0039"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("channel_policies", sa.Column("language", sa.String(8), nullable=True))


def downgrade() -> None:
    op.drop_column("channel_policies", "language")
