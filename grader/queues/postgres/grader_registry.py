"""Statements on the table of graders and on the heartbeats of workers."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import timedelta

from sqlalchemy import delete, func, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncConnection

from grader.protocol import GraderInfo
from grader.queues import GraderStatus
from grader.queues.postgres.connections import STALLED_S
from grader.queues.tables import graders, workers

GRADER_RETENTION = timedelta(hours=1)
"""Time after the last heartbeat after which a grader is no longer listed."""


async def upsert_grader(connection: AsyncConnection, id: str, announcement: GraderInfo) -> str:
    """Write a grader's description and heartbeat. Return the notice that bots left for it."""
    values = {
        "role": func.current_user(),
        "announcement": announcement.model_dump(mode="json"),
        "seen_at": func.now(),
    }
    notice = await connection.scalar(
        insert(graders)
        .values(id=id, notice="", **values)
        .on_conflict_do_update(index_elements=[graders.c.id], set_=values)
        .returning(graders.c.notice)
    )
    return str(notice)


async def heartbeat(connection: AsyncConnection, worker_ids: Collection[int | None]) -> None:
    """Renew the heartbeats of these workers."""
    if worker_ids:
        await connection.execute(
            update(workers).where(workers.c.id.in_(worker_ids)).values(last_heartbeat=func.now())
        )


async def delete_grader(connection: AsyncConnection, id: str) -> None:
    """Delete a grader that stops."""
    await connection.execute(delete(graders).where(graders.c.id == id))


async def list_graders(connection: AsyncConnection) -> Mapping[str, GraderStatus]:
    """Return the graders, by id, the latest heartbeat first."""
    ago = func.extract("epoch", func.now() - graders.c.seen_at)
    rows = await connection.execute(
        select(graders.c.id, graders.c.announcement, graders.c.notice, ago).order_by(
            graders.c.seen_at.desc()
        )
    )
    found = {}
    for id, announcement, notice, seconds in rows:
        try:
            info = GraderInfo.model_validate(announcement)
        except ValueError:  # another version of Tensei, with fields that this one does not have
            known = GraderInfo.model_fields.keys() & announcement.keys()
            info = GraderInfo.model_construct(**{name: announcement[name] for name in known})
        ago_s = max(0.0, float(seconds))
        found[id] = GraderStatus(info, ago_s, alive=ago_s < STALLED_S, notice=notice)
    return found


async def set_notice(connection: AsyncConnection, id: str, notice: str) -> None:
    """Write a notice for a grader's operator, which bots show too; an empty one removes it."""
    await connection.execute(update(graders).where(graders.c.id == id).values(notice=notice))


async def delete_stale_graders(connection: AsyncConnection) -> None:
    """Delete the graders without a heartbeat for GRADER_RETENTION."""
    await connection.execute(
        delete(graders).where(graders.c.seen_at < func.now() - GRADER_RETENTION)
    )
