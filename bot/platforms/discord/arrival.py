"""Says hello in a server to which the bot was added, and to the user who added it."""

from __future__ import annotations

import logging

import discord

from bot.i18n import parse_language
from bot.platforms.discord.announcements import NEEDED_TO_POST, DiscordAnnouncer
from bot.platforms.discord.users import PLATFORM
from bot.tutor.daily.announcements import Post
from bot.tutor.service import Tutor

log = logging.getLogger(__name__)

_LATEST_BOTS = 10  # entries of the audit log among which this bot's is looked for


async def welcome(tutor: Tutor, announcer: DiscordAnnouncer, guild: discord.Guild) -> None:
    """Post a welcome into the first channel that takes one, and write to who added the bot.

    Log what Discord refuses: somebody may have taken the bot away again.
    """
    language = parse_language(guild.preferred_locale.value) or "en"
    channel = _first_channel(guild)
    if channel is not None:
        nonce, where = f"hello{guild.id}", str(channel.id)
        chosen = await tutor.workspace_settings.channel_language(PLATFORM, str(guild.id), where)
        hello = tutor.arrival(chosen or language, guild.name).channel
        post = Post(where, hello, "", nonce, again=True, language=chosen or language)
        try:
            await announcer.post(post)
        except Exception:
            log.exception("the server %s could not be welcomed", guild.id)
    inviter = await _find_inviter(guild)
    if inviter is not None:
        try:
            told = tutor.arrival(language, guild.name).inviter
            await announcer.send_dm(str(inviter), told, f"by{guild.id}", again=True)
        except Exception:
            log.exception(
                "the user who invited the bot to the server %s could not be told", guild.id
            )


def _first_channel(guild: discord.Guild) -> discord.TextChannel | None:
    """Return the channel for news of the server, else the first one where the bot may write."""
    news = guild.system_channel
    for channel in (*([news] if news is not None else []), *guild.text_channels):
        if channel.permissions_for(guild.me).is_superset(NEEDED_TO_POST):
            return channel
    return None


async def _find_inviter(guild: discord.Guild) -> int | None:
    """Return the user who added the bot, where it may read the audit log; else the owner."""
    if guild.me.guild_permissions.view_audit_log:
        try:
            entries = guild.audit_logs(action=discord.AuditLogAction.bot_add, limit=_LATEST_BOTS)
            async for entry in entries:
                if entry.target is not None and entry.target.id == guild.me.id:
                    return entry.user_id
        except discord.HTTPException as error:
            log.warning("the audit log of the server %s cannot be read: %s", guild.id, error)
    return guild.owner_id
