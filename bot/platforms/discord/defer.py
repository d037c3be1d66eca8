"""Tells Discord, within a second, that an interaction is being answered."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable
from typing import TypeVar

import discord

from bot.platforms.discord.reply_targets import InteractionTarget
from bot.platforms.discord.retry import with_retries
from bot.platforms.discord.users import is_direct
from bot.platforms.lru_dict import LruDict

log = logging.getLogger(__name__)

TOO_LATE = 10062  # "Unknown interaction": more than 3 s have gone by
ANSWERED = 40060  # "Interaction has already been acknowledged"

SeenInteractions = LruDict[int, None]
Said = TypeVar("Said")


async def acknowledge(
    seen: SeenInteractions,
    interaction: discord.Interaction,
    *,
    ephemeral: bool,
    in_place: bool = False,
) -> InteractionTarget | None:
    """Acknowledges, and says where the reply belongs; None for what was handled before.

    In direct messages nothing is ephemeral: there it would only be lost with the next start
    of the learner's app.
    """
    if not seen.add_if_new(interaction.id, None):
        log.info("interaction %s was handed over twice", interaction.id)
        return None
    ephemeral = ephemeral and not is_direct(interaction)
    if in_place and interaction.message is not None:
        ephemeral = interaction.message.flags.ephemeral
    message = await _acknowledged(interaction, ephemeral=ephemeral, in_place=in_place)
    return InteractionTarget(
        channel=interaction.channel_id or 0,
        message=message,
        user=interaction.user.id,
        interaction=interaction.id,
        token=interaction.token,
        ephemeral=ephemeral,
        direct=is_direct(interaction),
    )


async def _acknowledged(
    interaction: discord.Interaction, *, ephemeral: bool, in_place: bool
) -> int:
    """The id of the message that the reply goes into; 0 when it is too late for one."""
    own = interaction.message.id if in_place and interaction.message is not None else 0
    try:
        response = await respond_idempotent(
            interaction,
            lambda: interaction.response.defer(ephemeral=ephemeral, thinking=not in_place),
        )
    except discord.HTTPException as problem:
        if problem.code == TOO_LATE:
            log.warning("interaction %s was acknowledged too late", interaction.id)
            return 0
        if problem.code != ANSWERED:
            raise
        # The first attempt had arrived after all, and only its answer was lost.
        response = None
    if own:
        return own
    if response is not None and response.message_id:
        return response.message_id
    try:
        return (await with_retries(interaction.original_response)).id
    except discord.NotFound:
        log.warning("interaction %s is answered elsewhere", interaction.id)
        return 0


async def respond_idempotent(
    interaction: discord.Interaction, respond: Callable[[], Awaitable[Said]]
) -> Said | None:
    """Responds to an interaction; None where Discord takes it and says nothing about it.

    It says something only to those who ask for it with `with_response`, which a proxy or another
    server may not know; the library then stumbles over what it does not find.
    """
    try:
        return await with_retries(respond)
    except (TypeError, KeyError):
        if not interaction.response.is_done():
            raise
        return None
