"""The question that each learner was asked last, so that its answer can be typed."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.storage.engine.upsert import insert_or_update
from bot.storage.models import OpenQuestionRow


async def remember(
    session: AsyncSession, learner_id: int, question: str, action: str, now: datetime
) -> None:
    """Store the question, in place of the one that was asked before."""
    values = {"question": question, "action": action, "asked_at": now}
    await insert_or_update(session, OpenQuestionRow, {"learner_id": learner_id}, values)


async def find(session: AsyncSession, learner_id: int, since: datetime) -> str | None:
    """Return the action that answers a learner's question; None where none was asked since then."""
    return await session.scalar(
        select(OpenQuestionRow.action).where(
            OpenQuestionRow.learner_id == learner_id, OpenQuestionRow.asked_at >= since
        )
    )


async def close(session: AsyncSession, learner_id: int, question: str) -> bool:
    """Forget a learner's question, if it is the one with that id; return whether it was."""
    closed = await session.execute(
        delete(OpenQuestionRow)
        .where(OpenQuestionRow.learner_id == learner_id, OpenQuestionRow.question == question)
        .returning(OpenQuestionRow.learner_id)
    )
    return closed.first() is not None


async def forget_before(session: AsyncSession, before: datetime) -> None:
    """Delete questions that were asked before then."""
    await session.execute(delete(OpenQuestionRow).where(OpenQuestionRow.asked_at < before))
