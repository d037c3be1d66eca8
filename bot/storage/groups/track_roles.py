"""The roles that places give for finished tracks, and who has been given them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import and_, delete, exists, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.storage.engine.upsert import insert_ignore, insert_or_update
from bot.storage.models import (
    AccountRow,
    GivenRoleRow,
    MembershipRow,
    StudyGroupRow,
    TrackRoleRow,
)


@dataclass(frozen=True, slots=True)
class TrackRole:
    """A role that an account has, or is to have, for a finished track."""

    learner_id: int
    platform: str
    place: str
    track: str
    account: str
    role: str


async def find_role(session: AsyncSession, platform: str, place: str, track: str) -> str | None:
    """Return the role that a place gives for a track; None where it gives none."""
    row = await session.get(TrackRoleRow, (platform, place, track))
    return row.role if row is not None else None


async def set_role(
    session: AsyncSession, platform: str, place: str, track: str, role: str | None
) -> None:
    """Store the role that a place gives for a track; None takes it away."""
    key = {"platform": platform, "place": place, "track": track}
    if role is None:
        await session.execute(delete(TrackRoleRow).filter_by(**key))
        return
    await insert_or_update(session, TrackRoleRow, key, {"role": role})


async def list_due(session: AsyncSession, learner_id: int, track: str) -> Sequence[TrackRole]:
    """Return the roles that a learner who has finished a track is to be given.

    They are those of every place that the learner belongs to, for each of their accounts there,
    without those that have been given.
    """
    is_given = exists().where(
        GivenRoleRow.platform == TrackRoleRow.platform,
        GivenRoleRow.place == TrackRoleRow.place,
        GivenRoleRow.track == TrackRoleRow.track,
        GivenRoleRow.account == AccountRow.account,
        GivenRoleRow.role == TrackRoleRow.role,
    )
    is_of_place = and_(
        StudyGroupRow.platform == TrackRoleRow.platform, StudyGroupRow.place == TrackRoleRow.place
    )
    statement = (
        select(TrackRoleRow.platform, TrackRoleRow.place, AccountRow.account, TrackRoleRow.role)
        .join(StudyGroupRow, is_of_place)
        .join(MembershipRow, MembershipRow.group_id == StudyGroupRow.id)
        .join(
            AccountRow,
            and_(
                AccountRow.learner_id == MembershipRow.learner_id,
                AccountRow.platform == TrackRoleRow.platform,
            ),
        )
        .where(MembershipRow.learner_id == learner_id, TrackRoleRow.track == track, ~is_given)
        .distinct()
    )
    return [
        TrackRole(learner_id, platform, place, track, account, role)
        for platform, place, account, role in await session.execute(statement)
    ]


async def list_given(
    session: AsyncSession, platform: str, place: str, track: str
) -> Sequence[TrackRole]:
    """Return the roles that have been given in a place for a track."""
    key = {"platform": platform, "place": place, "track": track}
    rows = await session.scalars(select(GivenRoleRow).filter_by(**key))
    return [
        TrackRole(each.learner_id, platform, place, track, each.account, each.role) for each in rows
    ]


async def insert_given(session: AsyncSession, given: TrackRole, now: datetime) -> None:
    """Store that a role has been given."""
    await insert_ignore(
        session,
        GivenRoleRow,
        learner_id=given.learner_id,
        platform=given.platform,
        place=given.place,
        track=given.track,
        account=given.account,
        role=given.role,
        given_at=now,
    )


async def delete_given(session: AsyncSession, given: TrackRole) -> None:
    """Delete the record of a role that has been taken."""
    await session.execute(
        delete(GivenRoleRow).filter_by(
            platform=given.platform,
            place=given.place,
            track=given.track,
            account=given.account,
            role=given.role,
        )
    )
