"""A reply that takes long says what it waits for, and never covers its verdict."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Callable

import pytest

from bot.platforms.slack.platform import SlackChat
from bot.storage import Database
from bot.tutor.grading import pending_updates
from bot.tutor.service import Tutor
from tests.bot.platforms.slack.conftest import StartChat
from tests.support.scripted_queue import ScriptedQueue, passes
from tests.support.slack_server.learner import Learner
from tests.support.slack_server.server import SlackServer
from tests.support.slack_server.workspace import BOT, CHANNEL, TEAM, text_of
from tests.support.study_fixtures import opened, postgres_url, worn_postgres

__all__ = ["postgres_url", "worn_postgres"]

EVENS = "```\ndef evens(n):\n    return n\n```"


@pytest.fixture(autouse=True)
def quick_updates(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pending_updates, "FIRST_AFTER_S", 0.0)
    monkeypatch.setattr(pending_updates, "SPACING_S", 0.02)


@pytest.fixture
def database_url(request: pytest.FixtureRequest) -> str:
    """Of SQLite, or of the database that a test names."""
    url: str = request.getfixturevalue(f"{getattr(request, 'param', 'sqlite')}_url")
    return url


@pytest.fixture
async def database(database_url: str) -> AsyncIterator[Database]:
    async with opened(database_url) as database:
        yield database


def updates_under_way() -> int:
    return sum(
        "PendingUpdates._update_until" in repr(task.get_coro()) for task in asyncio.all_tasks()
    )


def edits(slack: SlackServer, text: str) -> int:
    return sum(text in text_of(each) for each in slack.calls("chat.update") if "blocks" in each)


async def test_a_reply_that_takes_long_says_how_many_are_ahead_and_then_that_it_is_running(
    chat: SlackChat, aiko: Learner, tutor: Tutor, queue: ScriptedQueue, slack: SlackServer
) -> None:
    queue.ahead, queue.wait_s = 3, 12.0
    await aiko.say(EVENS)
    waiting = await aiko.wait_for_reply("3 before you, about 12 seconds to go")
    queue.ahead = 0
    running = await aiko.wait_for_reply("Running now · ")
    assert "evens" in text_of(running)
    await passes(tutor, queue.sent[0])
    verdict = await aiko.wait_for_reply("Passed")
    assert verdict["ts"] == running["ts"] == waiting["ts"]
    await slack.until(lambda: not updates_under_way())
    assert len(slack.workspace.bot_messages(aiko.dm)) == 1
    assert "Passed" in text_of(slack.workspace.bot_messages(aiko.dm)[0])


async def test_the_line_is_in_the_readers_language_and_in_the_thread_of_the_paste(
    chat: SlackChat, hanako: Learner, tutor: Tutor, queue: ScriptedQueue, slack: SlackServer
) -> None:
    paste = await hanako.say(f"<@{BOT}> {EVENS}", channel=CHANNEL)
    await hanako.wait_for_reply("いま動かしています · ", channel=CHANNEL, thread=paste["ts"])
    await passes(tutor, queue.sent[0])
    await hanako.wait_for_reply("合格", channel=CHANNEL, thread=paste["ts"])
    await slack.until(lambda: not updates_under_way())


@pytest.mark.parametrize("database_url", ["sqlite", "postgres"], indirect=True)
async def test_a_verdict_that_another_process_delivers_during_an_edit_is_put_back(
    start: StartChat,
    new_tutor: Callable[[], Tutor],
    aiko: Learner,
    queue: ScriptedQueue,
    slack: SlackServer,
) -> None:
    other = new_tutor()
    await start(other)
    await start(new_tutor())  # it has the newest socket, so the paste is its own
    released = slack.blocked_methods["chat.update"] = asyncio.Event()
    await aiko.say(EVENS)
    await slack.until(lambda: "chat.update" in slack.waiting_methods)
    del slack.blocked_methods["chat.update"]  # only the edit under way arrives late
    await passes(other, queue.sent[0])
    await aiko.wait_for_reply("Passed")
    assert not edits(slack, "Running now")
    released.set()
    await slack.until(lambda: edits(slack, "Running now"))
    await slack.until(lambda: not updates_under_way())
    (reply,) = slack.workspace.bot_messages(aiko.dm)
    assert "Passed" in text_of(reply)
    assert edits(slack, "Passed") == 2


async def test_a_verdict_of_the_same_process_waits_for_the_edit_under_way(
    chat: SlackChat, aiko: Learner, tutor: Tutor, queue: ScriptedQueue, slack: SlackServer
) -> None:
    released = slack.blocked_methods["chat.update"] = asyncio.Event()
    await aiko.say(EVENS)
    await slack.until(lambda: "chat.update" in slack.waiting_methods)
    del slack.blocked_methods["chat.update"]
    await passes(tutor, queue.sent[0])
    released.set()
    await aiko.wait_for_reply("Passed")
    await slack.until(lambda: not updates_under_way())
    (reply,) = slack.workspace.bot_messages(aiko.dm)
    assert "Passed" in text_of(reply)


@pytest.mark.parametrize("status", [429, 500, 0])
async def test_an_edit_that_fails_costs_neither_later_ones_nor_the_verdict(
    status: int,
    chat: SlackChat,
    aiko: Learner,
    tutor: Tutor,
    queue: ScriptedQueue,
    slack: SlackServer,
) -> None:
    slack.fail("chat.update", status, after=status != 429)
    await aiko.say(EVENS)
    await aiko.wait_for_reply("Running now")
    await slack.until(lambda: edits(slack, "Running now"))
    await passes(tutor, queue.sent[0])
    await aiko.wait_for_reply("Passed")
    await slack.until(lambda: not updates_under_way())
    assert "Passed" in text_of(slack.workspace.bot_messages(aiko.dm)[0])


async def test_an_ephemeral_reply_which_cannot_be_edited_is_not_repeated(
    chat: SlackChat, aiko: Learner, tutor: Tutor, queue: ScriptedQueue, slack: SlackServer
) -> None:
    opened = await aiko.command("/submit tensors/evens", channel=CHANNEL)
    await aiko.fill(opened, "def evens(n):\n    return n")
    await aiko.wait_for_ephemeral("Checking")
    await slack.until(lambda: not updates_under_way())
    assert sum("Checking" in text_of(each) for each in slack.workspace.ephemerals) == 1
    await passes(tutor, queue.sent[0])
    await aiko.wait_for_ephemeral("Passed")


async def test_all_replies_of_a_workspace_share_the_rate_of_edits(
    chat: SlackChat,
    aiko: Learner,
    hanako: Learner,
    tutor: Tutor,
    queue: ScriptedQueue,
    slack: SlackServer,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    await aiko.say(EVENS)
    await aiko.wait_for_reply("Running now")
    monkeypatch.setattr(pending_updates, "SPACING_S", 3600.0)

    def next_turn_in_s() -> float:
        return tutor.deliveries._pending._free_at[TEAM] - time.monotonic()

    await slack.until(lambda: next_turn_in_s() > 5400)  # aiko's next one is in an hour
    await hanako.say(EVENS)
    await slack.until(lambda: next_turn_in_s() > 9000)  # hanako's is an hour later
    for job in queue.sent:
        await passes(tutor, job)
    await hanako.wait_for_reply("合格")
    await slack.until(lambda: not updates_under_way())
    assert edits(slack, "いま動かしています") == 0
