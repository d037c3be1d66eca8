"""Study groups: members, teachers, and invite codes."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Select, and_, delete, func, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.storage.engine.upsert import insert_ignore, insert_or_update
from bot.storage.groups.members import is_called
from bot.storage.models import (
    AccountRow,
    FormerMemberRow,
    LearnerRow,
    MembershipRow,
    StudyGroupRow,
)


@dataclass(frozen=True, slots=True)
class Group:
    """A study group as one of its members sees it."""

    id: int
    name: str
    platform: str
    place: str
    is_default: bool
    zone: str | None
    invite: str | None
    teacher: bool  # whether the member teaches it
    on_board: bool = False  # whether a teacher is on its boards and in its overview
    agreed: bool = False  # whether its teachers see the member also while they are hidden


@dataclass(frozen=True, slots=True)
class VisibleLearner:
    """A learner whom another one may see."""

    id: int
    name: str


async def find_visible_by_name(
    session: AsyncSession, learner_id: int, name: str, place: tuple[str, str] | None
) -> Sequence[VisibleLearner]:
    """Return up to two learners of that name or account whom a learner may see, self included.

    Visible are learners who are not hidden and share a group with the learner, or belong to a group
    of the `place` (platform and place) that the learner manages.
    """
    found = await session.execute(
        select(LearnerRow.id, LearnerRow.name)
        .where(is_called(name), _is_visible_to(learner_id, place))
        .limit(2)
    )
    return [VisibleLearner(*row) for row in found]


async def list_visible_names(
    session: AsyncSession,
    learner_id: int,
    prefix: str,
    place: tuple[str, str] | None,
    *,
    most: int,
) -> tuple[str, ...]:
    """Return the names of visible learners that begin with the prefix, sorted."""
    found = await session.scalars(
        select(LearnerRow.name)
        .where(
            LearnerRow.name.istartswith(prefix, autoescape=True), _is_visible_to(learner_id, place)
        )
        .order_by(LearnerRow.name)
        .limit(most)
    )
    return tuple(dict.fromkeys(found))


def _is_visible_to(learner_id: int, place: tuple[str, str] | None) -> ColumnElement[bool]:
    own = select(MembershipRow.group_id).where(MembershipRow.learner_id == learner_id)
    is_visible: ColumnElement[bool] = StudyGroupRow.id.in_(own)
    if place is not None:
        is_managed = and_(StudyGroupRow.platform == place[0], StudyGroupRow.place == place[1])
        is_visible = or_(is_visible, is_managed)
    members = (
        select(MembershipRow.learner_id)
        .join(StudyGroupRow, StudyGroupRow.id == MembershipRow.group_id)
        .where(is_visible, StudyGroupRow.archived_at.is_(None))
    )
    is_member = and_(LearnerRow.hidden.is_(False), LearnerRow.id.in_(members))
    return or_(LearnerRow.id == learner_id, is_member)


async def list_groups(session: AsyncSession, learner_id: int) -> Sequence[Group]:
    """Return a learner's groups that are not archived, default groups first."""
    found = await session.execute(
        _groups_with_member(learner_id).order_by(
            StudyGroupRow.is_default.desc(), StudyGroupRow.name, StudyGroupRow.id
        )
    )
    return [_group(*row) for row in found]


async def find_group(session: AsyncSession, learner_id: int, group_id: int) -> Group | None:
    """Return the group of that id if the learner is a member and it is not archived."""
    found = await session.execute(
        _groups_with_member(learner_id).where(StudyGroupRow.id == group_id)
    )
    row = found.first()
    return _group(*row) if row else None


async def get_group_name(session: AsyncSession, group_id: int) -> str:
    """Return the name of a group; empty for a default group whose workspace has none."""
    row = await session.get(StudyGroupRow, group_id)
    return row.name if row is not None and row.name != row.place else ""


async def create(
    session: AsyncSession,
    learner_id: int,
    *,
    platform: str,
    place: str,
    name: str,
    invite: str,
    zone: str,
    now: datetime,
) -> int:
    """Create a group that the learner teaches, and return its id."""
    row = StudyGroupRow(
        platform=platform,
        place=place,
        name=name,
        is_default=False,
        zone=zone,
        invite=invite,
        created_at=now,
        digest_at=now + timedelta(days=7),
    )
    session.add(row)
    await session.flush()
    session.add(MembershipRow(group_id=row.id, learner_id=learner_id, teacher=True, joined_at=now))
    await session.flush()
    return row.id


async def join_by_invite(
    session: AsyncSession, learner_id: int, invite: str, now: datetime
) -> int | None:
    """Add the learner, who agrees that its teachers see them, to the group of an invite code.

    Return the group's id, or None if no group has that code.
    """
    found = await find_invited(session, invite)
    if found is None:
        return None
    await insert_ignore(
        session, MembershipRow, group_id=found.id, learner_id=learner_id, joined_at=now
    )
    await agree(session, found.id, learner_id, now)
    await session.execute(
        delete(FormerMemberRow).where(
            FormerMemberRow.group_id == found.id, FormerMemberRow.learner_id == learner_id
        )
    )
    return found.id


@dataclass(frozen=True, slots=True)
class InvitedGroup:
    """A group that somebody with its invite code may join."""

    id: int
    name: str


async def find_invited(session: AsyncSession, invite: str) -> InvitedGroup | None:
    """Return the group of an invite code, or None."""
    found = await session.execute(
        select(StudyGroupRow.id, StudyGroupRow.name).where(
            StudyGroupRow.invite == invite, StudyGroupRow.archived_at.is_(None)
        )
    )
    row = found.first()
    return None if row is None else InvitedGroup(row.id, row.name)


async def agree(session: AsyncSession, group_id: int, learner_id: int, now: datetime) -> None:
    """Note that a member agrees that the teachers see their progress, also while hidden."""
    await session.execute(
        update(MembershipRow)
        .where(
            MembershipRow.group_id == group_id,
            MembershipRow.learner_id == learner_id,
            MembershipRow.agreed_at.is_(None),
        )
        .values(agreed_at=now)
    )


async def list_member_accounts(
    session: AsyncSession, group_id: int, platform: str, learner_ids: Collection[int]
) -> Mapping[int, Sequence[str]]:
    """Return the accounts on a platform of those who are in the group and do not teach it."""
    statement = (
        select(AccountRow.learner_id, AccountRow.account)
        .join(MembershipRow, MembershipRow.learner_id == AccountRow.learner_id)
        .where(
            MembershipRow.group_id == group_id,
            ~MembershipRow.teacher,
            AccountRow.platform == platform,
            AccountRow.learner_id.in_(learner_ids),
        )
    )
    found: dict[int, list[str]] = {}
    for learner_id, account in await session.execute(statement):
        found.setdefault(learner_id, []).append(account)
    return found


async def leave(session: AsyncSession, learner_id: int, group_id: int, now: datetime) -> None:
    """End a membership, if there is one; the group's gradebook keeps what was done until now."""
    row = await session.get(MembershipRow, (group_id, learner_id))
    if row is None:
        return
    await insert_or_update(
        session,
        FormerMemberRow,
        {"group_id": group_id, "learner_id": learner_id},
        {"joined_at": row.joined_at, "left_at": now, "agreed_at": row.agreed_at},
    )
    await session.delete(row)
    await session.flush()


async def mark_nudged(session: AsyncSession, group_id: int, learner_id: int, now: datetime) -> None:
    """Note that a teacher has a member written to who is away."""
    await session.execute(
        update(MembershipRow)
        .where(MembershipRow.group_id == group_id, MembershipRow.learner_id == learner_id)
        .values(nudged_at=now)
    )


async def set_on_board(
    session: AsyncSession, group_id: int, learner_id: int, *, on_board: bool
) -> None:
    """Set whether a teacher is on the group's boards."""
    await session.execute(
        update(MembershipRow)
        .where(MembershipRow.group_id == group_id, MembershipRow.learner_id == learner_id)
        .values(on_board=on_board)
    )


async def update_group(
    session: AsyncSession, group_id: int, **values: str | datetime | None
) -> None:
    """Update a group's `name`, `zone` or `archived_at`."""
    await session.execute(
        update(StudyGroupRow).where(StudyGroupRow.id == group_id).values(**values)
    )


async def set_teacher(
    session: AsyncSession, group_id: int, learner_id: int, *, teacher: bool
) -> None:
    """Set whether a member teaches the group. Do nothing for others than members."""
    await session.execute(
        update(MembershipRow)
        .where(MembershipRow.group_id == group_id, MembershipRow.learner_id == learner_id)
        .values(teacher=teacher)
    )


async def transfer_teaching(session: AsyncSession, group_id: int, teacher: int, to: int) -> bool:
    """Make another member the teacher.

    Return False without a change if they are no member, or `teacher` no longer teaches the group.
    """
    found = await session.scalars(
        select(MembershipRow)
        .where(MembershipRow.group_id == group_id, MembershipRow.learner_id.in_((teacher, to)))
        .order_by(MembershipRow.learner_id)  # a fixed order, to avoid deadlocks
        .with_for_update()
    )
    teaches = {row.learner_id: row.teacher for row in found}
    if not teaches.get(teacher) or to not in teaches:
        return False
    await set_teacher(session, group_id, teacher, teacher=False)
    await set_teacher(session, group_id, to, teacher=True)
    return True


async def list_other_members(
    session: AsyncSession, group_id: int, learner_id: int, *, most: int, start: int = 0
) -> Sequence[VisibleLearner]:
    """Return the group's other members who are not hidden, sorted by name."""
    found = await session.execute(
        select(LearnerRow.id, LearnerRow.name)
        .join(MembershipRow, MembershipRow.learner_id == LearnerRow.id)
        .where(
            MembershipRow.group_id == group_id,
            LearnerRow.id != learner_id,
            LearnerRow.hidden.is_(False),
        )
        .order_by(LearnerRow.name, LearnerRow.id)
        .offset(start)
        .limit(most)
    )
    return [VisibleLearner(*row) for row in found]


async def count_members(session: AsyncSession, group_id: int) -> int:
    """Return how many members the group has, hidden ones and teachers included."""
    counted = await session.scalar(
        select(func.count()).select_from(MembershipRow).where(MembershipRow.group_id == group_id)
    )
    return counted or 0


async def count_teachers(session: AsyncSession, group_id: int) -> int:
    """Return how many members teach the group."""
    counted = await session.scalar(
        select(func.count())
        .select_from(MembershipRow)
        .where(MembershipRow.group_id == group_id, MembershipRow.teacher)
    )
    return counted or 0


def _groups_with_member(learner_id: int) -> Select[StudyGroupRow, bool, bool, datetime | None]:
    return (
        select(
            StudyGroupRow, MembershipRow.teacher, MembershipRow.on_board, MembershipRow.agreed_at
        )
        .join(MembershipRow, MembershipRow.group_id == StudyGroupRow.id)
        .where(MembershipRow.learner_id == learner_id, StudyGroupRow.archived_at.is_(None))
    )


def _group(row: StudyGroupRow, teacher: bool, on_board: bool, agreed_at: datetime | None) -> Group:
    return Group(
        row.id,
        row.name,
        row.platform,
        row.place,
        row.is_default,
        row.zone,
        row.invite,
        teacher,
        on_board,
        agreed_at is not None,
    )
