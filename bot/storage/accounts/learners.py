"""Learners, their accounts, and the default study groups that they belong to."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, exists, select, update
from sqlalchemy.exc import IntegrityError, NoResultFound
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm.exc import StaleDataError

from bot.storage.engine.upsert import insert_ignore
from bot.storage.models import (
    AccountRow,
    LearnerRow,
    MembershipRow,
    MissedReplyRow,
    StudyGroupRow,
)

LEARNER_GONE_ERRORS = (IntegrityError, NoResultFound, StaleDataError)
"""Errors by which a write to a deleted learner fails, among other reasons."""

# Built once: building a statement takes as long as executing it.
_BY_ACCOUNT = (
    select(LearnerRow)
    .join(AccountRow, AccountRow.learner_id == LearnerRow.id)
    .where(AccountRow.platform == bindparam("platform"), AccountRow.account == bindparam("account"))
)
_SENDER_BY_ACCOUNT = _BY_ACCOUNT.add_columns(
    exists().where(
        MembershipRow.learner_id == LearnerRow.id,
        MembershipRow.group_id == StudyGroupRow.id,
        StudyGroupRow.platform == bindparam("platform"),
        StudyGroupRow.place == bindparam("place"),
        StudyGroupRow.is_default,
    ),
    exists().where(
        MissedReplyRow.learner_id == LearnerRow.id,
        MissedReplyRow.platform == bindparam("platform"),
    ),
)
_MARK_SEEN = (
    update(LearnerRow.table())
    .where(LearnerRow.table().c.id == bindparam("learner"))
    .values(seen_at=bindparam("now"))
)


async def find_learner(session: AsyncSession, platform: str, account: str) -> LearnerRow | None:
    """Return the learner who owns an account, or None."""
    return await session.scalar(_BY_ACCOUNT, {"platform": platform, "account": account})


@dataclass(frozen=True, slots=True)
class Sender:
    """The learner who sends something, with what is to be known of them in that place."""

    row: LearnerRow
    is_member: bool  # of the place's default study group
    has_missed_reply: bool  # on this platform


async def find_sender(
    session: AsyncSession, platform: str, account: str, place: str
) -> Sender | None:
    """Return an account's learner with what is to be known of them in a place."""
    parameters = {"platform": platform, "account": account, "place": place}
    row = (await session.execute(_SENDER_BY_ACCOUNT, parameters)).first()
    return None if row is None else Sender(row[0], row[1], row[2])


async def get_learner(session: AsyncSession, learner_id: int) -> LearnerRow:
    """Return the learner. Raise NoResultFound if there is none."""
    return (await session.scalars(select(LearnerRow).where(LearnerRow.id == learner_id))).one()


async def lock(session: AsyncSession, *learner_ids: int) -> Sequence[LearnerRow]:
    """Lock learners until the transaction ends, so that no row of theirs is added meanwhile.

    Return those that exist, ordered by id. Call it before any of their rows is changed: adding a
    row locks its learner as well, so the opposite order would deadlock.
    """
    found = await session.scalars(
        select(LearnerRow)
        .where(LearnerRow.id.in_(learner_ids))
        .order_by(LearnerRow.id)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    return found.all()


async def list_accounts(session: AsyncSession, learner_id: int) -> Sequence[AccountRow]:
    """Return a learner's accounts, the oldest first."""
    found = await session.scalars(
        select(AccountRow)
        .where(AccountRow.learner_id == learner_id)
        .order_by(AccountRow.met_at, AccountRow.platform, AccountRow.account)
    )
    return found.all()


async def list_accounts_on(
    session: AsyncSession, platform: str, learner_ids: Collection[int]
) -> Sequence[tuple[int, str]]:
    """Return the accounts of these learners on a platform, each with its learner's id."""
    found = await session.execute(
        select(AccountRow.learner_id, AccountRow.account).where(
            AccountRow.platform == platform, AccountRow.learner_id.in_(learner_ids)
        )
    )
    return [(learner_id, account) for learner_id, account in found]


async def find_joined_default_group(
    session: AsyncSession, learner_id: int, platform: str, place: str
) -> int | None:
    """Return the id of the place's default study group if the learner is in it."""
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


async def find_default_group(session: AsyncSession, platform: str, place: str) -> int | None:
    """Return the id of the place's default study group."""
    return await session.scalar(
        select(StudyGroupRow.id).where(
            StudyGroupRow.platform == platform,
            StudyGroupRow.place == place,
            StudyGroupRow.is_default,
        )
    )


async def upsert_learner(
    session: AsyncSession,
    *,
    platform: str,
    account: str,
    name: str,
    locale: str | None,
    detected_language: str | None = None,
    told_zone: str | None = None,
    now: datetime,
) -> LearnerRow:
    """Store the present name and locale of an account, and make it its learner's active one.

    A locale or zone that is None leaves the stored value unchanged; a locale that was never
    reported is set to `detected_language`. An unknown account becomes a new learner.
    """
    row = await find_learner(session, platform, account)
    if row is None:
        row = await _insert_learner(
            session,
            platform=platform,
            account=account,
            name=name,
            locale=locale or detected_language,
            now=now,
        )
    account_row = await session.get_one(AccountRow, (platform, account))
    account_row.name, account_row.locale = name, locale or account_row.locale or detected_language
    await set_active_account(session, row.id, account_row)
    if told_zone:
        await update_learner(session, row.id, told_zone=told_zone)
    await session.refresh(row)
    return row


async def set_active_account(session: AsyncSession, learner_id: int, account: AccountRow) -> None:
    """Make an account the one that its learner last wrote from."""
    await update_learner(
        session,
        learner_id,
        platform=account.platform,
        account=account.account,
        name=account.name,
        locale=account.locale,
    )


async def _insert_learner(
    session: AsyncSession,
    *,
    platform: str,
    account: str,
    name: str,
    locale: str | None,
    now: datetime,
) -> LearnerRow:
    """Insert learner and account, unless another process does so at the same time."""
    identity = {"platform": platform, "account": account, "name": name, "locale": locale}
    await insert_ignore(session, LearnerRow, **identity, met_at=now, seen_at=now)
    inserted = select(LearnerRow).where(
        LearnerRow.platform == platform, LearnerRow.account == account
    )
    row = (await session.scalars(inserted)).one()
    await insert_ignore(session, AccountRow, **identity, learner_id=row.id, met_at=now)
    return row


async def join_default_group(
    session: AsyncSession, learner_id: int, platform: str, place: str, *, name: str, now: datetime
) -> int:
    """Add a learner to the place's default study group, and return the group's id.

    Create the group, or update its name, where needed.
    """
    await insert_ignore(
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
    await insert_ignore(
        session, MembershipRow, group_id=group_id, learner_id=learner_id, joined_at=now
    )
    return group_id


async def mark_seen(session: AsyncSession, learner_id: int, now: datetime) -> None:
    """Note that a learner is here."""
    await session.execute(_MARK_SEEN, {"learner": learner_id, "now": now})


async def update_learner(
    session: AsyncSession, learner_id: int, **values: str | int | datetime | None
) -> None:
    """Update a learner's own settings, such as `language`, `zone` or `hidden`."""
    await session.execute(update(LearnerRow).where(LearnerRow.id == learner_id).values(**values))
