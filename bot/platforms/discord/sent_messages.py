"""Find the bot's earlier replies in the history of channels."""

from __future__ import annotations

import discord

from bot.platforms.discord.reply_targets import MessageTarget

SEARCHED_MESSAGES = 50  # after the learner's, among which an earlier reply is looked for

SentMessage = tuple[int, int]
"""A channel and a message in it."""


async def find_reply(client: discord.Client, target: MessageTarget) -> SentMessage | None:
    """Find the bot's reply to a message: in its thread, or below it in the channel."""
    if target.where == "direct":
        return None
    in_thread = target.where == "thread"
    found = await _search(client, target.message, target, None) if in_thread else None
    return found or await _search(client, target.channel, target, target.message)


async def _search(
    client: discord.Client, channel_id: int, target: MessageTarget, expected: int | None
) -> SentMessage | None:
    """Search a channel for the bot's first message that replies to `expected`."""
    bot = client.user
    channel = client.get_partial_messageable(channel_id)
    try:
        async for message in channel.history(
            after=discord.Object(target.message), limit=SEARCHED_MESSAGES, oldest_first=True
        ):
            reference = message.reference.message_id if message.reference else None
            if bot is not None and message.author.id == bot.id and reference == expected:
                return channel_id, message.id
    except (discord.Forbidden, discord.NotFound):
        pass
    return None
