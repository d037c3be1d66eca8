"""The thread of a learner leaves the list of channels once its submissions have passed."""

from __future__ import annotations

import logging

import pytest

from bot.platforms.discord.platform import DiscordChat
from bot.tutor.service import Tutor
from tests.support.discord_server.learner import Learner
from tests.support.discord_server.server import DiscordServer
from tests.support.scripted_queue import ScriptedQueue, fails, passes

EVENS = "```python\ndef evens(n):\n    return n\n```"


def is_archived(discord: DiscordServer, thread: int) -> bool:
    return bool(discord.world.channels[thread]["thread_metadata"]["archived"])


async def test_a_thread_is_archived_after_the_verdict_when_its_submission_passed(
    chat: DiscordChat, tutor: Tutor, aiko: Learner, discord: DiscordServer, queue: ScriptedQueue
) -> None:
    thread = int((await aiko.say(EVENS, channel=discord.world.channel, mention=True))["id"])
    await discord.until(lambda: queue.sent)
    await passes(tutor, queue.sent[0])
    await discord.until(lambda: is_archived(discord, thread))
    assert "Passed" in str(discord.world.of_bot(thread))


async def test_a_thread_with_another_open_submission_stays_open_until_that_has_passed(
    chat: DiscordChat, tutor: Tutor, aiko: Learner, discord: DiscordServer, queue: ScriptedQueue
) -> None:
    thread = int((await aiko.say(EVENS, channel=discord.world.channel, mention=True))["id"])
    await discord.until(lambda: queue.sent)
    second = await aiko.say(EVENS, channel=thread, mention=True)
    await discord.until(lambda: len(queue.sent) == 2)
    await passes(tutor, queue.sent[0])
    await discord.until(lambda: "Passed" in str(discord.world.of_bot(thread)))
    await tutor.deliveries.finish()
    await chat.client.reply_sender.closer.finish()
    assert discord.requests_to("PATCH", rf"/channels/{thread}$") == []
    await passes(tutor, queue.sent[1])
    await aiko.answered(second, "Passed")
    await discord.until(lambda: is_archived(discord, thread))


async def test_a_thread_stays_open_where_its_submission_has_not_passed_or_somebody_elses_has(
    chat: DiscordChat,
    tutor: Tutor,
    aiko: Learner,
    hanako: Learner,
    discord: DiscordServer,
    queue: ScriptedQueue,
) -> None:
    thread = int((await aiko.say(EVENS, channel=discord.world.channel, mention=True))["id"])
    await discord.until(lambda: queue.sent)
    await fails(tutor, queue.sent[0])
    await discord.until(lambda: "Not yet" in str(discord.world.of_bot(thread)))
    others = await hanako.say(EVENS, channel=thread, mention=True)
    await discord.until(lambda: len(queue.sent) == 2)
    await passes(tutor, queue.sent[1])
    await hanako.answered(others, "Passed")
    await tutor.deliveries.finish()
    await chat.client.reply_sender.closer.finish()
    assert discord.requests_to("PATCH", rf"/channels/{thread}$") == []


async def test_a_later_reply_is_edited_in_an_archived_thread_which_it_opens_again(
    chat: DiscordChat, tutor: Tutor, aiko: Learner, discord: DiscordServer, queue: ScriptedQueue
) -> None:
    paste = await aiko.say(EVENS, channel=discord.world.channel, mention=True)
    thread = int(paste["id"])
    await discord.until(lambda: queue.sent)
    await passes(tutor, queue.sent[0])
    await discord.until(lambda: is_archived(discord, thread))
    await aiko.edit(paste, EVENS.replace("return n", "return n + 1"))
    await discord.until(lambda: len(queue.sent) == 2)
    await fails(tutor, queue.sent[1])
    await discord.until(lambda: "Not yet" in str(discord.world.of_bot(thread)))
    assert len(discord.world.of_bot(thread)) == 1
    assert not is_archived(discord, thread)


async def test_a_thread_that_discord_refuses_to_archive_is_logged_and_nothing_else(
    chat: DiscordChat,
    tutor: Tutor,
    aiko: Learner,
    discord: DiscordServer,
    queue: ScriptedQueue,
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.WARNING)
    discord.fail("PATCH", r"/channels/\d+$", 403, times=1)
    thread = int((await aiko.say(EVENS, channel=discord.world.channel, mention=True))["id"])
    await discord.until(lambda: queue.sent)
    await passes(tutor, queue.sent[0])
    await discord.until(lambda: "could not be archived" in caplog.text)
    assert len(discord.world.of_bot(thread)) == 1
    assert "Passed" in str(discord.world.of_bot(thread))
