"""Merging two learners: everything that the younger owns becomes the older one's.

Where a learner can have only one row of a key (a passed exercise, a bookmark in a lesson), one of
the two rows is kept: see KEPT_ROWS. The tables are found through their foreign keys, as in
`privacy`, so that a new table is never forgotten.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Literal

from sqlalchemy import (
    Column,
    ColumnElement,
    PrimaryKeyConstraint,
    Table,
    UniqueConstraint,
    and_,
    delete,
    exists,
    func,
    or_,
    select,
    update,
)
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased
from sqlalchemy.sql.base import ReadOnlyColumnCollection

from bot.storage.accounts.privacy import owned_columns
from bot.storage.engine.erasing import note_erased
from bot.storage.models import (
    BookmarkRow,
    LearnerRow,
    LedgerEntry,
    LinkingRow,
    LinkRequestRow,
    MembershipRow,
)

KEPT_ROWS: Mapping[str, tuple[str, Literal["least", "most"]]] = {
    "memberships": ("joined_at", "least"),
    "former_members": ("left_at", "most"),
    "submissions": ("received_at", "least"),
    "runs": ("received_at", "least"),
    "reviews": ("reviewed_at", "most"),
    "self_checks": ("checked_at", "least"),
    "hints": ("seen", "most"),
    "bookmarks": ("left_at", "most"),
    "open_questions": ("asked_at", "most"),
    "daily_answers": ("answered_at", "least"),
    "attachments": ("kept_at", "most"),
    "notices": ("created_at", "least"),
    "course_drafts": ("created_at", "most"),
    "weekly_plans": ("next_at", "least"),
}
"""By table, which of two rows with the same key is kept: that with the least or most of a column.

For other tables, and for equal values, it is the older learner's row. Of the ledger it is the entry
that was earned first.
"""


async def merge(session: AsyncSession, older: int, younger: int) -> None:
    """Merge the learner `younger` into `older`; both have to be locked by `learners.lock` already.

    The settings of `older` are left unchanged; the caller merges them.
    """
    note_erased(session)
    both = (older, younger)
    await session.execute(delete(LinkingRow).where(LinkingRow.learner_id.in_(both)))
    await session.execute(
        delete(LinkRequestRow).where(
            or_(LinkRequestRow.learner_id.in_(both), LinkRequestRow.asker_id.in_(both))
        )
    )
    await _merge_teaching(session, older, younger)
    await _merge_reading(session, older, younger)
    await _move_points(session, older, younger)
    for owner in owned_columns():
        await _move_rows(session, owner, older, younger)
    await session.execute(delete(LearnerRow).where(LearnerRow.id == younger))


async def _merge_teaching(session: AsyncSession, older: int, younger: int) -> None:
    twin = aliased(MembershipRow)
    both = (older, younger)
    taught = exists().where(
        twin.learner_id.in_(both), twin.group_id == MembershipRow.group_id, twin.teacher
    )
    await session.execute(
        update(MembershipRow).where(MembershipRow.learner_id.in_(both), taught).values(teacher=True)
    )


async def _merge_reading(session: AsyncSession, older: int, younger: int) -> None:
    """Let the bookmarks of both know how far either has read."""
    twin = aliased(BookmarkRow)
    both = (older, younger)
    furthest = (
        select(func.max(twin.furthest))
        .where(twin.learner_id.in_(both), twin.lesson == BookmarkRow.lesson)
        .correlate(BookmarkRow)
        .scalar_subquery()
    )
    await session.execute(
        update(BookmarkRow)
        .where(BookmarkRow.learner_id.in_(both))
        .values(furthest=furthest)
        .execution_options(synchronize_session=False)
    )


async def _move_points(session: AsyncSession, older: int, younger: int) -> None:
    """Give the ledger's entries to the older learner, whose id is part of their keys."""
    twin = aliased(LedgerEntry)
    key_of_older = LedgerEntry.kind + f":{older}" + _key_after_learner_id(younger)
    key_of_younger = LedgerEntry.kind + f":{younger}" + _key_after_learner_id(older)
    earned_first_by_older = exists().where(
        twin.key == key_of_older, twin.earned_at <= LedgerEntry.earned_at
    )
    earned_first_by_younger = exists().where(twin.key == key_of_younger)  # of the remaining ones
    for learner_id, is_duplicate in (
        (younger, earned_first_by_older),
        (older, earned_first_by_younger),
    ):
        is_owned = LedgerEntry.learner_id == learner_id
        await session.execute(delete(LedgerEntry).where(is_owned, is_duplicate))
    # Entries of the ledger never change, except for their owner here.
    await session.execute(
        update(LedgerEntry)
        .where(LedgerEntry.learner_id == younger)
        .values(learner_id=older, key=key_of_older)
    )


def _key_after_learner_id(learner_id: int) -> ColumnElement[str]:
    """Return the part of a key after the learner's id, as `progress.award` writes it."""
    return func.substr(LedgerEntry.key, func.length(LedgerEntry.kind) + len(f":{learner_id}") + 1)


async def _move_rows(session: AsyncSession, owner: Column[Any], older: int, younger: int) -> None:
    """Give the younger's rows of a table to the older, and delete those that are not kept."""
    table: Table = owner.table
    for key in _unique_keys_with(owner):
        twin = table.alias()
        twin_owner = twin.c[owner.name]
        has_better_twin = exists().where(
            twin_owner.in_((older, younger)),
            twin_owner != owner,
            *(twin.c[each.name] == each for each in key if each is not owner),
            _is_kept(table, twin.c, twin_owner == older),
        )
        await session.execute(delete(table).where(owner.in_((older, younger)), has_better_twin))
    await session.execute(update(table).where(owner == younger).values({owner: older}))


def _is_kept(
    table: Table,
    twin: ReadOnlyColumnCollection[str, Any],
    is_older: ColumnElement[bool],
) -> ColumnElement[bool]:
    """Return whether the twin of a row is the one of the two that is kept."""
    if table.name not in KEPT_ROWS:
        return is_older
    name, which = KEPT_ROWS[table.name]
    own_value, twin_value = table.c[name], twin[name]
    is_better = twin_value < own_value if which == "least" else twin_value > own_value
    return or_(is_better, and_(twin_value == own_value, is_older))


def _unique_keys_with(owner: Column[Any]) -> Iterator[Sequence[Column[Any]]]:
    """Yield the table's unique keys that contain the learner's column."""
    table: Table = owner.table
    for constraint in table.constraints:
        if isinstance(constraint, PrimaryKeyConstraint | UniqueConstraint):
            columns = tuple(constraint.columns)
            if owner in columns:
                yield columns
    for index in table.indexes:
        if index.unique and owner.name in index.columns:
            yield tuple(index.columns)
