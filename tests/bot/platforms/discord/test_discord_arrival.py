"""Arrival in a server: a welcome where the bot may write, and one step for who invited it."""

from __future__ import annotations

from typing import Any

import pytest

from bot.platforms.discord.platform import DiscordChat
from tests.support.discord_server.learner import Learner
from tests.support.discord_server.server import DiscordServer
from tests.support.discord_server.world import EPHEMERAL, GUILD_TEXT, JSON, buttons_of, text_of

SEND_MESSAGES = 1 << 11


async def join(chat: DiscordChat, discord: DiscordServer, owner: int, **facts: Any) -> JSON:
    """Add the bot to a second server; return what Discord says of it."""
    await chat.client.wait_until_ready()  # before that, every server is one from before
    world = discord.world
    guild = world.new_id()
    data = world.guild_data() | {"id": str(guild), "name": "Evening class", "owner_id": str(owner)}
    everyone, own_role = data["roles"]
    data["roles"] = [everyone | {"id": str(guild)}, own_role | {"id": str(world.new_id())}]
    denied = {"id": str(guild), "type": 0, "allow": "0", "deny": str(SEND_MESSAGES)}
    closed = world.add_channel(GUILD_TEXT, guild_id=str(guild), name="rules", position=0)
    open_ = world.add_channel(GUILD_TEXT, guild_id=str(guild), name="talk", position=1)
    overwrites = {closed: [denied], open_: []}
    data["channels"] = [
        {"nsfw": False, "permission_overwrites": overwrites[each]} | world.channels[each]
        for each in (closed, open_)
    ]
    data |= facts
    del data["unavailable"]  # which Discord sends for servers from before the connection
    await discord.gateway.dispatch("GUILD_CREATE", data)
    return data


async def test_a_new_server_is_welcomed_once_where_the_bot_may_write(
    chat: DiscordChat, aiko: Learner, discord: DiscordServer
) -> None:
    data = await join(chat, discord, aiko.id, preferred_locale="ja")
    closed, open_ = (int(each["id"]) for each in data["channels"])
    (welcome,) = await discord.until(lambda: discord.world.of_bot(open_))
    assert "PyTorch を日本語と英語で教える" in text_of(welcome)
    assert list(buttons_of(welcome)) == ["始める", "設定する"]
    (told,) = await discord.until(lambda: discord.world.of_bot(discord.world.direct(aiko.id)))
    assert "「Evening class」" in text_of(told)
    assert discord.world.of_bot(closed) == []
    await discord.gateway.dispatch("GUILD_DELETE", {"id": data["id"]})
    await discord.gateway.dispatch("GUILD_CREATE", data)
    await aiko.shown(await aiko.command("help"), "/start")
    assert len(discord.world.of_bot(open_)) == 1


async def test_who_invited_the_bot_is_told_where_the_server_lets_it_see_who(
    chat: DiscordChat, aiko: Learner, hanako: Learner, discord: DiscordServer
) -> None:
    other = discord.world.add_user("Other", bot=True)
    discord.world.bots_added = [(other, aiko.id), (discord.world.bot, hanako.id)]
    await join(chat, discord, aiko.id)
    (told,) = await discord.until(lambda: discord.world.of_bot(discord.world.direct(hanako.id)))
    assert "Thank you for inviting me" in text_of(told)
    assert discord.world.of_bot(discord.world.direct(aiko.id)) == []


async def test_a_server_without_a_channel_to_write_in_still_gets_its_message_to_the_owner(
    chat: DiscordChat, aiko: Learner, discord: DiscordServer
) -> None:
    data = await join(chat, discord, aiko.id, channels=[])
    (told,) = await discord.until(lambda: discord.world.of_bot(discord.world.direct(aiko.id)))
    assert "Thank you for inviting me to “Evening class”" in text_of(told)
    assert data["channels"] == []


async def test_the_check_names_the_permissions_that_a_channel_lacks(
    chat: DiscordChat, aiko: Learner, discord: DiscordServer
) -> None:
    world = discord.world
    denied = {"id": str(world.guild), "type": 0, "allow": "0", "deny": str(SEND_MESSAGES)}
    quiet = world.add_channel(
        GUILD_TEXT, guild_id=str(world.guild), name="quiet", permission_overwrites=[denied]
    )
    created = {"position": 1, "nsfw": False} | world.channels[quiet]
    await discord.gateway.dispatch("CHANNEL_CREATE", created)
    checked = await aiko.shown(
        await aiko.command("setup check", channel=world.channel), "What I may do"
    )
    assert checked["flags"] & EPHEMERAL
    lines = text_of(checked).splitlines()
    assert f"- ✗ <#{quiet}>: give me **Send Messages**, **Attach Files**" in lines
    assert f"- ✓ <#{world.channel}>: nothing is missing." in lines


@pytest.mark.parametrize("who", ["manager", "other"])
async def test_the_welcomes_button_sets_up_for_managers_alone(
    who: str, chat: DiscordChat, aiko: Learner, discord: DiscordServer
) -> None:
    data = await join(chat, discord, aiko.id)
    open_ = int(data["channels"][1]["id"])
    (welcome,) = await discord.until(lambda: discord.world.of_bot(open_))
    if who == "other":
        aiko.permissions = 0
    pressed = await aiko.press(welcome, "Set up")
    reply = await aiko.shown(pressed, "set")
    assert ("Set up Tensei" in text_of(reply)) == (who == "manager")
