"""Statements on the jobs of the queue, in addition to those of procrastinate."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from sqlalchemy import (
    ColumnElement,
    CompoundSelect,
    Subquery,
    Text,
    and_,
    any_,
    bindparam,
    delete,
    exists,
    func,
    literal_column,
    or_,
    select,
    union_all,
    update,
)
from sqlalchemy.dialects.postgresql import ARRAY, insert
from sqlalchemy.ext.asyncio import AsyncConnection

from grader.protocol import Measure, parse_job
from grader.queues.blame import InterruptedJob
from grader.queues.postgres.batch_statements import QUEUE_STATEMENT, NewJob, new_job_arrays
from grader.queues.postgres.connections import STALLED_S
from grader.queues.postgres.names import (
    ANSWER_KEY_PREFIX,
    ANSWER_TASK,
    GPU_SUFFIX,
    JOB_TASK,
    NEEDS_GPU_SUFFIX,
    answer_key,
)
from grader.queues.tables import events, jobs, version, workers

TODO, DOING = "todo", "doing"
IS_TODO = jobs.c.status == literal_column(f"'{TODO}'::procrastinate_job_status")
"""The condition of the partial indexes, literally, so that they are used."""

IS_UNFINISHED = jobs.c.status.in_((TODO, DOING))


@dataclass(frozen=True, slots=True)
class JobPosition:
    """The position of a job in the queue."""

    is_running: bool
    ahead: int  # waiting jobs with a higher priority, or the same and an earlier id
    running: int  # jobs in the whole queue
    learner_has_running: bool  # another job of the same learner is running


async def try_lock_sweep(connection: AsyncConnection) -> bool:
    """Lock the sweep until the end of the transaction. Return whether that succeeded.

    This locks a row that graders' roles cannot read, because any role can take an advisory lock.
    """
    row = select(version.c.version_num).with_for_update(skip_locked=True)
    return await connection.scalar(row) is not None


async def is_known(connection: AsyncConnection, job_id: str) -> bool:
    """Return whether the job waits or runs, or its answer is queued."""
    keys = (job_id, answer_key(job_id))
    return bool(
        await connection.scalar(
            select(exists().where(jobs.c.queueing_lock.in_(keys), IS_UNFINISHED))
        )
    )


async def list_waiting(
    connection: AsyncConnection, job_ids: Sequence[str], locks: Sequence[str]
) -> Sequence[tuple[str, str]]:
    """Return id and lock of the waiting jobs that have one of these locks or ids."""
    found = await connection.execute(_WAITING, {"ids": list(job_ids), "locks": list(locks)})
    return [(id, lock) for id, lock in found]


async def queue_jobs(connection: AsyncConnection, new: Sequence[NewJob]) -> None:
    """Queue jobs in this order, but those that wait already."""
    if new:
        await connection.execute(QUEUE_STATEMENT, new_job_arrays(new))


async def move_to_queue(connection: AsyncConnection, job_id: str, queue: str) -> None:
    """Move a waiting job to a queue, for example after an update of the lessons."""
    await connection.execute(
        update(jobs)
        .where(
            jobs.c.queueing_lock == job_id,
            jobs.c.status == TODO,
            jobs.c.queue_name.not_like("%" + GPU_SUFFIX),
            jobs.c.queue_name.not_like("%" + NEEDS_GPU_SUFFIX),
        )
        .where(jobs.c.queue_name != queue)
        .values(queue_name=queue)
    )


async def demote_gpu_jobs(connection: AsyncConnection, *, waited_s: float = 0.0) -> None:
    """Move jobs that prefer a grader with a GPU to queues of all graders.

    Those are moved that were queued `waited_s` seconds ago or earlier. Jobs that need a GPU stay.
    """
    is_waiting = and_(jobs.c.status == TODO, jobs.c.queue_name.like("%" + GPU_SUFFIX))
    if waited_s:
        is_new = exists().where(
            events.c.job_id == jobs.c.id,
            events.c.type == "deferred",
            events.c.at > func.now() - timedelta(seconds=waited_s),
        )
        is_waiting = and_(is_waiting, ~is_new)
    await connection.execute(
        update(jobs)
        .where(is_waiting)
        .values(queue_name=func.left(jobs.c.queue_name, -len(GPU_SUFFIX)))
    )


async def age_priorities(connection: AsyncConnection) -> None:
    """Raise negative priorities of waiting jobs by one, so that none starves."""
    await connection.execute(
        update(jobs)
        .where(jobs.c.status == TODO, jobs.c.priority < 0)
        .values(priority=jobs.c.priority + 1)
    )


async def record_runs_alone(
    connection: AsyncConnection, queue_job_id: int | None, worker_id: int | None
) -> None:
    """Record in a job that this worker runs it with no other job beside it."""
    record = func.jsonb_build_object("alone_at", worker_id)
    await connection.execute(
        update(jobs).where(jobs.c.id == queue_job_id).values(args=jobs.c.args.op("||")(record))
    )


@dataclass(frozen=True, slots=True)
class ReclaimedJob:
    """A job for graders that was taken back from a dead worker."""

    job: InterruptedJob
    worker_id: int | None


async def reclaim_stalled(connection: AsyncConnection) -> tuple[ReclaimedJob, ...]:
    """Delete the running jobs of dead workers. Return those for graders, and queue answers again.

    A job is deleted and later written as a new one, so that a worker that was only suspended and
    finishes the old one has no effect on the new one.
    """
    is_stalled = or_(
        workers.c.id.is_(None),
        workers.c.last_heartbeat < func.now() - timedelta(seconds=STALLED_S),
    )
    stalled = (
        select(jobs.c.id)
        .select_from(jobs.outerjoin(workers, workers.c.id == jobs.c.worker_id))
        .where(jobs.c.status == DOING, is_stalled)
        .with_for_update(of=jobs, skip_locked=True)
    )
    deleted = await connection.execute(
        delete(jobs)
        .where(jobs.c.id.in_(stalled))
        .returning(
            jobs.c.task_name,
            jobs.c.queueing_lock,
            jobs.c.queue_name,
            jobs.c.lock,
            jobs.c.priority,
            jobs.c.args,
            jobs.c.worker_id,
        )
    )
    rows = deleted.mappings().all()
    again = [_without_worker(row) for row in rows if row["task_name"] == ANSWER_TASK]
    if again:
        await connection.execute(insert(jobs).on_conflict_do_nothing(), again)
    return tuple(_reclaimed_job(row) for row in rows if row["task_name"] == JOB_TASK)


def _without_worker(row: Mapping[Any, Any]) -> dict[str, Any]:
    return {name: value for name, value in row.items() if name != "worker_id"}


def _reclaimed_job(row: Mapping[Any, Any]) -> ReclaimedJob:
    args, worker_id = row["args"], row["worker_id"]
    ran_alone = worker_id is not None and args.get("alone_at") == worker_id
    job = InterruptedJob(
        str(row["queueing_lock"]),
        is_measurement=_is_measurement(args.get("job")),
        waited_alone=bool(args.get("alone")) and not ran_alone,
        ran_alone=ran_alone,
    )
    return ReclaimedJob(job, worker_id)


def _is_measurement(job: Any) -> bool:
    try:
        return isinstance(parse_job(job), Measure)
    except ValueError:  # of another version of Tensei
        return False


async def find_answered(connection: AsyncConnection, job_ids: Sequence[str]) -> set[str]:
    """Return those of the jobs whose answers are queued."""
    keys = [answer_key(id) for id in job_ids]
    found = await connection.scalars(
        select(jobs.c.queueing_lock).where(jobs.c.queueing_lock.in_(keys), IS_UNFINISHED)
    )
    return {key.removeprefix(ANSWER_KEY_PREFIX) for key in found}


async def find_missing(connection: AsyncConnection, open_work: Subquery, limit: int) -> set[str]:
    """Return ids of unfinished jobs that neither wait nor run, and have no queued answer."""

    def no_job_with(key: ColumnElement[str]) -> ColumnElement[bool]:
        return ~exists().where(jobs.c.queueing_lock == key, IS_UNFINISHED)

    id = open_work.c.id
    found = await connection.scalars(
        select(id)
        .where(no_job_with(id), no_job_with(func.concat(ANSWER_KEY_PREFIX, id)))
        .limit(limit)
    )
    return set(found)


async def delete_closed(connection: AsyncConnection, open_work: Subquery) -> None:
    """Delete the waiting jobs that are not in `open_work`, and all jobs that have ended.

    A job without open work has its verdict already, or its learner has been deleted.
    """
    closed = ~exists().where(open_work.c.id == jobs.c.queueing_lock)
    await connection.execute(
        delete(jobs).where(jobs.c.task_name == JOB_TASK, jobs.c.status == TODO, closed)
    )
    await connection.execute(
        delete(jobs).where(
            jobs.c.task_name.in_((JOB_TASK, ANSWER_TASK)), jobs.c.status.not_in((TODO, DOING))
        )
    )


async def job_statuses(connection: AsyncConnection, job_ids: Collection[str]) -> dict[str, str]:
    """Return TODO or DOING for each of the jobs that waits or runs, by id."""
    if not job_ids:
        return {}
    found = await connection.execute(
        select(jobs.c.queueing_lock, jobs.c.status)
        .where(jobs.c.queueing_lock.in_(job_ids), IS_UNFINISHED)
        .order_by(
            jobs.c.status.desc()
        )  # a job that was queued again may have both; the last row counts
    )
    return {row.queueing_lock: row.status for row in found}


def _positions_query() -> CompoundSelect[Any]:
    ids = any_(bindparam("ids", type_=ARRAY(Text)))
    is_job = jobs.c.task_name == literal_column(f"'{JOB_TASK}'")
    order = (jobs.c.priority.desc(), jobs.c.id)
    waiting = (
        select(
            jobs.c.queueing_lock,
            jobs.c.lock,
            (func.row_number().over(order_by=order) - literal_column("1")).label("ahead"),
        )
        .where(is_job, IS_TODO)
        .subquery("waiting")
    )
    doing = jobs.alias("doing")
    is_doing = doing.c.status == literal_column(f"'{DOING}'::procrastinate_job_status")
    running = (
        select(func.count())
        .select_from(doing)
        .where(doing.c.task_name == literal_column(f"'{JOB_TASK}'"), is_doing)
        .scalar_subquery()
    )
    return union_all(
        select(
            waiting.c.queueing_lock,
            literal_column("false"),
            waiting.c.ahead,
            running,
            exists().where(doing.c.lock == waiting.c.lock, is_doing),
        ).where(waiting.c.queueing_lock == ids),
        select(
            doing.c.queueing_lock,
            literal_column("true"),
            literal_column("0"),
            literal_column("0"),
            literal_column("true"),
        ).where(doing.c.queueing_lock == ids, is_doing),
    )


# Queries of every submission are built once: building them takes as long as executing them.
_POSITIONS = _positions_query()
_WAITING = select(jobs.c.queueing_lock, jobs.c.lock).where(
    or_(
        jobs.c.lock == any_(bindparam("locks", type_=ARRAY(Text))),
        jobs.c.queueing_lock == any_(bindparam("ids", type_=ARRAY(Text))),
    ),
    IS_TODO,
)


async def job_positions(
    connection: AsyncConnection, job_ids: Sequence[str]
) -> Mapping[str, JobPosition]:
    """Return the positions of those of the jobs that are in the queue, by id."""
    found = await connection.execute(_POSITIONS, {"ids": list(job_ids)})
    positions: dict[str, JobPosition] = {}
    for id, is_running, ahead, running, own in found:
        # A job that was queued again may wait and run; then it runs.
        if is_running or id not in positions:
            positions[id] = JobPosition(is_running, ahead, running, bool(own))
    return positions


async def queue_depth(connection: AsyncConnection) -> tuple[int, int, float | None]:
    """Return the waiting jobs, the running jobs, and the longest wait in seconds (None if no job
    waits)."""
    since = func.min(events.c.at).filter(jobs.c.status == TODO)
    found = await connection.execute(
        select(
            func.count(jobs.c.id.distinct()).filter(jobs.c.status == TODO),
            func.count(jobs.c.id.distinct()).filter(jobs.c.status == DOING),
            func.extract("epoch", func.now() - since),
        )
        .select_from(
            jobs.outerjoin(events, and_(events.c.job_id == jobs.c.id, events.c.type == "deferred"))
        )
        .where(jobs.c.task_name == JOB_TASK)
    )
    waiting, running, oldest = found.one()
    return waiting, running, None if oldest is None else max(0.0, float(oldest))
