"""The limits of the local chat's logs in memory."""

from __future__ import annotations

import asyncio
import tracemalloc
from unittest import mock

import pytest
from aiohttp import web

from bot.platforms.local import memory
from bot.platforms.local.connections import MOST_QUEUED, PageConnection
from bot.platforms.local.memory import MOST_PER_LEARNER, ChatMessage, LogCache
from bot.platforms.local.protocol import Received
from bot.tutor.replies.model import Reply, Table

REPLY = Reply(blocks=())


def message(id: str, size: int = 1) -> ChatMessage:
    return ChatMessage(id, REPLY, size)


def ids(logs: LogCache, account: str) -> list[str]:
    return [each.id for each in logs.messages(account)]


def test_a_learners_oldest_messages_go_where_they_are_too_many_or_too_large() -> None:
    logs = LogCache(lambda _: True)
    logs.open("aki")
    for number in range(MOST_PER_LEARNER + 1):
        logs.put("aki", message(str(number)))
    assert (len(logs), logs.find("aki", "0"), logs.owner("0")) == (MOST_PER_LEARNER, None, None)
    logs.put("aki", message("large", memory.MOST_BYTES_PER_LEARNER))
    assert ids(logs, "aki") == ["large"]
    # The newest message is always kept.
    logs.put("aki", message("larger", memory.MOST_BYTES_PER_LEARNER + 1))
    assert ids(logs, "aki") == ["larger"]


def test_logs_that_nobody_looks_at_go_first_and_the_least_recently_used_of_them(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(memory, "MOST_BYTES", 10)
    logs = LogCache(lambda account: account == "looks")
    for account in ("looks", "old", "used"):
        logs.open(account)
        logs.put(account, message(f"{account} 1", 3))
    logs.put("old", message("old 2", 1))
    logs.open("new")
    logs.put("new", message("new 1", 3))
    assert logs.accounts == ("looks", "old", "new")
    assert logs.size == 10
    assert logs.owner("used 1") is None


def test_where_all_are_looked_at_the_largest_lose_their_oldest_messages(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(memory, "MOST_MESSAGES", 4)
    logs = LogCache(lambda _: True)
    for account, count in (("aki", 3), ("ben", 2)):
        logs.open(account)
        for number in range(count):
            logs.put(account, message(f"{account} {number}"))
    assert (ids(logs, "aki"), ids(logs, "ben")) == (["aki 1", "aki 2"], ["ben 0", "ben 1"])


def test_a_message_that_changes_counts_once() -> None:
    logs = LogCache(lambda _: False)
    logs.open("aki")
    for size in (5, 2):
        logs.put("aki", message("m", size))
    assert (logs.size, len(logs)) == (2, 1)
    logs.put("nobody", message("n"))
    assert "nobody" not in logs
    logs.close("aki")
    assert (logs.size, len(logs)) == (0, 0)


async def test_a_page_that_does_not_read_is_cut_off_and_comes_back() -> None:
    closed = asyncio.Event()
    socket = mock.create_autospec(web.WebSocketResponse, instance=True)
    socket.close.side_effect = lambda **_: closed.set()
    seat = PageConnection(socket)
    for number in range(MOST_QUEUED + 10):
        seat.enqueue(Received(id=f"{number:08}"))
    await asyncio.wait_for(closed.wait(), 60)
    socket.close.assert_called_once()


def test_a_large_reply_takes_less_memory_than_its_objects_and_is_found_as_it_was() -> None:
    rows = tuple((f"{number}. lesson", "12 minutes", "not begun") for number in range(60))
    greeting = Reply(blocks=(Table(head=("Lesson", "Time", "State"), rows=rows),))
    json = greeting.model_dump_json()
    logs = LogCache(lambda _: True)
    logs.open("aki")
    tracemalloc.start()
    try:
        messages = [
            ChatMessage(str(number), Reply.model_validate_json(json), len(json))
            for number in range(100)
        ]
        as_objects, _ = tracemalloc.get_traced_memory()
        while messages:
            logs.put("aki", messages.pop())
        packed, _ = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert packed < as_objects / 2
    assert logs.find("aki", "7") == ChatMessage("7", greeting, len(json))
    assert [each.content for each in logs.messages("aki")] == [greeting] * 100
