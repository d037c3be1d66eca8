"""Acknowledge interactions, which Discord expects within 3 s."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable
from typing import TypeVar

import discord

from bot.platforms.discord.reply_targets import InteractionTarget
from bot.platforms.discord.retry import with_retries
from bot.platforms.discord.users import is_direct
from common.lru_dict import LruDict

log = logging.getLogger(__name__)

TOO_LATE = 10062  # "Unknown interaction": more than 3 s have passed
ACKNOWLEDGED = 40060  # "Interaction has already been acknowledged"

SeenInteractions = LruDict[int, None]
Response = TypeVar("Response")


async def acknowledge(
    seen: SeenInteractions,
    interaction: discord.Interaction,
    *,
    ephemeral: bool,
    in_place: bool = False,
) -> InteractionTarget | None:
    """Acknowledge an interaction; return where its reply belongs, or None if it was seen before.

    In direct messages nothing is ephemeral: an ephemeral reply disappears with the next start of
    the learner's app.
    """
    if not seen.add_if_new(interaction.id, None):
        log.info("interaction %s was received twice", interaction.id)
        return None
    ephemeral = ephemeral and not is_direct(interaction)
    if in_place and interaction.message is not None:
        ephemeral = interaction.message.flags.ephemeral
    message = await _defer(interaction, ephemeral=ephemeral, in_place=in_place)
    return InteractionTarget(
        channel=interaction.channel_id or 0,
        message=message,
        user=interaction.user.id,
        interaction=interaction.id,
        token=interaction.token,
        ephemeral=ephemeral,
        direct=is_direct(interaction),
    )


async def _defer(interaction: discord.Interaction, *, ephemeral: bool, in_place: bool) -> int:
    """Return the id of the message that the reply is written into; 0 if Discord has none."""
    edited = interaction.message.id if in_place and interaction.message is not None else 0
    try:
        response = await respond_idempotent(
            interaction,
            lambda: interaction.response.defer(ephemeral=ephemeral, thinking=not in_place),
        )
    except discord.HTTPException as error:
        if error.code == TOO_LATE:
            log.warning("interaction %s was acknowledged too late", interaction.id)
            return 0
        if error.code != ACKNOWLEDGED:
            raise
        # An earlier attempt had arrived; only its response was lost.
        response = None
    if edited:
        return edited
    if response is not None and response.message_id:
        return response.message_id
    try:
        return (await with_retries(interaction.original_response)).id
    except discord.NotFound:
        log.warning("interaction %s is answered by another process", interaction.id)
        return 0


async def respond_idempotent(
    interaction: discord.Interaction, respond: Callable[[], Awaitable[Response]]
) -> Response | None:
    """Respond to an interaction, with retries; None where Discord returns no body.

    discord.py requests a body by `with_response`. A proxy or another server may not support it, and
    discord.py then fails after a response that was accepted.
    """
    try:
        return await with_retries(respond)
    except (TypeError, KeyError):
        if not interaction.response.is_done():
            raise
        return None
