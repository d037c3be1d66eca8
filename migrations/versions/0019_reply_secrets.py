"""Store a reply's credential apart from its address, and only until it is delivered."""

from __future__ import annotations

from datetime import timedelta

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None

TABLES = ("submissions", "runs")
SECRET_LIFETIME = timedelta(minutes=30)
HAS_SECRET = sa.text("reply_secret_until IS NOT NULL")

# Addresses of interactions had the credential after their last separator:
#   on Discord the kind, channel, message, user and interaction, separated by colons;
#   on Slack nine fields from "i" to the flags, separated by vertical bars.
FORMATS = (("discord", ("e:", "i:"), ":", 5), ("slack", ("i|",), "|", 9))


def upgrade() -> None:
    for name in TABLES:
        op.add_column(name, sa.Column("reply_secret", sa.Text(), nullable=True))
        op.add_column(
            name, sa.Column("reply_secret_until", sa.DateTime(timezone=True), nullable=True)
        )
        jobs = _table(name)
        for platform, kinds, separator, length in FORMATS:
            changes = []
            for row in _select_interactions(jobs, platform, kinds):
                parts = row.reply_to.split(separator, maxsplit=length)
                secret = parts[length] if len(parts) > length else ""
                is_needed = bool(secret) and row.delivered_at is None
                changes.append(
                    {
                        "row": row.id,
                        "place": separator.join(parts[:length]),
                        "secret": secret if is_needed else None,
                        "until": row.received_at + SECRET_LIFETIME if is_needed else None,
                    }
                )
            _write(jobs, changes)
        op.create_index(
            f"ix_{name}_reply_secret",
            name,
            ["reply_secret_until"],
            sqlite_where=HAS_SECRET,
            postgresql_where=HAS_SECRET,
        )


def downgrade() -> None:
    for name in TABLES:
        jobs = _table(name)
        for platform, kinds, separator, _ in FORMATS:
            changes = [
                {
                    "row": row.id,
                    "place": f"{row.reply_to}{separator}{row.reply_secret or ''}",
                    "secret": None,
                    "until": None,
                }
                for row in _select_interactions(jobs, platform, kinds)
            ]
            _write(jobs, changes)
        op.drop_index(f"ix_{name}_reply_secret", name)
        op.drop_column(name, "reply_secret_until")
        op.drop_column(name, "reply_secret")


def _table(name: str) -> sa.TableClause:
    return sa.table(
        name,
        sa.column("id", sa.String),
        sa.column("platform", sa.String),
        sa.column("reply_to", sa.String),
        sa.column("reply_secret", sa.Text),
        sa.column("reply_secret_until", sa.DateTime(timezone=True)),
        sa.column("received_at", sa.DateTime(timezone=True)),
        sa.column("delivered_at", sa.DateTime(timezone=True)),
    )


def _select_interactions(
    jobs: sa.TableClause, platform: str, kinds: tuple[str, ...]
) -> list[sa.Row[tuple[object, ...]]]:
    starts = sa.or_(*(jobs.c.reply_to.startswith(kind) for kind in kinds))
    found = op.get_bind().execute(sa.select(jobs).where(jobs.c.platform == platform, starts))
    return list(found.all())


def _write(jobs: sa.TableClause, changes: list[dict[str, object]]) -> None:
    change = (
        jobs.update()
        .where(jobs.c.id == sa.bindparam("row"))
        .values(
            reply_to=sa.bindparam("place"),
            reply_secret=sa.bindparam("secret"),
            reply_secret_until=sa.bindparam("until"),
        )
    )
    if changes:
        op.get_bind().execute(change, changes)
