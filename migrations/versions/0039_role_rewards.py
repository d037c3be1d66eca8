"""Let places give roles for checklist items as well, and store the roles that are to be given."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0039"
down_revision = "0038"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "role_rewards",
        sa.Column("platform", sa.String(20), nullable=False),
        sa.Column("place", sa.String(100), nullable=False),
        sa.Column("track", sa.String(100), nullable=False),
        sa.Column("item", sa.String(100), nullable=False),
        sa.Column("role", sa.String(100), nullable=False),
        sa.PrimaryKeyConstraint("platform", "place", "track", "item", name="pk_role_rewards"),
    )
    op.execute(
        "INSERT INTO role_rewards (platform, place, track, item, role) "
        "SELECT platform, place, track, '', role FROM track_roles"
    )
    op.drop_table("track_roles")
    # The primary key changes, which SQLite cannot do in place.
    op.execute("CREATE TABLE given_roles_before AS SELECT * FROM given_roles")
    op.drop_table("given_roles")
    op.create_table(
        "given_roles",
        *_columns_of_given_roles(),
        sa.Column("item", sa.String(100), nullable=False),
        sa.Column("is_wanted", sa.Boolean(), nullable=False, server_default=sa.true()),
        sa.Column("given_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("tries", sa.Integer(), nullable=False, server_default="0"),
        _foreign_key(),
        sa.PrimaryKeyConstraint(
            "platform", "place", "track", "item", "account", "role", name="pk_given_roles"
        ),
    )
    op.create_index("ix_given_roles_learner_id", "given_roles", ["learner_id"])
    op.create_index(
        "ix_given_roles_due_at",
        "given_roles",
        ["due_at"],
        sqlite_where=sa.text("due_at IS NOT NULL"),
        postgresql_where=sa.text("due_at IS NOT NULL"),
    )
    op.execute(
        "INSERT INTO given_roles "
        "(learner_id, platform, place, track, item, account, role, given_at) "
        "SELECT learner_id, platform, place, track, '', account, role, given_at "
        "FROM given_roles_before"
    )
    op.drop_table("given_roles_before")


def downgrade() -> None:
    """Keep the roles of tracks; those of items are forgotten, and stay with their members."""
    op.execute("CREATE TABLE given_roles_after AS SELECT * FROM given_roles")
    op.drop_table("given_roles")
    op.create_table(
        "given_roles",
        *_columns_of_given_roles(),
        sa.Column("given_at", sa.DateTime(timezone=True), nullable=False),
        _foreign_key(),
        sa.PrimaryKeyConstraint("platform", "place", "track", "account", name="pk_given_roles"),
    )
    op.create_index("ix_given_roles_learner_id", "given_roles", ["learner_id"])
    op.execute(
        "INSERT INTO given_roles (learner_id, platform, place, track, account, role, given_at)"
        " SELECT learner_id, platform, place, track, account, role, given_at"
        " FROM given_roles_after WHERE item = '' AND is_wanted AND given_at IS NOT NULL"
    )
    op.drop_table("given_roles_after")
    op.create_table(
        "track_roles",
        sa.Column("platform", sa.String(20), nullable=False),
        sa.Column("place", sa.String(100), nullable=False),
        sa.Column("track", sa.String(100), nullable=False),
        sa.Column("role", sa.String(100), nullable=False),
        sa.PrimaryKeyConstraint("platform", "place", "track", name="pk_track_roles"),
    )
    op.execute(
        "INSERT INTO track_roles (platform, place, track, role) "
        "SELECT platform, place, track, role FROM role_rewards WHERE item = ''"
    )
    op.drop_table("role_rewards")


def _columns_of_given_roles() -> tuple[sa.Column[object], ...]:
    return (
        sa.Column("learner_id", sa.Integer(), nullable=False),
        sa.Column("platform", sa.String(20), nullable=False),
        sa.Column("place", sa.String(100), nullable=False),
        sa.Column("track", sa.String(100), nullable=False),
        sa.Column("account", sa.String(100), nullable=False),
        sa.Column("role", sa.String(100), nullable=False),
    )


def _foreign_key() -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["learner_id"],
        ["learners.id"],
        name="fk_given_roles_learner_id_learners",
        ondelete="CASCADE",
    )
