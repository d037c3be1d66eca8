"""The local chat's log: ordered, idempotent, and final messages stay final."""

from __future__ import annotations

import pytest

from bot.storage import Database, LocalMessages
from bot.storage.local_chat import messages as local_chat


async def test_history_is_the_latest_messages_of_one_learner_oldest_first(
    database: Database,
) -> None:
    messages = LocalMessages(database)
    for text in ("one", "two", "three"):
        await messages.append("aki", "learner", text)
    await messages.append("ben", "learner", "other")
    history = await messages.history("aki", limit=2)
    assert [(each.author, each.content) for each in history] == [
        ("learner", "two"),
        ("learner", "three"),
    ]


async def test_a_message_that_is_sent_twice_is_there_once(database: Database) -> None:
    messages = LocalMessages(database)
    assert await messages.append("aki", "learner", "first", message_id="m1") == "m1"
    assert await messages.append("aki", "learner", "again", message_id="m1") == "m1"
    assert [each.content for each in await messages.history("aki", 10)] == ["first"]


async def test_a_pending_reply_gives_way_to_the_final_one_and_never_comes_back(
    database: Database,
) -> None:
    messages = LocalMessages(database)
    await messages.append("aki", "tutor", "checking", message_id="m1")
    assert await messages.update("m1", "still checking", final=False)
    assert await messages.update("m1", "passed", final=True)
    assert not await messages.update("m1", "checking", final=False)
    (message,) = await messages.history("aki", 10)
    assert (message.content, message.final) == ("passed", True)
    assert message.edited_at is not None


async def test_a_final_reply_may_be_replaced_by_another_final_one(database: Database) -> None:
    messages = LocalMessages(database)
    await messages.append("aki", "tutor", "checking", message_id="m1")
    await messages.update("m1", "one", final=True)
    assert await messages.update("m1", "two", final=True)
    assert [each.content for each in await messages.history("aki", 10)] == ["two"]


async def test_putting_what_was_never_appended_changes_nothing(database: Database) -> None:
    messages = LocalMessages(database)
    assert not await messages.update("nobody", "x", final=True)
    assert await messages.history("aki", 10) == []


async def test_the_oldest_messages_of_an_account_go_where_they_are_too_many(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(local_chat, "MAX_MESSAGES", 5)
    monkeypatch.setattr(local_chat, "_TRIM_AFTER_MESSAGES", 1)
    messages = LocalMessages(database)
    await messages.append("ben", "learner", "other")
    for number in range(8):
        await messages.append("aki", "learner", str(number))
    assert [each.content for each in await messages.history("aki", 100)] == list("34567")
    assert len(await messages.history("ben", 100)) == 1


async def test_the_oldest_messages_of_an_account_go_where_they_are_too_large_together(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(local_chat, "MAX_LOG_BYTES", 3 << 20)
    messages = LocalMessages(database)
    for letter in "abcd":
        await messages.append("aki", "learner", letter * (1 << 20))
    assert [each.content[0] for each in await messages.history("aki", 100)] == list("bcd")
    await messages.append("aki", "learner", "e" * (4 << 20))
    assert [each.content[0] for each in await messages.history("aki", 100)] == list("e")
