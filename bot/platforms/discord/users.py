"""Who is speaking, from what Discord says of them."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

import discord

from bot.platforms.discord.options import PostChannel
from bot.tutor.identity import ChatUser
from bot.tutor.text.commands import COMMANDS

PLATFORM = "discord"

MANAGERS_COMMANDS = frozenset(each.name for each in COMMANDS if each.for_managers)
"""Commands that only a server's managers see, unless its settings let others use them."""


NEEDED_TO_POST = discord.Permissions(
    view_channel=True, send_messages=True, create_public_threads=True
)


class ChannelForbiddenError(Exception):
    """Nothing can be posted there for this person; the message is the key of the reason."""


def to_chat_user(source: discord.Interaction | discord.Message) -> ChatUser:
    """The person behind an interaction or a message. Only interactions tell a locale."""
    is_message = isinstance(source, discord.Message)
    user = source.author if isinstance(source, discord.Message) else source.user
    guild = source.guild.id if source.guild else getattr(source, "guild_id", None)
    return ChatUser(
        platform=PLATFORM,
        account=str(user.id),
        # Not the name in the server: a learner would be renamed with every change of place.
        name=user.global_name or user.name,
        locale=None if is_message else str(getattr(source, "locale", "")) or None,
        # Direct messages are no study group. Whoever writes in them must not meet strangers there.
        place=str(guild) if guild else f"@{user.id}",
        place_name=source.guild.name if source.guild else "",
        channel=_channel(source),
        is_admin=_manages(source),
    )


def in_channel(
    person: ChatUser, interaction: discord.Interaction, channel: PostChannel
) -> ChatUser:
    """The person, as one who decides for a channel that they have chosen.

    Raises ClosedChannel where they, or the bot, may not write.
    """
    if not interaction.is_guild_integration():
        return person  # the bot came with its user and is no member of the server
    if not (channel.permissions.view_channel and channel.permissions.send_messages):
        raise ChannelForbiddenError("discord-channel-closed")
    guild = interaction.guild
    known = guild.get_channel(channel.id) if guild is not None else None
    own = guild.me if guild is not None else None
    # Before the server has been heard of, nothing is known of what the bot may do in it.
    if known is not None and own is not None and not _may_post(known.permissions_for(own)):
        raise ChannelForbiddenError("discord-channel-no-entry")
    return replace(person, channel=str(channel.id))


def _may_post(permissions: discord.Permissions) -> bool:
    return permissions.is_superset(NEEDED_TO_POST)


def mentions_to_accounts(text: str) -> str:
    """A text in which people who are mentioned stand as @ and their account."""
    return re.sub(r"<@!?(\d+)>", r"@\1", text)


def _channel(source: discord.Interaction | discord.Message) -> str:
    """The server's channel in which something can be posted, also from one of its threads."""
    channel = source.channel
    if isinstance(source, discord.Interaction) and not source.is_guild_integration():
        return ""  # the bot came with its user and is no member of the server
    if isinstance(channel, discord.Thread):
        return str(channel.parent_id)
    return str(channel.id) if isinstance(channel, discord.TextChannel) else ""


def _manages(source: discord.Interaction | discord.Message) -> bool:
    """Whether they may decide for the server; only interactions tell for certain.

    Who may use a managers' command is for the server's own settings to say, and Discord has
    enforced it; its buttons stand in replies that nobody else sees. Where the bot came with its
    user, the server has no such settings, and nobody there has let the bot in: they manage nothing.
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
    """Whether it happens between the learner and the bot alone."""
    return interaction.guild_id is None and (
        interaction.context.dm_channel or isinstance(interaction.channel, discord.DMChannel)
    )


def may_edit_message(interaction: discord.Interaction) -> bool:
    """Whether the message is the learner's own, so that changing it surprises nobody else."""
    message = interaction.message
    if message is None:
        return False
    if message.flags.ephemeral or is_direct(interaction):
        return True
    asked = message.interaction_metadata
    return asked is not None and asked.user.id == interaction.user.id
