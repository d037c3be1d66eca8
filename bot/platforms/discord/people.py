"""Who is speaking, from what Discord says of them."""

from __future__ import annotations

import discord

from bot.tutor.people import Person

PLATFORM = "discord"


def person_of(source: discord.Interaction | discord.Message) -> Person:
    """The person behind an interaction or a message. Only interactions tell a locale."""
    is_message = isinstance(source, discord.Message)
    user = source.author if isinstance(source, discord.Message) else source.user
    guild = source.guild.id if source.guild else getattr(source, "guild_id", None)
    return Person(
        platform=PLATFORM,
        account=str(user.id),
        # Not the name in the server: a learner would be renamed with every change of place.
        name=user.global_name or user.name,
        locale=None if is_message else str(getattr(source, "locale", "")) or None,
        # Direct messages are no study group. Whoever writes in them must not meet strangers there.
        place=str(guild) if guild else f"@{user.id}",
        place_name=source.guild.name if source.guild else "",
        manages=_manages(source),
    )


def _manages(source: discord.Interaction | discord.Message) -> bool:
    """Whether they may manage the server; only interactions tell for certain."""
    if source.guild is None or isinstance(source, discord.Message):
        return False
    return source.permissions.manage_guild


def is_direct(interaction: discord.Interaction) -> bool:
    """Whether it happens between the learner and the bot alone."""
    return interaction.guild_id is None and (
        interaction.context.dm_channel or isinstance(interaction.channel, discord.DMChannel)
    )


def who_pressed_may_turn(interaction: discord.Interaction) -> bool:
    """Whether the message is the learner's own, so that changing it surprises nobody else."""
    message = interaction.message
    if message is None:
        return False
    if message.flags.ephemeral or is_direct(interaction):
        return True
    asked = message.interaction_metadata
    return asked is not None and asked.user.id == interaction.user.id
