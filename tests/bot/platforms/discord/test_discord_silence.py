"""In a server's threads the bot speaks where code is meant for it, and is silent elsewhere."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from benchmarks.messages import Message, read_silence
from bot.i18n import Translations
from bot.platforms.discord.platform import DiscordChat
from bot.tutor.service import Tutor
from tests.support.discord_server.learner import Learner
from tests.support.discord_server.server import DiscordServer
from tests.support.discord_server.world import EPHEMERAL
from tests.support.scripted_queue import ScriptedQueue

EVENS = "def evens(n):\n    return n"
HELPER = "def helper(x):\n    return x + 1"
FENCED = f"```python\n{EVENS}\n```"


def silent(where: str) -> list[Message]:
    """Return the messages of the table that are not answered at a place."""
    return [each for each in read_silence() if (each.where, each.intent) == (where, "silent")]


async def thread_of(learner: Learner, discord: DiscordServer) -> int:
    """Return the thread in which a learner's paste was answered."""
    paste = await learner.say(FENCED, channel=discord.world.channel, mention=True)
    await learner.answered(paste, "evens", where=int(paste["id"]))
    return int(paste["id"])


async def daily_thread(
    aiko: Learner, discord: DiscordServer, tutor: Tutor, words: Translations
) -> int:
    """Return the thread of a daily prompt."""
    channel = discord.world.channel
    set_ = await aiko.command("daily set", hour=9, zone="Asia/Tokyo", channel=channel)
    await aiko.shown(set_, "Asia/Tokyo")
    now = await aiko.command("daily now", channel=channel)
    await aiko.shown(now, words.translate("en", "daily-comes", channel=f"<#{channel}>"))
    await tutor.scheduler.run_due()
    (prompt,) = await discord.until(
        lambda: [m for m in discord.world.of_bot(channel) if not m["flags"] & EPHEMERAL]
    )
    await discord.until(lambda: int(prompt["id"]) in discord.world.channels)
    return int(prompt["id"])


async def test_ordinary_lines_in_the_daily_thread_get_no_reply_and_an_exercise_gets_one(
    chat: DiscordChat, aiko: Learner, discord: DiscordServer, tutor: Tutor, words: Translations
) -> None:
    thread = await daily_thread(aiko, discord, tutor, words)
    before = len(discord.world.of_bot(thread))
    for message in silent("other"):
        await aiko.say(message.text, channel=thread)
    await aiko.answered(await aiko.say(FENCED, channel=thread), "evens")
    assert len(discord.world.of_bot(thread)) == before + 1


async def test_in_anothers_thread_only_an_exercise_is_answered(
    chat: DiscordChat,
    aiko: Learner,
    hanako: Learner,
    discord: DiscordServer,
    queue: ScriptedQueue,
) -> None:
    thread = await thread_of(aiko, discord)
    await hanako.say(HELPER, channel=thread)
    await hanako.answered(await hanako.say(FENCED, channel=thread), "evens")
    assert len(queue.sent) == 2
    assert len(discord.world.of_bot(thread)) == 2


async def test_in_ones_own_thread_all_code_is_answered_and_no_chatter(
    chat: DiscordChat, aiko: Learner, discord: DiscordServer, words: Translations
) -> None:
    thread = await thread_of(aiko, discord)
    for message in silent("me"):
        await aiko.say(message.text, channel=thread)
    await aiko.answered(await aiko.say(HELPER, channel=thread), "helper")
    assert len(discord.world.of_bot(thread)) == 2


async def test_whose_thread_it_is_is_known_after_a_restart_as_well(
    start,
    new_tutor: Callable[[], Tutor],
    aiko: Learner,
    hanako: Learner,
    discord: DiscordServer,
) -> None:
    before = await start(new_tutor())
    thread = await thread_of(aiko, discord)
    await before.stop()
    await start(new_tutor())
    await hanako.say(HELPER, channel=thread)
    await aiko.answered(await aiko.say(HELPER, channel=thread), "helper")
    assert len(discord.world.of_bot(thread)) == 2


async def test_a_thread_whose_first_message_cannot_be_read_is_taken_for_anothers(
    start, new_tutor: Callable[[], Tutor], aiko: Learner, discord: DiscordServer
) -> None:
    before = await start(new_tutor())
    thread = await thread_of(aiko, discord)
    await before.stop()
    discord.fail("GET", rf"/messages/{thread}$", 403, code=50001)
    await start(new_tutor())
    await aiko.say(HELPER, channel=thread)
    await aiko.answered(await aiko.say(FENCED, channel=thread), "evens")
    assert len(discord.world.of_bot(thread)) == 2


@pytest.mark.parametrize(
    ("name", "code", "answers"),
    [
        ("evens.py", EVENS, 2),
        ("helper.py", HELPER, 1),
        ("notes.txt", "class is at 9", 1),
        ("damaged.py", "\udcff", 1),
    ],
)
async def test_a_file_in_anothers_thread_is_answered_where_it_has_an_exercise(
    chat: DiscordChat,
    aiko: Learner,
    hanako: Learner,
    discord: DiscordServer,
    name: str,
    code: str,
    answers: int,
) -> None:
    thread = await thread_of(aiko, discord)
    content = code.encode("utf-8", "surrogateescape")
    await hanako.say("", channel=thread, files={name: content})
    direct = await hanako.say(FENCED)  # by when the file has been handled
    await hanako.answered(direct, "evens")
    await discord.until(lambda: len(discord.world.of_bot(thread)) == answers)
