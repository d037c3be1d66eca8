"""Group commit: what arrives together is written together, and fails alone."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

import pytest
from sqlalchemy.exc import OperationalError

from bot.storage import Database, LocalMessages
from common.group_commit import GroupCommit
from tests.support.statement_counter import counted_statements


class Writer:
    """Writes groups of numbers once it may, and doubles them; a negative number fails its group."""

    def __init__(self) -> None:
        self.groups: list[list[int]] = []
        self.may_write = asyncio.Event()

    async def __call__(self, numbers: Sequence[int]) -> Sequence[int]:
        self.groups.append(list(numbers))
        await self.may_write.wait()
        if any(each < 0 for each in numbers):
            raise ValueError("a negative number")
        return [2 * each for each in numbers]


async def test_what_arrives_while_a_group_is_written_is_the_next_group() -> None:
    writer = Writer()
    commit = GroupCommit(writer, largest=3)
    first = asyncio.create_task(commit.add(1))
    while not writer.groups:
        await asyncio.sleep(0)
    others = [asyncio.create_task(commit.add(number)) for number in range(2, 7)]
    await asyncio.sleep(0)
    writer.may_write.set()
    assert await asyncio.gather(first, *others) == [2, 4, 6, 8, 10, 12]
    assert writer.groups == [[1], [2, 3, 4], [5, 6]]


async def test_an_item_that_cannot_be_written_fails_no_other() -> None:
    writer = Writer()
    writer.may_write.set()
    commit = GroupCommit(writer)
    results = await asyncio.gather(
        *(commit.add(number) for number in (1, -2, 3)), return_exceptions=True
    )
    assert (results[0], str(results[1]), results[2]) == (2, "a negative number", 6)
    assert writer.groups == [[1, -2, 3], [1], [-2], [3]]


async def test_a_database_that_is_away_is_asked_once_for_a_group() -> None:
    asked = []

    async def write(numbers: Sequence[int]) -> Sequence[int]:
        asked.append(len(numbers))
        raise OperationalError("INSERT", {}, Exception("the connection is lost"))

    commit = GroupCommit(write)
    results = await asyncio.gather(*map(commit.add, range(5)), return_exceptions=True)
    assert [type(each) for each in results] == [OperationalError] * 5
    assert asked == [5]


async def test_what_a_cancelled_caller_has_added_is_written_and_the_next_caller_is_answered() -> (
    None
):
    writer = Writer()
    commit = GroupCommit(writer)
    leaving = asyncio.create_task(commit.add(1))
    while not writer.groups:
        await asyncio.sleep(0)
    leaving.cancel()
    with pytest.raises(asyncio.CancelledError):
        await leaving
    writer.may_write.set()
    assert await commit.add(2) == 4
    assert writer.groups == [[1], [2]]


async def test_messages_of_many_learners_at_once_are_few_statements_and_keep_their_order(
    database: Database,
) -> None:
    log = LocalMessages(database)
    names = [f"learner {number}" for number in range(40)]
    with counted_statements(database) as statements:
        await asyncio.gather(
            *(
                log.append_all(
                    name, [(f"{name}-1", "learner", f"by {name}"), (f"{name}-2", "tutor", "wait")]
                )
                for name in names
            )
        )
        changed = await asyncio.gather(
            *(log.update(f"{name}-2", f"for {name}\x00", final=True) for name in names),
            log.update("nobody", "x", final=True),
        )
    assert changed == [True] * 40 + [False]
    assert len([each for each in statements if not each.startswith("BEGIN")]) <= 6
    for name in names:
        kept = [each.content.rstrip("\x00\ufffd") for each in await log.history(name, 10)]
        assert kept == [f"by {name}", f"for {name}"]


async def test_of_several_edits_at_once_the_final_one_stays(database: Database) -> None:
    log = LocalMessages(database)
    await log.append("aki", "tutor", "one moment", "m-1")
    changed = await asyncio.gather(
        log.update("m-1", "waiting", final=False),
        log.update("m-1", "passed", final=True),
        log.update("m-1", "running", final=False),
    )
    assert changed == [True, True, False]
    assert [each.content for each in await log.history("aki", 10)] == ["passed"]
