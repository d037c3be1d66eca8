"""Add the platform that a reply goes to, as a learner may use several."""

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
        jobs = sa.table(name, sa.column("learner_id"), sa.column("platform"))
        platform_of_learner = sa.select(learners.c.platform).where(
            learners.c.id == jobs.c.learner_id
        )
        op.execute(jobs.update().values(platform=platform_of_learner.scalar_subquery()))


def downgrade() -> None:
    for name in TABLES:
        op.drop_column(name, "platform")
