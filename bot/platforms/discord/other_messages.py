"""Finds what a message replies to or forwards."""

from __future__ import annotations

import logging
from typing import Any

import discord

from bot.platforms.addressing import OtherMessage
from bot.platforms.attachments import Attachment
from bot.platforms.discord.interaction_handler import files_of
from bot.platforms.discord.retry import with_retries

log = logging.getLogger(__name__)

_UNREADABLE = OtherMessage("", is_readable=False)


async def find_other(client: discord.Client, message: discord.Message) -> OtherMessage | None:
    """Return what a message replies to or forwards; None for neither, and for the bot's own.

    The message of a reply mostly comes with it, and is fetched otherwise. What is forwarded comes
    as a snapshot without its author, so the original is fetched to see who wrote it.
    https://docs.discord.com/developers/resources/message#message-snapshot-object
    """
    reference = message.reference
    if reference is None or reference.message_id is None:
        return None
    if reference.type is discord.MessageReferenceType.forward:
        return await _forwarded(client, message, reference)
    found = reference.resolved
    if isinstance(found, discord.DeletedReferencedMessage):
        return _UNREADABLE
    if found is not None:
        author, text, files = found.author.id, found.content, files_of(found.attachments)
    else:
        original = await _fetch(client, reference)
        if original is None:
            return _UNREADABLE
        author, text = int(original["author"]["id"]), str(original["content"])
        files = _files_of_data(original)
    if client.user is not None and author == client.user.id:
        return None
    is_own = author == message.author.id
    return OtherMessage(text, files, "replied-to", is_own, is_readable=bool(text or files))


async def _forwarded(
    client: discord.Client, message: discord.Message, reference: discord.MessageReference
) -> OtherMessage | None:
    text = "\n\n".join(each.content for each in message.message_snapshots if each.content)
    files = tuple(file for each in message.message_snapshots for file in files_of(each.attachments))
    if not text and not files:
        return OtherMessage("", origin="forwarded", is_readable=False)
    original = await _fetch(client, reference)
    is_own = original is not None and int(original["author"]["id"]) == message.author.id
    return OtherMessage(text, files, "forwarded", is_own)


async def _fetch(
    client: discord.Client, reference: discord.MessageReference
) -> dict[str, Any] | None:
    """Return a message's data; None where it is gone, or the bot may not read it."""
    channel, message = reference.channel_id, reference.message_id
    if message is None:
        return None
    try:
        found = await with_retries(lambda: client.http.get_message(channel, message))
    except (discord.NotFound, discord.Forbidden) as error:
        log.info("message %s cannot be read: %s", message, error)
        return None
    return dict(found)


def _files_of_data(message: dict[str, Any]) -> tuple[Attachment, ...]:
    return tuple(
        Attachment(each["filename"], each["size"], each["url"]) for each in message["attachments"]
    )
