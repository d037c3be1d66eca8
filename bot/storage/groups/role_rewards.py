"""The roles that places give as rewards, and the accounts that have them or are to have them."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import and_, delete, exists, func, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.storage.engine.upsert import insert_ignore, insert_or_update
from bot.storage.groups.daily import LEASE
from bot.storage.learning.progress import EXERCISE, QUESTION
from bot.storage.models import (
    AccountRow,
    GivenRoleRow,
    LearnerRow,
    LedgerEntry,
    MembershipRow,
    RoleRewardRow,
    StudyGroupRow,
)


@dataclass(frozen=True, slots=True)
class RewardKey:
    """What a place gives a role for: a finished track, or a proven item of its checklist."""

    platform: str
    place: str
    track: str  # its slug
    item: str = ""  # its key; empty for the whole track


@dataclass(frozen=True, slots=True)
class RoleReward:
    """A role that a place gives."""

    key: RewardKey
    role: str  # the platform's id of it


@dataclass(frozen=True, slots=True)
class GivenRole:
    """A role of a place that an account has, is to be given, or is to lose."""

    reward: RoleReward
    learner_id: int
    account: str
    is_wanted: bool = True  # else it is to be taken
    is_given: bool = False  # and not only wanted
    tries: int = 0  # that have failed


async def list_rewards(
    session: AsyncSession, platform: str, place: str, track: str
) -> Sequence[RoleReward]:
    """Return the roles that a place gives for a track and the items of its checklist."""
    rows = await session.scalars(
        select(RoleRewardRow)
        .filter_by(platform=platform, place=place, track=track)
        .order_by(RoleRewardRow.item)
    )
    return [_to_reward(each) for each in rows]


async def set_reward(session: AsyncSession, key: RewardKey, role: str | None) -> None:
    """Store the role that a place gives; None for no role any more."""
    if role is None:
        await session.execute(delete(RoleRewardRow).filter_by(**asdict(key)))
        return
    await insert_or_update(session, RoleRewardRow, asdict(key), {"role": role})


async def list_missing(session: AsyncSession, learner_ids: Collection[int]) -> Sequence[GivenRole]:
    """Return the roles of learners' places that the learners have not been given.

    They are those of every place that a learner belongs to, for each of their accounts there.
    What they have to be earned by is not looked at.
    """
    is_known = exists().where(
        GivenRoleRow.platform == RoleRewardRow.platform,
        GivenRoleRow.place == RoleRewardRow.place,
        GivenRoleRow.track == RoleRewardRow.track,
        GivenRoleRow.item == RoleRewardRow.item,
        GivenRoleRow.account == AccountRow.account,
        GivenRoleRow.role == RoleRewardRow.role,
        GivenRoleRow.is_wanted,
    )
    statement = (
        select(RoleRewardRow, MembershipRow.learner_id, AccountRow.account)
        .join(
            StudyGroupRow,
            and_(
                StudyGroupRow.platform == RoleRewardRow.platform,
                StudyGroupRow.place == RoleRewardRow.place,
            ),
        )
        .join(MembershipRow, MembershipRow.group_id == StudyGroupRow.id)
        .join(
            AccountRow,
            and_(
                AccountRow.learner_id == MembershipRow.learner_id,
                AccountRow.platform == RoleRewardRow.platform,
            ),
        )
        .where(MembershipRow.learner_id.in_(learner_ids), ~is_known)
        .distinct()
    )
    found = await session.execute(statement)
    return [GivenRole(_to_reward(row), id, account) for row, id, account in found]


async def list_members_with(
    session: AsyncSession,
    platform: str,
    place: str,
    *,
    exercises: Collection[str],
    questions: Collection[str],
) -> Sequence[LearnerRow]:
    """Return the members of a place who have passed all of these; hidden ones are left out.

    The place's members are those of its study groups.
    """
    is_passed = or_(
        and_(LedgerEntry.kind == EXERCISE, LedgerEntry.subject.in_(exercises)),
        and_(LedgerEntry.kind == QUESTION, LedgerEntry.subject.in_(questions)),
    )
    passed = (
        select(func.count())
        .where(LedgerEntry.learner_id == LearnerRow.id, is_passed)
        .correlate(LearnerRow)
        .scalar_subquery()
    )
    members = (
        select(MembershipRow.learner_id)
        .join(StudyGroupRow, StudyGroupRow.id == MembershipRow.group_id)
        .where(StudyGroupRow.platform == platform, StudyGroupRow.place == place)
    )
    found = await session.scalars(
        select(LearnerRow)
        .where(
            LearnerRow.id.in_(members),
            ~LearnerRow.hidden,
            passed >= len(exercises) + len(questions),
        )
        .order_by(LearnerRow.id)
    )
    return found.all()


async def list_given(
    session: AsyncSession, key: RewardKey | None = None, *, learner_id: int | None = None
) -> Sequence[GivenRole]:
    """Return the roles that accounts have or are to have, of a reward or of a learner."""
    statement = select(GivenRoleRow).where(GivenRoleRow.is_wanted)
    if key is not None:
        statement = statement.filter_by(**asdict(key))
    if learner_id is not None:
        statement = statement.where(GivenRoleRow.learner_id == learner_id)
    return [_to_given(each) for each in await session.scalars(statement)]


async def want(session: AsyncSession, given: GivenRole, now: datetime) -> None:
    """Have a role given to an account, also where it was to be taken."""
    values = {"learner_id": given.learner_id, "due_at": now}
    if not await insert_ignore(session, GivenRoleRow, **_key(given), **values):
        await session.execute(
            update(GivenRoleRow)
            .filter_by(**_key(given), is_wanted=False)
            .values(is_wanted=True, given_at=None, tries=0, **values)
        )


async def unwant(session: AsyncSession, given: GivenRole, now: datetime) -> None:
    """Have a role taken from an account.

    Where it is being given at this moment, it is taken when that has ended.
    """
    is_untouched = (GivenRoleRow.given_at.is_(None), GivenRoleRow.tries == 0)
    await session.execute(
        delete(GivenRoleRow)
        .filter_by(**_key(given))
        .where(*is_untouched, GivenRoleRow.due_at <= now)
    )
    later = func.coalesce(GivenRoleRow.due_at, now)
    await session.execute(
        update(GivenRoleRow)
        .filter_by(**_key(given), is_wanted=True)
        .values(is_wanted=False, tries=0, due_at=later)
    )


async def list_due(
    session: AsyncSession, platforms: Collection[str], now: datetime, *, most: int
) -> Sequence[GivenRole]:
    """Return the roles to give or take now, those that have waited longest first."""
    rows = await session.scalars(
        select(GivenRoleRow)
        .where(GivenRoleRow.due_at <= now, GivenRoleRow.platform.in_(platforms))
        .order_by(GivenRoleRow.due_at, GivenRoleRow.account)
        .limit(most)
    )
    return [_to_given(each) for each in rows]


async def claim(session: AsyncSession, given: GivenRole, now: datetime) -> GivenRole | None:
    """Claim the giving or taking of a role; None where it is not due any more.

    The claim expires after LEASE; its process has probably died then.
    """
    row = await session.scalar(
        update(GivenRoleRow)
        .filter_by(**_key(given))
        .where(GivenRoleRow.due_at <= now)
        .values(due_at=now + LEASE, tries=GivenRoleRow.tries + 1)
        .returning(GivenRoleRow)
    )
    return _to_given(row) if row is not None else None


async def mark_given(session: AsyncSession, given: GivenRole, now: datetime) -> None:
    """Store that an account has been given a role, unless it is to be taken meanwhile."""
    await session.execute(
        update(GivenRoleRow)
        .filter_by(**_key(given), is_wanted=True)
        .values(given_at=now, due_at=None, tries=0)
    )


async def delete_given(session: AsyncSession, given: GivenRole) -> None:
    """Delete the record of a role, unless the opposite is wanted of it meanwhile."""
    await session.execute(delete(GivenRoleRow).filter_by(**_key(given), is_wanted=given.is_wanted))


async def forget_given(session: AsyncSession, platform: str, place: str, learner_id: int) -> None:
    """Delete the records of a learner who has left a place, and with it the roles."""
    await session.execute(
        delete(GivenRoleRow).filter_by(platform=platform, place=place, learner_id=learner_id)
    )


async def postpone(
    session: AsyncSession, given: GivenRole, now: datetime, delay: timedelta
) -> None:
    """Give or take a role later, and everything else that is waiting for the same role."""
    role = given.reward.role
    key = given.reward.key
    await session.execute(
        update(GivenRoleRow)
        .filter_by(platform=key.platform, place=key.place, role=role)
        .where(GivenRoleRow.due_at < now + delay)
        .values(due_at=now + delay)
    )


async def has_other(session: AsyncSession, given: GivenRole) -> bool:
    """Return whether an account is to have the same role for something else as well."""
    key = given.reward.key
    is_same = and_(GivenRoleRow.track == key.track, GivenRoleRow.item == key.item)
    found = await session.scalar(
        select(GivenRoleRow.account)
        .filter_by(
            platform=key.platform,
            place=key.place,
            role=given.reward.role,
            account=given.account,
            is_wanted=True,
        )
        .where(~is_same)
        .limit(1)
    )
    return found is not None


def _key(given: GivenRole) -> dict[str, Any]:
    return {**asdict(given.reward.key), "account": given.account, "role": given.reward.role}


def _to_reward(row: RoleRewardRow | GivenRoleRow) -> RoleReward:
    return RoleReward(RewardKey(row.platform, row.place, row.track, row.item), row.role)


def _to_given(row: GivenRoleRow) -> GivenRole:
    return GivenRole(
        _to_reward(row),
        row.learner_id,
        row.account,
        is_wanted=row.is_wanted,
        is_given=row.given_at is not None,
        tries=row.tries,
    )
