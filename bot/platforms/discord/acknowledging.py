"""Tells Discord, within a second, that an interaction is being answered."""

from __future__ import annotations

import logging

import discord

from bot.platforms.discord.people import is_direct
from bot.platforms.discord.places import OfInteraction
from bot.platforms.recent import Recent

log = logging.getLogger(__name__)

TOO_LATE = 10062  # "Unknown interaction": more than 3 s have gone by
ANSWERED = 40060  # "Interaction has already been acknowledged"

Seen = Recent[int, None]


async def acknowledge(
    seen: Seen, interaction: discord.Interaction, *, ephemeral: bool, in_place: bool = False
) -> OfInteraction | None:
    """Acknowledges, and says where the reply belongs; None for what was handled before.

    In direct messages nothing is ephemeral: there it would only be lost with the next start
    of the learner's app.
    """
    if not seen.first_time(interaction.id, None):
        log.info("interaction %s was handed over twice", interaction.id)
        return None
    ephemeral = ephemeral and not is_direct(interaction)
    if in_place and interaction.message is not None:
        ephemeral = interaction.message.flags.ephemeral
    message = await _acknowledged(interaction, ephemeral=ephemeral, in_place=in_place)
    return OfInteraction(
        channel=interaction.channel_id or 0,
        message=message,
        user=interaction.user.id,
        interaction=interaction.id,
        token=interaction.token,
        ephemeral=ephemeral,
    )


async def _acknowledged(
    interaction: discord.Interaction, *, ephemeral: bool, in_place: bool
) -> int:
    """The id of the message that the reply goes into; 0 when it is too late for one."""
    try:
        response = await interaction.response.defer(ephemeral=ephemeral, thinking=not in_place)
    except discord.HTTPException as problem:
        if problem.code == TOO_LATE:
            log.warning("interaction %s was acknowledged too late", interaction.id)
            return 0
        if problem.code != ANSWERED:
            raise
        # The first attempt had arrived after all, and only its answer was lost.
        return (await interaction.original_response()).id
    if in_place and interaction.message is not None:
        return interaction.message.id
    return (response.message_id if response is not None else None) or 0
