"""On Discord a message to the bot can mean the message that it replies to or forwards."""

from __future__ import annotations

import pytest

from bot.i18n import Translations
from bot.platforms.discord.platform import DiscordChat
from bot.storage import Database
from bot.tutor.service import Tutor
from tests.support.discord_server.learner import Learner
from tests.support.discord_server.server import DiscordServer, Request
from tests.support.discord_server.world import JSON, text_of
from tests.support.scripted_queue import ScriptedQueue, passes
from tests.support.stored_jobs import counted

EVENS = "```python\ndef evens(n):\n    return n\n```"
ERROR = "RuntimeError: mat1 and mat2 shapes cannot be multiplied (2x3 and 4x5)"


def words_of(words: Translations, key: str) -> str:
    """Return the beginning of a sentence, up to its first variable or mark."""
    return words.translate("en", key).partition(":")[0]


def fetched(discord: DiscordServer, message: JSON) -> list[Request]:
    """Return the requests with which the bot has asked for a message."""
    return discord.requests_to(
        "GET", rf"/channels/{message['channel_id']}/messages/{message['id']}"
    )


@pytest.mark.parametrize("with_original", [True, False])
@pytest.mark.parametrize("said", ["", "is this right?", "grade this", "これ合ってる？"])
async def test_a_reply_to_ones_own_code_grades_that_code(
    chat: DiscordChat,
    aiko: Learner,
    discord: DiscordServer,
    queue: ScriptedQueue,
    said: str,
    with_original: bool,
) -> None:
    code = await aiko.say(EVENS, channel=discord.world.channel)
    reply = aiko.replying(code, with_original=with_original)
    asked = await aiko.say(said, channel=discord.world.channel, mention=True, **reply)
    await aiko.answered(asked, "evens", where=int(asked["id"]))
    assert len(fetched(discord, code)) == (0 if with_original else 1)
    assert [each.exercise for each in queue.sent] == ["tensors/evens"]


async def test_a_reply_to_a_file_of_ones_own_grades_it(
    chat: DiscordChat, aiko: Learner, queue: ScriptedQueue
) -> None:
    code = await aiko.say("", files={"evens.py": b"def evens(n):\n    return n"})
    await aiko.answered(code, "evens")
    asked = await aiko.say("is this right?", **aiko.replying(code))
    await aiko.answered(asked, "evens")
    assert len(queue.sent) == 2


@pytest.mark.parametrize("said", ["", "is this right?", "grade this"])
async def test_anothers_code_is_graded_without_points_and_the_reply_says_so(
    chat: DiscordChat,
    aiko: Learner,
    hanako: Learner,
    discord: DiscordServer,
    tutor: Tutor,
    database: Database,
    queue: ScriptedQueue,
    said: str,
) -> None:
    channel = discord.world.channel
    code = await aiko.say(EVENS, channel=channel)
    asked = await hanako.say(said, channel=channel, mention=True, **hanako.replying(code))
    await hanako.answered(asked, "no points", where=int(asked["id"]))
    assert [each.exercise for each in queue.sent] == ["tensors/evens"]
    await passes(tutor, queue.sent[0])
    verdict = await hanako.answered(asked, "Passed", where=int(asked["id"]))
    assert "no points" in text_of(verdict)
    assert await counted(database) == 0


async def test_anothers_error_is_explained(
    chat: DiscordChat, aiko: Learner, hanako: Learner, discord: DiscordServer
) -> None:
    channel = discord.world.channel
    error = await aiko.say(ERROR, channel=channel)
    asked = await hanako.say("help", channel=channel, mention=True, **hanako.replying(error))
    await hanako.answered(asked, where=int(asked["id"]))
    asked = await hanako.say("", channel=channel, mention=True, **hanako.replying(error))
    await hanako.answered(asked, "(2, 3)", where=int(asked["id"]))


async def test_forwarded_code_counts_for_its_author_alone(
    chat: DiscordChat,
    aiko: Learner,
    hanako: Learner,
    discord: DiscordServer,
    database: Database,
    queue: ScriptedQueue,
) -> None:
    code = await aiko.say(EVENS, channel=discord.world.channel)
    own = await aiko.say("", **aiko.forwarding(code))
    await aiko.answered(own, "evens")
    assert len(queue.sent) == 1
    others = await hanako.say("", **hanako.forwarding(code))
    await hanako.answered(others, "no points")
    assert len(queue.sent) == 2
    assert await counted(database) == 1


async def test_forwarded_code_whose_author_cannot_be_seen_counts_for_nobody(
    chat: DiscordChat,
    aiko: Learner,
    discord: DiscordServer,
    database: Database,
    queue: ScriptedQueue,
) -> None:
    code = await aiko.say(EVENS, channel=discord.world.channel)
    discord.fail("GET", rf"/messages/{code['id']}$", 403, code=50001)
    await aiko.answered(await aiko.say("", **aiko.forwarding(code)), "no points")
    assert len(queue.sent) == 1
    assert await counted(database) == 0


async def test_a_forwarded_question_is_answered(
    chat: DiscordChat, aiko: Learner, hanako: Learner, discord: DiscordServer
) -> None:
    question = await aiko.say("what is broadcasting?", channel=discord.world.channel)
    await hanako.answered(await hanako.say("", **hanako.forwarding(question)), "shapes")


async def test_a_message_that_is_gone_is_called_unreadable(
    chat: DiscordChat, aiko: Learner, discord: DiscordServer, words: Translations
) -> None:
    code = await aiko.say(EVENS, channel=discord.world.channel)
    reply = aiko.replying(code) | {"referenced_message": None}
    asked = await aiko.say("is this right?", channel=discord.world.channel, mention=True, **reply)
    said = words_of(words, "replies-to-unreadable")
    await aiko.answered(asked, said, where=int(asked["id"]))


async def test_a_mention_of_the_bots_role_is_a_mention(
    chat: DiscordChat, aiko: Learner, discord: DiscordServer, queue: ScriptedQueue
) -> None:
    asked = await aiko.say(EVENS, channel=discord.world.channel, mention_role=True)
    await aiko.answered(asked, "evens", where=int(asked["id"]))
    assert len(queue.sent) == 1


async def test_a_bare_mention_says_what_the_bot_can_do(
    chat: DiscordChat, aiko: Learner, discord: DiscordServer
) -> None:
    asked = await aiko.say("", channel=discord.world.channel, mention=True)
    await aiko.answered(asked, "I grade it", where=int(asked["id"]))


async def test_a_question_and_thanks_in_a_reply_to_code_mean_themselves(
    chat: DiscordChat,
    aiko: Learner,
    discord: DiscordServer,
    queue: ScriptedQueue,
    words: Translations,
) -> None:
    channel = discord.world.channel
    code = await aiko.say(EVENS, channel=channel)
    reply = aiko.replying(code, with_original=False)
    asked = await aiko.say("what is broadcasting?", channel=channel, mention=True, **reply)
    await aiko.answered(asked, "shapes", where=int(asked["id"]))
    thanks = await aiko.say("thanks", channel=channel, mention=True, **reply)
    await aiko.answered(thanks, words.translate("en", "said-thanks")[:20], where=int(thanks["id"]))
    assert not queue.sent
    assert not fetched(discord, code)


async def test_a_reply_without_a_mention_is_not_answered(
    chat: DiscordChat, aiko: Learner, discord: DiscordServer, queue: ScriptedQueue
) -> None:
    channel = discord.world.channel
    code = await aiko.say(EVENS, channel=channel)
    reply = aiko.replying(code, with_original=False)
    silent = await aiko.say("is this right?", channel=channel, **reply)
    asked = await aiko.say("", channel=channel, mention=True)
    await aiko.answered(asked, "I grade it", where=int(asked["id"]))
    assert int(silent["id"]) not in discord.world.channels
    assert not queue.sent
    assert not fetched(discord, code)
