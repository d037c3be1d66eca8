"""Store the code of earlier exercises that runs before a submission."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0028"
down_revision = "0027"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("submissions", sa.Column("earlier", sa.Text(), nullable=False, server_default=""))


def downgrade() -> None:
    op.drop_column("submissions", "earlier")
