"""Store what was repaired in a paste, so that the reply with the result can say it."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0041"
down_revision = "0040"
branch_labels = None
depends_on = None


def upgrade() -> None:
    for table in ("submissions", "runs"):
        op.add_column(table, sa.Column("repairs", sa.JSON(none_as_null=True), nullable=True))


def downgrade() -> None:
    for table in ("submissions", "runs"):
        op.drop_column(table, "repairs")
