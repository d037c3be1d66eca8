"""Store open questions, exercises of unscored verdicts, and errors pasted beside code."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0027"
down_revision = "0026"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "open_questions",
        sa.Column("learner_id", sa.Integer, nullable=False),
        sa.Column("question", sa.String(100), nullable=False),
        sa.Column("action", sa.String(200), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("learner_id", name=op.f("pk_open_questions")),
        sa.ForeignKeyConstraint(
            ["learner_id"],
            ["learners.id"],
            name=op.f("fk_open_questions_learner_id_learners"),
            ondelete="CASCADE",
        ),
    )
    op.create_index("ix_open_questions_asked_at", "open_questions", ["asked_at"])
    op.add_column("runs", sa.Column("exercise", sa.String(100)))
    op.add_column("submissions", sa.Column("pasted_error", sa.Text))


def downgrade() -> None:
    op.execute("DELETE FROM runs WHERE kind = 'unscored'")  # an older bot cannot read their results
    op.drop_column("submissions", "pasted_error")
    op.drop_column("runs", "exercise")
    op.drop_table("open_questions")
