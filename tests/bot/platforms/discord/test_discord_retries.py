"""Errors between the bot and Discord that no learner notices."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from datetime import timedelta

import pytest
from sqlalchemy import update

from bot.platforms import redelivery
from bot.platforms.discord import expiry_notices
from bot.platforms.discord.platform import DiscordChat
from bot.storage import Database
from bot.storage.models import LearnerRow
from bot.tutor.service import Tutor
from tests.support.discord_server.learner import Learner
from tests.support.discord_server.server import DiscordServer
from tests.support.discord_server.world import EPHEMERAL, LOADING, text_of
from tests.support.scripted_queue import ScriptedQueue, passes, ran

EVENS = "```python\ndef evens(n):\n    return n\n```"


@pytest.mark.parametrize(("status", "facts"), [(429, {"retry_after": 0.2}), (500, {}), (502, {})])
async def test_a_request_that_discord_refuses_for_now_is_made_again(
    status: int,
    facts: dict[str, float],
    chat: DiscordChat,
    aiko: Learner,
    discord: DiscordServer,
    tutor: Tutor,
    queue: ScriptedQueue,
) -> None:
    discord.fail("POST", "/messages$", status, **facts)
    paste = await aiko.say(EVENS)
    await aiko.answered(paste, "Checking")
    discord.fail("PATCH", r"/messages/\d+$", status, **facts)
    await passes(tutor, queue.sent[0])
    await aiko.answered(paste, "Passed")
    assert len(discord.world.of_bot(aiko.direct)) == 1


async def test_an_interaction_that_is_refused_for_now_is_acknowledged_and_answered_all_the_same(
    chat: DiscordChat, aiko: Learner, discord: DiscordServer
) -> None:
    discord.fail("POST", "/callback$", 429, retry_after=0.2)
    discord.fail("PATCH", "^/webhooks/", 429, retry_after=0.2)
    hello = await aiko.command("start")
    await aiko.shown(hello, "Hello, Aiko!")
    assert len(discord.requests_to("POST", f"/interactions/{hello.id}/")) == 2


async def test_a_command_is_acknowledged_before_anything_is_done(
    chat: DiscordChat, aiko: Learner, discord: DiscordServer, database: Database
) -> None:
    async with database.write_session() as held_up:
        await held_up.execute(update(LearnerRow).values(name="nobody"))
        hello = await aiko.command("start")
        await discord.until(lambda: hello.acknowledged)
        (waiting,) = discord.world.of_bot(aiko.direct)
        assert waiting["flags"] & LOADING
    await aiko.shown(hello, "Hello, Aiko!")


async def test_a_message_whose_answer_was_lost_is_not_sent_twice(
    chat: DiscordChat, aiko: Learner, discord: DiscordServer
) -> None:
    discord.fail("POST", "/messages$", 500, is_executed=True)
    paste = await aiko.say(EVENS)
    await discord.until(lambda: len(discord.requests_to("POST", "/messages$")) == 2)
    await aiko.answered(paste, "Checking")
    assert len(discord.world.of_bot(aiko.direct)) == 1


async def test_an_acknowledgement_whose_answer_was_lost_still_gets_its_reply(
    chat: DiscordChat, aiko: Learner, discord: DiscordServer
) -> None:
    discord.fail("POST", "/callback$", 502, is_executed=True)
    await aiko.shown(await aiko.command("start"), "Hello, Aiko!")


async def test_what_happens_while_the_gateway_is_away_is_answered_after_the_resume(
    chat: DiscordChat, aiko: Learner, discord: DiscordServer
) -> None:
    await discord.gateway.drop()
    paste = await aiko.say(EVENS)
    await aiko.answered(paste, "Checking")
    assert len(discord.gateway.resumed) == 1
    assert len(discord.gateway.identified) == 1


async def test_after_an_invalid_session_the_bot_begins_a_new_one(
    chat: DiscordChat, aiko: Learner, discord: DiscordServer
) -> None:
    discord.gateway.refuse_resume = True
    await discord.gateway.drop()
    await discord.until(lambda: len(discord.gateway.identified) == 2)
    discord.gateway.forget()
    await aiko.answered(await aiko.say(EVENS), "Checking")


async def test_an_event_that_comes_twice_is_answered_once(
    chat: DiscordChat, aiko: Learner, discord: DiscordServer, queue: ScriptedQueue
) -> None:
    paste = await aiko.say(EVENS)
    await discord.gateway.replay()
    await aiko.answered(paste, "Checking")
    hello = await aiko.command("start")
    await discord.gateway.replay()
    await aiko.shown(hello, "Hello, Aiko!")
    await aiko.shown(await aiko.command("help"))
    assert len(queue.sent) == 1
    assert len(discord.requests_to("POST", f"/interactions/{hello.id}/")) == 1
    assert len(discord.requests_to("POST", f"/channels/{aiko.direct}/messages$")) == 1


async def test_a_reply_too_late_for_the_interaction_comes_as_a_direct_message(
    chat: DiscordChat, aiko: Learner, discord: DiscordServer
) -> None:
    discord.delay_s = 4.0  # more than the 3 s that Discord allows
    await aiko.command("start", channel=discord.world.channel)
    sent = await discord.until(lambda: discord.world.of_bot(aiko.direct))
    assert "Hello, Aiko!" in text_of(sent[0])


async def test_past_15_minutes_the_reply_is_edited_as_the_bot_where_it_can_be(
    chat: DiscordChat, aiko: Learner, discord: DiscordServer, tutor: Tutor, queue: ScriptedQueue
) -> None:
    opened = await aiko.command("run")
    running = await aiko.fill(opened, "print(1)")
    waiting = await aiko.shown(running, "Running")
    running.expired = True
    await ran(tutor, queue.sent[0], stdout="1\n")
    done = await aiko.shown(running, "```\n1\n```")
    assert done["id"] == waiting["id"]
    assert discord.requests_to("PATCH", f"^/channels/{aiko.direct}/messages/")


async def test_past_15_minutes_a_reply_that_only_the_learner_saw_comes_as_a_direct_message(
    chat: DiscordChat, aiko: Learner, discord: DiscordServer, tutor: Tutor, queue: ScriptedQueue
) -> None:
    opened = await aiko.command("run", channel=discord.world.channel)
    running = await aiko.fill(opened, "print(1)")
    assert (await aiko.shown(running, "Running"))["flags"] & EPHEMERAL
    running.expired = True
    await ran(tutor, queue.sent[0], stdout="1\n")
    (reply,) = await discord.until(lambda: discord.world.of_bot(aiko.direct))
    assert "```\n1\n```" in text_of(reply)


async def test_before_the_15_minutes_are_over_a_waiting_reply_says_where_the_answer_comes(
    chat: DiscordChat,
    aiko: Learner,
    discord: DiscordServer,
    tutor: Tutor,
    queue: ScriptedQueue,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """So that it does not wait for ever where direct messages are closed."""
    monkeypatch.setattr(expiry_notices, "NOTICE_AFTER", timedelta(0))
    discord.world.closed_to_bot.add(aiko.id)
    opened = await aiko.command("run", channel=discord.world.channel)
    running = await aiko.fill(opened, "print(1)")
    told = await aiko.shown(running, "direct message")
    assert "in this channel" in text_of(told)
    running.expired = True
    await ran(tutor, queue.sent[0], stdout="1\n")
    await discord.until(lambda: discord.requests_to("POST", f"/channels/{aiko.direct}/messages$"))
    assert "Running" not in text_of(await aiko.shown(running))


async def test_an_answer_in_time_ends_the_wait_for_the_15_minutes(
    chat: DiscordChat, aiko: Learner, discord: DiscordServer, tutor: Tutor, queue: ScriptedQueue
) -> None:
    opened = await aiko.command("run", channel=discord.world.channel)
    running = await aiko.fill(opened, "print(1)")
    await aiko.shown(running, "Running")
    (timer,) = [each for each in asyncio.all_tasks() if "_notify_in_time" in str(each)]
    await ran(tutor, queue.sent[0], stdout="1\n")
    await aiko.shown(running, "```\n1\n```")
    await asyncio.wait([timer])
    assert timer.cancelled()


async def test_whoever_takes_no_direct_messages_costs_nobody_anything(
    chat: DiscordChat, aiko: Learner, discord: DiscordServer, tutor: Tutor, queue: ScriptedQueue
) -> None:
    discord.world.closed_to_bot.add(aiko.id)
    opened = await aiko.command("run", channel=discord.world.channel)
    running = await aiko.fill(opened, "print(1)")
    await aiko.shown(running, "Running")
    running.expired = True
    await ran(tutor, queue.sent[0], stdout="1\n")
    await discord.until(lambda: discord.requests_to("POST", f"/channels/{aiko.direct}/messages$"))
    await aiko.shown(await aiko.command("help", channel=discord.world.channel))


async def test_a_verdict_that_found_discord_out_of_reach_is_told_after_the_reconnection(
    chat: DiscordChat, aiko: Learner, discord: DiscordServer, tutor: Tutor, queue: ScriptedQueue
) -> None:
    paste = await aiko.say(EVENS)
    await aiko.answered(paste, "Checking")
    discord.fail("PATCH", "/messages/", 503)  # the status that discord.py does not retry
    await passes(tutor, queue.sent[0])
    await discord.until(lambda: [r for r in discord.requests if r.status == 503])
    await discord.gateway.drop()
    await aiko.answered(paste, "Passed")


async def test_a_verdict_that_discord_would_not_take_is_tried_again_after_a_while(
    chat: DiscordChat,
    aiko: Learner,
    discord: DiscordServer,
    tutor: Tutor,
    queue: ScriptedQueue,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(redelivery, "DELAY_S", 0.2)
    paste = await aiko.say(EVENS)
    await aiko.answered(paste, "Checking")
    discord.fail("PATCH", "/messages/", 503, times=2)
    await passes(tutor, queue.sent[0])
    await aiko.answered(paste, "Passed")


async def test_two_processes_that_hear_the_same_message_answer_it_once(
    chat: DiscordChat,
    start: Callable[..., Awaitable[object]],
    new_tutor: Callable[[], Tutor],
    aiko: Learner,
    discord: DiscordServer,
    queue: ScriptedQueue,
) -> None:
    await start(new_tutor())
    paste = await aiko.say(EVENS)
    await aiko.answered(paste, "Checking")
    await discord.until(lambda: len(discord.requests_to("POST", "/messages$")) == 2)
    assert len(discord.world.of_bot(aiko.direct)) == 1
    assert len({job.id for job in queue.sent}) == 1


async def test_a_slow_discord_holds_up_no_other_answer(
    chat: DiscordChat, aiko: Learner, discord: DiscordServer, tutor: Tutor, queue: ScriptedQueue
) -> None:
    paste = await aiko.say(EVENS)
    await aiko.answered(paste, "Checking")
    discord.fail("PATCH", "/messages/", 429, retry_after=1.5)
    await passes(tutor, queue.sent[0])
    assert "Passed" not in str(discord.world.of_bot(aiko.direct))  # the tutor is not blocked
    await aiko.answered(paste, "Passed")
    assert "Passed" in str(discord.world.of_bot(aiko.direct))


@pytest.mark.parametrize(("method", "path"), [("GET", "/users/@me$"), ("PUT", "/commands$")])
async def test_discord_out_of_reach_at_the_start_is_waited_for(
    method: str,
    path: str,
    discord: DiscordServer,
    start: Callable[..., Awaitable[object]],
    tutor: Tutor,
    aiko: Learner,
) -> None:
    discord.fail(method, path, 503)
    await start(tutor)
    await aiko.shown(await aiko.command("start"), "Hello, Aiko!")
