"""Sharing code that has passed: by whoever may write in the channel, and once."""

from __future__ import annotations

from typing import Any

import discord as discord_py
import pytest

from bot.i18n import Translations
from bot.platforms.discord.platform import DiscordChat
from bot.tutor.service import Tutor
from tests.support.discord_server.learner import Learner
from tests.support.discord_server.server import DiscordServer
from tests.support.discord_server.world import EPHEMERAL
from tests.support.scripted_queue import ScriptedQueue, passes

EVENS = "def evens(n):\n    return n"


@pytest.fixture
async def verdict(
    chat: DiscordChat, aiko: Learner, discord: DiscordServer, tutor: Tutor, queue: ScriptedQueue
) -> dict[str, Any]:
    """An ephemeral verdict in a channel, which has passed."""
    opened = await aiko.command("submit", "tensors/evens", channel=discord.world.channel)
    filled = await aiko.fill(opened, EVENS)
    await aiko.shown(filled, "Checking")
    await passes(tutor, queue.sent[0])
    return await aiko.shown(filled, "Passed")


async def test_code_is_shared_once_however_often_the_button_is_pressed(
    verdict: dict[str, Any], aiko: Learner, discord: DiscordServer, words: Translations
) -> None:
    share = words.translate("en", "discord-button-share")
    first = await aiko.shown(await aiko.press(verdict, share), "Even numbers")
    assert not first["flags"] & EPHEMERAL
    await aiko.press(verdict, share)
    said = words.translate("en", "share-once")
    await discord.until(lambda: said in str(discord.world.of_bot(discord.world.channel)))
    shown = [
        each for each in discord.world.of_bot(discord.world.channel) if "return n" in str(each)
    ]
    assert len(shown) == 1


async def test_whoever_may_not_write_in_a_channel_shares_nothing_there(
    verdict: dict[str, Any], aiko: Learner, discord: DiscordServer, words: Translations
) -> None:
    share = words.translate("en", "discord-button-share")
    aiko.permissions = discord_py.Permissions(view_channel=True).value
    await aiko.press(verdict, share)
    said = words.translate("en", "share-not-allowed")
    await discord.until(lambda: said in str(discord.world.of_bot(discord.world.channel)))
    assert "return n" not in str(discord.world.of_bot(discord.world.channel))
