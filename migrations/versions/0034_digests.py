"""Store when a group's teachers get its digest, and index first tries for item analysis."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta

import sqlalchemy as sa
from alembic import op

revision = "0034"
down_revision = "0033"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("study_groups", sa.Column("digest_at", sa.DateTime(timezone=True)))
    op.create_index("ix_study_groups_digest_at", "study_groups", ["digest_at"])
    op.add_column(
        "memberships", sa.Column("digest", sa.Boolean(), nullable=False, server_default=sa.true())
    )
    groups = sa.table(
        "study_groups",
        sa.column("digest_at", sa.DateTime(timezone=True)),
        sa.column("is_default", sa.Boolean()),
        sa.column("archived_at", sa.DateTime(timezone=True)),
    )
    op.execute(
        groups.update()
        .where(~groups.c.is_default, groups.c.archived_at.is_(None))
        .values(digest_at=_next_monday())
    )
    understood_or_not = sa.text("status IN ('passed', 'failed', 'error')")
    op.create_index(
        "ix_submissions_tries",
        "submissions",
        ["learner_id", "exercise", "received_at", "status"],
        sqlite_where=understood_or_not,
        postgresql_where=understood_or_not,
    )
    op.drop_index("ix_quiz_answers_learner_id_question", "quiz_answers")
    op.create_index(
        "ix_quiz_answers_tries",
        "quiz_answers",
        ["learner_id", "question", "answered_at", "correct"],
    )
    # With the time, so that no query of mistakes takes the index above in its place.
    mistaken = sa.text("mistake IS NOT NULL")
    op.drop_index("ix_quiz_answers_learner_id_question_mistake", "quiz_answers")
    op.create_index(
        "ix_quiz_answers_mistakes",
        "quiz_answers",
        ["learner_id", "question", "mistake", "answered_at"],
        sqlite_where=mistaken,
        postgresql_where=mistaken,
    )


def downgrade() -> None:
    mistaken = sa.text("mistake IS NOT NULL")
    op.drop_index("ix_quiz_answers_mistakes", "quiz_answers")
    op.create_index(
        "ix_quiz_answers_learner_id_question_mistake",
        "quiz_answers",
        ["learner_id", "question", "mistake"],
        sqlite_where=mistaken,
        postgresql_where=mistaken,
    )
    op.drop_index("ix_quiz_answers_tries", "quiz_answers")
    op.create_index(
        "ix_quiz_answers_learner_id_question", "quiz_answers", ["learner_id", "question"]
    )
    op.drop_index("ix_submissions_tries", "submissions")
    op.drop_column("memberships", "digest")
    op.drop_index("ix_study_groups_digest_at", "study_groups")
    op.drop_column("study_groups", "digest_at")


def _next_monday() -> datetime:
    """Return the beginning of the next Monday in UTC."""
    today = datetime.now(UTC).date()
    return datetime.combine(today + timedelta(days=7 - today.weekday()), time(), UTC)
