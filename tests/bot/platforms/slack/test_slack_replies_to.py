"""On Slack a message to the bot can mean the first one of its thread, or one that it shares."""

from __future__ import annotations

import pytest

from bot.i18n import Translations
from bot.platforms.slack.platform import SlackChat
from bot.storage import Database
from tests.support.slack_server.learner import Learner
from tests.support.slack_server.server import SlackServer
from tests.support.slack_server.workspace import BOT, CHANNEL, JSON
from tests.support.stored_jobs import counted
from tests.support.study import ScriptedQueue

EVENS = "```\ndef evens(n):\n    return n\n```"
NO_POINTS = "ポイントは付かず"  # Hanako's profile is Japanese
ERROR = "RuntimeError: mat1 and mat2 shapes cannot be multiplied (2x3 and 4x5)"


async def in_thread(learner: Learner, first: JSON, text: str) -> JSON:
    """Mention the bot in the thread of a message."""
    thread, parent = first["ts"], first["user"]
    return await learner.say(f"<@{BOT}> {text}", channel=CHANNEL, thread=thread, parent=parent)


@pytest.mark.parametrize("said", ["", "is this right?", "grade this", "これ合ってる？"])
async def test_a_mention_below_ones_own_code_grades_that_code(
    chat: SlackChat, aiko: Learner, queue: ScriptedQueue, said: str
) -> None:
    code = await aiko.say(EVENS, channel=CHANNEL)
    await in_thread(aiko, code, said)
    await aiko.wait_for_reply("evens", channel=CHANNEL, thread=code["ts"])
    assert [each.exercise for each in queue.sent] == ["tensors/evens"]


async def test_a_mention_below_a_file_of_ones_own_grades_it(
    chat: SlackChat, aiko: Learner, queue: ScriptedQueue
) -> None:
    files = {"evens.py": b"def evens(n):\n    return n"}
    code = await aiko.say("", channel=CHANNEL, files=files)
    await in_thread(aiko, code, "is this right?")
    await aiko.wait_for_reply("evens", channel=CHANNEL, thread=code["ts"])
    assert len(queue.sent) == 1


@pytest.mark.parametrize("said", ["", "is this right?", "grade this"])
async def test_anothers_code_is_graded_without_points_and_the_reply_says_so(
    chat: SlackChat,
    aiko: Learner,
    hanako: Learner,
    database: Database,
    queue: ScriptedQueue,
    said: str,
) -> None:
    code = await aiko.say(EVENS, channel=CHANNEL)
    await in_thread(hanako, code, said)
    await hanako.wait_for_reply(NO_POINTS, channel=CHANNEL, thread=code["ts"])
    assert [each.exercise for each in queue.sent] == ["tensors/evens"]
    assert await counted(database) == 0


async def test_anothers_error_is_explained(chat: SlackChat, aiko: Learner, hanako: Learner) -> None:
    error = await aiko.say(ERROR, channel=CHANNEL)
    await in_thread(hanako, error, "help me")
    await hanako.wait_for_reply("(2, 3)", channel=CHANNEL, thread=error["ts"])


async def test_shared_code_counts_for_its_author_alone(
    chat: SlackChat, aiko: Learner, hanako: Learner, database: Database, queue: ScriptedQueue
) -> None:
    code = await aiko.say(EVENS, channel=CHANNEL)
    await aiko.say("", shared=code)
    await aiko.wait_for_reply("evens")
    assert len(queue.sent) == 1
    await hanako.say("is this right?", shared=code)
    await hanako.wait_for_reply(NO_POINTS)
    assert len(queue.sent) == 2
    assert await counted(database) == 1


async def test_a_shared_question_is_answered(
    chat: SlackChat, aiko: Learner, hanako: Learner
) -> None:
    question = await aiko.say("what is broadcasting?", channel=CHANNEL)
    await hanako.say("", shared=question)
    await hanako.wait_for_reply("形状")


async def test_a_thread_that_cannot_be_read_is_called_unreadable(
    chat: SlackChat, aiko: Learner, slack: SlackServer, words: Translations
) -> None:
    code = await aiko.say(EVENS, channel=CHANNEL)
    slack.fail("conversations.replies", error="thread_not_found", times=20)
    await in_thread(aiko, code, "is this right?")
    said = words.translate("en", "replies-to-unreadable").partition(":")[0]
    await aiko.wait_for_reply(said, channel=CHANNEL)


async def test_a_bare_mention_says_what_the_bot_can_do(chat: SlackChat, aiko: Learner) -> None:
    asked = await aiko.say(f"<@{BOT}>", channel=CHANNEL)
    await aiko.wait_for_reply("I grade it", channel=CHANNEL, thread=asked["ts"])


async def test_a_question_and_thanks_below_code_mean_themselves(
    chat: SlackChat, aiko: Learner, queue: ScriptedQueue, words: Translations
) -> None:
    code = await aiko.say(EVENS, channel=CHANNEL)
    await in_thread(aiko, code, "what is broadcasting?")
    await aiko.wait_for_reply("shapes", channel=CHANNEL, thread=code["ts"])
    await in_thread(aiko, code, "thanks")
    said = words.translate("en", "said-thanks")[:20]
    await aiko.wait_for_reply(said, channel=CHANNEL, thread=code["ts"])
    assert not queue.sent


async def test_a_message_in_a_thread_without_a_mention_is_not_answered(
    chat: SlackChat, aiko: Learner, slack: SlackServer, queue: ScriptedQueue
) -> None:
    code = await aiko.say(EVENS, channel=CHANNEL)
    await aiko.say("is this right?", channel=CHANNEL, thread=code["ts"])
    await aiko.say("hello")
    await aiko.wait_for_reply("Hello")
    assert not slack.workspace.bot_messages(CHANNEL)
    assert not queue.sent
