"""Which platform a reply goes to: a learner may come from several."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

TABLES = ("submissions", "runs")


def upgrade() -> None:
    learners = sa.table("learners", sa.column("id"), sa.column("platform"))
    for name in TABLES:
        op.add_column(
            name, sa.Column("platform", sa.String(20), nullable=False, server_default="local")
        )
        work = sa.table(name, sa.column("learner_id"), sa.column("platform"))
        theirs = sa.select(learners.c.platform).where(learners.c.id == work.c.learner_id)
        op.execute(work.update().values(platform=theirs.scalar_subquery()))


def downgrade() -> None:
    for name in TABLES:
        op.drop_column(name, "platform")
