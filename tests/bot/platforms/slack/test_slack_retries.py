"""Rate limits, lost responses, repeated deliveries, reconnections and restarts."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial

from sqlalchemy import select, update

from bot.platforms.slack.platform import SlackChat
from bot.storage import Database
from bot.storage.engine.tries import MAX_TRIES, TryCounter
from bot.storage.models import LearnerRow, TriedMessageRow
from bot.tutor.service import Tutor
from grader.protocol import Graded, Status, Verdict
from tests.support.scripted_queue import ScriptedQueue
from tests.support.slack_server.learner import Learner
from tests.support.slack_server.server import SlackServer
from tests.support.slack_server.workspace import CHANNEL, text_of
from tests.support.statement_counter import counted_statements

CODE = "```\ndef evens(n):\n    return n\n```"


async def passes(tutor: Tutor, queue: ScriptedQueue) -> None:
    job = queue.sent[-1]
    verdict = Verdict(status=Status.PASSED, exercise="tensors/evens")
    await tutor.jobs.on_grader_message(Graded(id=job.id, verdict=verdict))


async def test_everything_is_acknowledged_before_anything_is_done(
    chat: SlackChat, aiko: Learner, slack: SlackServer, database: Database
) -> None:
    message = {"channel": aiko.dm, "channel_type": "im"}
    message |= slack.workspace.add(aiko.dm, user=aiko.id, text=CODE)
    async with database.write_session() as held_up:
        await held_up.execute(update(LearnerRow).values(name="nobody"))
        command, event = await aiko.command("/start"), await aiko.event(message)
        for envelope in (command["envelope"], event):
            await slack.until(partial(slack.acknowledged.__contains__, envelope))
        assert slack.workspace.bot_messages(aiko.dm) == []
    await aiko.wait_for_reply("evens")


async def test_an_event_that_slack_hands_over_again_is_answered_once(
    chat: SlackChat, aiko: Learner, slack: SlackServer, queue: ScriptedQueue
) -> None:
    message = slack.workspace.add(aiko.dm, user=aiko.id, text=CODE)
    event = message | {"channel": aiko.dm, "channel_type": "im"}
    await aiko.event(event, id="Ev1")
    await aiko.wait_for_reply("evens")
    again = await aiko.event(event, id="Ev1", retry=1)
    another = await aiko.event(event, id="Ev2", retry=2)
    await slack.until(lambda: {again, another} <= set(slack.acknowledged))
    await aiko.command("/help")
    await aiko.wait_for_reply("/tensei lesson")
    assert len(queue.sent) == 1
    assert len(slack.workspace.bot_messages(aiko.dm)) == 2


async def test_a_paste_that_arrives_after_its_own_edit_does_not_take_the_edits_place(
    chat: SlackChat, aiko: Learner, slack: SlackServer, tutor: Tutor, queue: ScriptedQueue
) -> None:
    first = "```def evens(n):\n    return 2 * n```"
    message = slack.workspace.add(aiko.dm, user=aiko.id, text=first)
    late = message | {"channel": aiko.dm, "channel_type": "im"}
    await aiko.edit(message, "```def evens(n):\n    return n```")
    await aiko.wait_for_reply("evens")
    await passes(tutor, queue)
    verdict = await aiko.wait_for_reply("Passed")
    await aiko.event(late)
    await slack.until(lambda: len(queue.sent) == 2)
    await aiko.command("/start")
    await aiko.wait_for_reply("Welcome back")
    assert "Passed" in text_of(verdict)


async def test_haste_is_waited_for_as_slack_says(
    chat: SlackChat, aiko: Learner, slack: SlackServer
) -> None:
    slack.fail("chat.postMessage", 429)
    await aiko.command("/start")
    await aiko.wait_for_reply("Hello")
    assert slack.calls("chat.postMessage")[0] == {"failed": 429}


async def test_a_post_whose_answer_is_lost_is_found_and_not_posted_again(
    chat: SlackChat, aiko: Learner, slack: SlackServer
) -> None:
    slack.fail("chat.postMessage", 500, after=True)
    await aiko.command("/start")
    await slack.until(lambda: slack.calls("conversations.history"))
    await aiko.command("/help")
    await aiko.wait_for_reply("/tensei lesson")
    assert len(slack.workspace.bot_messages(aiko.dm)) == 2


async def test_a_new_connection_takes_over_when_slack_asks_for_one(
    chat: SlackChat, aiko: Learner, slack: SlackServer
) -> None:
    await slack.request_reconnect()
    await slack.until(lambda: slack.connections == 2)
    await aiko.command("/start")
    await aiko.wait_for_reply("Hello")


async def test_a_verdict_that_comes_after_a_restart_is_written_into_the_reply_that_stands_there(
    start, new_tutor: Callable[[], Tutor], aiko: Learner, slack: SlackServer, queue: ScriptedQueue
) -> None:
    first = await start(new_tutor())
    await aiko.say(CODE)
    waiting = await aiko.wait_for_reply("Checking")
    await first.stop()
    tutor = new_tutor()
    await start(tutor)
    await passes(tutor, queue)
    verdict = await aiko.wait_for_reply("Passed")
    assert verdict["ts"] == waiting["ts"]
    assert len(slack.workspace.bot_messages(aiko.dm)) == 1


async def test_what_was_acknowledged_is_answered_before_the_bot_ends(
    start, tutor: Tutor, aiko: Learner, slack: SlackServer, queue: ScriptedQueue
) -> None:
    life = await start(tutor)
    slack.blocked_methods["users.info"] = asyncio.Event()
    await aiko.say(CODE)
    await slack.until(lambda: "users.info" in slack.waiting_methods)
    ending = asyncio.create_task(life.stop())
    await slack.until(lambda: not slack.is_connected())
    slack.blocked_methods["users.info"].set()
    await ending
    assert len(queue.sent) == 1
    assert "Checking evens" in text_of(slack.workspace.bot_messages(aiko.dm)[0])


async def test_a_verdict_for_a_response_url_that_is_too_old_comes_directly(
    chat: SlackChat, aiko: Learner, slack: SlackServer, tutor: Tutor, queue: ScriptedQueue
) -> None:
    opened = await aiko.command("/submit", channel=CHANNEL)
    await aiko.fill(opened, "def evens(n):\n    return n")
    await aiko.wait_for_ephemeral("evens")  # longer than a pending reply is held back
    for url in slack.workspace.urls.values():
        url["expired"] = True
    await passes(tutor, queue)
    await aiko.wait_for_reply("Passed")


async def test_a_message_that_ended_two_processes_is_not_read_by_a_third_and_its_learner_is_told(
    chat: SlackChat, aiko: Learner, slack: SlackServer, queue: ScriptedQueue, database: Database
) -> None:
    message = slack.workspace.add(aiko.dm, user=aiko.id, text=CODE)
    event = message | {"channel": aiko.dm, "channel_type": "im"}
    tries = TryCounter(database, "slack")
    name = f"{slack.workspace.team}:{aiko.dm}:{message['ts']}"
    for _ in range(MAX_TRIES):  # as if a process had died while it handled it
        assert await tries.begin(name, datetime.now(UTC))
    await aiko.event(event, retry=3)
    await aiko.wait_for_reply("left it aside")
    assert queue.sent == []


async def test_a_message_that_is_handed_over_again_after_a_restart_is_read_as_ever(
    chat: SlackChat, aiko: Learner, slack: SlackServer, queue: ScriptedQueue, database: Database
) -> None:
    message = slack.workspace.add(aiko.dm, user=aiko.id, text=CODE)
    event = message | {"channel": aiko.dm, "channel_type": "im"}
    await aiko.event(event, retry=1)
    await aiko.wait_for_reply("evens")
    assert len(queue.sent) == 1

    async def nothing_is_tried() -> bool:
        async with database.read_session() as session:
            return not (await session.scalars(select(TriedMessageRow))).all()

    async with asyncio.timeout(60):
        while not await nothing_is_tried():
            await asyncio.sleep(0.05)


async def test_a_message_that_comes_for_the_first_time_costs_no_statement_for_its_tries(
    chat: SlackChat, aiko: Learner, slack: SlackServer, database: Database
) -> None:
    with counted_statements(database) as statements:
        await aiko.say(CODE)
        await aiko.wait_for_reply("evens")
    assert not [each for each in statements if "tried_messages" in each]
