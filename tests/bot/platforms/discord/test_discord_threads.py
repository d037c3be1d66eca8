"""Threads are opened beside the work, so that Discord's limits on them delay nothing else."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from bot.platforms.discord import threads
from bot.tutor.service import Tutor
from tests.support.discord_server.learner import Learner
from tests.support.discord_server.server import DiscordServer
from tests.support.discord_server.world import PUBLIC_THREAD
from tests.support.scripted_queue import ScriptedQueue, passes

EVENS = "```python\ndef evens(n):\n    return n\n```"
LONG_S = 600.0  # a thread that is limited for so long is never opened in a test


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(threads, "THREAD_TIMEOUT_S", 0.3)


async def test_while_discord_limits_threads_everyone_is_graded_and_answered_below_their_message(
    impatient: None,
    start,
    tutor: Tutor,
    aiko: Learner,
    hanako: Learner,
    discord: DiscordServer,
    queue: ScriptedQueue,
) -> None:
    await start(tutor)
    channel = discord.world.channel
    discord.fail("POST", "/threads$", 429, times=9, retry_after=LONG_S)
    first = await aiko.say(EVENS, channel=channel, mention=True)
    await aiko.answered(first, "Checking")
    second = await hanako.say(EVENS, channel=channel, mention=True)
    await discord.until(lambda: len(queue.sent) == 2)
    for paste, job, learner in ((first, 0, aiko), (second, 1, hanako)):
        await passes(tutor, queue.sent[job])
        await learner.answered(paste, "Passed")
    assert len(discord.world.of_bot(channel)) == 2
    assert len(discord.requests_to("POST", "/threads$")) == 1


async def test_a_submission_is_stored_before_its_thread_is_open(
    start, tutor: Tutor, aiko: Learner, discord: DiscordServer, queue: ScriptedQueue
) -> None:
    await start(tutor)
    discord.fail("POST", "/threads$", 429, times=9, retry_after=LONG_S)
    await aiko.say(EVENS, channel=discord.world.channel, mention=True)
    await discord.until(lambda: queue.sent)
    assert discord.world.of_bot(discord.world.channel) == []


async def test_after_a_restart_the_verdict_finds_the_reply_below_the_message(
    impatient: None,
    start,
    new_tutor: Callable[[], Tutor],
    aiko: Learner,
    discord: DiscordServer,
    queue: ScriptedQueue,
) -> None:
    life = await start(new_tutor())
    discord.fail("POST", "/threads$", 429, times=9, retry_after=LONG_S)
    paste = await aiko.say(EVENS, channel=discord.world.channel, mention=True)
    await aiko.answered(paste, "Checking")
    await life.stop()
    tutor = new_tutor()
    await start(tutor)
    await passes(tutor, queue.sent[0])
    await aiko.answered(paste, "Passed")
    assert len(discord.world.of_bot(discord.world.channel)) == 1
    assert discord.world.of_bot(aiko.direct) == []


async def test_a_threads_name_says_the_exercise_in_the_learners_language(
    start, tutor: Tutor, aiko: Learner, hanako: Learner, discord: DiscordServer
) -> None:
    await start(tutor)
    await hanako.shown(await hanako.command("settings language", "ja"))
    for learner in (aiko, hanako):
        paste = await learner.say(EVENS, channel=discord.world.channel, mention=True)
        await learner.answered(paste, "evens", where=int(paste["id"]))
    channels = discord.world.channels.values()
    names = [each["name"] for each in channels if each["type"] == PUBLIC_THREAD]
    exercise = tutor.catalog.exercise("tensors/evens")
    assert exercise is not None
    assert names == [f"{exercise.titles['en']} · Aiko", f"{exercise.titles['ja']} · 花子"]
