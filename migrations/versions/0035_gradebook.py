"""Store what a teacher sees of each learner: when they were last here, who has left, consent."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0035"
down_revision = "0034"
branch_labels = None
depends_on = None

INDEX = "ix_submissions_answer_digest"
ACTIVITIES = (
    ("submissions", "received_at"),
    ("runs", "received_at"),
    ("quiz_answers", "answered_at"),
    ("bookmarks", "left_at"),
    ("reviews", "reviewed_at"),
)
"""Tables with what learners do, and the columns of when."""


def upgrade() -> None:
    time = sa.DateTime(timezone=True)
    op.add_column("learners", sa.Column("seen_at", time))
    found = " UNION ALL ".join(
        f"SELECT max({column}) AS at FROM {table} WHERE {table}.learner_id = learners.id"  # noqa: S608
        for table, column in ACTIVITIES
    )
    op.execute(f"UPDATE learners SET seen_at = (SELECT max(at) FROM ({found}) AS found)")  # noqa: S608
    op.add_column(
        "memberships",
        sa.Column("on_board", sa.Boolean(), nullable=False, server_default=sa.false()),
    )
    # Until now a group's leaderboard had its teachers, and no upgrade takes them off it.
    op.execute("UPDATE memberships SET on_board = teacher")
    op.add_column("memberships", sa.Column("agreed_at", time))
    op.add_column("memberships", sa.Column("nudged_at", time))
    op.create_table(
        "former_members",
        sa.Column(
            "group_id",
            sa.Integer(),
            sa.ForeignKey(
                "study_groups.id",
                name="fk_former_members_group_id_study_groups",
                ondelete="CASCADE",
            ),
            nullable=False,
        ),
        sa.Column(
            "learner_id",
            sa.Integer(),
            sa.ForeignKey(
                "learners.id", name="fk_former_members_learner_id_learners", ondelete="CASCADE"
            ),
            nullable=False,
        ),
        sa.Column("joined_at", time, nullable=False),
        sa.Column("left_at", time, nullable=False),
        sa.Column("agreed_at", time),
        sa.PrimaryKeyConstraint("group_id", "learner_id", name="pk_former_members"),
    )
    op.create_index("ix_former_members_learner_id", "former_members", ["learner_id"])
    op.add_column("submissions", sa.Column("answer_digest", sa.String(16)))
    op.add_column("submissions", sa.Column("shared_in", sa.String(130)))
    is_known = sa.text("answer_digest IS NOT NULL")
    op.create_index(
        INDEX,
        "submissions",
        ["learner_id", "exercise", "answer_digest", "received_at"],
        sqlite_where=is_known,
        postgresql_where=is_known,
    )


def downgrade() -> None:
    op.drop_index(INDEX, "submissions")
    op.drop_column("submissions", "shared_in")
    op.drop_column("submissions", "answer_digest")
    op.drop_index("ix_former_members_learner_id", "former_members")
    op.drop_table("former_members")
    op.drop_column("memberships", "nudged_at")
    op.drop_column("memberships", "agreed_at")
    op.drop_column("memberships", "on_board")
    op.drop_column("learners", "seen_at")
