"""Pictures and files of learners: stored once by their content, for some days, within quotas."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Select, delete, func, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.storage.engine.upsert import insert_ignore_statement
from bot.storage.models import AttachmentRow

PNG = "image/png"
KEPT_FOR = timedelta(days=14)
"""How long a content is kept after it was last made."""

MAX_BYTES_PER_LEARNER = 8 << 20
"""Of one learner: two runs with as many and as large pictures as a run may have."""

MAX_CONTENTS_PER_LEARNER = 200
"""Of one learner."""

MAX_TOTAL_BYTES = 512 << 20

BATCH_SIZE = 500
"""Rows that are deleted in one statement."""

_TABLE = AttachmentRow.table()


@dataclass(frozen=True, slots=True)
class Content:
    """Bytes, and what they are."""

    data: bytes
    media_type: str = PNG

    @property
    def digest(self) -> str:
        """The name by which it is stored."""
        return hashlib.sha256(self.data).hexdigest()


async def store(
    session: AsyncSession, learner_id: int, contents: Sequence[Content], now: datetime
) -> None:
    """Store contents of a learner, and drop the oldest ones where there are too many.

    What is given here is stored, whatever its size.
    """
    given = {each.digest: each for each in contents}
    if not given:
        return
    whose = _TABLE.c.learner_id == learner_id
    await _drop_beyond_quota(session, learner_id, given)
    renewed = await session.scalars(
        update(_TABLE)
        .where(whose, _TABLE.c.digest.in_(given))
        .values(kept_at=now)
        .returning(_TABLE.c.digest)
    )
    there = set(renewed)
    fresh = [
        {
            "learner_id": learner_id,
            "digest": digest,
            "media_type": each.media_type,
            "size": len(each.data),
            "kept_at": now,
            "content": each.data,
        }
        for digest, each in given.items()
        if digest not in there
    ]
    if fresh:
        await session.execute(
            insert_ignore_statement(session.get_bind().dialect.name, AttachmentRow), fresh
        )
        await drop_beyond_total(session, MAX_TOTAL_BYTES)


async def find(
    session: AsyncSession, learner_id: int, digests: Collection[str]
) -> Mapping[str, bytes]:
    """Return those contents of a learner that are still there, by their digests."""
    if not digests:
        return {}
    found = await session.execute(
        select(_TABLE.c.digest, _TABLE.c.content).where(
            _TABLE.c.learner_id == learner_id, _TABLE.c.digest.in_(digests)
        )
    )
    return {row.digest: row.content for row in found}


async def find_by_digest(session: AsyncSession, digest: str) -> Content | None:
    """Return a content, whosever it is; None where it has expired."""
    found = await session.execute(
        select(_TABLE.c.content, _TABLE.c.media_type).where(_TABLE.c.digest == digest).limit(1)
    )
    row = found.first()
    return None if row is None else Content(row.content, row.media_type)


async def export_pictures(session: AsyncSession, learner_id: int) -> Sequence[dict[str, Any]]:
    """Return a learner's pictures for their export, with the content in base64.

    Files are left out: they are exports themselves, or tables that can be made again.
    """
    found = await session.execute(
        select(_TABLE)
        .where(_TABLE.c.learner_id == learner_id, _TABLE.c.media_type == PNG)
        .order_by(_TABLE.c.kept_at)
    )
    return [
        {
            "digest": row.digest,
            "media_type": row.media_type,
            "kept_at": row.kept_at.isoformat(),
            "content_base64": base64.b64encode(row.content).decode(),
        }
        for row in found
    ]


async def drop_expired(session: AsyncSession, before: datetime) -> int:
    """Delete contents that were last made before then, at most BATCH_SIZE; return how many."""
    old = select(_TABLE.c.learner_id, _TABLE.c.digest).where(_TABLE.c.kept_at < before)
    return await _delete(
        session, (await session.execute(_skip_locked(old.limit(BATCH_SIZE)))).all()
    )


async def drop_beyond_total(session: AsyncSession, most: int) -> int:
    """Delete the oldest contents of all learners until no more than so many bytes are stored.

    Deletes at most BATCH_SIZE, and returns how many.
    """
    excess = (await session.scalar(select(func.sum(_TABLE.c.size))) or 0) - most
    if excess <= 0:
        return 0
    oldest = select(_TABLE.c.learner_id, _TABLE.c.digest, _TABLE.c.size).order_by(_TABLE.c.kept_at)
    surplus = []
    for row in await session.execute(_skip_locked(oldest.limit(BATCH_SIZE))):
        if excess <= 0:
            break
        excess -= row.size
        surplus.append((row.learner_id, row.digest))
    return await _delete(session, surplus)


async def _drop_beyond_quota(
    session: AsyncSession, learner_id: int, given: Mapping[str, Content]
) -> None:
    room = MAX_BYTES_PER_LEARNER - sum(len(each.data) for each in given.values())
    places = MAX_CONTENTS_PER_LEARNER - len(given)
    others = await session.execute(
        _skip_locked(
            select(_TABLE.c.learner_id, _TABLE.c.digest, _TABLE.c.size)
            .where(_TABLE.c.learner_id == learner_id, _TABLE.c.digest.not_in(given))
            .order_by(_TABLE.c.kept_at.desc(), _TABLE.c.digest)
        )
    )
    surplus = []
    for row in others:
        room -= row.size
        places -= 1
        if room < 0 or places < 0:
            surplus.append((row.learner_id, row.digest))
    await _delete(session, surplus)


def _skip_locked(chosen: Select[Any]) -> Select[Any]:
    """Leave out what another transaction is about to change: waiting for it could deadlock."""
    return chosen.with_for_update(skip_locked=True)


async def _delete(session: AsyncSession, keys: Sequence[Any]) -> int:
    for learner_id, digest in keys:
        await session.execute(
            delete(_TABLE).where(_TABLE.c.learner_id == learner_id, _TABLE.c.digest == digest)
        )
    return len(keys)
