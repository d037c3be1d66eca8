"""Who waits for a verdict sees that the bot is at it."""

from __future__ import annotations

import pytest

from bot.platforms.discord import typing_sign
from bot.platforms.discord.platform import DiscordChat
from bot.tutor.service import Tutor
from tests.support.discord_server.learner import Learner
from tests.support.discord_server.server import DiscordServer
from tests.support.polling import until
from tests.support.scripted_queue import ScriptedQueue, passes

FENCED = "```python\ndef evens(n):\n    return n\n```"


@pytest.fixture(autouse=True)
def quick_signs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(typing_sign, "FIRST_AFTER_S", 0.0)
    monkeypatch.setattr(typing_sign, "REPEATED_AFTER_S", 0.02)


async def test_the_bot_is_typing_from_the_acknowledgement_to_the_verdict(
    chat: DiscordChat, aiko: Learner, discord: DiscordServer, tutor: Tutor, queue: ScriptedQueue
) -> None:
    paste = await aiko.say(FENCED)
    await aiko.answered(paste, "Checking")
    await until(lambda: len(discord.world.typing) >= 2)
    assert set(discord.world.typing) == {aiko.direct}
    await passes(tutor, queue.sent[0])
    await aiko.answered(paste, "Passed")
    await until(lambda: not typing_sign._signs)


async def test_in_a_server_the_sign_is_where_the_reply_is(
    chat: DiscordChat, aiko: Learner, discord: DiscordServer, queue: ScriptedQueue
) -> None:
    paste = await aiko.say(FENCED, channel=discord.world.channel, mention=True)
    await aiko.answered(paste, "evens", where=int(paste["id"]))
    await until(lambda: discord.world.typing)
    assert set(discord.world.typing) == {int(paste["id"])}


async def test_nobody_is_shown_a_sign_for_what_only_one_learner_sees(
    chat: DiscordChat, aiko: Learner, discord: DiscordServer, tutor: Tutor, queue: ScriptedQueue
) -> None:
    opened = await aiko.command("submit", "tensors/evens", channel=discord.world.channel)
    sent = await aiko.fill(opened, "def evens(n):\n    return n")
    await aiko.shown(sent, "Checking")
    assert not typing_sign._signs
    await passes(tutor, queue.sent[0])
    await aiko.shown(sent, "Passed")
    assert discord.world.typing == []
