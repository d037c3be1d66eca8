"""Store the local day on which each entry of the ledger was earned, and minutes of times.

Also the FSRS parameters that were fitted to this instance's answers.
"""

from __future__ import annotations

import os
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from alembic import op

revision = "0031"
down_revision = "0030"
branch_labels = None
depends_on = None

BATCH = 1000
ZONE_OF_JAPAN = "Asia/Tokyo"
MINUTES = {"learners": "remind_minute", "daily_channels": "minute"}


def upgrade() -> None:
    op.add_column("points", sa.Column("earned_on", sa.Date(), nullable=True))
    _store_days()
    with op.batch_alter_table("points") as points:
        points.alter_column("earned_on", existing_type=sa.Date(), nullable=False)
    for table, column in MINUTES.items():
        op.add_column(table, sa.Column(column, sa.Integer(), nullable=False, server_default="0"))
    op.add_column(
        "learners", sa.Column("zone_asked", sa.Boolean(), nullable=False, server_default=sa.false())
    )
    op.create_table(
        "review_parameters",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("parameters", sa.JSON(), nullable=False),
        sa.Column("answers", sa.Integer(), nullable=False),
        sa.Column("loss", sa.Double(), nullable=False),
        sa.Column("loss_before", sa.Double(), nullable=False),
        sa.Column("fitted_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_review_parameters")),
    )


def downgrade() -> None:
    op.drop_table("review_parameters")
    op.drop_column("learners", "zone_asked")
    for table, column in MINUTES.items():
        op.drop_column(table, column)
    op.drop_column("points", "earned_on")


def _store_days() -> None:
    """Store the day of each entry in its learner's present zone, which showed it until now."""
    entries = sa.table(
        "points",
        sa.column("id", sa.Integer),
        sa.column("learner_id", sa.Integer),
        sa.column("earned_at", sa.DateTime(timezone=True)),
        sa.column("earned_on", sa.Date),
    )
    change = (
        entries.update()
        .where(entries.c.id == sa.bindparam("row"))
        .values(earned_on=sa.bindparam("day"))
    )
    zones = _zones()
    connection = op.get_bind()
    last = 0
    while True:
        found = connection.execute(
            sa.select(entries.c.id, entries.c.learner_id, entries.c.earned_at)
            .where(entries.c.id > last)
            .order_by(entries.c.id)
            .limit(BATCH)
        ).all()
        if not found:
            return
        last = found[-1].id
        changes = [
            {"row": row.id, "day": _day(zones[row.learner_id], row.earned_at)} for row in found
        ]
        connection.execute(change, changes)


def _zones() -> dict[int, ZoneInfo]:
    """Return each learner's zone: chosen, else reported, else of their language, else default."""
    learners = sa.table(
        "learners",
        sa.column("id", sa.Integer),
        sa.column("locale", sa.String),
        sa.column("zone", sa.String),
        sa.column("told_zone", sa.String),
    )
    default = os.environ.get("TENSEI_ZONE", "UTC")
    return {
        row.id: _zone(
            row.zone
            or row.told_zone
            or (ZONE_OF_JAPAN if (row.locale or "").lower().startswith("ja") else default)
        )
        for row in op.get_bind().execute(sa.select(learners))
    }


def _zone(name: str) -> ZoneInfo:
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError):  # a name that this version of the tz database lacks
        return ZoneInfo("UTC")


def _day(zone: ZoneInfo, instant: datetime) -> date:
    aware = instant if instant.tzinfo else instant.replace(tzinfo=UTC)
    return aware.astimezone(zone).date()
