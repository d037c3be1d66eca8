"""Statements of a worker, which takes and finishes many jobs at a time.

They are compiled once, and executed by psycopg itself: a worker executes them for every job.
Statuses are literals, so that Postgres uses the partial indexes also in prepared plans.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Executable,
    Integer,
    String,
    Text,
    and_,
    any_,
    bindparam,
    column,
    delete,
    exists,
    func,
    literal_column,
    or_,
    select,
    update,
)
from sqlalchemy.dialects.postgresql import ARRAY, JSONB, insert
from sqlalchemy.dialects.postgresql.psycopg import PGDialect_psycopg
from sqlalchemy.types import TypeEngine

from grader.queues.tables import jobs, workers

_TODO: ColumnElement[Any] = literal_column("'todo'::procrastinate_job_status")
_DOING: ColumnElement[Any] = literal_column("'doing'::procrastinate_job_status")
_IDS = any_(bindparam("ids", type_=ARRAY(BigInteger)))

STALE_WORKER_S = 30
"""Seconds without a heartbeat after which a worker is forgotten."""


@dataclass(frozen=True, slots=True)
class NewJob:
    """A job to be queued, unless one with the same key waits."""

    queue: str
    task: str
    lock: str
    key: str
    args: Mapping[str, Any]
    priority: int = 0


def new_job_arrays(new: Sequence[NewJob]) -> Mapping[str, list[Any]]:
    """Return the parameters of QUEUE_STATEMENT and QUEUE_JOBS."""
    return {
        "queue_name_array": [each.queue for each in new],
        "task_name_array": [each.task for each in new],
        "priority_array": [each.priority for each in new],
        "lock_array": [each.lock for each in new],
        "queueing_lock_array": [each.key for each in new],
        "args_array": [json.dumps(each.args) for each in new],
    }


def _compile(statement: Executable) -> str:
    compiled = statement.compile(dialect=PGDialect_psycopg())  # type: ignore[attr-defined, no-untyped-call]
    fixed = {name: value for name, value in compiled.params.items() if value is not None}
    assert not fixed, f"a literal would be a parameter: {fixed}"
    return str(compiled)


def _take() -> Executable:
    """Take the first jobs of these queues, at most one of each lock, and none whose lock is held.

    The two conditions on the lock are separate, so that each is looked up in an index.
    """
    other, mine = jobs.alias("other"), jobs.alias("mine")
    is_locked = exists().where(other.c.lock == mine.c.lock, other.c.status == _DOING)
    is_before = or_(
        other.c.priority > mine.c.priority,
        and_(other.c.priority == mine.c.priority, other.c.id < mine.c.id),
    )
    is_behind = exists().where(other.c.lock == mine.c.lock, other.c.status == _TODO, is_before)
    candidates = (
        select(mine.c.id)
        .where(
            mine.c.status == _TODO,
            mine.c.queue_name == any_(bindparam("queues", type_=ARRAY(String))),
            or_(mine.c.scheduled_at.is_(None), mine.c.scheduled_at <= func.now()),
            ~is_locked,
            ~is_behind,
        )
        .order_by(mine.c.priority.desc(), mine.c.id)
        .limit(bindparam("most", type_=Integer))
        .with_for_update(of=mine, skip_locked=True)
        .cte("candidates")
    )
    return (
        update(jobs)
        .where(jobs.c.id == candidates.c.id)
        .values(status=_DOING, worker_id=bindparam("worker_id", type_=BigInteger))
        .returning(jobs.c.id, jobs.c.queue_name, jobs.c.queueing_lock, jobs.c.lock, jobs.c.args)
    )


_NEW_COLUMNS: Mapping[str, type[TypeEngine[Any]]] = {
    "queue_name": Text,
    "task_name": Text,
    "priority": Integer,
    "lock": Text,
    "queueing_lock": Text,
    "args": Text,
}


def _queue_jobs() -> Executable:
    """Queue jobs in this order, unless one with the same key waits already."""
    arrays = [bindparam(f"{name}_array", type_=ARRAY(of)) for name, of in _NEW_COLUMNS.items()]
    columns = (column(name, of) for name, of in _NEW_COLUMNS.items())
    rows = func.unnest(*arrays).table_valued(*columns, with_ordinality="at", name="new")
    rows = rows.render_derived()
    values = [rows.c[name] for name in _NEW_COLUMNS if name != "args"]
    source = select(*values, rows.c.args.cast(JSONB)).order_by(rows.c.at)
    return insert(jobs).from_select(list(_NEW_COLUMNS), source).on_conflict_do_nothing()


def _give_back() -> Executable:
    """Let running jobs wait again, unless they were queued again meanwhile."""
    other = jobs.alias("other")
    is_queued = exists().where(
        other.c.queueing_lock == jobs.c.queueing_lock, other.c.status == _TODO
    )
    return (
        update(jobs)
        .where(jobs.c.id == _IDS, jobs.c.status == _DOING, ~is_queued)
        .values(status=_TODO, worker_id=literal_column("NULL"))
    )


TAKE = _compile(_take())
"""Take jobs. Parameters: `queues`, `most`, `worker_id`."""

DELETE = _compile(delete(jobs).where(jobs.c.id == _IDS, jobs.c.status == _DOING))
"""Delete running jobs. Parameter: `ids`."""

QUEUE_STATEMENT = _queue_jobs()
QUEUE_JOBS = _compile(QUEUE_STATEMENT)
"""Queue jobs. Parameters: those of `new_job_arrays`."""

GIVE_BACK = _compile(_give_back())
"""Let running jobs wait again. Parameter: `ids`."""

REGISTER = _compile(insert(workers).values(last_heartbeat=func.now()).returning(workers.c.id))
"""Register a worker, and return its id."""

UNREGISTER = _compile(
    delete(workers).where(workers.c.id == bindparam("worker_id", type_=BigInteger))
)
"""Forget a worker. Parameter: `worker_id`."""

FORGET_STALE = _compile(
    delete(workers).where(
        workers.c.last_heartbeat
        < func.now() - literal_column(f"interval '{STALE_WORKER_S} seconds'")
    )
)
"""Forget workers without a heartbeat for STALE_WORKER_S."""

HEARTBEAT = _compile(
    update(workers)
    .where(workers.c.id == bindparam("worker_id", type_=BigInteger))
    .values(last_heartbeat=func.now())
    .returning(workers.c.id)
)
"""Renew the heartbeat of a worker, and return its id if it is known. Parameter: `worker_id`."""
