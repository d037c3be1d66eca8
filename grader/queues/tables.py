"""The queue's tables: the graders, and those of procrastinate."""

from __future__ import annotations

from sqlalchemy import (
    JSON,
    BigInteger,
    Column,
    DateTime,
    Integer,
    MetaData,
    String,
    Table,
    Text,
)
from sqlalchemy.dialects.postgresql import ENUM, JSONB

metadata = MetaData(naming_convention={"pk": "pk_%(table_name)s"})

# `role` is the database role that wrote the row: beside the owner, only it can read the row.
graders = Table(
    "graders",
    metadata,
    Column("id", String(36), primary_key=True),
    Column("role", String(63), nullable=False),
    Column("announcement", JSON, nullable=False),
    Column("notice", Text, nullable=False),
    Column("seen_at", DateTime(timezone=True), nullable=False),
)

# One row with the version of the schema. Graders' roles have no rights on it.
version = Table("alembic_version", MetaData(), Column("version_num", String(32), primary_key=True))

# Tables of procrastinate, with only the columns that are used here.
procrastinate_metadata = MetaData()

_STATUS = ENUM("todo", "doing", name="procrastinate_job_status", create_type=False)
_EVENT = ENUM("deferred", name="procrastinate_job_event_type", create_type=False)

jobs = Table(
    "procrastinate_jobs",
    procrastinate_metadata,
    Column("id", BigInteger, primary_key=True),
    Column("queue_name", String(128)),
    Column("task_name", String(128)),
    Column("priority", Integer),
    Column("lock", Text),
    Column("queueing_lock", Text),
    Column("args", JSONB),
    Column("status", _STATUS),
    Column("scheduled_at", DateTime(timezone=True)),
    Column("worker_id", BigInteger),
)

workers = Table(
    "procrastinate_workers",
    procrastinate_metadata,
    Column("id", BigInteger, primary_key=True),
    Column("last_heartbeat", DateTime(timezone=True)),
)

events = Table(
    "procrastinate_events",
    procrastinate_metadata,
    Column("id", BigInteger, primary_key=True),
    Column("job_id", BigInteger),
    Column("type", _EVENT),
    Column("at", DateTime(timezone=True)),
)
