"""Learners' images and files: stored once by their content, for some days, within quotas."""

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
"""How long a content is kept after it was last stored."""

MAX_BYTES_PER_LEARNER = 8 << 20
"""Enough for the images of two runs that reach every limit."""

MAX_CONTENTS_PER_LEARNER = 200

MAX_TOTAL_BYTES = 512 << 20

BATCH_SIZE = 500
"""How many rows a call deletes."""

_TABLE = AttachmentRow.table()


@dataclass(frozen=True, slots=True)
class Content:
    """A content with its media type."""

    data: bytes
    media_type: str = PNG

    @property
    def digest(self) -> str:
        """The SHA-256 hash under which it is stored."""
        return hashlib.sha256(self.data).hexdigest()


async def store(
    session: AsyncSession, learner_id: int, contents: Sequence[Content], now: datetime
) -> None:
    """Store contents of a learner, and delete their oldest ones beyond the quota.

    The given contents are stored whatever their size.
    """
    by_digest = {each.digest: each for each in contents}
    if not by_digest:
        return
    is_owned = _TABLE.c.learner_id == learner_id
    await _drop_beyond_quota(session, learner_id, by_digest)
    renewed = await session.scalars(
        update(_TABLE)
        .where(is_owned, _TABLE.c.digest.in_(by_digest))
        .values(kept_at=now)
        .returning(_TABLE.c.digest)
    )
    existing = set(renewed)
    new = [
        {
            "learner_id": learner_id,
            "digest": digest,
            "media_type": each.media_type,
            "size": len(each.data),
            "kept_at": now,
            "content": each.data,
        }
        for digest, each in by_digest.items()
        if digest not in existing
    ]
    if new:
        await session.execute(
            insert_ignore_statement(session.get_bind().dialect.name, AttachmentRow), new
        )
        await drop_beyond_total(session, MAX_TOTAL_BYTES)


async def find(
    session: AsyncSession, learner_id: int, digests: Collection[str]
) -> Mapping[str, bytes]:
    """Return those of a learner's contents that have not expired, by digest."""
    if not digests:
        return {}
    found = await session.execute(
        select(_TABLE.c.digest, _TABLE.c.content).where(
            _TABLE.c.learner_id == learner_id, _TABLE.c.digest.in_(digests)
        )
    )
    return {row.digest: row.content for row in found}


async def find_by_digest(session: AsyncSession, digest: str) -> Content | None:
    """Return a content of any learner, or None if it has expired."""
    found = await session.execute(
        select(_TABLE.c.content, _TABLE.c.media_type).where(_TABLE.c.digest == digest).limit(1)
    )
    row = found.first()
    return None if row is None else Content(row.content, row.media_type)


async def export_pictures(session: AsyncSession, learner_id: int) -> Sequence[dict[str, Any]]:
    """Return a learner's images for their export, with the content in base64.

    Files are left out: they are exports themselves, or tables that can be created again.
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
    """Delete contents last stored before then, at most BATCH_SIZE. Return how many."""
    old = select(_TABLE.c.learner_id, _TABLE.c.digest).where(_TABLE.c.kept_at < before)
    return await _delete(
        session, (await session.execute(_skip_locked(old.limit(BATCH_SIZE)))).all()
    )


async def drop_beyond_total(session: AsyncSession, most: int) -> int:
    """Delete the oldest contents of all learners until at most `most` bytes are stored.

    Delete at most BATCH_SIZE, and return how many.
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
    session: AsyncSession, learner_id: int, kept: Mapping[str, Content]
) -> None:
    free_bytes = MAX_BYTES_PER_LEARNER - sum(len(each.data) for each in kept.values())
    free_contents = MAX_CONTENTS_PER_LEARNER - len(kept)
    others = await session.execute(
        _skip_locked(
            select(_TABLE.c.learner_id, _TABLE.c.digest, _TABLE.c.size)
            .where(_TABLE.c.learner_id == learner_id, _TABLE.c.digest.not_in(kept))
            .order_by(_TABLE.c.kept_at.desc(), _TABLE.c.digest)
        )
    )
    surplus = []
    for row in others:
        free_bytes -= row.size
        free_contents -= 1
        if free_bytes < 0 or free_contents < 0:
            surplus.append((row.learner_id, row.digest))
    await _delete(session, surplus)


def _skip_locked(statement: Select[Any]) -> Select[Any]:
    """Skip rows that another transaction is changing: waiting for it could deadlock."""
    return statement.with_for_update(skip_locked=True)


async def _delete(session: AsyncSession, keys: Sequence[Any]) -> int:
    for learner_id, digest in keys:
        await session.execute(
            delete(_TABLE).where(_TABLE.c.learner_id == learner_id, _TABLE.c.digest == digest)
        )
    return len(keys)
