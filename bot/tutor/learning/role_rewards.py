"""Roles as rewards: who has earned which, and what a change of a learner's gives or takes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from sqlalchemy.ext.asyncio import AsyncSession

from bot.storage.accounts import learners
from bot.storage.groups import role_rewards
from bot.storage.groups.role_rewards import GivenRole, RewardKey
from bot.storage.learning import progress
from bot.tutor.context import TutorContext
from bot.tutor.identity import Learner, to_learner
from bot.tutor.learning import curriculum
from bot.tutor.learning.next_step import Position, is_finished, is_track_finished
from bot.tutor.learning.positions import find_position
from bot.tutor.learning.role_changes import change_all, run_in_background
from lessons.curriculum import Catalog, ChecklistItem, Lesson, Track

BATCH_SIZE = 200
"""Members whose progress is read at the same time."""


def has_earned(catalog: Catalog, key: RewardKey, position: Position) -> bool:
    """Return whether a learner has finished the track, or proven the item."""
    track = curriculum.track_of(catalog, key.track)
    if track is None:
        return False
    if not key.item:
        return is_track_finished(track, position)
    item = item_of(track, key.item)
    return item is not None and curriculum.is_proven(item, catalog, position.done)


def item_of(track: Track, key: str) -> ChecklistItem | None:
    """Return the item of a track's checklist that has this key; None where there is none."""
    return next((each for each in track.checklist if each.key == key), None)


@dataclass(frozen=True, slots=True)
class PassedPart:
    """A part of a lesson that a learner has just passed, and the learner's position since then."""

    learner: Learner
    position: Position
    lesson: Lesson


async def find_due(
    session: AsyncSession, catalog: Catalog, passed: Iterable[PassedPart]
) -> Sequence[GivenRole]:
    """Return the roles that learners have earned who have just passed parts of lessons.

    Hidden learners get none, because the members of a place see who has a role.
    """
    positions = {
        each.learner.id: each.position
        for each in passed
        if not each.learner.hidden and is_finished(each.lesson, each.position)
    }
    if not positions:
        return ()
    return _earned(catalog, await role_rewards.list_missing(session, positions), positions)


async def find_earners(context: TutorContext, key: RewardKey) -> Sequence[tuple[int, str]]:
    """Return the members of a place who have earned a reward: ids of learners, with accounts."""
    catalog = context.catalog
    lessons = _lessons_of(catalog, key)
    async with context.database.read_session() as session:
        rows = await role_rewards.list_members_with(
            session,
            key.platform,
            key.place,
            exercises=[one.id for each in lessons for one in each.exercises],
            questions=[one.id for each in lessons for one in each.questions],
        )
        members = [to_learner(context, each) for each in rows]
        found: list[tuple[int, str]] = []
        for start in range(0, len(members), BATCH_SIZE):
            batch = members[start : start + BATCH_SIZE]
            positions = await _find_positions(context, session, batch)
            ids = [id for id, position in positions.items() if has_earned(catalog, key, position)]
            found += await learners.list_accounts_on(session, key.platform, ids)
    return found


def start_giving(context: TutorContext, due: Sequence[GivenRole]) -> None:
    """Give roles that were earned, while no reply waits for it."""
    if due:
        run_in_background(context, _give(context, due))


def start_giving_earned(context: TutorContext, learner: Learner) -> None:
    """Give a learner every role that was earned and not given, while no reply waits for it.

    Hidden learners get none.
    """
    if learner.hidden:
        return
    run_in_background(context, _give_earned(context, learner))


async def take_all(
    session: AsyncSession, context: TutorContext, learner: Learner
) -> Sequence[GivenRole]:
    """Have all roles of a learner taken. Return them for `start_taking`, after the transaction."""
    given = await role_rewards.list_given(session, learner_id=learner.id)
    for each in given:
        await role_rewards.unwant(session, each, context.clock())
    return given


def start_taking(context: TutorContext, given: Sequence[GivenRole]) -> None:
    """Take roles that are not wanted any more, while no reply waits for it."""
    if given:
        taken = [replace(each, is_wanted=False) for each in given]
        run_in_background(context, change_all(context, taken))


async def want_earned(session: AsyncSession, context: TutorContext, learner: Learner) -> None:
    """Store that a learner is to be given every role that was earned and not given.

    Hidden learners get none. `RoleChanges.start_due` gives them after the transaction.
    """
    if not learner.hidden:
        for each in await _find_earned_by(session, context, learner):
            await role_rewards.want(session, each, context.clock())


async def _give(context: TutorContext, due: Sequence[GivenRole]) -> None:
    async with context.database.write_session() as session:
        for each in due:
            await role_rewards.want(session, each, context.clock())
    await change_all(context, due)


async def _give_earned(context: TutorContext, learner: Learner) -> None:
    async with context.database.read_session() as session:
        due = await _find_earned_by(session, context, learner)
    if due:
        await _give(context, due)


async def _find_earned_by(
    session: AsyncSession, context: TutorContext, learner: Learner
) -> Sequence[GivenRole]:
    """Return the roles that a learner has earned and not been given.

    The learner's position is read only where a place gives any role.
    """
    missing = await role_rewards.list_missing(session, (learner.id,))
    if not missing:
        return ()
    position = await find_position(session, learner, context.clock())
    return _earned(context.catalog, missing, {learner.id: position})


def _earned(
    catalog: Catalog, missing: Sequence[GivenRole], positions: Mapping[int, Position]
) -> Sequence[GivenRole]:
    """Return those of the missing roles that learners have earned; positions are by their ids."""
    return [
        each for each in missing if has_earned(catalog, each.reward.key, positions[each.learner_id])
    ]


async def _find_positions(
    context: TutorContext, session: AsyncSession, members: Sequence[Learner]
) -> dict[int, Position]:
    """Return what members have done and read, without their reviews, by their ids."""
    ids = [each.id for each in members]
    done = await progress.find_achievements_of(session, ids)
    here = await progress.find_whereabouts_of(session, ids, context.clock())
    return {
        each.id: Position(each.language, done[each.id], here[each.id].pages_read)
        for each in members
    }


def _lessons_of(catalog: Catalog, key: RewardKey) -> Sequence[Lesson]:
    track = curriculum.track_of(catalog, key.track)
    if track is None:
        return ()
    item = item_of(track, key.item)
    if item is None:
        return track.lessons
    found = (catalog.lesson(slug) for slug in item.lessons)
    return [each for each in found if each is not None]
