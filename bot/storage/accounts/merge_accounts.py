"""Two learners who turn out to be one: everything of the younger becomes the older's.

What a learner can have only once (a pass of an exercise, a bookmark in a lesson) they may have
twice then. One of the two stays: see KEPT_ROWS. Tables are found as `privacy` finds them, so that no
new one is forgotten.
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
    update,
)
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased
from sqlalchemy.sql.base import ReadOnlyColumnCollection

from bot.storage.accounts.privacy import owned_columns
from bot.storage.engine.erasing import note_erased
from bot.storage.models import (
    LearnerRow,
    LedgerEntry,
    LinkingRow,
    LinkRequestRow,
    MembershipRow,
)

KEPT_ROWS: Mapping[str, tuple[str, Literal["least", "most"]]] = {
    "memberships": ("joined_at", "least"),
    "submissions": ("received_at", "least"),
    "runs": ("received_at", "least"),
    "reviews": ("reviewed_at", "most"),
    "self_checks": ("checked_at", "least"),
    "hints": ("seen", "most"),
    "bookmarks": ("left_at", "most"),
    "daily_answers": ("answered_at", "least"),
    "attachments": ("kept_at", "most"),
}
"""By table, which of two rows with the same key: the one with the least or most of a column.

Where nothing is said, or both have the same, it is the older learner's. Of the ledger it is the
entry that was earned first.
"""


async def merge(session: AsyncSession, older: int, younger: int) -> None:
    """Makes one learner of two, who have to be held by `learners.hold` already.

    Only their settings are left as they are: those of the older are for the caller to join.
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
    await _move_points(session, older, younger)
    for whose in owned_columns():
        await _move_rows(session, whose, older, younger)
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


async def _move_points(session: AsyncSession, older: int, younger: int) -> None:
    """Gives the ledger's entries to the older learner, whose id is part of their keys."""
    twin = aliased(LedgerEntry)
    as_olders = LedgerEntry.kind + f":{older}" + _key_after_learner_id(younger)
    as_youngers = LedgerEntry.kind + f":{younger}" + _key_after_learner_id(older)
    earned_first_by_older = exists().where(
        twin.key == as_olders, twin.earned_at <= LedgerEntry.earned_at
    )
    earned_first_by_younger = exists().where(twin.key == as_youngers)  # of those still there
    for learner_id, is_double in (
        (younger, earned_first_by_older),
        (older, earned_first_by_younger),
    ):
        mine = LedgerEntry.learner_id == learner_id
        await session.execute(delete(LedgerEntry).where(mine, is_double))
    # The ledger's entries never change what they say. Here only its owner's name does.
    await session.execute(
        update(LedgerEntry)
        .where(LedgerEntry.learner_id == younger)
        .values(learner_id=older, key=as_olders)
    )


def _key_after_learner_id(learner_id: int) -> ColumnElement[str]:
    """What stands behind the learner's id in an entry's key, as `progress.award` writes it."""
    return func.substr(LedgerEntry.key, func.length(LedgerEntry.kind) + len(f":{learner_id}") + 1)


async def _move_rows(session: AsyncSession, whose: Column[Any], older: int, younger: int) -> None:
    """Gives the younger's rows of a table to the older, but for those that do not stay."""
    table: Table = whose.table
    for key in _unique_keys_with(whose):
        twin = table.alias()
        twins_of = twin.c[whose.name]
        has_better_twin = exists().where(
            twins_of.in_((older, younger)),
            twins_of != whose,
            *(twin.c[each.name] == each for each in key if each is not whose),
            _is_kept(table, twin.c, twins_of == older),
        )
        await session.execute(delete(table).where(whose.in_((older, younger)), has_better_twin))
    await session.execute(update(table).where(whose == younger).values({whose: older}))


def _is_kept(
    table: Table,
    twin: ReadOnlyColumnCollection[str, Any],
    is_older: ColumnElement[bool],
) -> ColumnElement[bool]:
    """Whether the twin of a row is the one of the two that stays."""
    if table.name not in KEPT_ROWS:
        return is_older
    name, which = KEPT_ROWS[table.name]
    mine, twins = table.c[name], twin[name]
    better = twins < mine if which == "least" else twins > mine
    return or_(better, and_(twins == mine, is_older))


def _unique_keys_with(whose: Column[Any]) -> Iterator[Sequence[Column[Any]]]:
    """The table's unique keys that the learner is a part of."""
    table: Table = whose.table
    for constraint in table.constraints:
        if isinstance(constraint, PrimaryKeyConstraint | UniqueConstraint):
            columns = tuple(constraint.columns)
            if whose in columns:
                yield columns
    for index in table.indexes:
        if index.unique and whose.name in index.columns:
            yield tuple(index.columns)
