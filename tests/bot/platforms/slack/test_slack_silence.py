"""In a workspace's threads the bot speaks where code is meant for it, and is silent elsewhere."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from benchmarks.messages import Message, read_silence
from bot.platforms.slack.platform import SlackChat
from bot.tutor.service import Tutor
from tests.support.slack_server.learner import Learner
from tests.support.slack_server.server import SlackServer
from tests.support.slack_server.workspace import BOT, CHANNEL
from tests.support.study import ScriptedQueue

EVENS = "```\ndef evens(n):\n    return n\n```"
HELPER = "```\ndef helper(x):\n    return x + 1\n```"


def silent(where: str) -> list[Message]:
    """Return the messages of the table that are not answered at a place."""
    return [each for each in read_silence() if (each.where, each.intent) == (where, "silent")]


async def thread_of(learner: Learner) -> str:
    """Return the thread in which a learner's paste was answered."""
    paste = await learner.say(f"<@{BOT}> {EVENS}", channel=CHANNEL)
    await learner.wait_for_reply("evens", channel=CHANNEL, thread=paste["ts"])
    return str(paste["ts"])


def answers(slack: SlackServer) -> int:
    return len(slack.workspace.bot_messages(CHANNEL))


async def test_ordinary_lines_below_the_bots_prompt_get_no_reply_and_an_exercise_gets_one(
    chat: SlackChat, aiko: Learner, slack: SlackServer
) -> None:
    prompt = slack.workspace.add_bot_message(CHANNEL, text="Day 1")["ts"]
    for message in silent("other"):
        await aiko.say(message.text, channel=CHANNEL, thread=prompt, parent=BOT)
    await aiko.say(EVENS, channel=CHANNEL, thread=prompt, parent=BOT)
    await aiko.wait_for_reply("evens", channel=CHANNEL, thread=prompt)
    assert answers(slack) == 2


async def test_in_anothers_thread_only_an_exercise_is_answered(
    chat: SlackChat, aiko: Learner, hanako: Learner, slack: SlackServer, queue: ScriptedQueue
) -> None:
    thread = await thread_of(aiko)
    await hanako.say(HELPER, channel=CHANNEL, thread=thread, parent=aiko.id)
    await hanako.say(EVENS, channel=CHANNEL, thread=thread, parent=aiko.id)
    await slack.until(lambda: answers(slack) == 2)
    assert len(queue.sent) == 2


async def test_in_ones_own_thread_all_code_is_answered_and_no_chatter(
    chat: SlackChat, aiko: Learner, slack: SlackServer
) -> None:
    thread = await thread_of(aiko)
    for message in silent("me"):
        await aiko.say(message.text, channel=CHANNEL, thread=thread)
    await aiko.say(HELPER, channel=CHANNEL, thread=thread)
    await aiko.wait_for_reply("helper", channel=CHANNEL, thread=thread)
    assert answers(slack) == 2


async def test_whose_thread_it_is_is_known_after_a_restart_as_well(
    start,
    new_tutor: Callable[[], Tutor],
    aiko: Learner,
    hanako: Learner,
    slack: SlackServer,
) -> None:
    before = await start(new_tutor())
    thread = await thread_of(aiko)
    await before.stop()
    await start(new_tutor())
    await hanako.say(HELPER, channel=CHANNEL, thread=thread, parent=aiko.id)
    await aiko.say(HELPER, channel=CHANNEL, thread=thread)
    await aiko.wait_for_reply("helper", channel=CHANNEL, thread=thread)
    assert answers(slack) == 2


@pytest.mark.parametrize(
    ("name", "code", "count"),
    [
        ("evens.py", "def evens(n):\n    return n", 2),
        ("helper.py", "def helper(x):\n    return x", 1),
        ("notes.txt", "class is at 9", 1),
    ],
)
async def test_a_file_in_anothers_thread_is_answered_where_it_has_an_exercise(
    start,
    tutor: Tutor,
    aiko: Learner,
    hanako: Learner,
    slack: SlackServer,
    name: str,
    code: str,
    count: int,
) -> None:
    life = await start(tutor)
    thread = await thread_of(aiko)
    files = {name: code.encode()}
    await hanako.say("", channel=CHANNEL, thread=thread, parent=aiko.id, files=files)
    await hanako.say(EVENS)
    await hanako.wait_for_reply("evens")
    await life.stop()  # finishes what was received
    assert answers(slack) == count
