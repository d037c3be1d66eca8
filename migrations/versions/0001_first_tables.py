"""Create the first tables: learners, groups, submissions, runs, points, progress, local chat."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    create_accounts()
    create_jobs()
    create_progress()
    create_local_chat()


def downgrade() -> None:
    for table in (
        "local_messages",
        "bookmarks",
        "hints",
        "self_checks",
        "quiz_answers",
        "points",
        "runs",
        "submissions",
        "memberships",
        "study_groups",
        "learners",
    ):
        op.drop_table(table)


def time(name: str, nullable: bool = False) -> sa.Column[object]:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=nullable)


def string(name: str, length: int, nullable: bool = False) -> sa.Column[str]:
    return sa.Column(name, sa.String(length), nullable=nullable)


def integer(name: str, nullable: bool = False) -> sa.Column[int]:
    return sa.Column(name, sa.Integer(), nullable=nullable)


def learner_id(table: str) -> tuple[sa.Column[int], sa.ForeignKeyConstraint]:
    return integer("learner_id"), sa.ForeignKeyConstraint(
        ["learner_id"],
        ["learners.id"],
        name=f"fk_{table}_learner_id_learners",
        ondelete="CASCADE",
    )


def create_accounts() -> None:
    op.create_table(
        "learners",
        integer("id"),
        string("platform", 20),
        string("account", 100),
        string("name", 100),
        string("language", 8, nullable=True),
        string("locale", 20, nullable=True),
        time("met_at"),
        sa.PrimaryKeyConstraint("id", name="pk_learners"),
        sa.UniqueConstraint("platform", "account", name="uq_learners_platform_account"),
    )
    op.create_table(
        "study_groups",
        integer("id"),
        string("platform", 20),
        string("place", 100),
        string("name", 100),
        sa.Column("is_default", sa.Boolean(), nullable=False),
        time("created_at"),
        sa.PrimaryKeyConstraint("id", name="pk_study_groups"),
    )
    op.create_index(
        "uq_study_groups_default_of_place",
        "study_groups",
        ["platform", "place"],
        unique=True,
        sqlite_where=sa.text("is_default"),
        postgresql_where=sa.text("is_default"),
    )
    op.create_table(
        "memberships",
        integer("group_id"),
        *learner_id("memberships"),
        time("joined_at"),
        sa.ForeignKeyConstraint(
            ["group_id"],
            ["study_groups.id"],
            name="fk_memberships_group_id_study_groups",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("group_id", "learner_id", name="pk_memberships"),
    )
    op.create_index("ix_memberships_learner_id", "memberships", ["learner_id"])


def create_jobs() -> None:
    op.create_table(
        "submissions",
        string("id", 36),
        *learner_id("submissions"),
        string("exercise", 100),
        sa.Column("code", sa.Text(), nullable=False),
        string("reply_to", 500),
        time("received_at"),
        integer("attempts"),
        string("status", 20, nullable=True),
        sa.Column("verdict", sa.JSON(), nullable=True),
        time("judged_at", nullable=True),
        integer("points", nullable=True),
        time("delivered_at", nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_submissions"),
        sa.UniqueConstraint(
            "learner_id",
            "reply_to",
            "exercise",
            name="uq_submissions_learner_id_reply_to_exercise",
        ),
    )
    op.create_index("ix_submissions_learner_id_exercise", "submissions", ["learner_id", "exercise"])
    op.create_table(
        "runs",
        string("id", 36),
        *learner_id("runs"),
        sa.Column("code", sa.Text(), nullable=False),
        string("reply_to", 500, nullable=True),
        time("received_at"),
        integer("attempts"),
        string("status", 20, nullable=True),
        sa.Column("result", sa.JSON(), nullable=True),
        time("finished_at", nullable=True),
        time("delivered_at", nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_runs"),
        sa.UniqueConstraint("learner_id", "reply_to", name="uq_runs_learner_id_reply_to"),
    )
    for table in ("submissions", "runs"):
        op.create_index(
            f"ix_{table}_undelivered",
            table,
            ["received_at"],
            sqlite_where=sa.text("delivered_at IS NULL"),
            postgresql_where=sa.text("delivered_at IS NULL"),
        )


def create_progress() -> None:
    op.create_table(
        "points",
        integer("id"),
        *learner_id("points"),
        string("key", 200),
        string("kind", 20),
        string("subject", 100),
        integer("points"),
        time("earned_at"),
        sa.PrimaryKeyConstraint("id", name="pk_points"),
        sa.UniqueConstraint("key", name="uq_points_key"),
    )
    op.create_index("ix_points_learner_id_kind", "points", ["learner_id", "kind"])
    op.create_table(
        "quiz_answers",
        integer("id"),
        *learner_id("quiz_answers"),
        string("question", 100),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("correct", sa.Boolean(), nullable=False),
        time("answered_at"),
        sa.PrimaryKeyConstraint("id", name="pk_quiz_answers"),
    )
    op.create_index(
        "ix_quiz_answers_learner_id_question", "quiz_answers", ["learner_id", "question"]
    )
    op.create_table(
        "self_checks",
        *learner_id("self_checks"),
        string("track", 100),
        string("item", 100),
        time("checked_at"),
        sa.PrimaryKeyConstraint("learner_id", "track", "item", name="pk_self_checks"),
    )
    op.create_table(
        "hints",
        *learner_id("hints"),
        string("exercise", 100),
        integer("seen"),
        sa.PrimaryKeyConstraint("learner_id", "exercise", name="pk_hints"),
    )
    op.create_table(
        "bookmarks",
        *learner_id("bookmarks"),
        string("lesson", 100),
        integer("page"),
        time("left_at"),
        sa.PrimaryKeyConstraint("learner_id", "lesson", name="pk_bookmarks"),
    )


def create_local_chat() -> None:
    op.create_table(
        "local_messages",
        integer("number"),
        string("id", 100),
        string("account", 100),
        string("author", 20),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("final", sa.Boolean(), nullable=False),
        time("created_at"),
        time("edited_at", nullable=True),
        sa.PrimaryKeyConstraint("number", name="pk_local_messages"),
        sa.UniqueConstraint("id", name="uq_local_messages_id"),
    )
    op.create_index("ix_local_messages_account_number", "local_messages", ["account", "number"])
