"""Add the queue's tables on Postgres, and the graders' announcements.

On SQLite there is no queue in the database; the table of announcements exists for uniformity.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from procrastinate.schema import SchemaManager

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

DROP_QUEUE = r"""
DO $$
DECLARE signature text;
BEGIN
    DROP TABLE procrastinate_periodic_defers, procrastinate_events, procrastinate_jobs,
        procrastinate_workers CASCADE;
    FOR signature IN
        SELECT oid::regprocedure::text FROM pg_proc
        WHERE proname LIKE 'procrastinate\_%' AND pronamespace = current_schema()::regnamespace
    LOOP
        EXECUTE 'DROP FUNCTION ' || signature || ' CASCADE';
    END LOOP;
    DROP TYPE procrastinate_job_to_defer_v1, procrastinate_job_status,
        procrastinate_job_event_type CASCADE;
END $$
"""


def upgrade() -> None:
    op.create_table(
        "graders",
        sa.Column("id", sa.String(36), nullable=False),
        sa.Column("role", sa.String(63), nullable=False),
        sa.Column("announcement", sa.JSON(), nullable=False),
        sa.Column("notice", sa.Text(), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_graders"),
    )
    if op.get_bind().dialect.name != "postgresql":
        return
    # Several statements in one string can only be executed without parameters.
    without_parameters = op.get_bind().execution_options(no_parameters=True)
    without_parameters.exec_driver_sql(SchemaManager.get_schema())
    # Each grader has a role of its own, which sees only the rows that it wrote.
    op.execute("ALTER TABLE graders ENABLE ROW LEVEL SECURITY")
    op.execute(
        "CREATE POLICY graders_see_themselves ON graders"
        " USING (role = current_user) WITH CHECK (role = current_user)"
    )


def downgrade() -> None:
    if op.get_bind().dialect.name == "postgresql":
        op.execute(DROP_QUEUE)
    op.drop_table("graders")
