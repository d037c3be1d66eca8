"""Convert Discord's users, with their channel and permissions, to the tutor's ChatUser."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

import discord

from bot.platform_names import DISCORD
from bot.platforms.discord.options import PostChannel
from bot.tutor.identity import ChatUser
from bot.tutor.text.commands import COMMANDS

PLATFORM = DISCORD

MANAGERS_COMMANDS = frozenset(each.name for each in COMMANDS if each.for_managers)
"""Commands for those who manage a server; its settings can allow them to others."""


class ChannelForbiddenError(Exception):
    """A user may not have announcements in a channel; the message is the reason's catalogue key."""


def to_chat_user(source: discord.Interaction | discord.Message) -> ChatUser:
    """Return the user of an interaction or a message. Only interactions have a locale."""
    is_message = isinstance(source, discord.Message)
    user = source.author if isinstance(source, discord.Message) else source.user
    guild = source.guild.id if source.guild else getattr(source, "guild_id", None)
    return ChatUser(
        platform=PLATFORM,
        account=str(user.id),
        # The global name: the name in a server would rename the learner with each server.
        name=user.global_name or user.name,
        locale=None if is_message else str(getattr(source, "locale", "")) or None,
        # Direct messages are a place per user, so that strangers do not share a study group.
        place=str(guild) if guild else f"@{user.id}",
        place_name=source.guild.name if source.guild else "",
        channel=_channel(source),
        lacks_zone=True,
        is_admin=_is_admin(source),
    )


def in_channel(user: ChatUser, interaction: discord.Interaction, channel: PostChannel) -> ChatUser:
    """Return the user with a channel that they chose for announcements.

    Raise ChannelForbiddenError where they may not write. Whether the bot may is checked when the
    channel is used.
    """
    if not interaction.is_guild_integration():
        return user  # the bot is installed for the user and is no member of the server
    if not (channel.permissions.view_channel and channel.permissions.send_messages):
        raise ChannelForbiddenError("discord-channel-closed")
    return replace(user, channel=str(channel.id))


def mentions_to_accounts(text: str) -> str:
    """Replace mentions of users in a text by @ and their account."""
    return re.sub(r"<@!?(\d+)>", r"@\1", text)


def _channel(source: discord.Interaction | discord.Message) -> str:
    """Return the text channel, of a thread its parent; empty where nothing can be posted."""
    channel = source.channel
    if isinstance(source, discord.Interaction) and not source.is_guild_integration():
        return ""  # the bot is installed for the user and is no member of the server
    if isinstance(channel, discord.Thread):
        return str(channel.parent_id)
    return str(channel.id) if isinstance(channel, discord.TextChannel) else ""


def _is_admin(source: discord.Interaction | discord.Message) -> bool:
    """Return whether the user may change settings of the server; false for messages.

    The server's settings say who may use a managers' command, and Discord enforces them; buttons
    of such commands are in ephemeral replies. Where the bot is installed for its user only, the
    server has no such settings and has not admitted the bot, so nobody is its admin.
    """
    if isinstance(source, discord.Message) or source.guild_id is None:
        return False
    if not source.is_guild_integration():
        return False
    data: dict[str, Any] = dict(source.data or {})
    is_trusted = data.get("name") in MANAGERS_COMMANDS or (
        source.message is not None
        and source.message.flags.ephemeral
        and str(data.get("custom_id", "")).split(":")[0] in MANAGERS_COMMANDS
    )
    return source.permissions.manage_guild or is_trusted


def is_direct(interaction: discord.Interaction) -> bool:
    """Return whether an interaction is in the direct messages of the user and the bot."""
    return interaction.guild_id is None and (
        interaction.context.dm_channel or isinstance(interaction.channel, discord.DMChannel)
    )


def may_post(interaction: discord.Interaction) -> bool:
    """Return whether the user may write in the channel or thread of the interaction."""
    if interaction.guild_id is None:
        return True
    permissions = interaction.permissions
    if isinstance(interaction.channel, discord.Thread):
        return permissions.send_messages_in_threads
    return permissions.send_messages


def may_edit_message(interaction: discord.Interaction) -> bool:
    """Return whether the button's message is visible to its user alone, or replies to them."""
    message = interaction.message
    if message is None:
        return False
    if message.flags.ephemeral or is_direct(interaction):
        return True
    origin = message.interaction_metadata
    return origin is not None and origin.user.id == interaction.user.id
