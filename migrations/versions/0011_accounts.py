"""One learner, several accounts; and the codes that link them.

On the way back each learner keeps one account, the one that they last wrote from. Whoever writes
from another begins anew there: which learner it belonged to is lost, as are unused codes.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

KEPT_OF_LEARNERS = ("platform", "account", "name", "locale", "met_at")


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
    learners = sa.table("learners", sa.column("id"), *map(sa.column, KEPT_OF_LEARNERS))
    accounts = sa.table("accounts", sa.column("learner_id"), *map(sa.column, KEPT_OF_LEARNERS))
    theirs = sa.select(learners.c.id, *(learners.c[name] for name in KEPT_OF_LEARNERS))
    op.execute(accounts.insert().from_select(["learner_id", *KEPT_OF_LEARNERS], theirs))


def downgrade() -> None:
    op.drop_table("linking")
    op.drop_index("ix_accounts_learner_id", "accounts")
    op.drop_table("accounts")
