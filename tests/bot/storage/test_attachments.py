"""Learners' images and files: stored once by their content, for some days, within quotas."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import func, select

from bot.storage import Database, LocalMessages
from bot.storage.accounts import attachments
from bot.storage.accounts.attachments import (
    MAX_BYTES_PER_LEARNER,
    MAX_CONTENTS_PER_LEARNER,
    Content,
)
from bot.storage.models import AccountRow, AttachmentRow, LearnerRow

NOW = datetime(2026, 4, 1, 12, 0, tzinfo=UTC)
MIB = 1 << 20


async def meet(database: Database, *names: str) -> None:
    for id, name in enumerate(names, start=1):
        of_them = {"platform": "local", "account": name, "name": name, "met_at": NOW}
        async with database.write_session() as session:
            session.add(LearnerRow(id=id, **of_them))
        async with database.write_session() as session:
            session.add(AccountRow(learner_id=id, **of_them))


async def keep(database: Database, learner_id: int, *contents: bytes, after_h: int = 0) -> None:
    async with database.write_session() as session:
        contents = [Content(each) for each in contents]
        await attachments.store(session, learner_id, contents, NOW + timedelta(hours=after_h))


async def stored(database: Database) -> set[tuple[int, bytes]]:
    async with database.read_session() as session:
        rows = await session.scalars(select(AttachmentRow))
        return {(row.learner_id, row.content[:1]) for row in rows}


async def test_the_same_content_is_stored_once_and_counts_as_new_again(database: Database) -> None:
    await meet(database, "aki")
    for hour in range(3):
        await keep(database, 1, b"a", b"a", after_h=hour)
    async with database.write_session() as session:
        assert await session.scalar(select(func.count()).select_from(AttachmentRow)) == 1
        assert await attachments.drop_expired(session, NOW + timedelta(hours=2)) == 0
        assert await attachments.drop_expired(session, NOW + timedelta(hours=3)) == 1
    assert await stored(database) == set()


async def test_the_oldest_contents_of_a_learner_go_where_theirs_are_too_large_together(
    database: Database,
) -> None:
    await meet(database, "aki", "ben")
    await keep(database, 2, b"b" * MIB)
    for hour, letter in enumerate(b"cdefgh"):
        await keep(database, 1, bytes([letter]) * (MAX_BYTES_PER_LEARNER // 4), after_h=hour)
    assert await stored(database) == {(2, b"b"), (1, b"e"), (1, b"f"), (1, b"g"), (1, b"h")}
    await keep(
        database, 1, b"e" * (MAX_BYTES_PER_LEARNER // 4), after_h=7
    )  # stored again: the newest now
    await keep(database, 1, b"i", after_h=8)
    assert await stored(database) == {
        (2, b"b"),
        *((1, each) for each in (b"e", b"g", b"h", b"i")),
    }


async def test_the_oldest_contents_of_a_learner_go_where_theirs_are_too_many(
    database: Database,
) -> None:
    await meet(database, "aki")
    await keep(database, 1, b"old")
    await keep(
        database, 1, *(f"new {n}".encode() for n in range(MAX_CONTENTS_PER_LEARNER)), after_h=1
    )
    assert await stored(database) == {(1, b"n")}


async def test_a_content_over_the_quota_is_stored_until_the_next_one(database: Database) -> None:
    await meet(database, "aki")
    await keep(database, 1, b"a")
    await keep(database, 1, b"x" * (MAX_BYTES_PER_LEARNER + 1), after_h=1)
    assert await stored(database) == {(1, b"x")}
    await keep(database, 1, b"b", after_h=2)
    assert await stored(database) == {(1, b"b")}


async def test_the_oldest_contents_of_all_go_where_all_are_too_large_together(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(attachments, "MAX_TOTAL_BYTES", 3 * MIB)
    await meet(database, "aki", "ben", "cai")
    for hour, (whose, letter) in enumerate([(1, b"a"), (2, b"b"), (1, b"c"), (3, b"d"), (3, b"e")]):
        await keep(database, whose, letter * MIB, after_h=hour)
    assert await stored(database) == {(1, b"c"), (3, b"d"), (3, b"e")}


async def test_a_message_keeps_its_contents_for_the_learner_of_its_account(
    database: Database,
) -> None:
    await meet(database, "aki")
    messages = LocalMessages(database)
    one, two, nobodys = Content(b"1"), Content(b"2"), Content(b"3")
    await messages.append("aki", "tutor", "{}", "m", [one])
    await messages.update("m", "{}", True, [two])
    await messages.append("nobody", "tutor", "{}", "n", [nobodys])
    await messages.update("no message", "{}", True, [nobodys])
    assert await messages.find_attachment(one.digest) == one
    assert await messages.find_attachment(two.digest) == two
    assert await messages.find_attachment(nobodys.digest) is None
