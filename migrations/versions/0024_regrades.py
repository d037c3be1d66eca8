"""Add fingerprints of wrong answers, submissions that are graded again, and a setting for news."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None

TIME = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.add_column(
        "learners", sa.Column("no_news", sa.Boolean, nullable=False, server_default=sa.false())
    )
    op.add_column("submissions", sa.Column("fingerprint", sa.String(40)))
    unnamed = sa.text("fingerprint IS NOT NULL")
    op.create_index(
        "ix_submissions_unnamed",
        "submissions",
        ["exercise", "fingerprint", "learner_id", "received_at"],
        sqlite_where=unnamed,
        postgresql_where=unnamed,
    )
    op.create_table(
        "regrades",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("learner_id", sa.Integer, nullable=False),
        sa.Column("submission_id", sa.String(36), nullable=False),
        sa.Column("version", sa.String(64), nullable=False),
        sa.Column("created_at", TIME, nullable=False),
        sa.Column("queued_at", TIME),
        sa.Column("attempts", sa.Integer, nullable=False, server_default="0"),
        sa.Column("status", sa.String(20)),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_regrades")),
        sa.ForeignKeyConstraint(
            ["learner_id"],
            ["learners.id"],
            name=op.f("fk_regrades_learner_id_learners"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["submission_id"],
            ["submissions.id"],
            name=op.f("fk_regrades_submission_id_submissions"),
            ondelete="CASCADE",
        ),
    )
    op.create_index(
        "uq_regrades_submission_id_version", "regrades", ["submission_id", "version"], unique=True
    )
    op.create_index("ix_regrades_learner_id", "regrades", ["learner_id"])
    is_open = sa.text("status IS NULL")
    op.create_index(
        "ix_regrades_open",
        "regrades",
        ["version", "id"],
        sqlite_where=is_open,
        postgresql_where=is_open,
    )


def downgrade() -> None:
    op.drop_table("regrades")
    op.drop_index("ix_submissions_unnamed", "submissions")
    op.drop_column("submissions", "fingerprint")
    op.drop_column("learners", "no_news")
