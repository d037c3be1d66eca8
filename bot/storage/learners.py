"""Learners and the study groups that they belong to."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.storage.models import LearnerRow, MembershipRow, StudyGroupRow
from bot.storage.once import insert_once


async def find_learner(session: AsyncSession, platform: str, account: str) -> LearnerRow | None:
    return await session.scalar(
        select(LearnerRow).where(LearnerRow.platform == platform, LearnerRow.account == account)
    )


async def learner_by_id(session: AsyncSession, learner_id: int) -> LearnerRow:
    """Raises NoResultFound when there is no such learner."""
    return (await session.scalars(select(LearnerRow).where(LearnerRow.id == learner_id))).one()


async def default_group(
    session: AsyncSession, learner_id: int, platform: str, place: str
) -> int | None:
    """The id of the place's default study group, if the learner is in it."""
    return await session.scalar(
        select(StudyGroupRow.id)
        .join(MembershipRow, MembershipRow.group_id == StudyGroupRow.id)
        .where(
            MembershipRow.learner_id == learner_id,
            StudyGroupRow.platform == platform,
            StudyGroupRow.place == place,
            StudyGroupRow.is_default,
        )
    )


async def group_of_place(session: AsyncSession, platform: str, place: str) -> int | None:
    """The id of the place's default study group."""
    return await session.scalar(
        select(StudyGroupRow.id).where(
            StudyGroupRow.platform == platform,
            StudyGroupRow.place == place,
            StudyGroupRow.is_default,
        )
    )


async def welcome_learner(
    session: AsyncSession,
    *,
    platform: str,
    account: str,
    name: str,
    locale: str | None,
    now: datetime,
) -> LearnerRow:
    """Writes a learner down, or their present name and locale where they are known."""
    await insert_once(
        session,
        LearnerRow,
        platform=platform,
        account=account,
        name=name,
        locale=locale,
        met_at=now,
    )
    await session.execute(
        update(LearnerRow)
        .where(LearnerRow.platform == platform, LearnerRow.account == account)
        .values(name=name, locale=locale)
    )
    learner = await find_learner(session, platform, account)
    assert learner is not None
    return learner


async def join_default_group(
    session: AsyncSession, learner_id: int, platform: str, place: str, *, name: str, now: datetime
) -> int:
    """Makes the place's default study group, or gives it the name that the place has now.

    Returns its id, joined.
    """
    await insert_once(
        session,
        StudyGroupRow,
        platform=platform,
        place=place,
        name=name,
        is_default=True,
        created_at=now,
    )
    group_id = (
        await session.scalars(
            select(StudyGroupRow.id).where(
                StudyGroupRow.platform == platform,
                StudyGroupRow.place == place,
                StudyGroupRow.is_default,
            )
        )
    ).one()
    if name != place:
        await session.execute(
            update(StudyGroupRow)
            .where(StudyGroupRow.id == group_id, StudyGroupRow.name != name)
            .values(name=name)
        )
    await insert_once(
        session, MembershipRow, group_id=group_id, learner_id=learner_id, joined_at=now
    )
    return group_id


async def change(
    session: AsyncSession, learner_id: int, **values: str | int | datetime | None
) -> None:
    """Writes a learner's own settings down, such as `language`, `zone` or `hidden`."""
    await session.execute(update(LearnerRow).where(LearnerRow.id == learner_id).values(**values))
