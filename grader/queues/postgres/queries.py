"""What is asked of the queue's tables, and changed in them, beside what its library does."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence, Set
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Select,
    Subquery,
    and_,
    bindparam,
    delete,
    exists,
    func,
    or_,
    select,
    update,
)
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncConnection

from grader.protocol import GraderInfo, Measure, read_job
from grader.queues import GraderStatus
from grader.queues.blame import InHand
from grader.queues.postgres.connections import STALLED_S
from grader.queues.postgres.names import ANSWER, ANSWER_KEY, GPU, JOB, key_of_answer
from grader.queues.tables import events, graders, jobs, version, workers

TODO, DOING = "todo", "doing"
LIVE = jobs.c.status.in_((TODO, DOING))

FORGOTTEN_AFTER = timedelta(hours=1)
"""A grader that was not heard of for so long is no longer listed."""


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a job stands: what goes before it, and what is worked on meanwhile."""

    is_running: bool
    before: int
    running: int
    own_running: bool  # another one of the same learner's


async def sweeps_alone(connection: AsyncConnection) -> bool:
    """Whether this transaction, and no other bot's, is the one that sweeps.

    It locks a row that graders' roles cannot see: any role could take an advisory lock.
    """
    row = select(version.c.version_num).with_for_update(skip_locked=True)
    return await connection.scalar(row) is not None


async def is_known(connection: AsyncConnection, job_id: str) -> bool:
    """Whether the job waits or is worked on, or its answer is on the way."""
    keys = (job_id, key_of_answer(job_id))
    return bool(
        await connection.scalar(select(exists().where(jobs.c.queueing_lock.in_(keys), LIVE)))
    )


async def waiting_with(connection: AsyncConnection, job_id: str, lock: str) -> Set[str]:
    """Ids of jobs that no grader has: all under this lock, and the job itself where it waits."""
    return set(await connection.scalars(_WAITING_WITH, {"job_id": job_id, "lock": lock}))


async def redirect(connection: AsyncConnection, job_id: str, queue: str) -> None:
    """Moves a job that waits under the name of older content."""
    await connection.execute(
        update(jobs)
        .where(
            jobs.c.queueing_lock == job_id,
            jobs.c.status == TODO,
            jobs.c.queue_name.not_like("%" + GPU),
        )
        .where(jobs.c.queue_name != queue)
        .values(queue_name=queue)
    )


async def demote_gpu_jobs(connection: AsyncConnection) -> None:
    """Lets every grader do what waits for one with a GPU."""
    await connection.execute(
        update(jobs)
        .where(jobs.c.status == TODO, jobs.c.queue_name.like("%" + GPU))
        .values(queue_name=func.left(jobs.c.queue_name, -len(GPU)))
    )


async def age_priorities(connection: AsyncConnection) -> None:
    """Lets those come nearer that let others go first, so that nobody waits for ever."""
    await connection.execute(
        update(jobs)
        .where(jobs.c.status == TODO, jobs.c.priority < 0)
        .values(priority=jobs.c.priority + 1)
    )


async def begins_alone(
    connection: AsyncConnection, number: int | None, worker_id: int | None
) -> None:
    """Notes in a job that this worker runs it with nothing beside it."""
    noted = func.jsonb_build_object("alone_at", worker_id)
    await connection.execute(
        update(jobs).where(jobs.c.id == number).values(args=jobs.c.args.op("||")(noted))
    )


@dataclass(frozen=True, slots=True)
class TakenBack:
    """A grader's job that was taken from a dead worker."""

    in_hand: InHand
    worker_id: int | None


async def reclaim_stalled(connection: AsyncConnection) -> tuple[TakenBack, ...]:
    """Takes what dead workers had. Returns the graders' jobs; answers wait again.

    A job that goes out again is a new one in the library's eyes, so that a worker that was only
    asleep and ends the old one later ends nothing.
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
    taken = await connection.execute(
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
    rows = taken.mappings().all()
    again = [_afresh(row) for row in rows if row["task_name"] == ANSWER]
    if again:
        await connection.execute(insert(jobs).on_conflict_do_nothing(), again)
    return tuple(_taken(row) for row in rows if row["task_name"] == JOB)


def _afresh(row: Mapping[Any, Any]) -> dict[str, Any]:
    return {name: value for name, value in row.items() if name != "worker_id"}


def _taken(row: Mapping[Any, Any]) -> TakenBack:
    args, worker_id = row["args"], row["worker_id"]
    ran_alone = worker_id is not None and args.get("alone_at") == worker_id
    in_hand = InHand(
        str(row["queueing_lock"]),
        is_measurement=_is_measurement(args.get("job")),
        waited_alone=bool(args.get("alone")) and not ran_alone,
        ran_alone=ran_alone,
    )
    return TakenBack(in_hand, worker_id)


def _is_measurement(job: Any) -> bool:
    try:
        return isinstance(read_job(job), Measure)
    except ValueError:  # of another version of Tensei
        return False


async def answered(connection: AsyncConnection, job_ids: Sequence[str]) -> set[str]:
    """Those of them whose answers are on the way."""
    keys = [key_of_answer(id) for id in job_ids]
    found = await connection.scalars(
        select(jobs.c.queueing_lock).where(jobs.c.queueing_lock.in_(keys), LIVE)
    )
    return {key.removeprefix(ANSWER_KEY) for key in found}


async def lost(connection: AsyncConnection, open_work: Subquery, most: int) -> set[str]:
    """Ids of open work that neither waits nor is worked on, and has no answer on the way."""

    def none_by(key: ColumnElement[str]) -> ColumnElement[bool]:
        return ~exists().where(jobs.c.queueing_lock == key, LIVE)

    id = open_work.c.id
    found = await connection.scalars(
        select(id).where(none_by(id), none_by(func.concat(ANSWER_KEY, id))).limit(most)
    )
    return set(found)


async def forget_closed(connection: AsyncConnection, open_work: Subquery) -> None:
    """Deletes jobs whose work has its end or is gone, as after a learner's wish to be forgotten."""
    closed = ~exists().where(open_work.c.id == jobs.c.queueing_lock)
    await connection.execute(
        delete(jobs).where(jobs.c.task_name == JOB, jobs.c.status == TODO, closed)
    )
    await connection.execute(
        delete(jobs).where(jobs.c.task_name.in_((JOB, ANSWER)), jobs.c.status.not_in((TODO, DOING)))
    )


async def statuses(connection: AsyncConnection, job_ids: Collection[str]) -> dict[str, str]:
    """Whether each of them waits or is worked on; those that do neither are left out."""
    if not job_ids:
        return {}
    found = await connection.execute(
        select(jobs.c.queueing_lock, jobs.c.status)
        .where(jobs.c.queueing_lock.in_(job_ids), LIVE)
        .order_by(jobs.c.status.desc())  # one that goes round again may be in both
    )
    return {row.queueing_lock: row.status for row in found}


def _standing() -> Select[Any]:
    mine = (
        select(jobs.c.id, jobs.c.priority, jobs.c.lock, jobs.c.status)
        .where(jobs.c.queueing_lock == bindparam("job_id"), LIVE)
        .order_by(jobs.c.status.desc())
        .limit(1)
        .cte("mine")
    )
    earlier = or_(
        jobs.c.priority > mine.c.priority,
        and_(jobs.c.priority == mine.c.priority, jobs.c.id < mine.c.id),
    )
    doing = jobs.c.status == DOING

    def count(*which: ColumnElement[bool]) -> Any:
        of_graders = select(func.count()).where(jobs.c.task_name == JOB, *which)
        return of_graders.correlate(mine).scalar_subquery()

    return select(
        mine.c.status,
        count(jobs.c.status == TODO, earlier),
        count(doing),
        count(doing, jobs.c.lock == mine.c.lock),
    )


# What is asked for every submission is built once: building it takes as long as asking it.
_STANDING = _standing()
_WAITING_WITH = select(jobs.c.queueing_lock).where(
    or_(jobs.c.lock == bindparam("lock"), jobs.c.queueing_lock == bindparam("job_id")),
    jobs.c.status == TODO,
)


async def standing(connection: AsyncConnection, job_id: str) -> Standing | None:
    """Where the job stands; None if it is not in the queue."""
    row = (await connection.execute(_STANDING, {"job_id": job_id})).first()
    if row is None:
        return None
    status, before, running, own = row
    return Standing(status == DOING, before, running, bool(own))


async def depth(connection: AsyncConnection) -> tuple[int, int, float | None]:
    """Jobs that wait, jobs that are worked on, and how long the oldest has waited, in seconds."""
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
        .where(jobs.c.task_name == JOB)
    )
    waiting, running, oldest = found.one()
    return waiting, running, None if oldest is None else max(0.0, float(oldest))


async def announce(connection: AsyncConnection, id: str, announcement: GraderInfo) -> str:
    """Writes how a grader stands; returns what it has been told."""
    said = {
        "role": func.current_user(),
        "announcement": announcement.model_dump(mode="json"),
        "seen_at": func.now(),
    }
    written = await connection.scalar(
        insert(graders)
        .values(id=id, notice="", **said)
        .on_conflict_do_update(index_elements=[graders.c.id], set_=said)
        .returning(graders.c.notice)
    )
    return str(written)


async def heartbeat(connection: AsyncConnection, worker_ids: Collection[int | None]) -> None:
    """Says that these workers live."""
    if worker_ids:
        await connection.execute(
            update(workers).where(workers.c.id.in_(worker_ids)).values(last_heartbeat=func.now())
        )


async def withdraw(connection: AsyncConnection, id: str) -> None:
    """A grader goes in order."""
    await connection.execute(delete(graders).where(graders.c.id == id))


async def graders_seen(connection: AsyncConnection) -> Mapping[str, GraderStatus]:
    """All that have announced themselves of late, by their ids; the newest first."""
    ago = func.extract("epoch", func.now() - graders.c.seen_at)
    rows = await connection.execute(
        select(graders.c.id, graders.c.announcement, graders.c.notice, ago).order_by(
            graders.c.seen_at.desc()
        )
    )
    seen = {}
    for id, announcement, notice, seconds in rows:
        try:
            described = GraderInfo.model_validate(announcement)
        except ValueError:  # of another version of Tensei, which says what this one does not know
            known = GraderInfo.model_fields.keys() & announcement.keys()
            described = GraderInfo.model_construct(**{name: announcement[name] for name in known})
        ago_s = max(0.0, float(seconds))
        seen[id] = GraderStatus(described, ago_s, alive=ago_s < STALLED_S, notice=notice)
    return seen


async def tell(connection: AsyncConnection, id: str, notice: str) -> None:
    """Leaves a notice with a grader, which bots show; an empty one takes it back."""
    await connection.execute(update(graders).where(graders.c.id == id).values(notice=notice))


async def forget_graders(connection: AsyncConnection) -> None:
    """Deletes graders that were not heard of for FORGOTTEN_AFTER."""
    await connection.execute(
        delete(graders).where(graders.c.seen_at < func.now() - FORGOTTEN_AFTER)
    )
