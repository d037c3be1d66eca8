"""Store the misconception behind a wrong answer to a quiz question."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None

INDEX = "ix_quiz_answers_learner_id_question_mistake"


def upgrade() -> None:
    op.add_column("quiz_answers", sa.Column("mistake", sa.String(100)))
    is_known = sa.text("mistake IS NOT NULL")
    op.create_index(
        INDEX,
        "quiz_answers",
        ["learner_id", "question", "mistake"],
        sqlite_where=is_known,
        postgresql_where=is_known,
    )


def downgrade() -> None:
    op.drop_index(INDEX, "quiz_answers")
    op.drop_column("quiz_answers", "mistake")
