"""Add accounts, of which a learner can have several, and the codes that link them.

The downgrade keeps one account per learner, the one that they last wrote from. Other accounts
become new learners when they write again, and unused codes are lost.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

COPIED_COLUMNS = ("platform", "account", "name", "locale", "met_at")


def upgrade() -> None:
    op.create_table(
        "accounts",
        sa.Column("learner_id", sa.Integer(), nullable=False),
        sa.Column("platform", sa.String(20), nullable=False),
        sa.Column("account", sa.String(100), nullable=False),
        sa.Column("name", sa.String(100), nullable=False),
        sa.Column("locale", sa.String(20)),
        sa.Column("met_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["learner_id"],
            ["learners.id"],
            name="fk_accounts_learner_id_learners",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("platform", "account", name="pk_accounts"),
    )
    op.create_index("ix_accounts_learner_id", "accounts", ["learner_id"])
    op.create_table(
        "linking",
        sa.Column("learner_id", sa.Integer(), nullable=False),
        sa.Column("code_hash", sa.String(64)),
        sa.Column("expires_at", sa.DateTime(timezone=True)),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("tried_since", sa.DateTime(timezone=True)),
        sa.ForeignKeyConstraint(
            ["learner_id"],
            ["learners.id"],
            name="fk_linking_learner_id_learners",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("learner_id", name="pk_linking"),
        sa.UniqueConstraint("code_hash", name="uq_linking_code_hash"),
    )
    learners = sa.table("learners", sa.column("id"), *map(sa.column, COPIED_COLUMNS))
    accounts = sa.table("accounts", sa.column("learner_id"), *map(sa.column, COPIED_COLUMNS))
    first_accounts = sa.select(learners.c.id, *(learners.c[name] for name in COPIED_COLUMNS))
    op.execute(accounts.insert().from_select(["learner_id", *COPIED_COLUMNS], first_accounts))


def downgrade() -> None:
    op.drop_table("linking")
    op.drop_index("ix_accounts_learner_id", "accounts")
    op.drop_table("accounts")
