"""Store the roles that places give for finished tracks, and to whom they were given."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0038"
down_revision = "0037"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "track_roles",
        sa.Column("platform", sa.String(20), nullable=False),
        sa.Column("place", sa.String(100), nullable=False),
        sa.Column("track", sa.String(100), nullable=False),
        sa.Column("role", sa.String(100), nullable=False),
        sa.PrimaryKeyConstraint("platform", "place", "track", name="pk_track_roles"),
    )
    op.create_table(
        "given_roles",
        sa.Column("learner_id", sa.Integer(), nullable=False),
        sa.Column("platform", sa.String(20), nullable=False),
        sa.Column("place", sa.String(100), nullable=False),
        sa.Column("track", sa.String(100), nullable=False),
        sa.Column("account", sa.String(100), nullable=False),
        sa.Column("role", sa.String(100), nullable=False),
        sa.Column("given_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["learner_id"],
            ["learners.id"],
            name="fk_given_roles_learner_id_learners",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("platform", "place", "track", "account", name="pk_given_roles"),
    )
    op.create_index("ix_given_roles_learner_id", "given_roles", ["learner_id"])


def downgrade() -> None:
    op.drop_table("given_roles")
    op.drop_table("track_roles")
